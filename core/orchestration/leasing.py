"""Numbers leased to devices in blocks: a label printed with the line cut bears a number of its own."""

from __future__ import annotations

from typing import Final

from core.feed.settings import Setting, setting
from core.model import CoreSetting, NumberBlock
from core.orchestration.unit import UnitOfWork
from core.rules.errors import BadInput, Refused
from core.rules.sscc import SSCC_NUMBERS, serial_capacity

BLOCK_NUMBERS: Final = 1_000
"""Parcels of several weeks in a busy back room."""


def lease_block(unit: UnitOfWork, device_id: str, kind: str = SSCC_NUMBERS) -> NumberBlock:
    """The next block of serials, for one device alone and for ever. It travels on the device's stream.

    Raises:
        BadInput: `unknown_number_kind`.
        Refused: `numbers_exhausted`.
    """
    if kind != SSCC_NUMBERS:
        raise BadInput("unknown_number_kind", kind=kind)
    counter = unit.lock(CoreSetting, Setting.NEXT_SSCC_SERIAL.value)
    assert counter is not None, "the core was not initialised"
    prefix = setting(unit.session, Setting.GS1_PREFIX)
    first = int(counter.value)
    last = first + BLOCK_NUMBERS - 1
    if last >= serial_capacity(prefix):
        raise Refused("numbers_exhausted", prefix=prefix)
    counter.value = str(last + 1)
    block = NumberBlock(
        id=unit.ids.new(),
        device_id=device_id,
        kind=kind,
        prefix=prefix,
        first=first,
        last=last,
        leased_at=unit.at,
    )
    unit.session.add(block)
    return block

"""Numbers leased to devices in blocks: a label printed with the line cut bears a number of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

import msgspec

from core.feed.settings import Setting, setting
from core.model import CoreSetting, NumberBlock
from core.orchestration.unit import UnitOfWork
from core.rules.errors import BadInput, Refused
from core.rules.sscc import RESTORE_JUMP_NUMBERS, SSCC_NUMBERS, serial_capacity

BLOCK_NUMBERS: Final = 1_000
"""Parcels of several weeks in a busy back room."""
MAX_HELD_BLOCKS: Final = 64
"""Blocks that one report names; a device holds two or three."""


class HeldBlock(msgspec.Struct, frozen=True):
    """A block that a device holds, both ends included."""

    id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    prefix: Annotated[str, msgspec.Meta(max_length=12)]
    first: Annotated[int, msgspec.Meta(ge=1)]
    last: Annotated[int, msgspec.Meta(ge=1)]
    kind: Annotated[str, msgspec.Meta(max_length=64)] = SSCC_NUMBERS


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


def note_held(unit: UnitOfWork, device_id: str, blocks: Sequence[HeldBlock]) -> int:
    """Take note of blocks that a device holds: a core that was put back to an older day has forgotten some.

    They are the device's again, and nobody gets a number of theirs. Doing it again changes nothing.

    Returns:
        How many the core had not known.

    Raises:
        BadInput: `implausible_block`: no block that this core can have leased. Nothing is noted then.
    """
    counter = unit.lock(CoreSetting, Setting.NEXT_SSCC_SERIAL.value)
    assert counter is not None, "the core was not initialised"
    prefix = setting(unit.session, Setting.GS1_PREFIX)
    next_serial, noted = int(counter.value), 0
    for block in blocks:
        known = unit.session.get(NumberBlock, block.id)
        if known is not None and (known.device_id, known.first, known.last) == (
            device_id,
            block.first,
            block.last,
        ):
            continue
        _check_held(block, known, prefix, next_serial)
        unit.session.add(NumberBlock(device_id=device_id, leased_at=unit.at, **msgspec.structs.asdict(block)))
        counter.value = str(max(int(counter.value), block.last + 1))
        noted += 1
    return noted


def _check_held(block: HeldBlock, known: NumberBlock | None, prefix: str, next_serial: int) -> None:
    size = block.last - block.first + 1
    is_leased_here = block.kind == SSCC_NUMBERS and block.prefix == prefix and size == BLOCK_NUMBERS
    is_in_reach = block.last < min(next_serial + RESTORE_JUMP_NUMBERS, serial_capacity(prefix))
    if known is not None or not is_leased_here or not is_in_reach:
        raise BadInput("implausible_block", block_id=block.id)

"""Numbers leased to devices in blocks: a label printed with the line cut bears a number of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Annotated, Final

import msgspec

from core.feed.settings import Setting, setting
from core.model import CoreSetting, NumberBlock
from core.orchestration.unit import UnitOfWork
from core.rules.errors import BadInput, Refused
from core.rules.returns import (
    CREDIT_NUMBERS,
    CREDIT_PREFIX,
    MOST_NUMBERS,
    RETURN_NUMBERS,
    RETURN_PREFIX,
)
from core.rules.sscc import RESTORE_JUMP_NUMBERS, SSCC_NUMBERS, after_restore, serial_capacity

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


class NumberKind(msgspec.Struct, frozen=True):
    """A kind of number: the setting that counts it, the prefix of its blocks, how many there are.

    An empty `prefix` stands for the chain's GS1 prefix, which decides how many serials there are.
    """

    counter: Setting
    prefix: str = ""
    capacity: int = 0


KINDS: Final[Mapping[str, NumberKind]] = MappingProxyType(
    {
        SSCC_NUMBERS: NumberKind(Setting.NEXT_SSCC_SERIAL),
        RETURN_NUMBERS: NumberKind(Setting.NEXT_RETURN_NUMBER, RETURN_PREFIX, MOST_NUMBERS),
        CREDIT_NUMBERS: NumberKind(Setting.NEXT_CREDIT_NUMBER, CREDIT_PREFIX, MOST_NUMBERS),
    }
)


class _Row(msgspec.Struct):
    """A kind's counter, locked, with its prefix and how many numbers there are."""

    counter: CoreSetting
    prefix: str
    capacity: int

    @property
    def next(self) -> int:
        return int(self.counter.value)


def _lock_counters(unit: UnitOfWork) -> None:
    """All of them, in the one order."""
    unit.lock_all(CoreSetting, CoreSetting.name, (spec.counter.value for spec in KINDS.values()))


def _row(unit: UnitOfWork, kind: str) -> _Row:
    spec = KINDS.get(kind)
    if spec is None:
        raise BadInput("unknown_number_kind", kind=kind)
    counter = unit.lock(CoreSetting, spec.counter.value)
    if counter is None:
        # A core from before there were such numbers.
        assert spec.prefix, "the core was not initialised"
        counter = CoreSetting(name=spec.counter.value, value="1")
        unit.session.add(counter)
    prefix = spec.prefix or setting(unit.session, Setting.GS1_PREFIX)
    return _Row(counter, prefix, spec.capacity or serial_capacity(prefix))


def lease_block(unit: UnitOfWork, device_id: str, kind: str = SSCC_NUMBERS) -> NumberBlock:
    """The next block of numbers, for one device alone and for ever. It travels on the device's stream.

    Raises:
        BadInput: `unknown_number_kind`.
        Refused: `numbers_exhausted`.
    """
    row = _row(unit, kind)
    first = row.next
    last = first + BLOCK_NUMBERS - 1
    if last >= row.capacity:
        raise Refused("numbers_exhausted", prefix=row.prefix)
    row.counter.value = str(last + 1)
    block = NumberBlock(
        id=unit.ids.new(),
        device_id=device_id,
        kind=kind,
        prefix=row.prefix,
        first=first,
        last=last,
        leased_at=unit.at,
    )
    unit.session.add(block)
    return block


def lease_all(unit: UnitOfWork, device_id: str) -> None:
    """A first block of each kind, for a new device."""
    _lock_counters(unit)
    for kind in KINDS:
        lease_block(unit, device_id, kind)


def pass_over(unit: UnitOfWork) -> None:
    """After a restore: go on beyond any number that was leased since the backup."""
    _lock_counters(unit)
    for kind in KINDS:
        row = _row(unit, kind)
        row.counter.value = str(after_restore(row.next, row.capacity))


def note_held(unit: UnitOfWork, device_id: str, blocks: Sequence[HeldBlock]) -> int:
    """Take note of blocks that a device holds: a core that was put back to an older day has forgotten some.

    They are the device's again, and nobody gets a number of theirs. Doing it again changes nothing.

    Returns:
        How many the core had not known.

    Raises:
        BadInput: `implausible_block`: no block that this core can have leased. Nothing is noted then.
    """
    _lock_counters(unit)
    rows = {kind: _row(unit, kind) for kind in KINDS}
    before = {kind: row.next for kind, row in rows.items()}
    noted = 0
    for block in blocks:
        known = unit.session.get(NumberBlock, block.id)
        if known is not None and (known.device_id, known.first, known.last) == (
            device_id,
            block.first,
            block.last,
        ):
            continue
        if block.kind not in rows:
            raise BadInput("implausible_block", block_id=block.id)
        row = rows[block.kind]
        _check_held(block, known, row, before[block.kind])
        unit.session.add(NumberBlock(device_id=device_id, leased_at=unit.at, **msgspec.structs.asdict(block)))
        row.counter.value = str(max(row.next, block.last + 1))
        noted += 1
    return noted


def _check_held(block: HeldBlock, known: NumberBlock | None, row: _Row, next_number: int) -> None:
    size = block.last - block.first + 1
    is_leased_here = block.prefix == row.prefix and size == BLOCK_NUMBERS
    is_in_reach = block.last < min(next_number + RESTORE_JUMP_NUMBERS, row.capacity)
    if known is not None or not is_leased_here or not is_in_reach:
        raise BadInput("implausible_block", block_id=block.id)

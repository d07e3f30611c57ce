"""Programs of other days: a core that is two versions newer than some of its workstations.

The newer ones say a claim in another form, and the core's rows have a column and a table that no workstation
has heard of.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final
from unittest import mock

import msgspec

from core.commands import BY_NAME, ClaimFulfilment, reading, sealing
from core.feed.tail import read_tail
from core.service.routes import feed
from core.wire import Arguments, TableDelta, Tail, Upcasters, pack_arguments

NEWEST: Final = 3
FORMS: Final = {1: "fulfilment", 2: "which", NEWEST: "fulfilment_id"}
"""What each version of the program calls the fulfilment that is claimed."""
COLUMN_OF_TOMORROW: Final = "fulfilment.ribbon"
TABLE_OF_TOMORROW: Final = "wrapping"


class _Upcasters(Upcasters):
    """The forms that a program of some version reads."""

    def __init__(self, version: int) -> None:
        current = {name: command.VERSION for name, command in BY_NAME.items()}
        steps = {(ClaimFulfilment.NAME, older): _renaming(older, older + 1) for older in range(1, version)}
        super().__init__(current | {ClaimFulfilment.NAME: version}, {**reading.STEPS, **steps})
        self._version = version

    def upcast(self, name: str, version: int, arguments: Arguments) -> Arguments:
        raised = super().upcast(name, version, arguments)
        return _renaming(self._version, NEWEST)(raised) if name == ClaimFulfilment.NAME else raised


def _renaming(old: int, new: int) -> Any:
    def step(arguments: Arguments) -> Arguments:
        rest = {name: value for name, value in arguments.items() if name != FORMS[old]}
        return {**rest, FORMS[new]: arguments[FORMS[old]]}

    return step


_READS = {version: _Upcasters(version) for version in FORMS}


@contextmanager
def speaking(version: int) -> Iterator[None]:
    """The program of a version, for what is done meanwhile; 0 for today's."""

    def pack(command: Any) -> bytes:
        if not isinstance(command, ClaimFulfilment):
            return pack_arguments(command)
        return pack_arguments(_renaming(NEWEST, version)(msgspec.to_builtins(command)))

    with ExitStack() as patches:
        if version:
            patches.enter_context(mock.patch.object(reading, "UPCASTERS", _READS[version]))
            patches.enter_context(mock.patch.object(ClaimFulfilment, "VERSION", version))
            patches.enter_context(mock.patch.object(sealing, "pack_arguments", pack))
        yield


@contextmanager
def newer_core() -> Iterator[None]:
    """A core of tomorrow."""
    with speaking(NEWEST), mock.patch.object(feed, "read_tail", _tail_of_tomorrow):
        yield


def _tail_of_tomorrow(*arguments: Any, **options: Any) -> Tail:
    tail = read_tail(*arguments, **options)
    table, _, column = COLUMN_OF_TOMORROW.partition(".")
    tables = [
        TableDelta(one.name, [*one.columns, column], [*one.values, ["red"] * one.row_count], one.deleted_keys)
        if one.name == table and one.row_count
        else one
        for one in tail.tables
    ]
    if tables:
        tables.append(TableDelta(TABLE_OF_TOMORROW, ["id", "paper"], [["w-1"], ["kraft"]]))
    return msgspec.structs.replace(tail, tables=tables)

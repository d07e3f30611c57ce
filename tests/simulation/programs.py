"""Programs of other days: a core that is two versions newer than some of its workstations, and one that is
two versions older than they are.

The newer ones say a claim in another form. A newer core's rows have a column and a table that no workstation
has heard of. An older one lacks a column, publishes the network in an older schema, proves nothing, and knows
nothing of some questions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final
from unittest import mock

import httpx
import msgspec

from core.commands import BY_NAME, ClaimFulfilment, reading, sealing
from core.feed import manifests, publication_row
from core.feed.tail import read_tail
from core.model.network_file import NETWORK_SCHEMA_VERSION
from core.service.routes import feed
from core.wire import Arguments, TableDelta, Tail, Upcasters, pack_arguments

OLDEST: Final = 1
NEWEST: Final = 3
FORMS: Final = {1: "fulfilment", 2: "which", NEWEST: "fulfilment_id"}
"""What each version of the program calls the fulfilment that is claimed."""
COLUMN_OF_TOMORROW: Final = "fulfilment.ribbon"
TABLE_OF_TOMORROW: Final = "wrapping"
LEFT_OUT: Final = {"fulfilment_line": {"colour_hex": ""}}
"""By table, the columns of today that an older core lacks, and what they say in a world."""
SCHEMA_OF_YESTERDAY: Final = str(int(NETWORK_SCHEMA_VERSION) - (NEWEST - OLDEST))
QUESTIONS_OF_TODAY: Final = ("/v1/feed/sales", "/v1/feed/hashes")


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


@contextmanager
def older_core() -> Iterator[None]:
    """A core of yesterday, with workstations of today."""
    with (
        speaking(OLDEST),
        mock.patch.object(feed, "read_tail", _tail_of_yesterday),
        mock.patch.object(manifests, "NETWORK_SCHEMA_VERSION", SCHEMA_OF_YESTERDAY),
        mock.patch.object(publication_row, "FORMAT", f"{SCHEMA_OF_YESTERDAY}.0"),
    ):
        yield


def _tail_of_yesterday(*arguments: Any, **options: Any) -> Tail:
    tail = read_tail(*arguments, **options)
    return msgspec.structs.replace(
        tail, tables=[_without(one, LEFT_OUT.get(one.name, {})) for one in tail.tables]
    )


def _without(rows: TableDelta, names: Collection[str]) -> TableDelta:
    kept = [place for place, name in enumerate(rows.columns) if name not in names]
    columns, values = (
        [side[place] for place in kept] if side else [] for side in (rows.columns, rows.values)
    )
    return TableDelta(rows.name, columns, values, rows.deleted_keys)


def as_heard_by_an_older(request: httpx.Request) -> httpx.Request:
    """A question as a core hears it that knows of no marks, and not of all questions."""
    url = request.url.copy_remove_param("mark")
    if url.path in QUESTIONS_OF_TODAY:
        url = url.copy_with(path=f"{url.path}/of-today")
    return httpx.Request(request.method, url, headers=request.headers)

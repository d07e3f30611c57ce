"""Programs of other days: a core that is two versions newer than some of its workstations, and one that is
two versions older than they are, and its update.

The newer ones say a claim in another form. A newer core's rows have a column and a table that no workstation
has heard of. An older one lacks a column, publishes the network in an older schema, proves nothing, and knows
nothing of some questions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from typing import Any, Final
from unittest import mock

import httpx
import msgspec
from plan import OLDER_CORE, OLDER_PROGRAM
from sqlalchemy import select

from core.commands import BY_NAME, ClaimFulfilment, reading, sealing
from core.feed import manifests, publication_row
from core.feed.tail import read_tail
from core.model import Article
from core.model.network_file import NETWORK_SCHEMA_VERSION
from core.orchestration import UnitOfWork
from core.service.routes import feed
from core.wire import Arguments, TableDelta, Tail, Upcasters, pack_arguments

OLDEST: Final = 1
NEWEST: Final = 3
FORMS: Final = {1: "fulfilment", 2: "which", NEWEST: "fulfilment_id"}
"""What each version of the program calls the fulfilment that is claimed."""
COLUMN_OF_TOMORROW: Final = "fulfilment.ribbon"
TABLE_OF_TOMORROW: Final = "wrapping"
LEFT_OUT: Final = {"fulfilment_line": {"colour_hex": ""}}
"""By table, the columns of today that an older core lacks, and what they begin with once it is updated."""
SCHEMA_OF_YESTERDAY: Final = str(int(NETWORK_SCHEMA_VERSION) - (NEWEST - OLDEST))
QUESTIONS_OF_TODAY: Final = ("/v1/feed/sales", "/v1/feed/hashes")
MARK, QUESTION, COLUMN = "mark", "question", "column"
"""What an older core was asked that it knows nothing of, and what a tail of it lacked."""


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


class CoreProgram:
    """The program of a world's core: as old as it was from the beginning, until it is updated.

    Attributes:
        is_older: it is of a version before its workstations'.
        of_stations: the version of theirs where nothing else is said; 0 for today's.
        lacked: how often it was asked what it knows nothing of, and a tail of it lacked a column.
    """

    def __init__(self, wrong: Collection[str] = ()) -> None:
        """Args:
        wrong: what goes wrong in the world.
        """
        self.is_older = OLDER_CORE in wrong
        self.of_stations = NEWEST if self.is_older else 0
        self.lacked: Counter[str] = Counter()
        self._is_newer = OLDER_PROGRAM in wrong
        self._shortened: set[tuple[str, int, int]] = set()
        self._present = ExitStack()

    def __enter__(self) -> None:
        self._present.enter_context(self._of_yesterday() if self.is_older else self._newest())

    def __exit__(self, *_error: object) -> None:
        self._present.close()

    def update(self) -> None:
        """It is the newest of this world from now on."""
        self._present.close()
        self.is_older = False
        self._present.enter_context(self._newest())

    def _newest(self) -> AbstractContextManager[object]:
        if self._is_newer:
            return newer_core()
        return speaking(self.of_stations) if self.of_stations else nullcontext()

    @contextmanager
    def _of_yesterday(self) -> Iterator[None]:
        with (
            speaking(OLDEST),
            mock.patch.object(feed, "read_tail", self._tail_of_yesterday),
            mock.patch.object(manifests, "NETWORK_SCHEMA_VERSION", SCHEMA_OF_YESTERDAY),
            mock.patch.object(publication_row, "FORMAT", f"{SCHEMA_OF_YESTERDAY}.0"),
        ):
            yield

    def _tail_of_yesterday(self, *arguments: Any, **options: Any) -> Tail:
        tail = read_tail(*arguments, **options)
        if any(LEFT_OUT.get(one.name, {}).keys() & {*one.columns} for one in tail.tables):
            self.lacked[COLUMN] += 1
            self._shortened.add(_span(tail))
        return msgspec.structs.replace(
            tail, tables=[without_columns(one, LEFT_OUT.get(one.name, {})) for one in tail.tables]
        )

    def left_out_of(self, tail: Tail) -> Mapping[str, Mapping[str, Any]]:
        """What a tail lacks because this program was older as it answered: its core may be updated while the
        tail is on its way."""
        return LEFT_OUT if _span(tail) in self._shortened else {}

    def hear(self, request: httpx.Request) -> httpx.Request:
        """A question as this program understands it."""
        if not self.is_older:
            return request
        heard = as_heard_by_an_older(request)
        self.lacked.update((MARK,) if "mark" in request.url.params else ())
        self.lacked.update((QUESTION,) if heard.url.path != request.url.path else ())
        return heard


def _span(tail: Tail) -> tuple[str, int, int]:
    return tail.epoch, tail.store_to, tail.device_to


def take_off_colours(unit: UnitOfWork) -> None:
    """Let no article have a colour to draw: lines that are made of one then say in that column what they
    would begin with if the core had not had it."""
    for article in unit.session.scalars(select(Article)):
        article.colour_hex = ""


def without_columns(rows: TableDelta, names: Collection[str]) -> TableDelta:
    """Rows as a core tells them that does not know these columns."""
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

"""Imports records in bulk: a wrong line is reported, the rest goes in; the same file again changes nothing.

A file goes in batch by batch, each a transaction together with the place that the file has come to, so an
import that was cut off goes on where it stopped. The network's rows are loaded past the change log: replicas
take the next snapshot. A store's rows are logged, in transactions that a tail can carry. While one batch is
being written, the next is read and checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from core.feed.tail import MAX_TAIL_ROWS
from core.orchestration import Core, UnitOfWork
from core.rules.errors import BadInput
from core.service.delivery_records import AnnouncementRecord
from core.service.import_place import Came, ImportPlace
from core.service.import_rows import NETWORK_TARGETS, Batch, Done, Numbered, Work, known
from core.service.import_writing import WRITERS, write_network
from core.service.movement_lines import MovementRecord
from core.service.record_files import LineError, read
from core.service.record_types import Record
from core.service.records import KINDS, kind_called
from core.service.sale_records import SaleRecord

ROWS_A_TRANSACTION = 20_000
"""Rows of the network that are held in memory and committed at a time."""
MAX_ERRORS_KEPT = 1_000
"""Errors told one by one; more are only counted."""

_IMPORTABLE: Mapping[str, type[msgspec.Struct]] = MappingProxyType(
    {name: kind for name, kind in KINDS.items() if name != "orders"}
    | {"movements": MovementRecord, "deliveries": AnnouncementRecord, "sales": SaleRecord}
)
Lines = Iterable[Numbered]
Progress = Callable[[int, int], None]
"""Called with how many records are in, and 0; of a file with the line that it has come to, and its lines."""


class ImportReport(msgspec.Struct):
    """What came of a file.

    Attributes:
        written: records that are in; `changed` of them said something new (people and grants always count).
        left_out: lines that are not in, and `errors` why: the first of them.
        resumed_after: the line up to which an earlier run had come; its errors are counted, not told again.
    """

    kind: str
    written: int = 0
    changed: int = 0
    left_out: int = 0
    errors: list[LineError] = msgspec.field(default_factory=list)
    resumed_after: int = 0

    def leave_out(self, error: LineError) -> None:
        """Note a line that is not imported."""
        self.left_out += 1
        if len(self.errors) < MAX_ERRORS_KEPT:
            self.errors.append(error)


def silent(_done: int, _total: int) -> None:
    """No progress shown."""


def import_file(core: Core, kind: str, path: Path, progress: Progress = silent) -> ImportReport:
    """Import a file of one kind: JSON lines, or CSV if its name says so.

    The same content that was cut off before goes on after the last batch that was committed.

    Raises:
        BadInput: `unknown_kind`; `no_such_file`, `bad_encoding`, `bad_heading`.
    """
    kind = kind_called(kind)
    record_kind = importable(kind)
    place = ImportPlace.of_file(kind, path)
    return _import(core, kind, read(path, record_kind), progress, place)


def import_records(
    core: Core, kind: str, records: Callable[[], Iterable[Record]], progress: Progress = silent
) -> ImportReport:
    """Import records that are made rather than read."""
    importable(kind)
    return _import(core, kind, enumerate(records(), 1), progress, None)


def importable(kind: str) -> type[msgspec.Struct]:
    """The type of a kind's records; BadInput `unknown_kind` with those there are."""
    if kind not in _IMPORTABLE:
        raise BadInput("unknown_kind", kind=kind, known=list(_IMPORTABLE))
    return _IMPORTABLE[kind]


def _import(
    core: Core, kind: str, lines: Lines, progress: Progress, place: ImportPlace | None
) -> ImportReport:
    record_kind = _IMPORTABLE[kind]
    is_network = record_kind in NETWORK_TARGETS
    write = write_network if is_network else WRITERS[record_kind]
    report, rest = ImportReport(kind), iter(lines)
    there = core.read(known)
    if place is not None:
        rest = _after(core, rest, report, place)
        progress(report.resumed_after, place.lines)
    batches = _batches(rest, ROWS_A_TRANSACTION if is_network else MAX_TAIL_ROWS)

    def read_one() -> _Ready | None:
        batch = next(batches, None)
        if batch is None:
            return None
        left_out: list[LineError] = []
        work = write(core, _records(batch, left_out.append), there, left_out.append)
        return _Ready(work, batch[-1][0], left_out)

    with ThreadPoolExecutor(1, "reads-records") as reader:
        ready = read_one()
        while ready is not None:
            coming = reader.submit(read_one)
            _commit(core, ready, report, place)
            progress(*(report.written, 0) if place is None else (ready.last, place.lines))
            ready = coming.result()
    if place is not None:
        core.transact(place.forget)
        # What comes after the last record are empty lines.
        progress(place.lines, place.lines)
    return report


def _after(
    core: Core, lines: Iterator[Numbered], report: ImportReport, place: ImportPlace
) -> Iterator[Numbered]:
    """The lines that an earlier run of the same file had not come to; what it did counts in the report."""
    came = core.read(place.recall)
    report.resumed_after, report.left_out = came.line, came.left_out
    report.written, report.changed = came.written, came.changed
    return (numbered for numbered in lines if numbered[0] > came.line)


class _Ready(msgspec.Struct, frozen=True):
    """A batch that has been read: what writes it, its last line, and its lines that are not in it."""

    work: Work
    last: int
    left_out: list[LineError]


def _commit(core: Core, ready: _Ready, report: ImportReport, place: ImportPlace | None) -> None:
    work = ready.work
    for error in ready.left_out:
        report.leave_out(error)

    def commit(unit: UnitOfWork) -> Done:
        done = work.run(unit)
        if place is not None:
            refused = len(done.refused)
            written, changed = report.written + work.rows - refused, report.changed + done.changed
            place.note(unit, Came(ready.last, written, changed, report.left_out + refused))
        return done

    done = core.transact(commit)
    for error in done.refused:
        report.leave_out(error)
    report.changed += done.changed
    report.written += work.rows - len(done.refused)


def _records(batch: Batch, leave_out: Callable[[LineError], None]) -> Iterator[tuple[int, Any]]:
    for number, record in batch:
        if isinstance(record, LineError):
            leave_out(record)
        else:
            yield number, record


def _batches(lines: Iterator[Numbered], size: int) -> Iterator[Batch]:
    while batch := list(islice(lines, size)):
        yield batch

"""Imports records in bulk: a wrong line is reported, the rest goes in; the same file again changes nothing.

The network's rows are loaded past the change log, all of a file in one transaction that raises the stream's
floor, so replicas take the next snapshot. A store's rows are logged, in transactions that a tail can carry.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.feed.routing import NETWORK
from core.feed.tail import MAX_TAIL_ROWS
from core.model import ArticlePlace, RowChange
from core.orchestration import Core, UnitOfWork
from core.rules.errors import BadInput
from core.service import import_people
from core.service.import_rows import NETWORK_TARGETS, PLACES, Known, Row, Target, known
from core.service.record_files import LineError, read
from core.service.records import KINDS, BinRecord, PermissionRecord, PlaceRecord, Record, StaffRecord

ROWS_A_STATEMENT = 5_000
"""Rows held in memory at a time."""
MAX_ERRORS_KEPT = 1_000
"""Errors told one by one; more are only counted."""

Numbered = tuple[int, Record | LineError]
Lines = Callable[[], Iterator[Numbered]]
"""Gives the records, from the start each time: a transaction may be run again."""
Progress = Callable[[int], None]
"""Called with the number of records that are in."""


class ImportReport(msgspec.Struct):
    """What came of a file: records written, lines left out, and why (the first of them)."""

    kind: str
    written: int = 0
    left_out: int = 0
    errors: list[LineError] = msgspec.field(default_factory=list)

    def leave_out(self, error: LineError) -> None:
        """Note a line that is not imported."""
        self.left_out += 1
        if len(self.errors) < MAX_ERRORS_KEPT:
            self.errors.append(error)


def silent(_written: int) -> None:
    """No progress shown."""


def import_file(core: Core, kind: str, path: Path, progress: Progress = silent) -> ImportReport:
    """Import a file of one kind: JSON lines, or CSV if its name says so.

    Raises:
        BadInput: `unknown_kind`; `no_such_file`, `bad_encoding`, `bad_heading`.
    """
    record_kind = importable(kind)
    return _import(core, kind, lambda: read(path, record_kind), progress)


def import_records(
    core: Core, kind: str, records: Callable[[], Iterable[Record]], progress: Progress = silent
) -> ImportReport:
    """Import records that are made rather than read."""
    importable(kind)
    return _import(core, kind, lambda: enumerate(records(), 1), progress)


def importable(kind: str) -> type[Record]:
    """The type of a kind's records; BadInput `unknown_kind` with those there are."""
    if kind not in KINDS or kind == "orders":
        raise BadInput("unknown_kind", kind=kind, known=[name for name in KINDS if name != "orders"])
    return KINDS[kind]


def _import(core: Core, kind: str, lines: Lines, progress: Progress) -> ImportReport:
    record_kind = KINDS[kind]
    if record_kind in NETWORK_TARGETS:
        return core.transact(lambda unit: _load(unit, kind, lines, NETWORK_TARGETS[record_kind], progress))
    return _import_of_stores(core, kind, lines, progress)


def _load(unit: UnitOfWork, kind: str, lines: Lines, target: Target, progress: Progress) -> ImportReport:
    report = ImportReport(kind)
    there = known(unit.session)
    for batch in _batches(lines(), ROWS_A_STATEMENT):
        rows = _rows(batch, target, there, report)
        upsert(unit.session, target, rows)
        report.written += len(rows)
        progress(report.written)
    if report.written:
        unit.raise_floor(NETWORK)
    return report


def _import_of_stores(core: Core, kind: str, lines: Lines, progress: Progress) -> ImportReport:
    report = ImportReport(kind)
    there = core.read(known)
    for batch in _batches(lines(), MAX_TAIL_ROWS):
        if KINDS[kind] is PlaceRecord:
            rows = _rows(batch, PLACES, there, report)
            core.transact(lambda unit, rows=rows: _log_places(unit, rows))  # type: ignore[misc]
            report.written += len(rows)
        elif KINDS[kind] is PermissionRecord:
            report.written += _import_permissions(core, batch, report)
        else:
            report.written += _import_people(core, batch, there, report)
        progress(report.written)
    return report


def _import_people(core: Core, batch: Sequence[Numbered], there: Known, report: ImportReport) -> int:
    staff, bins = [], []
    for number, record in batch:
        if isinstance(record, LineError):
            report.leave_out(record)
        elif isinstance(record, StaffRecord | BinRecord) and record.location not in there.locations:
            report.leave_out(LineError(number, "unknown_location", record.location))
        elif isinstance(record, StaffRecord):
            staff.append(record)
        elif isinstance(record, BinRecord):
            bins.append(record)
    import_people.write_staff(core, staff, there.locations)
    core.transact(lambda unit: import_people.write_bins(unit, bins, there.locations))
    return len(staff) + len(bins)


def _import_permissions(core: Core, batch: Sequence[Numbered], report: ImportReport) -> int:
    for _, record in batch:
        if isinstance(record, LineError):
            report.leave_out(record)
    told = [(number, record) for number, record in batch if isinstance(record, PermissionRecord)]
    errors = core.transact(lambda unit: import_people.write_permissions(unit, (one for _, one in told)))
    for (number, _), error in zip(told, errors, strict=True):
        if error is not None:
            report.leave_out(LineError(number, error.code, str(error.data)))
    return errors.count(None)


def _batches(lines: Iterator[Numbered], size: int) -> Iterator[list[Numbered]]:
    while batch := list(islice(lines, size)):
        yield batch


def _rows(batch: Sequence[Numbered], target: Target, there: Known, report: ImportReport) -> list[Row]:
    """The rows of a batch; of lines that say the same thing twice, the last counts."""
    rows: dict[tuple[Any, ...], Row] = {}
    for number, record in batch:
        if isinstance(record, LineError):
            report.leave_out(record)
            continue
        try:
            row = target.row_of(record, there)
        except BadInput as error:
            report.leave_out(LineError(number, error.code, str(error.data)))
            continue
        rows[tuple(row[name] for name in target.by)] = row
    return list(rows.values())


def upsert(session: Session, target: Target, rows: Collection[Row]) -> None:
    """Add rows, or update those that are there already, in one statement a batch."""
    if not rows:
        return
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    table = target.table.__table__
    told = next(iter(rows)).keys()
    statement: Any = (sqlite if is_sqlite else postgresql).insert(table)
    statement = statement.on_conflict_do_update(
        index_elements=list(target.by),
        set_={name: statement.excluded[name] for name in told if name not in (*target.by, "id")},
    )
    session.execute(statement, [{**target.kept, **row} for row in rows])


def _log_places(unit: UnitOfWork, rows: Sequence[Row]) -> None:
    """Write those that are new or different, and tell the log."""
    by_key = {(row["location_id"], row["article_id"]): row for row in rows}
    columns = ArticlePlace.__table__.c
    found = unit.session.execute(
        select(*columns).where(
            ArticlePlace.location_id.in_({location_id for location_id, _ in by_key}),
            ArticlePlace.article_id.in_({article_id for _, article_id in by_key}),
        )
    )
    before = {(row["location_id"], row["article_id"]): dict(row) for row in found.mappings()}
    changed = {key: row for key, row in by_key.items() if before.get(key) != row}
    upsert(unit.session, PLACES, changed.values())
    unit.tell(RowChange(ArticlePlace.__tablename__, key, None, row) for key, row in changed.items())

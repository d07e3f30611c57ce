"""How a batch of records is written: the network's rows past the log, a store's rows through it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import msgspec
from sqlalchemy import select

from core.feed.streams import NETWORK
from core.model import ArticlePlace, LabelTemplateRow, Location, Position, RowChange, Staff
from core.model.bulk_rows import empty_stage, make_room, put_rows, upsert_staged
from core.model.capture import image_of
from core.orchestration import Core, UnitOfWork
from core.orchestration.deliveries import announce
from core.orchestration.sale_intake import take_in_sales
from core.orchestration.stock_intake import LineStatus, take_in
from core.orchestration.stock_told import TOLD_COLUMNS, take_told_positions
from core.rules.errors import BadInput, Conflict
from core.service import import_people, import_policy
from core.service.delivery_records import AnnouncementRecord, announcement_of
from core.service.import_rows import NETWORK_TARGETS, PLACES, Done, Known, Row, Target, Work
from core.service.movement_lines import MovementRecord, draft_of
from core.service.record_files import LineError
from core.service.records import (
    ArrivalRecord,
    BinRecord,
    CarrierRecord,
    PermissionRecord,
    PlaceRecord,
    QuotaRecord,
    RuleRecord,
    StaffRecord,
)
from core.service.sale_records import SaleRecord, draft_of_sale

IMPORT = "import"
"""Who tells of positions, in the ledger."""
LeaveOut = Callable[[LineError], None]
Records = Iterable[tuple[int, Any]]


def write_network(_core: Core, records: Records, there: Known, leave_out: LeaveOut) -> Work:
    """Rows of the network's stream: replicas below take a snapshot, if anything is new."""
    numbered = list(records)
    if not numbered:
        return Work(0, lambda _unit: Done(0))
    target = NETWORK_TARGETS[type(numbered[0][1])]
    rows = _rows(numbered, target, there, leave_out)
    return Work(len(rows), lambda unit: Done(_load(unit, target, rows)))


def _load(unit: UnitOfWork, target: Target, rows: Sequence[Row]) -> int:
    if not rows:
        return 0
    columns = tuple(rows[0])
    values = [tuple(row.values()) for row in rows]
    if target.table is Position:
        assert columns == TOLD_COLUMNS
        return take_told_positions(unit, values, IMPORT)
    if target.table is Location:
        return _load_locations(unit, target, columns, values)
    changed = upsert(unit, target, columns, values)
    if changed:
        unit.raise_floor(NETWORK)
    return changed


def _load_locations(unit: UnitOfWork, target: Target, columns: Sequence[str], values: Sequence[Any]) -> int:
    """What opens is told to the log too, if the chain has something that goes everywhere."""
    there = set(unit.session.scalars(select(Location.id)))
    changed = upsert(unit, target, columns, values)
    if changed:
        unit.raise_floor(NETWORK)
        if unit.session.scalar(select(LabelTemplateRow.name).limit(1)) is not None:
            opened = unit.session.scalars(select(Location).where(Location.id.not_in(there))).all()
            unit.tell(RowChange(Location.__tablename__, (one.id,), None, image_of(one)) for one in opened)
    return changed


def upsert(unit: UnitOfWork, target: Target, columns: Sequence[str], values: Iterable[Sequence[Any]]) -> int:
    """Add rows, or update those that say something else; returns how many."""
    table = target.table.__tablename__
    stage = f"told_{table}"
    make_room(unit.session)
    empty_stage(unit.session, stage, table, columns)
    put_rows(unit.session, stage, columns, values)
    return upsert_staged(unit.session, table, stage, columns, target.by)


def _rows(records: Records, target: Target, there: Known, leave_out: LeaveOut) -> list[Row]:
    """The rows of a batch; of lines that say the same thing twice, the last counts."""
    rows: dict[tuple[Any, ...], Row] = {}
    for number, record in records:
        try:
            row = target.row_of(record, there)
        except BadInput as error:
            leave_out(LineError(number, error.code, str(error.data)))
            continue
        rows[tuple([row[name] for name in target.by])] = row
    return list(rows.values())


def _write_places(_core: Core, records: Records, there: Known, leave_out: LeaveOut) -> Work:
    rows = _rows(records, PLACES, there, leave_out)
    return Work(len(rows), lambda unit: Done(_log_places(unit, rows)))


def _log_places(unit: UnitOfWork, rows: Sequence[Row]) -> int:
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
    if changed:
        names = tuple(next(iter(changed.values())))
        upsert(unit, PLACES, names, [tuple(row.values()) for row in changed.values()])
    unit.tell(RowChange(ArticlePlace.__tablename__, key, None, row) for key, row in changed.items())
    return len(changed)


def _write_staff(core: Core, records: Records, there: Known, leave_out: LeaveOut) -> Work:
    known = core.read(lambda session: set(session.scalars(select(Staff.id))))
    staff: list[StaffRecord] = []
    for number, record in _at_known_locations(records, there, leave_out):
        if record.pin is None and record.id not in known:
            leave_out(LineError(number, "no_pin", record.id))
        else:
            staff.append(record)
    write = import_people.staff_writer(core, staff, there.locations)
    return Work(len(staff), lambda unit: Done(write(unit)))


def _write_bins(_core: Core, records: Records, there: Known, leave_out: LeaveOut) -> Work:
    bins: list[BinRecord] = [one for _, one in _at_known_locations(records, there, leave_out)]
    return Work(len(bins), lambda unit: Done(import_people.write_bins(unit, bins, there.locations)))


def _write_movements(_core: Core, records: Records, _there: Known, _leave_out: LeaveOut) -> Work:
    numbered = [(number, draft_of(record)) for number, record in records]

    def run(unit: UnitOfWork) -> Done:
        answers = take_in(unit, [draft for _, draft in numbered], IMPORT)
        refused = [
            LineError(number, answer.code, answer.id)
            for (number, _), answer in zip(numbered, answers, strict=True)
            if answer.status is LineStatus.REFUSED
        ]
        return Done(sum(answer.status is LineStatus.ACCEPTED for answer in answers), refused)

    return Work(len(numbered), run)


def _write_sales(_core: Core, records: Records, _there: Known, _leave_out: LeaveOut) -> Work:
    numbered = [(number, draft_of_sale(record)) for number, record in records]

    def run(unit: UnitOfWork) -> Done:
        answers = take_in_sales(unit, [draft for _, draft in numbered])
        refused = [
            LineError(number, answer.code, answer.id)
            for (number, _), answer in zip(numbered, answers, strict=True)
            if answer.status is LineStatus.REFUSED
        ]
        return Done(sum(answer.status is LineStatus.ACCEPTED for answer in answers), refused)

    return Work(len(numbered), run)


def _write_permissions(_core: Core, records: Records, _there: Known, _leave_out: LeaveOut) -> Work:
    numbered = list(records)

    def run(unit: UnitOfWork) -> Done:
        errors = import_people.write_permissions(unit, (record for _, record in numbered))
        refused = [
            LineError(number, error.code, str(error.data))
            for (number, _), error in zip(numbered, errors, strict=True)
            if error is not None
        ]
        return Done(len(numbered) - len(refused), refused)

    return Work(len(numbered), run)


def _write_carriers(_core: Core, records: Records, there: Known, leave_out: LeaveOut) -> Work:
    services: list[CarrierRecord] = [one for _, one in _at_known_locations(records, there, leave_out)]
    return Work(
        len(services), lambda unit: Done(import_people.write_carriers(unit, services, there.locations))
    )


def _at_known_locations(records: Records, there: Known, leave_out: LeaveOut) -> list[tuple[int, Any]]:
    kept: list[tuple[int, Any]] = []
    for number, record in records:
        if record.location in there.locations:
            kept.append((number, record))
        else:
            leave_out(LineError(number, "unknown_location", record.location))
    return kept


def _write_policy(_core: Core, records: Records, there: Known, _leave_out: LeaveOut) -> Work:
    numbered = list(records)

    def run(unit: UnitOfWork) -> Done:
        refused, changed = [], 0
        for number, record in numbered:
            try:
                changed += import_policy.write_one(unit, record, there)
            except BadInput as error:
                refused.append(LineError(number, error.code, str(error.data)))
        return Done(changed, refused)

    return Work(len(numbered), run)


def _write_deliveries(_core: Core, records: Records, _there: Known, _leave_out: LeaveOut) -> Work:
    numbered = list(records)

    def run(unit: UnitOfWork) -> Done:
        refused, changed = [], 0
        for number, record in numbered:
            try:
                changed += announce(unit, announcement_of(record))[1]
            except (BadInput, Conflict) as error:
                refused.append(LineError(number, error.code, str(error.data)))
        return Done(changed, refused)

    return Work(len(numbered), run)


WRITERS: Mapping[type[msgspec.Struct], Callable[[Core, Records, Known, LeaveOut], Work]] = MappingProxyType(
    {
        PlaceRecord: _write_places,
        StaffRecord: _write_staff,
        BinRecord: _write_bins,
        CarrierRecord: _write_carriers,
        MovementRecord: _write_movements,
        SaleRecord: _write_sales,
        PermissionRecord: _write_permissions,
        RuleRecord: _write_policy,
        ArrivalRecord: _write_policy,
        QuotaRecord: _write_policy,
        AnnouncementRecord: _write_deliveries,
    }
)
"""How the rows of the stores' streams are written."""

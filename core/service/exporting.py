"""Exports what was imported, in the same form: JSON lines, or CSV. Of staff all but the PIN."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TextIO

import msgspec
from sqlalchemy import ColumnElement, Executable, String, case, cast, func, literal, select
from sqlalchemy.orm import Session

from core.model import (
    Arrival,
    Article,
    ArticlePlace,
    ArticlePrice,
    AvailabilityRule,
    Bin,
    CarrierService,
    Location,
    Piece,
    Position,
    Quota,
    Staff,
    StaffPermission,
)
from core.orchestration import Core
from core.rules.errors import BadInput
from core.service.record_files import write_to
from core.service.records import (
    ArrivalRecord,
    ArticleRecord,
    BinRecord,
    CarrierRecord,
    LocationRecord,
    PieceRecord,
    PlaceRecord,
    PositionRecord,
    PriceRecord,
    QuotaRecord,
    RuleRecord,
    kind_called,
)

ROWS_AT_A_TIME = 2_000


class StaffLine(msgspec.Struct, frozen=True):
    """A person at a location."""

    location: str
    id: str
    name: str
    role: str
    badge: str
    is_revoked: bool


class PermissionLine(msgspec.Struct, frozen=True):
    """What a person may do beside their role, or may not."""

    staff: str
    permission: str
    setting: str


class Export(msgspec.Struct, frozen=True):
    """The form of a kind's records, and the question whose columns are their fields in order."""

    record: type[msgspec.Struct]
    query: Callable[[], Executable]


def _columns(table: Any, record: type[msgspec.Struct]) -> list[Any]:
    return [getattr(table, name) for name in record.__struct_fields__]


def _locations() -> Executable:
    return select(*_columns(Location, LocationRecord)).order_by(Location.code)


def _articles() -> Executable:
    return select(*_columns(Article, ArticleRecord)).order_by(Article.id)


def _prices() -> Executable:
    table = ArticlePrice
    return (
        select(Article.sku, table.valid_from, table.price_cents, table.currency, table.kind)
        .join(Article, Article.id == table.article_id)
        .order_by(table.article_id, table.valid_from)
    )


def _positions() -> Executable:
    table = Position
    return (
        select(
            Article.sku,
            Location.code,
            table.sellable,
            table.display,
            table.damaged,
            table.safety,
            table.counted_at,
        )
        .join(Article, Article.id == table.article_id)
        .join(Location, Location.id == table.location_id)
        .order_by(table.location_id, table.article_id)
    )


def _pieces() -> Executable:
    return (
        select(Article.sku, Piece.serial, Location.code, Piece.bucket)
        .join(Article, Article.id == Piece.article_id)
        .join(Location, Location.id == Piece.location_id)
        .order_by(Piece.location_id, Piece.article_id, Piece.serial)
    )


def _places() -> Executable:
    table = ArticlePlace
    return (
        select(Location.code, Article.sku, table.zone, table.aisle, table.shelf)
        .join(Article, Article.id == table.article_id)
        .join(Location, Location.id == table.location_id)
        .order_by(table.location_id, table.article_id)
    )


def _two_digits(number: ColumnElement[int]) -> ColumnElement[str]:
    return case((number < 10, literal("0")), else_=literal("")) + cast(number, String)


def _carriers() -> Executable:
    row = CarrierService
    hours, minutes = row.closes_min // 60, row.closes_min % 60
    closes = _two_digits(hours) + literal(":") + _two_digits(minutes)
    return (
        select(
            Location.code,
            row.carrier,
            row.service,
            row.carrier_name,
            row.service_name,
            closes,
            row.most_g,
            row.rank,
            row.delivers_days,
        )
        .join(Location, Location.id == row.location_id)
        .order_by(row.location_id, row.rank, row.carrier, row.service)
    )


def _bins() -> Executable:
    return (
        select(Location.code, Bin.code, Bin.room)
        .join(Location, Location.id == Bin.location_id)
        .order_by(Bin.location_id, Bin.code)
    )


def _staff() -> Executable:
    return (
        select(Location.code, Staff.id, Staff.name, Staff.role, Staff.badge, Staff.is_revoked)
        .join(Location, Location.id == Staff.location_id)
        .order_by(Staff.location_id, Staff.id)
    )


def _permissions() -> Executable:
    table = StaffPermission
    setting = case((table.is_granted, "granted"), else_="withdrawn")
    return select(table.staff_id, table.permission, setting).order_by(table.staff_id, table.permission)


def _rules() -> Executable:
    table = AvailabilityRule
    return (
        select(
            table.channel,
            func.coalesce(Location.code, ""),
            func.coalesce(Article.sku, ""),
            table.threshold,
            table.pool,
            table.is_open,
        )
        .outerjoin(Location, Location.id == table.location_id)
        .outerjoin(Article, Article.id == table.article_id)
        .order_by(table.channel, table.location_id, table.article_id)
    )


def _arrivals() -> Executable:
    return (
        select(Arrival.id, Article.sku, Location.code, Arrival.quantity, Arrival.due_at)
        .join(Article, Article.id == Arrival.article_id)
        .join(Location, Location.id == Arrival.location_id)
        .order_by(Arrival.id)
    )


def _quotas() -> Executable:
    return (
        select(Article.sku, Quota.kind, Quota.quantity, Quota.due_at, Quota.channel)
        .join(Article, Article.id == Quota.article_id)
        .order_by(Quota.article_id, Quota.channel)
    )


EXPORTS: Mapping[str, Export] = MappingProxyType(
    {
        "locations": Export(LocationRecord, _locations),
        "articles": Export(ArticleRecord, _articles),
        "prices": Export(PriceRecord, _prices),
        "bins": Export(BinRecord, _bins),
        "carriers": Export(CarrierRecord, _carriers),
        "staff": Export(StaffLine, _staff),
        "permissions": Export(PermissionLine, _permissions),
        "positions": Export(PositionRecord, _positions),
        "pieces": Export(PieceRecord, _pieces),
        "places": Export(PlaceRecord, _places),
        "availability_rules": Export(RuleRecord, _rules),
        "arrivals": Export(ArrivalRecord, _arrivals),
        "quotas": Export(QuotaRecord, _quotas),
    }
)


def exported(kind: str) -> Export:
    """How a kind is exported; BadInput `unknown_kind` with those there are."""
    kind = kind_called(kind)
    if kind not in EXPORTS:
        raise BadInput("unknown_kind", kind=kind, known=list(EXPORTS))
    return EXPORTS[kind]


def export(core: Core, kind: str, file: TextIO, *, is_csv: bool) -> int:
    """Write all records of a kind, as of one moment; returns how many.

    Raises:
        BadInput: `unknown_kind`.
    """
    wanted = exported(kind)
    return core.read(lambda session: write_to(file, wanted.record, _records(session, wanted), is_csv=is_csv))


def _records(session: Session, wanted: Export) -> Iterator[msgspec.Struct]:
    rows = session.execute(wanted.query(), execution_options={"yield_per": ROWS_AT_A_TIME})
    for row in rows:
        yield wanted.record(*row)

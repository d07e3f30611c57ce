"""Stock: positions, the ledger, and movements in bulk."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, get, post
from litestar.params import QueryParameter, RawBody
from sqlalchemy import select, tuple_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.model import Article, Location, Movement, Position
from core.model.stock import QUANTITY_COLUMNS
from core.orchestration import Core
from core.orchestration.stock_intake import LineAnswer, LineStatus, take_in
from core.rules.errors import BadInput
from core.rules.time import Instant
from core.service.auth import EVERYBODY, SHOPS, Caller
from core.service.exchange import TheCore
from core.service.movement_lines import MovementsOperation, read_movements
from core.service.routes.parameters import DEFAULT_PAGE, TEXT_PATTERN, CodeFilter, Cursor, Limit

TWO_TRIES = 2
"""A batch that meets itself on a position that nobody had heard of is run again, and then found."""


class PositionAnswer(msgspec.Struct, frozen=True):
    """What a location has of an article, in units by bucket."""

    sku: str
    location: str
    quantities: dict[str, int]
    counted_at: Instant
    heard_at: Instant


class PositionPage(msgspec.Struct, frozen=True):
    """Positions by article and location. `next` is where the next page begins."""

    positions: list[PositionAnswer]
    next: str | None = None


class MovementAnswer(msgspec.Struct, frozen=True):
    """One line of the ledger."""

    id: str
    at: Instant
    kind: str
    sku: str
    location: str
    quantity: int
    bucket: str
    to_bucket: str | None
    serial: str | None
    reason: str
    aggregate: str
    actor: str
    network_version: int | None


class MovementPage(msgspec.Struct, frozen=True):
    """Movements in the order in which the core took them in. `next` is where the next page begins."""

    movements: list[MovementAnswer]
    next: str | None = None


class NumberedAnswer(msgspec.Struct, frozen=True):
    """What came of the movement at this place in the batch (from 1)."""

    line: int
    id: str
    status: LineStatus
    code: str = ""


class BatchAnswer(msgspec.Struct, frozen=True):
    """What came of a batch: how many of each, and each of them in its order."""

    accepted: int
    duplicate: int
    refused: int
    lines: list[NumberedAnswer]


@post(
    "/stock/movements",
    guards=[SHOPS],
    status_code=200,
    sync_to_thread=True,
    tags=["stock"],
    operation_class=MovementsOperation,
)
def post_movements(request: Request[Caller, Any, Any], core: TheCore, body: RawBody) -> BatchAnswer:
    """Tell what tills, warehouses and counts have done to stock: a JSON array, or JSON lines.

    Each movement has an identifier of its own, and counts once however often it is sent. A line that is
    refused says why (`bad_json`, `bad_record`, `unknown_article`, `unknown_location`, `kind_not_accepted`,
    `bucket_not_accepted`, `absurd_quantity`, `from_the_future`, `from_long_ago`, `id_reused`) and does not
    hold back the others. Problems: `bad_json`, `too_many_movements`.
    """
    drafts, refused = read_movements(body)
    actor = request.user.name[:64]
    numbered = list(drafts.items())
    taken = _take_in_twice(core, [draft for _, draft in numbered], actor)
    found = {number: answer for (number, _), answer in zip(numbered, taken, strict=True)} | refused
    lines = [NumberedAnswer(n, found[n].id, found[n].status, found[n].code) for n in sorted(found)]
    count = {status: sum(line.status is status for line in lines) for status in LineStatus}
    return BatchAnswer(
        count[LineStatus.ACCEPTED], count[LineStatus.DUPLICATE], count[LineStatus.REFUSED], lines
    )


def _take_in_twice(core: Core, drafts: list[Any], actor: str) -> list[LineAnswer]:
    for _ in range(TWO_TRIES - 1):
        try:
            return core.transact(lambda unit: take_in(unit, drafts, actor))
        except IntegrityError:
            continue
    return core.transact(lambda unit: take_in(unit, drafts, actor))


@get("/stock/positions", guards=[EVERYBODY], sync_to_thread=True, tags=["stock"])
def get_positions(
    core: TheCore,
    sku: CodeFilter = None,
    location: CodeFilter = None,
    limit: Limit = DEFAULT_PAGE,
    after: Cursor = None,
) -> PositionPage:
    """What locations have, by article, by location, or both."""
    query = (
        select(Position, Article.sku, Location.code)
        .join(Article, Article.id == Position.article_id)
        .join(Location, Location.id == Position.location_id)
        .order_by(Position.article_id, Position.location_id)
        .limit(limit + 1)
    )
    if sku is not None:
        query = query.where(Article.sku == sku)
    if location is not None:
        query = query.where(Location.code == location)
    if after is not None:
        query = query.where(tuple_(Position.article_id, Position.location_id) > tuple_(*_numbers(after)))

    def read(session: Session) -> PositionPage:
        rows = session.execute(query).all()
        shown = [_position(row[0], row[1], row[2]) for row in rows[:limit]]
        last = rows[limit - 1][0] if len(rows) > limit else None
        return PositionPage(shown, f"{last.article_id}.{last.location_id}" if last else None)

    return core.read(read)


def _numbers(cursor: str) -> tuple[int, int]:
    article, _, location = cursor.partition(".")
    if not (article.isascii() and article.isdigit() and location.isascii() and location.isdigit()):
        raise BadInput("bad_cursor", after=cursor)
    if len(article) > 9 or len(location) > 9:
        raise BadInput("bad_cursor", after=cursor)
    return int(article), int(location)


def _position(row: Position, sku: str, location: str) -> PositionAnswer:
    return PositionAnswer(
        sku=sku,
        location=location,
        quantities={name: getattr(row, name) for name in QUANTITY_COLUMNS},
        counted_at=Instant(row.counted_at),
        heard_at=Instant(row.heard_at),
    )


@get("/stock/movements", guards=[SHOPS], sync_to_thread=True, tags=["stock"])
def get_movements(
    core: TheCore,
    sku: Annotated[str, QueryParameter(min_length=1, max_length=64, pattern=TEXT_PATTERN)],
    location: CodeFilter = None,
    limit: Limit = DEFAULT_PAGE,
    after: Cursor = None,
) -> MovementPage:
    """The ledger of an article, everywhere or at one location."""
    query = (
        select(Movement, Article.sku, Location.code)
        .join(Article, Article.id == Movement.article_id)
        .join(Location, Location.id == Movement.location_id)
        .where(Article.sku == sku)
        .order_by(Movement.network_version, Movement.id)
        .limit(limit + 1)
    )
    if location is not None:
        query = query.where(Location.code == location)

    def read(session: Session) -> MovementPage:
        last = session.get(Movement, after) if after is not None else None
        if last is not None:
            place = tuple_(Movement.network_version, Movement.id)
            rows = session.execute(query.where(place > tuple_(last.network_version, last.id))).all()
        else:
            rows = session.execute(query).all()
        shown = [_movement(row[0], row[1], row[2]) for row in rows[:limit]]
        return MovementPage(shown, shown[-1].id if len(rows) > limit else None)

    return core.read(read)


def _movement(row: Movement, sku: str, location: str) -> MovementAnswer:
    own = ("sku", "location")
    fields = {name: getattr(row, name) for name in MovementAnswer.__struct_fields__ if name not in own}
    return MovementAnswer(**fields, sku=sku, location=location)

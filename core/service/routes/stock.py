"""Stock: positions, the ledger, and movements in bulk."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, get, post
from litestar.params import QueryParameter
from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from core.model import Article, Location, Movement, Position
from core.model.stock import QUANTITY_COLUMNS
from core.rules.errors import BadInput
from core.rules.time import Instant
from core.service.auth import EVERYBODY, SHOPS, Caller
from core.service.exchange import TheCore
from core.service.movement_lines import MovementsOperation
from core.service.movement_stream import BatchAnswer, MovementIntake, unpacked
from core.service.problem_sentences import language_of
from core.service.routes.parameters import DEFAULT_PAGE, TEXT_PATTERN, CodeFilter, Cursor, Limit


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


@post(
    "/stock/movements",
    guards=[SHOPS],
    status_code=200,
    request_max_body_size=None,
    tags=["stock"],
    operation_class=MovementsOperation,
)
async def post_movements(request: Request[Caller, Any, Any], core: TheCore) -> BatchAnswer:
    """Tell what tills, warehouses and counts have done to stock: JSON lines, CSV (text/csv), or a JSON array.

    Lines come in any number, also chunked and compressed (Content-Encoding gzip or zstd), and are taken in
    2,000 at a time. Each movement has an identifier of its own, and counts once however often it is sent: a
    stream that was cut off is sent again. A line that is refused says why (`bad_json`, `bad_record`,
    `bad_encoding`, `unknown_article`, `unknown_location`, `kind_not_accepted`, `bucket_not_accepted`,
    `absurd_quantity`, `from_the_future`, `from_long_ago`, `id_reused`) and does not hold back the others.
    Problems: `nothing_sent`, `bad_json`, `too_many_movements` (in an array), `bad_heading`, `bad_encoding`,
    `unknown_encoding`.
    """
    headers = request.headers
    chunks = unpacked(request.stream(), headers.get("content-encoding", "").strip().lower())
    intake = MovementIntake(core, request.user.name[:64], language_of(headers.get("accept-language", "")))
    return await intake.take(chunks, is_csv=headers.get("content-type", "").startswith("text/csv"))


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

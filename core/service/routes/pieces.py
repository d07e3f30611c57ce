"""Serialised units: which pieces of an article a location has."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import get
from litestar.params import QueryParameter
from sqlalchemy import select

from core.model import Article, Location, Piece
from core.service.auth import SHOPS
from core.service.exchange import TheCore
from core.service.routes.parameters import DEFAULT_PAGE, CodeFilter, Cursor, Limit

Sku = Annotated[str, QueryParameter(min_length=1, max_length=64, description="The article.")]


class PieceAnswer(msgspec.Struct, frozen=True):
    """One piece: its serial number, where it is (null once it has left), in which bucket."""

    id: str
    sku: str
    serial: str
    location: str | None
    bucket: str


class PiecePage(msgspec.Struct, frozen=True):
    """Pieces in the order of their ids. `next` is where the next page begins."""

    pieces: list[PieceAnswer]
    next: str | None = None


@get("/stock/pieces", guards=[SHOPS], sync_to_thread=True, tags=["stock"])
def get_pieces(
    core: TheCore,
    sku: Sku,
    location: CodeFilter = None,
    limit: Limit = DEFAULT_PAGE,
    after: Cursor = None,
) -> PiecePage:
    """The pieces of an article, everywhere or at one location."""
    query = (
        select(Piece, Article.sku, Location.code)
        .join(Article, Article.id == Piece.article_id)
        .outerjoin(Location, Location.id == Piece.location_id)
        .where(Article.sku == sku)
        .order_by(Piece.id)
        .limit(limit + 1)
    )
    if location is not None:
        query = query.where(Location.code == location)
    if after is not None:
        query = query.where(Piece.id > after)
    rows = core.read(lambda session: session.execute(query).all())
    shown = [
        PieceAnswer(piece.id, code, piece.serial, place, piece.bucket) for piece, code, place in rows[:limit]
    ]
    return PiecePage(shown, shown[-1].id if len(rows) > limit else None)

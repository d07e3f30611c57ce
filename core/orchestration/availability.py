"""What can be promised of some articles, at each location or at some, with the terms it is the sum of."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Article, Location, Position
from core.rules.availability import Term, Terms, available_to_promise
from core.rules.errors import BadInput
from core.rules.time import Instant

MAX_ARTICLES = 50
MAX_ANSWERS = 5_000
"""Articles times locations in one answer."""


class LocationAvailability(msgspec.Struct, frozen=True):
    """What one location can promise of an article, and why.

    `heard_at` is when its till last told of the article, `counted_at` when it was last counted; 0 for never.
    """

    location: str
    name: str
    quantity: int
    terms: tuple[tuple[Term, int], ...]
    counted_at: Instant
    heard_at: Instant


class ArticleAvailability(msgspec.Struct, frozen=True):
    """What the network can promise of an article."""

    sku: str
    quantity: int
    locations: tuple[LocationAvailability, ...]


def availability(
    session: Session, skus: Sequence[str], location_codes: Sequence[str] = ()
) -> list[ArticleAvailability]:
    """The availability of each article, in the order asked for. A location that was never heard to have an
    article is left out, unless it was asked for by name.

    Raises:
        BadInput: `too_many` (articles or answers), `unknown_article`, `unknown_location`.
    """
    wanted = list(dict.fromkeys(skus))
    if not wanted or len(wanted) > MAX_ARTICLES:
        raise BadInput("too_many", what="sku", limit=MAX_ARTICLES)
    articles = {row.sku: row for row in session.scalars(select(Article).where(Article.sku.in_(wanted)))}
    for sku in wanted:
        if sku not in articles:
            raise BadInput("unknown_article", sku=sku)
    named = _named(session, location_codes)
    found = _positions(session, [article.id for article in articles.values()], named)
    return [_of_article(sku, found.get(articles[sku].id, []), named) for sku in wanted]


def _named(session: Session, codes: Sequence[str]) -> list[Location]:
    if not codes:
        return []
    rows = {row.code: row for row in session.scalars(select(Location).where(Location.code.in_(codes)))}
    for code in codes:
        if code not in rows:
            raise BadInput("unknown_location", location=code)
    return [rows[code] for code in dict.fromkeys(codes)]


def _positions(
    session: Session, article_ids: Sequence[int], named: Sequence[Location]
) -> dict[int, list[tuple[Position, Location]]]:
    query = (
        select(Position, Location)
        .join(Location, Location.id == Position.location_id)
        .where(Position.article_id.in_(article_ids))
        .order_by(Position.article_id, Location.code)
        .limit(MAX_ANSWERS + 1)
    )
    if named:
        query = query.where(Position.location_id.in_([location.id for location in named]))
    rows = session.execute(query).all()
    if len(rows) > MAX_ANSWERS:
        raise BadInput("too_many", what="answer", limit=MAX_ANSWERS)
    found: dict[int, list[tuple[Position, Location]]] = {}
    for position, location in rows:
        found.setdefault(position.article_id, []).append((position, location))
    return found


def _of_article(
    sku: str, found: Sequence[tuple[Position, Location]], named: Sequence[Location]
) -> ArticleAvailability:
    known = {location.id for _, location in found}
    empty = [(Position(), location) for location in named if location.id not in known]
    answers = tuple(_at(position, location) for position, location in (*found, *empty))
    return ArticleAvailability(sku, sum(answer.quantity for answer in answers), answers)


def _at(position: Position, location: Location) -> LocationAvailability:
    answer = available_to_promise(position.stock(), Terms(is_location_open=location.is_open))
    return LocationAvailability(
        location=location.code,
        name=location.name,
        quantity=answer.quantity,
        terms=answer.terms,
        counted_at=Instant(position.counted_at or 0),
        heard_at=Instant(position.heard_at or 0),
    )

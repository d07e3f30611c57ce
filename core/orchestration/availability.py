"""What can be promised of some articles, at each location or at some, with the terms it is the sum of.

The terms are those that sourcing decides with (`core.rules.availability`), under the same rules.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Article, Location, Position
from core.model.stock import QUANTITY_COLUMNS
from core.orchestration.availability_policy import Beyond, arriving, beyond_stock, policy_for
from core.orchestration.intake import live_limits
from core.orchestration.location_figures import read_rules
from core.rules.availability import Stock, Term, available_to_promise
from core.rules.availability_policy import ChannelPolicy
from core.rules.errors import BadInput
from core.rules.order import Channel
from core.rules.time import Instant

MAX_ARTICLES: Final = 50
MAX_ANSWERS: Final = 5_000
"""Articles times locations in one answer."""
MAX_SUMS: Final = 5_000
"""Articles of an answer that has no locations."""
MAX_POSITIONS: Final = 200_000
"""Articles times locations that an answer is summed over."""
NAMES_AT_A_TIME: Final = 500
_POSITION = Position.__table__.c


def batched(names: Sequence[Any], size: int) -> Iterator[tuple[Any, ...]]:
    """So many at a time: a statement takes only so many parameters."""
    rest = iter(names)
    while part := tuple(islice(rest, size)):
        yield part


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


class ArticleAvailability(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the network can promise of an article, and what may be sold of it beyond what there is.

    `locations` is left out where only sums are asked for.
    """

    sku: str
    quantity: int
    locations: tuple[LocationAvailability, ...] | None = None
    beyond_stock: Beyond | None = None


class Question(msgspec.Struct, frozen=True):
    """What is asked.

    Attributes:
        location_codes: only there; everywhere, if empty.
        by: what is on its way and due by then counts as well.
        has_locations: tell each location's part, with its terms; else the sums alone.
    """

    skus: Sequence[str]
    location_codes: Sequence[str] = ()
    channel: str = Channel.WEB.value
    by: Instant | None = None
    has_locations: bool = True


def availability(session: Session, asked: Question, now: Instant) -> list[ArticleAvailability]:
    """The availability of each article, in the order asked for. A location that was never heard to have an
    article is left out, unless it was asked for by name.

    Raises:
        BadInput: `too_many` (articles or answers), `unknown_article`, `unknown_location`.
    """
    wanted = list(dict.fromkeys(asked.skus))
    most = MAX_ARTICLES if asked.has_locations else MAX_SUMS
    if not wanted or len(wanted) > most:
        raise BadInput("too_many", what="sku", limit=most)
    ids = _article_ids(session, wanted)
    named = _named(session, asked.location_codes)
    knows = _Known(
        channel=asked.channel,
        policy=policy_for(session, ids.values()),
        full=live_limits(session, now).full,
        kinds=read_rules(session).kinds,
        arriving=arriving(session, ids.values(), asked.by) if asked.by is not None else {},
    )
    found = _positions(session, asked, ids.values(), named, knows)
    beyond = beyond_stock(session, list(ids.values()), asked.channel)
    return [
        _of_article(sku, found.get(ids[sku], []), asked.has_locations, beyond.get(ids[sku])) for sku in wanted
    ]


class _Known(msgspec.Struct, frozen=True):
    """What is known besides the positions; `full` are stores that take no more new work, `kinds` those that
    orders are sent to."""

    channel: str
    policy: ChannelPolicy
    full: frozenset[int]
    kinds: Collection[str]
    arriving: Mapping[tuple[int, int], int]


def _article_ids(session: Session, skus: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in batched(skus, NAMES_AT_A_TIME):
        rows = session.execute(select(Article.sku, Article.id).where(Article.sku.in_(part)))
        found |= {row.sku: row.id for row in rows}
    for sku in skus:
        if sku not in found:
            raise BadInput("unknown_article", sku=sku)
    return found


def _named(session: Session, codes: Sequence[str]) -> list[Location]:
    if not codes:
        return []
    rows = {row.code: row for row in session.scalars(select(Location).where(Location.code.in_(codes)))}
    for code in codes:
        if code not in rows:
            raise BadInput("unknown_location", location=code)
    return [rows[code] for code in dict.fromkeys(codes)]


def _positions(
    session: Session,
    asked: Question,
    article_ids: Collection[int],
    named: Sequence[Location],
    knows: _Known,
) -> dict[int, list[LocationAvailability]]:
    """By article, what each location can promise, by its code."""
    locations = {row.id: row for row in named or session.scalars(select(Location))}
    most = MAX_ANSWERS if asked.has_locations else MAX_POSITIONS
    positions: dict[tuple[int, int], Any] = {}
    for part in batched(sorted(article_ids), NAMES_AT_A_TIME):
        query = select(*_POSITION).where(_POSITION.article_id.in_(part)).limit(most + 1)
        if named:
            query = query.where(_POSITION.location_id.in_(list(locations)))
        positions |= {(row.article_id, row.location_id): row for row in session.execute(query)}
        if len(positions) > most:
            raise BadInput("too_many", what="answer", limit=most)
    places = positions.keys() | {place for place in knows.arriving if place[1] in locations}
    if named:
        places = places | {(article_id, location.id) for article_id in article_ids for location in named}
    found: dict[int, list[LocationAvailability]] = {}
    for place in sorted(places, key=lambda place: (place[0], locations[place[1]].code)):
        answer = _at(positions.get(place), place, locations[place[1]], knows)
        found.setdefault(place[0], []).append(answer)
    return found


def _of_article(
    sku: str,
    answers: Sequence[LocationAvailability],
    has_locations: bool,
    beyond: Beyond | None,
) -> ArticleAvailability:
    quantity = sum(answer.quantity for answer in answers)
    return ArticleAvailability(sku, quantity, tuple(answers) if has_locations else None, beyond)


def _at(row: Any, place: tuple[int, int], location: Location, knows: _Known) -> LocationAvailability:
    stock = Stock(**{name: getattr(row, name) for name in QUANTITY_COLUMNS}) if row is not None else Stock()
    terms = knows.policy.terms(
        knows.channel,
        location.id,
        place[0],
        is_location_open=location.is_open and location.id not in knows.full,
        arriving=knows.arriving.get(place, 0),
    )
    if location.kind not in knows.kinds:
        # Its stock is seen; orders are not sent there, so nobody is promised it.
        terms = msgspec.structs.replace(terms, is_channel_open=False)
    answer = available_to_promise(stock, terms)
    return LocationAvailability(
        location=location.code,
        name=location.name,
        quantity=answer.quantity,
        terms=answer.terms,
        counted_at=Instant(row.counted_at if row is not None else 0),
        heard_at=Instant(row.heard_at if row is not None else 0),
    )

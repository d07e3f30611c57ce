"""Where another system's word on stock and our ledger have drifted apart: shown, and settled.

A system's word is as of an instant. It is compared with what our ledger says of that same instant, so that
what has moved since is no drift; settled, the ledger gets an adjustment of that instant. The same word again
finds nothing to settle.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import literal, select, tuple_
from sqlalchemy.orm import Session

from core.model import Article, Location, Movement, Position
from core.orchestration.unit import UnitOfWork
from core.rules.errors import BadInput, Refused
from core.rules.stock import DRIFT, Bucket, MovementKind, effect
from core.rules.time import Instant

MOST_AT_ONCE: Final = 500
_LITERALLY = literal(DRIFT, literal_execute=True)
"""In the statement itself: an index of some rows serves only who names them there."""
Place = tuple[int, int]
"""An article and a location."""


class ToldPosition(msgspec.Struct, frozen=True):
    """What a system says that a location has of an article, in units that can be sold."""

    sku: str
    location: str
    sellable: int


class Drift(msgspec.Struct, frozen=True):
    """Where the two differ: `drift` units more (or fewer) are told than our ledger has."""

    sku: str
    location: str
    told: int
    ours: int
    drift: int


def drifted(session: Session, told: Sequence[ToldPosition], as_of: Instant) -> list[Drift]:
    """The places where the word differs from the ledger as it stood at that instant. Of two words about one
    place the last counts.

    Raises:
        BadInput: `unknown_article`, `unknown_location`.
    """
    places = _places(session, told)
    ours = _ours(session, list(places), as_of)
    return [
        Drift(one.sku, one.location, one.sellable, ours[place], one.sellable - ours[place])
        for place, one in places.items()
        if one.sellable != ours[place]
    ]


def settle_drift(unit: UnitOfWork, told: Sequence[ToldPosition], as_of: Instant, system: str) -> list[Drift]:
    """Bring the ledger to the word, and return what had drifted; errors as `drifted`.

    Args:
        system: who tells it, for the ledger.

    Raises:
        Refused: `drift_corrected_since`: somebody has counted or told that place after `as_of`, and to
            correct it by an older word would count the difference twice. Nothing is settled.
    """
    places = _places(unit.session, told)
    unit.ledger.lock(places)
    ids = {(one.sku, one.location): place for place, one in places.items()}
    found = drifted(unit.session, told, as_of)
    corrected = _corrected_since(unit.session, [ids[(one.sku, one.location)] for one in found], as_of)
    for drift in found:
        article_id, location_id = ids[(drift.sku, drift.location)]
        if (article_id, location_id) in corrected:
            raise Refused("drift_corrected_since", sku=drift.sku, location=drift.location)
        unit.ledger.append(
            Movement(
                id=unit.ids.new(),
                at=as_of,
                kind=MovementKind.ADJUSTED.value,
                article_id=article_id,
                location_id=location_id,
                quantity=drift.drift,
                bucket=Bucket.SELLABLE.value,
                reason=DRIFT,
                actor=system,
            )
        )
    return found


class Settled(msgspec.Struct, frozen=True):
    """A drift that our ledger has followed: so many units more, or fewer, by whose word, as of when."""

    id: str
    sku: str
    location: str
    drift: int
    system: str
    at: Instant


def settled_drifts(session: Session, location: str | None, after: str, most: int) -> list[Settled]:
    """What was settled, the latest first, beyond a given one; at one location, or anywhere."""
    query = (
        select(Movement.id, Article.sku, Location.code, Movement.quantity, Movement.actor, Movement.at)
        .join(Article, Article.id == Movement.article_id)
        .join(Location, Location.id == Movement.location_id)
        .where(Movement.reason == _LITERALLY)
        .order_by(Movement.id.desc())
        .limit(most)
    )
    if after:
        query = query.where(Movement.id < after)
    if location is not None:
        query = query.where(Location.code == location)
    return [Settled(*row[:-1], at=Instant(row.at)) for row in session.execute(query)]


def _corrected_since(session: Session, places: Sequence[Place], as_of: Instant) -> set[Place]:
    rows = session.execute(
        select(Movement.article_id, Movement.location_id).where(
            tuple_(Movement.article_id, Movement.location_id).in_(places),
            Movement.kind == MovementKind.ADJUSTED.value,
            Movement.at > as_of,
        )
    )
    return {(row.article_id, row.location_id) for row in rows}


def _places(session: Session, told: Sequence[ToldPosition]) -> dict[Place, ToldPosition]:
    skus, codes = {one.sku for one in told}, {one.location for one in told}
    rows = session.execute(select(Article.sku, Article.id).where(Article.sku.in_(skus)))
    articles = {row.sku: row.id for row in rows}
    found = session.execute(select(Location.code, Location.id).where(Location.code.in_(codes)))
    locations = {row.code: row.id for row in found}
    places: dict[Place, ToldPosition] = {}
    for one in told:
        if one.sku not in articles:
            raise BadInput("unknown_article", sku=one.sku)
        if one.location not in locations:
            raise BadInput("unknown_location", location=one.location)
        places[(articles[one.sku], locations[one.location])] = one
    return places


def _ours(session: Session, places: Sequence[Place], as_of: Instant) -> dict[Place, int]:
    """What our ledger says of that instant: the positions, less what has moved since."""
    articles = {article_id for article_id, _ in places}
    rows = session.execute(
        select(Position.article_id, Position.location_id, Position.sellable).where(
            Position.article_id.in_(articles),
            tuple_(Position.article_id, Position.location_id).in_(places),
        )
    )
    ours = dict.fromkeys(places, 0) | {(row.article_id, row.location_id): row.sellable for row in rows}
    moved = session.scalars(
        select(Movement).where(
            Movement.article_id.in_(articles),
            tuple_(Movement.article_id, Movement.location_id).in_(places),
            Movement.at > as_of,
        )
    )
    for row in moved:
        to_bucket = Bucket(row.to_bucket) if row.to_bucket else None
        deltas = effect(MovementKind(row.kind), row.quantity, Bucket(row.bucket), to_bucket)
        ours[(row.article_id, row.location_id)] -= deltas.get(Bucket.SELLABLE, 0)
    return ours

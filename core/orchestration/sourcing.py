"""Makes a placed order's promise real: decides who gives what, and holds it, in one transaction.

The decision (`core.rules.sourcing`) is taken on what can be read at once, then checked again on locked rows.
Where somebody else was faster it is taken anew, and in the end with every position of the wanted articles
locked, so that no unit is held twice and none is refused while it is free.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Location, Position
from core.orchestration.unit import UnitOfWork
from core.rules.availability import Stock, available_to_promise
from core.rules.geo import distance_km
from core.rules.sourcing import Plan, Source, Wanted, decide

OPTIMISTIC_ATTEMPTS = 4
"""Decisions on unlocked rows before one is taken with all of them locked."""
SOURCING_KINDS = ("store", "warehouse")
"""Kinds of location that orders are sent to; a partner's stock is not the chain's to allocate."""
POSTCODE_PREFIXES = (5, 3, 2)
"""How much of a postcode is compared to find places nearby: the town, the district, the department."""

ArticleAt = tuple[int, int]
"""An article and a location."""


class Near(msgspec.Struct, frozen=True):
    """Where the customer is, in degrees, and the location that comes before all others, if one does."""

    latitude: float | None = None
    longitude: float | None = None
    preferred: int | None = None


def near_location(location: Location) -> Near:
    """Near a location, which comes first."""
    return Near(location.latitude, location.longitude, location.id)


def near_postcode(session: Session, postcode: str) -> Near:
    """Near a postcode: amid the chain's own locations that share most of it; nowhere if none does."""
    for length in POSTCODE_PREFIXES:
        if len(postcode) < length:
            continue
        rows = session.execute(
            select(Location.latitude, Location.longitude).where(
                Location.postcode.startswith(postcode[:length], autoescape=True)
            )
        ).all()
        if rows:
            return Near(sum(row[0] for row in rows) / len(rows), sum(row[1] for row in rows) / len(rows))
    return Near()


def source(
    unit: UnitOfWork, wanted: Sequence[Wanted], near: Near, excluded: Collection[ArticleAt] = ()
) -> Plan:
    """Decide, and return with the positions that the plan takes from locked: what it says is free is free.

    Args:
        excluded: articles at locations that are not to be tried.
    """
    articles = {line.article_id for line in wanted}
    for _ in range(OPTIMISTIC_ATTEMPTS):
        plan = decide(wanted, _sources(unit.session, articles, near, excluded), near.preferred)
        taken = _taken(plan, wanted)
        savepoint = unit.session.begin_nested()
        if _holds(unit, taken):
            savepoint.commit()
            return plan
        # Locks taken in vain are given back: held on to, they could be waited for in a circle.
        savepoint.rollback()
    places = unit.session.execute(
        select(Position.article_id, Position.location_id).where(Position.article_id.in_(articles))
    )
    unit.ledger.lock((article_id, location_id) for article_id, location_id in places)
    return decide(wanted, _sources(unit.session, articles, near, excluded), near.preferred)


def _sources(
    session: Session, articles: Collection[int], near: Near, excluded: Collection[ArticleAt]
) -> list[Source]:
    """Every location that has some of the articles free."""
    rows = session.execute(
        select(
            Position.article_id,
            Position.location_id,
            Position.sellable,
            Position.allocated,
            Position.soft_held,
            Position.safety,
            Location.latitude,
            Location.longitude,
        )
        .join(Location, Location.id == Position.location_id)
        .where(
            Position.article_id.in_(articles),
            Position.sellable - Position.allocated - Position.soft_held - Position.safety > 0,
            Location.is_open.is_(True),
            Location.kind.in_(SOURCING_KINDS),
        )
    ).all()
    places = {row.location_id: _distance(near, row.latitude, row.longitude) for row in rows}
    free: dict[int, dict[int, int]] = {location_id: {} for location_id in places}
    for row in rows:
        if (row.article_id, row.location_id) not in excluded:
            stock = Stock(row.sellable, row.allocated, row.soft_held, safety=row.safety)
            free[row.location_id][row.article_id] = available_to_promise(stock).quantity
    return [Source(location_id, places[location_id], units) for location_id, units in free.items()]


def _distance(near: Near, latitude: float, longitude: float) -> float:
    if near.latitude is None or near.longitude is None:
        return 0.0
    return distance_km(near.latitude, near.longitude, latitude, longitude)


def _taken(plan: Plan, wanted: Sequence[Wanted]) -> dict[ArticleAt, int]:
    article_of = {line.key: line.article_id for line in wanted}
    taken: dict[ArticleAt, int] = {}
    for share in plan.shares:
        for key, units in share.units.items():
            place = (article_of[key], share.location_id)
            taken[place] = taken.get(place, 0) + units
    return taken


def _holds(unit: UnitOfWork, taken: Mapping[ArticleAt, int]) -> bool:
    """Lock the positions and see whether each still has its units free."""
    rows = unit.ledger.lock(taken)
    return all(
        place in rows and available_to_promise(rows[place].stock()).quantity >= units
        for place, units in taken.items()
    )

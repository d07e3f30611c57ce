"""Makes a placed order's promise real: decides who gives what, and holds it, in one transaction.

The decision (`core.rules.sourcing`) is taken on what can be read at once, then checked again on locked rows.
Where somebody else was faster it is taken anew, and in the end with every position of the wanted articles
locked, so that no unit is held twice and none is refused while it is free.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Location, Position
from core.model.bulk_rows import is_sqlite
from core.model.desk import NotGathered, beside
from core.orchestration.availability_policy import policy_for
from core.orchestration.carriers import CALLED_AT, locations_called_at, needs_of
from core.orchestration.foreseen import ArticleAt
from core.orchestration.free_stock import free_somewhere
from core.orchestration.intake import LiveLimits, have_room, live_limits, lock_limits
from core.orchestration.large_baskets import beyond_exact
from core.orchestration.location_figures import UNKNOWN, LocationFigures
from core.orchestration.unit import UnitOfWork
from core.rules.availability import Stock, available_to_promise
from core.rules.availability_policy import ChannelPolicy
from core.rules.geo import distance_km
from core.rules.shipping import Named
from core.rules.sourcing import Decision, Plan, decide
from core.rules.sourcing_case import Case, Source, Wanted
from core.rules.time import Instant

OPTIMISTIC_ATTEMPTS = 4
"""Decisions on unlocked rows before one is taken with all of them locked."""
POSTCODE_PREFIXES = (5, 3, 2)
"""How much of a postcode is compared to find places nearby: the town, the district, the department."""


class Near(msgspec.Struct, frozen=True):
    """Where the customer is, in degrees, and the location that comes before all others, if one does."""

    latitude: float | None = None
    longitude: float | None = None
    preferred: int | None = None


class Sight(Protocol):
    """What sources are looked for with: a unit of work, or a read of one moment."""

    session: Session
    figures: LocationFigures
    at: Instant


class Request(msgspec.Struct, frozen=True):
    """What is to be sourced. `turned_down`: articles at locations that have given this order up before;
    `named`: the service that was promised."""

    wanted: Sequence[Wanted]
    near: Near
    channel: str
    turned_down: Collection[ArticleAt] = ()
    named: Named | None = None


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


class Sourced(msgspec.Struct, frozen=True):
    """A decision and the case it was taken on."""

    case: Case
    decision: Decision

    @property
    def plan(self) -> Plan:
        """Who gives what."""
        return self.decision.plan


def source(unit: UnitOfWork, request: Request) -> Sourced:
    """Decide, and return with the positions that the plan takes from locked: what it says is free is free.

    On gathered rows it decides alone: `make_sure` follows once all positions are locked.
    """
    articles = {line.article_id for line in request.wanted}
    policy = policy_for(unit.session, articles)
    if unit.desk is not None:
        sourced = _decided(unit, request, articles, policy, unit.foreseen.limits)
        if unit.foreseen.limits.capped & {share.location_id for share in sourced.plan.shares}:
            raise NotGathered("each that comes takes from a store's room")
        promised = unit.foreseen.promised
        for place, units in _taken(sourced.plan, request.wanted).items():
            promised[place] = promised.get(place, 0) + units
        return sourced
    limits = live_limits(unit.session, unit.at)
    if is_sqlite(unit.session):
        # One writer, and it is us: what can be read is free.
        sourced = _decided(unit, request, articles, policy, limits)
        unit.ledger.lock(_taken(sourced.plan, request.wanted))
        return sourced
    for _ in range(OPTIMISTIC_ATTEMPTS):
        sourced = _decided(unit, request, articles, policy, limits)
        savepoint = unit.session.begin_nested()
        chosen = [share.location_id for share in sourced.plan.shares]
        if have_room(unit, limits, chosen) and _holds(
            unit, _taken(sourced.plan, request.wanted), request.channel, policy
        ):
            savepoint.commit()
            return sourced
        # Locks taken in vain are given back: held on to, they could be waited for in a circle.
        savepoint.rollback()
        limits = live_limits(unit.session, unit.at)
    lock_limits(unit, limits)
    places = unit.session.execute(
        select(Position.article_id, Position.location_id).where(Position.article_id.in_(articles))
    )
    unit.ledger.lock((article_id, location_id) for article_id, location_id in places)
    return _decided(unit, request, articles, policy, live_limits(unit.session, unit.at))


def make_sure(unit: UnitOfWork, sourced: Sourced) -> None:
    """What was decided on gathered rows is still so, now that its positions are locked.

    Raises:
        NotGathered: somebody was faster: another process, or a fact that was taken in beside this order.
    """
    wanted = sourced.case.wanted
    if unit.desk is None:
        return
    policy = policy_for(unit.session, {line.article_id for line in wanted})
    if not _holds(unit, _taken(sourced.plan, wanted), sourced.case.channel, policy):
        raise NotGathered("somebody was faster")


def _decided(
    unit: UnitOfWork,
    request: Request,
    articles: Collection[int],
    policy: ChannelPolicy,
    limits: LiveLimits,
) -> Sourced:
    sources = tuple(sources_of(unit, articles, request, policy, limits))
    case = Case(
        wanted=tuple(request.wanted),
        sources=sources,
        preferred=request.near.preferred,
        channel=request.channel,
        needs=needs_of(request.named, sources),
        policy=unit.figures.rules(unit.beside, unit.at),
    )
    decision = decide(case, beyond_exact())
    if case.needs and decision.plan.missing:
        # Nothing is refused while it is free: what is nowhere with the promised carrier goes with another.
        case = msgspec.structs.replace(case, needs=frozenset())
        decision = decide(case, beyond_exact())
    return Sourced(case, decision)


def sources_of(
    sight: Sight,
    articles: Collection[int],
    request: Request,
    policy: ChannelPolicy,
    limits: LiveLimits,
    returned: Mapping[ArticleAt, int] = {},
) -> list[Source]:
    """Every location that has some of the articles free; the rules say why some of them do not serve.

    Args:
        returned: units that are allocated, and free for this request.
    """
    rows = _free_somewhere(sight, articles, returned)
    promised = sight.foreseen.promised if isinstance(sight, UnitOfWork) else {}
    free: dict[int, dict[int, int]] = {row.location_id: {} for row in rows}
    serving: set[int] = set()
    for row in rows:
        held = row.soft_held + promised.get((row.article_id, row.location_id), 0)
        stock = Stock(row.sellable, row.allocated, held, safety=row.safety)
        terms = policy.terms(request.channel, row.location_id, row.article_id)
        if terms.is_channel_open:
            serving.add(row.location_id)
        units = available_to_promise(stock, terms).quantity
        units += returned.get((row.article_id, row.location_id), 0)
        free[row.location_id][row.article_id] = units
    turned_down: dict[int, set[int]] = {}
    for article_id, location_id in request.turned_down:
        turned_down.setdefault(location_id, set()).add(article_id)
    figures = sight.figures.of_all(beside(sight.session), sight.at)
    near, lacking = request.near, frozenset[int]()
    if request.named is not None:
        lacking = frozenset(free) - locations_called_at(beside(sight.session), request.named)
    return [
        Source(
            location_id=location_id,
            distance_km=_distance(near, row.latitude, row.longitude),
            free=free[location_id],
            kind=row.kind,
            is_open=row.is_open,
            is_paused=location_id in limits.paused,
            room=limits.room.get(location_id),
            open_work=figures.get(location_id, UNKNOWN).open_work,
            capacity_per_hour=row.capacity_per_hour,
            given_back_bp=figures.get(location_id, UNKNOWN).given_back_bp,
            lacks=frozenset({CALLED_AT}) if location_id in lacking else frozenset(),
            shut_channels=frozenset() if location_id in serving else frozenset({request.channel}),
            turned_down=frozenset(turned_down.get(location_id, ())),
        )
        for location_id, row in {row.location_id: row for row in rows}.items()
    ]


def _free_somewhere(
    sight: Sight, articles: Collection[int], returned: Mapping[ArticleAt, int]
) -> Sequence[Any]:
    if not isinstance(sight, UnitOfWork) or sight.desk is None:
        return free_somewhere(sight.session, articles, returned)
    promised = sight.foreseen.promised
    return [
        row
        for article_id in sorted(articles)
        for row in sight.foreseen.free[article_id]
        if row.sellable - row.allocated - row.soft_held - row.safety
        > promised.get((row.article_id, row.location_id), 0)
    ]


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


def _holds(unit: UnitOfWork, taken: Mapping[ArticleAt, int], channel: str, policy: ChannelPolicy) -> bool:
    """Lock the positions and see whether each still has its units free."""
    rows = unit.ledger.lock(taken)
    return all(
        (article_id, location_id) in rows
        and available_to_promise(
            rows[(article_id, location_id)].stock(), policy.terms(channel, location_id, article_id)
        ).quantity
        >= units
        for (article_id, location_id), units in taken.items()
    )

"""What of a window's orders may be decided anew: what no store has begun, each with its own case."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec
from sqlalchemy import select

from core.model import Fulfilment, FulfilmentLine, Location, Order
from core.orchestration.availability_policy import policy_for
from core.orchestration.carriers import CALLED_AT, named_of, needs_of
from core.orchestration.intake import NONE as NO_LIMITS
from core.orchestration.intake import live_limits
from core.orchestration.resourcing import near_of, turned_down_at, weights_of
from core.orchestration.sourcing import Request, Sight, sources_of
from core.rules.fulfilment import COLLECTED_KINDS, FulfilmentKind, FulfilmentState
from core.rules.promise_time import ready_by
from core.rules.sourcing_case import Case, Wanted
from core.rules.sourcing_together import Place, Taken
from core.rules.time import Instant


class Head(msgspec.Struct, frozen=True):
    """A fulfilment that nobody has begun: units by order line."""

    id: str
    location_id: int
    units: Mapping[str, int]


class Movable(msgspec.Struct, frozen=True):
    """An order, as far as it may be decided anew.

    Attributes:
        heads: its fulfilments that nobody has begun.
        case: what these units could come from, with what the window's orders hold themselves.
        taken: where they come from now.
        promised_at: what the customer was told.
    """

    order_id: str
    heads: tuple[Head, ...]
    case: Case
    taken: Taken
    promised_at: Instant


def read_movables(sight: Sight, order_ids: Sequence[str]) -> list[Movable]:
    """Of some orders of one channel, in their order; those with nothing to be decided are left out."""
    orders = sight.session.scalars(
        select(Order)
        .where(Order.id.in_(order_ids), Order.is_held.is_(False), Order.confirmed_at.is_not(None))
        .order_by(Order.id)
    ).all()
    rows = _unbegun(sight, [order.id for order in orders])
    article_of = {line.order_line_id: line.article_id for lines in rows.values() for _, line in lines}
    returned: dict[Place, int] = {}
    for lines in rows.values():
        for head, line in lines:
            place = (line.article_id, head.location_id)
            returned[place] = returned.get(place, 0) + line.quantity
    locations = {row.id: row for row in sight.session.scalars(select(Location))}
    # A store that takes only so much more is no place to move orders to.
    limited = live_limits(sight.session, sight.at).limits
    return [
        _movable(sight, order, rows[order.id], returned, article_of, locations, limited)
        for order in orders
        if order.id in rows
    ]


Rows = Sequence[tuple[Fulfilment, FulfilmentLine]]


def _unbegun(sight: Sight, order_ids: Sequence[str]) -> dict[str, Rows]:
    """By order, the lines of fulfilments that nobody has begun, at locations that are open.

    What the customer comes for stays where they were told to come.
    """
    found = sight.session.execute(
        select(Fulfilment, FulfilmentLine)
        .join(FulfilmentLine, FulfilmentLine.fulfilment_id == Fulfilment.id)
        .join(Location, Location.id == Fulfilment.location_id)
        .where(
            Fulfilment.order_id.in_(order_ids),
            Fulfilment.state == FulfilmentState.PROPOSED.value,
            Fulfilment.claimed_at.is_(None),
            Fulfilment.kind != FulfilmentKind.TRANSFER.value,
            Fulfilment.kind.not_in(COLLECTED_KINDS),
            Location.is_open.is_(True),
        )
        .order_by(Fulfilment.id, FulfilmentLine.line_no)
    ).all()
    worked_on = {head.id for head, line in found if line.picked or line.short or not line.quantity}
    rows: dict[str, list[tuple[Fulfilment, FulfilmentLine]]] = {}
    for head, line in found:
        if head.id not in worked_on:
            rows.setdefault(head.order_id, []).append((head, line))
    return {order_id: tuple(lines) for order_id, lines in rows.items()}


def _movable(
    sight: Sight,
    order: Order,
    rows: Rows,
    returned: Mapping[Place, int],
    article_of: Mapping[str, int],
    locations: Mapping[int, Location],
    limited: Collection[int],
) -> Movable:
    heads: dict[str, tuple[int, dict[str, int]]] = {}
    taken: dict[Place, int] = {}
    for head, line in rows:
        heads.setdefault(head.id, (head.location_id, {}))[1][line.order_line_id] = line.quantity
        place = (line.article_id, head.location_id)
        taken[place] = taken.get(place, 0) + line.quantity
    asked: dict[str, int] = {}
    for _, units in heads.values():
        for key, count in units.items():
            asked[key] = asked.get(key, 0) + count
    weights = weights_of(sight, list({article_of[key] for key in asked}))
    wanted = [Wanted(key, article_of[key], count, weights[article_of[key]]) for key, count in asked.items()]
    promised_at = Instant(max(head.promised_at for head, _ in rows))
    since = Instant(max(head.created_at for head, _ in rows))
    own = {(article_id, at): n for (article_id, at), n in returned.items() if article_id in weights}
    request = Request(
        wanted, near_of(sight, order), order.channel, turned_down_at(sight, order), named_of(order)
    )
    here = {location_id for _, location_id in taken}
    policy = policy_for(sight.session, weights)
    sources = [
        source
        for source in sources_of(sight, weights, request, policy, NO_LIMITS, own)
        if source.location_id in here
        or (
            source.location_id not in limited
            and _is_in_time(locations[source.location_id], since, promised_at)
        )
    ]
    # An order that has to go with another carrier than promised is not held to it here either.
    kept = [source for source in sources if source.location_id in here]
    is_kept = all(CALLED_AT not in source.lacks for source in kept)
    case = Case(
        wanted=tuple(wanted),
        sources=tuple(sources),
        preferred=request.near.preferred,
        channel=order.channel,
        needs=needs_of(request.named, kept) if is_kept else frozenset(),
        policy=sight.figures.rules(sight.session, sight.at),
    )
    told = tuple(Head(head_id, location_id, units) for head_id, (location_id, units) in heads.items())
    return Movable(order.id, told, case, taken, promised_at)


def _is_in_time(location: Location, since: Instant, promised_at: Instant) -> bool:
    """Whether it could have given the promise when it was given: the window is taken from its lead time."""
    return ready_by(since, location.opening, location.timezone) <= promised_at

"""Finds another source for units that a location could not give, and takes it back when they are found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import func, select

from core.commands import fulfilment_aggregate
from core.commands.handover import give_up
from core.model import (
    Article,
    Customer,
    ExceptionCase,
    Fulfilment,
    FulfilmentLine,
    Location,
    Order,
    OrderLine,
    OrderTerms,
)
from core.orchestration import decisions, sourcing
from core.orchestration.beyond_stock import (
    TOLD_FROM_MS,
    Buyer,
    ShortLine,
    backorders_of,
    settle_backorders,
    take_beyond,
)
from core.orchestration.came_back import asked_units
from core.orchestration.carriers import named_of
from core.orchestration.cases import raise_once
from core.orchestration.chain_settings import ChainSetting, value_of
from core.orchestration.claims import settle_reservations
from core.orchestration.foreseen import ArticleAt
from core.orchestration.fulfilments import Promise, core_actor, open_fulfilments
from core.orchestration.notices import DELAYED, PROMISED_AGAIN, UNFILLABLE, refund_of, tell_customer
from core.orchestration.progress import progress_of
from core.orchestration.unit import UnitOfWork
from core.rules.fulfilment import DEAD_STATES, LEFT_STATES, FulfilmentState, FulfilmentVerb
from core.rules.ids import derive
from core.rules.sourcing import Plan
from core.rules.sourcing_case import Wanted
from core.rules.time import Instant

_TURNED_DOWN = DEAD_STATES - {FulfilmentState.CANCELLED, FulfilmentState.LOST}
"""Ended by the location itself, and not by the core or the customer."""
MAX_REPLACEMENTS = 100
"""More fulfilments than one command's units are ever shared over."""


def resource(unit: UnitOfWork, order: Order, cause: str) -> None:
    """Source an order's open units anew, away from the locations that have turned them down. Those of which a
    person is still to say whether they are wanted wait for that.

    Units that are free nowhere else become unfillable, and the customer is told; so does all that is open of
    an order that too many locations have turned down.

    Args:
        order: locked.
        cause: the identifier of the command that left the units open; replacements are named after it.
    """
    progress = progress_of(unit.session, order)
    open_units = progress.open_units()
    if open_units:
        asked = asked_units(unit.session, order)
        open_units = {key: units - asked.get(key, 0) for key, units in open_units.items()}
        open_units = {key: units for key, units in open_units.items() if units > 0}
    if not open_units:
        return
    weights = weights_of(unit, [line.article_id for line in progress.lines])
    wanted = [
        Wanted(line.id, line.article_id, open_units[line.id], weights[line.article_id])
        for line in progress.lines
        if line.id in open_units
    ]
    turned_down = turned_down_at(unit, order)
    if is_tired(unit, turned_down):
        plan = Plan((), open_units)
    else:
        request = sourcing.Request(wanted, near_of(unit, order), order.channel, turned_down, named_of(order))
        sourced = sourcing.source(unit, request)
        decisions.keep(unit, order.id, cause, sourced)
        plan = sourced.plan
    _note_unfillable(unit, order, progress.lines, plan.missing, cause)
    customer = unit.session.get_one(Customer, order.customer_id)
    promise = Promise(
        order, customer, progress.lines, Instant(unit.at), pickup_code_digest=pickup_digest(unit, order)
    )
    before = _promised(unit, order)
    opened = open_fulfilments(unit, promise, plan, lambda number: derive(cause, "replacement", number))
    tell_new_promise(unit, order, before, [one.head for one in opened], cause)


def _promised(unit: UnitOfWork, order: Order) -> int:
    """The latest date that the customer was told; 0 if there was none."""
    query = select(func.max(Fulfilment.promised_at)).where(Fulfilment.order_id == order.id)
    return unit.session.scalar(query) or 0


def tell_new_promise(
    unit: UnitOfWork, order: Order, before: int, opened: Sequence[Fulfilment], cause: str
) -> None:
    """Tell the customer a date that is clearly later than the one they were told before."""
    now = max((head.promised_at for head in opened), default=0)
    if now >= before + TOLD_FROM_MS:
        told = {"promised_at": now, "promised_before": before}
        tell_customer(unit, order, PROMISED_AGAIN, cause, told)


def can_go_elsewhere(unit: UnitOfWork, order: Order, head: Fulfilment) -> bool:
    """Whether other locations have all that a fulfilment is to give. What they have is locked then."""
    lines = unit.session.scalars(select(FulfilmentLine).where(FulfilmentLine.fulfilment_id == head.id)).all()
    weights = weights_of(unit, [line.article_id for line in lines])
    wanted = [
        Wanted(line.id, line.article_id, line.quantities().claimed, weights[line.article_id])
        for line in lines
        if line.quantities().claimed
    ]
    here = {(line.article_id, head.location_id) for line in lines}
    turned_down = turned_down_at(unit, order)
    if is_tired(unit, turned_down):
        return False
    away = here | turned_down.keys()
    request = sourcing.Request(wanted, near_of(unit, order), order.channel, away, named_of(order))
    return bool(wanted) and not sourcing.source(unit, request).plan.missing


def weights_of(unit: sourcing.Sight, article_ids: Sequence[int]) -> dict[int, int]:
    """What each article weighs, in grams."""
    rows = unit.session.execute(select(Article.id, Article.weight_g).where(Article.id.in_(article_ids)))
    return {row.id: row.weight_g for row in rows}


def near_of(unit: sourcing.Sight, order: Order) -> sourcing.Near:
    """Where an order is to go."""
    if order.pickup_location_id is not None:
        return sourcing.near_location(unit.session.get_one(Location, order.pickup_location_id))
    if order.latitude is not None:
        return sourcing.Near(order.latitude, order.longitude)
    return sourcing.near_postcode(unit.session, order.postcode)


def turned_down_at(unit: sourcing.Sight, order: Order) -> dict[ArticleAt, int]:
    """Articles at locations that gave the order up, or could not find them, and when they last did."""
    rows = unit.session.execute(
        select(
            FulfilmentLine.article_id,
            FulfilmentLine.short,
            Fulfilment.location_id,
            Fulfilment.state,
            Fulfilment.state_at,
        )
        .join(Fulfilment, Fulfilment.id == FulfilmentLine.fulfilment_id)
        .where(Fulfilment.order_id == order.id)
    )
    found: dict[ArticleAt, int] = {}
    for article_id, short, location_id, state, state_at in rows:
        if short or state in _TURNED_DOWN:
            place = (article_id, location_id)
            found[place] = max(state_at, found.get(place, 0))
    return found


def is_tired(unit: UnitOfWork, turned_down: Iterable[ArticleAt]) -> bool:
    """Whether so many locations have turned an order down that none is asked any more."""
    asked = {location_id for _, location_id in turned_down}
    return bool(asked) and len(asked) >= value_of(unit.session, ChainSetting.MOST_SOURCES)


def pickup_digest(unit: UnitOfWork, order: Order) -> str:
    """The digest of the order's pickup code: its fulfilments have it, or its terms before there is one."""
    found = unit.session.scalar(
        select(Fulfilment.pickup_code_digest).where(Fulfilment.order_id == order.id).limit(1)
    )
    if found is None:
        terms = unit.session.get(OrderTerms, order.id)
        return "" if terms is None else terms.pickup_code_digest
    return found


def _note_unfillable(
    unit: UnitOfWork, order: Order, lines: Sequence[OrderLine], missing: Mapping[str, int], cause: str
) -> None:
    """What is free nowhere else is sold beyond stock as far as a quota allows; the rest waits for people."""
    short = [
        ShortLine(line.id, line.line_no, line.article_id, missing[line.id])
        for line in lines
        if missing.get(line.id)
    ]
    if not short:
        return
    known = {row.order_line_id for row in backorders_of(unit.session, order.id)}
    collected_at = _collected_at(unit, order)
    buyer = Buyer(order.id, order.channel, collected_at)
    # A line's promise is one: what a part of it waits for already stays as it was told.
    taken = take_beyond(unit, buyer, [line for line in short if line.id not in known])
    for line in lines:
        line.unfillable += missing.get(line.id, 0)
    covered = {row.order_line_id: row.quantity for row in taken}
    rest = {line.line_no: line.quantity - covered.get(line.id, 0) for line in short}
    told = [{"line": number, "quantity": units} for number, units in rest.items() if units]
    if told:
        price = {line.line_no: line.unit_price_cents for line in lines}
        worth = sum(price[one["line"]] * one["quantity"] for one in told)
        tell_customer(unit, order, UNFILLABLE, cause, {"lines": told, **refund_of(order, worth)})
    if taken:
        later = max(row.promised_at for row in taken)
        kind = PROMISED_AGAIN if later else DELAYED
        tell_customer(unit, order, kind, derive(cause, "beyond"), {"promised_at": later} if later else {})


def _collected_at(unit: UnitOfWork, order: Order) -> Location | None:
    store = order.pickup_location_id
    return None if store is None else unit.session.get_one(Location, store)


def lost_cause(head: Fulfilment) -> str:
    """What the replacements of a fulfilment that is lost on its way are named after."""
    return derive(head.id, "lost")


def take_back(unit: UnitOfWork, order: Order, found: Fulfilment, undone: str, cause: str) -> None:
    """What was told short was there after all: its replacements are not needed.

    One that nobody has begun is cancelled; for one that somebody has, a person is asked, unless both have
    left.

    Args:
        found: the fulfilment where the units were found.
        undone: the identifier of the command that told them short, or what else they are named after.
        cause: the identifier of the command that undoes it.
    """
    for head in call_off_unbegun(unit, order, undone, cause):
        if not {head.state, found.state} <= LEFT_STATES:
            ask_about(unit, found, head, cause)


def miss_no_more(unit: UnitOfWork, order: Order) -> None:
    """What was free nowhere is there after all, as far as the order has more now than it had."""
    progress = progress_of(unit.session, order)
    for line in progress.lines:
        done = progress.by_line[line.id]
        line.unfillable = max(0, min(line.unfillable, done.wanted - done.sourced))
    settle_backorders(unit, order, progress.lines)


def call_off_unbegun(unit: UnitOfWork, order: Order, undone: str, cause: str) -> list[Fulfilment]:
    """Cancel the replacements that nobody has begun, and give the others that are alive, or have left.

    Args:
        undone: what they are named after.
        cause: the identifier of the command that tells it.
    """
    begun: list[Fulfilment] = []
    miss_no_more(unit, order)
    for number in range(MAX_REPLACEMENTS):
        head = unit.lock(Fulfilment, derive(undone, "replacement", number))
        if head is None:
            break
        if head.state in (FulfilmentState.PROPOSED, FulfilmentState.CLAIMED):
            cancel_fulfilment(unit, head, cause, "found")
        elif head.state not in DEAD_STATES:
            begun.append(head)
    return begun


def cancel_fulfilment(unit: UnitOfWork, head: Fulfilment, cause: str, reason: str) -> None:
    """End a fulfilment by the core's own decision; goods in hand are first put back by the store.

    Raises:
        Refused: `not_in_this_state`: its goods have left.
    """
    step_id = derive(cause, "cancel", head.id)
    context = unit.context(core_actor(head.location_id), step_id, fulfilment_aggregate(head.id))
    give_up(context, head, FulfilmentVerb.CANCEL, reason)
    settle_reservations(unit, head)


def ask_about(unit: UnitOfWork, found: Fulfilment, replacement: Fulfilment, cause: str) -> None:
    """A person says what becomes of a replacement that somebody has begun, and that is not needed."""
    raise_once(
        unit,
        ExceptionCase(
            id=derive(cause, "found", replacement.id),
            location_id=found.location_id,
            kind="found_after_resourcing",
            aggregate=fulfilment_aggregate(found.id),
            data={
                "order_number": found.order_number,
                "location_id": replacement.location_id,
                "replacement_id": replacement.id,
            },
            raised_at=unit.at,
        ),
    )

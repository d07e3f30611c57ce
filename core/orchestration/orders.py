"""Takes an order in: checks it, sources it, and writes it with its fulfilments in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec
from sqlalchemy import select

from core.model import (
    Article,
    Backorder,
    Location,
    Order,
    OrderLine,
    OrderTerms,
    Reservation,
)
from core.model.desk import NotGathered
from core.model.gathered import rows_of
from core.orchestration import decisions, holds, sourcing
from core.orchestration.beyond_stock import Buyer, ShortLine, refuse_beyond, take_beyond
from core.orchestration.carriers import check_named
from core.orchestration.chain_settings import ChainSetting, value_of
from core.orchestration.fulfilments import Opened, Promise, open_fulfilments
from core.orchestration.numbers import next_order_number
from core.orchestration.order_draft import OrderDraft, customer_row, line_row, order_row
from core.orchestration.unit import UnitOfWork
from core.rules.errors import BadInput
from core.rules.ids import derive
from core.rules.order import Channel, PaymentState
from core.rules.pickup import code_digest, code_from
from core.rules.plausibility import implausible_quantity, implausible_time
from core.rules.reservation import ReservationState
from core.rules.sourcing_case import Wanted
from core.rules.time import MINUTE_MS, Instant, after

PICKUP = "pickup"
CODE_ENTROPY_BYTES = 8
TELLING = frozenset({Channel.MARKETPLACE})
"""Channels that tell what they have sold; the others ask before they sell."""


class PlacedOrder(msgspec.Struct, frozen=True):
    """A new order with what was made for it, and the code that opens it: told once, kept only as a digest.

    Attributes:
        held: stock held for it until it is paid; its fulfilments are opened then.
        beyond: what was sold beyond stock.
    """

    order: Order
    lines: list[OrderLine]
    articles: dict[int, Article]
    opened: list[Opened]
    held: list[Reservation]
    pickup_code: str | None
    beyond: list[Backorder] = []

    @property
    def order_id(self) -> str:
        """The order's identifier."""
        return self.order.id


class Looked(msgspec.Struct, frozen=True):
    """What was found out for a draft before anything is written: where it comes from, above all."""

    order_id: str
    placed_at: Instant
    articles: dict[str, Article]
    store: Location | None
    sourced: sourcing.Sourced
    short: list[ShortLine]


def place(unit: UnitOfWork, draft: OrderDraft) -> PlacedOrder:
    """Take an order in. What is free nowhere is kept with the order as unfillable: as far as a quota allows,
    it is sold beyond stock.

    An order that is not paid yet holds its stock; its stores hear of it with the payment.

    Raises:
        Refused: `beyond_quota`: of an article with a quota, from a channel that asks before it sells.
        BadInput: `empty_order`, `unknown_article` and `absurd_quantity` (with the line), `unknown_location`,
            `from_the_future`, `from_long_ago`, `unknown_reservation`; `unknown_carrier_service`, from a
            channel that asks: what was sold already goes with another carrier.
    """
    return place_as_looked(unit, draft, look(unit, draft))


def look(unit: UnitOfWork, draft: OrderDraft) -> Looked:
    """Check a draft and decide where it comes from.

    Raises:
        BadInput: as `place`.
    """
    placed_at = _checked_time(unit, draft)
    articles = _articles(unit, draft)
    store = _pickup_store(unit, draft)
    order_id = unit.ids.new()
    _take_up_reservation(unit, draft, order_id)
    wanted = [
        Wanted(derive(order_id, "line", number), article.id, line.quantity, article.weight_g)
        for number, line in enumerate(draft.lines, 1)
        for article in (articles[line.sku],)
    ]
    near = sourcing.near_location(store) if store else _near_customer(unit, draft)
    if draft.named is not None and draft.channel not in TELLING:
        check_named(unit.beside, draft.named)
    sourced = sourcing.source(unit, sourcing.Request(wanted, near, draft.channel.value, named=draft.named))
    short = _short_lines(wanted, sourced)
    if short and unit.desk is not None:
        raise NotGathered("more than there is")
    if short and draft.channel not in TELLING:
        refuse_beyond(unit, draft.channel.value, short)
    return Looked(order_id, placed_at, articles, store, sourced, short)


def place_as_looked(unit: UnitOfWork, draft: OrderDraft, looked: Looked) -> PlacedOrder:
    """Write an order as `look` has found it."""
    order_id, placed_at, articles = looked.order_id, looked.placed_at, looked.articles
    store, sourced, short = looked.store, looked.sourced, looked.short
    sourcing.make_sure(unit, sourced)
    buyer = Buyer(order_id, draft.channel.value, store, draft.promised_at)
    decisions.keep(unit, order_id, order_id, sourced)
    beyond = take_beyond(unit, buyer, short) if short else []
    number = next_order_number(unit)
    customer = customer_row(order_id, draft)
    order = order_row(order_id, number, draft, store, customer, placed_at)
    lines = [line_row(order, n, line, articles[line.sku]) for n, line in enumerate(draft.lines, 1)]
    for row in lines:
        row.unfillable = sourced.plan.missing.get(row.id, 0)
    unit.session.add_all([customer, order, *lines])
    by_id = {article.id: article for article in articles.values()}
    if draft.payment is PaymentState.PENDING:
        held = _hold(unit, order_id, sourced)
        minutes = value_of(unit.session, ChainSetting.PAYMENT_WITHIN_MINUTES)
        pay_by = after(unit.at, minutes * MINUTE_MS)
        unit.session.add(
            OrderTerms(
                order_id=order_id, promised_at=draft.promised_at, pay_by=pay_by, language=draft.language
            )
        )
        return PlacedOrder(order, lines, by_id, [], held, None, beyond)
    code = new_pickup_code(unit, order)
    digest = code_digest(order_id, code) if code else ""
    promise = Promise(order, customer, lines, placed_at, draft.promised_at, digest, draft.reservation or "")
    name_of = partial(derive, order_id, "fulfilment")
    opened = open_fulfilments(unit, promise, sourced.plan, name_of)
    is_told_to_nobody = not opened and (digest or draft.promised_at is not None)
    if is_told_to_nobody:
        keep_terms(unit, order_id, digest, draft.promised_at, draft.language)
    elif draft.language:
        keep_terms(unit, order_id, "", None, draft.language)
    return PlacedOrder(order, lines, by_id, opened, [], code, beyond)


def _short_lines(wanted: Sequence[Wanted], sourced: sourcing.Sourced) -> list[ShortLine]:
    missing = sourced.plan.missing
    return [
        ShortLine(line.key, number, line.article_id, missing[line.key])
        for number, line in enumerate(wanted, 1)
        if missing.get(line.key)
    ]


def keep_terms(
    unit: UnitOfWork, order_id: str, digest: str, promised_at: Instant | None, language: str = ""
) -> None:
    """Keep what was told of an order that has no fulfilment yet to keep it with, and its language."""
    row = unit.session.get(OrderTerms, order_id)
    if row is None:
        row = OrderTerms(order_id=order_id, language=language)
        unit.session.add(row)
    row.promised_at, row.pickup_code_digest = promised_at, digest


def new_pickup_code(unit: UnitOfWork, order: Order, told: str = "") -> str | None:
    """The code for an order that is collected.

    Args:
        told: the one that its customer has already, if they have one.
    """
    if order.pickup_location_id is None:
        return None
    return told or code_from(unit.randomness.secret(CODE_ENTROPY_BYTES))


def _take_up_reservation(unit: UnitOfWork, draft: OrderDraft, order_id: str) -> None:
    """Its units are free in this transaction, and for this order alone. What has expired is sourced anew."""
    if draft.reservation is None:
        return
    known = select(Reservation.id).where(Reservation.holder == draft.reservation).limit(1)
    if unit.session.scalar(known) is None or unit.session.get(Order, draft.reservation) is not None:
        raise BadInput("unknown_reservation", reservation=draft.reservation)
    holds.take_up(unit, holds.holds_of(unit, draft.reservation), order_id)


def _hold(unit: UnitOfWork, order_id: str, sourced: sourcing.Sourced) -> list[Reservation]:
    terms = holds.Terms(order_id, ReservationState.FIRM, None)
    article_of = {line.key: line.article_id for line in sourced.case.wanted}
    return holds.hold(unit, terms, sourced.plan, article_of, is_order=True)


def _checked_time(unit: UnitOfWork, draft: OrderDraft) -> Instant:
    if draft.placed_at is None:
        return unit.at
    code = implausible_time(draft.placed_at, unit.at)
    if code:
        raise BadInput(code, placed_at=draft.placed_at)
    return draft.placed_at


def _articles(unit: UnitOfWork, draft: OrderDraft) -> dict[str, Article]:
    if not draft.lines:
        raise BadInput("empty_order")
    wanted = {line.sku for line in draft.lines}
    found = {row.sku: row for row in rows_of(unit.session, Article, Article.sku, wanted)}
    for number, line in enumerate(draft.lines, 1):
        if line.sku not in found:
            raise BadInput("unknown_article", sku=line.sku, line=number)
        code = implausible_quantity(line.quantity)
        if code:
            raise BadInput(code, sku=line.sku, quantity=line.quantity, line=number)
    return found


def _pickup_store(unit: UnitOfWork, draft: OrderDraft) -> Location | None:
    if draft.delivery_kind != PICKUP:
        return None
    found = rows_of(unit.session, Location, Location.code, [draft.location])
    if not found:
        raise BadInput("unknown_location", location=draft.location)
    return found[0]


def _near_customer(unit: UnitOfWork, draft: OrderDraft) -> sourcing.Near:
    if draft.latitude is not None and draft.longitude is not None:
        return sourcing.Near(draft.latitude, draft.longitude)
    return sourcing.near_postcode(unit.beside, draft.postcode)

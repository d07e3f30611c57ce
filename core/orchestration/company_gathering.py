"""What several requests will ask the database for, read and locked in a few statements before they are done.

Devices before orders before fulfilments before claims before positions, each in the order of their keys: as
everybody locks them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from core.commands import Command, DispatchFulfilment, PackFulfilment, StageFulfilment
from core.commands.definitions import FulfilmentCommand
from core.model import (
    Article,
    ArticlePlace,
    AvailabilityRule,
    Carton,
    CoreSetting,
    Customer,
    Device,
    Fulfilment,
    FulfilmentLine,
    IdempotentAnswer,
    Location,
    Notification,
    NumberBlock,
    Order,
    OrderLine,
    OrderTerms,
    OutcomeRow,
    Parcel,
    Position,
    Reservation,
    Staff,
    StaffPermission,
)
from core.model.desk import Desk
from core.model.gathered import rows_of
from core.orchestration.chain_settings import ChainSetting
from core.orchestration.claims import claim_ids
from core.orchestration.foreseen import ArticleAt
from core.orchestration.free_stock import free_on
from core.orchestration.intake import live_limits
from core.orchestration.intake_gathering import MOVES_STOCK, offered, parcel_numbers
from core.orchestration.notices import READY, SENT, notice_id
from core.orchestration.order_draft import OrderDraft
from core.orchestration.unit import UnitOfWork
from core.rules.availability_policy import EVERY_ARTICLE
from core.wire import Envelope


class Needs(msgspec.Struct):
    """What the requests of one transaction are about.

    Attributes:
        answers: owners and keys of requests that are answered once.
        drafts: orders to be placed.
        orders: numbers or identifiers of orders whose payment was heard of.
        envelopes: what devices sent, with the commands in them.
    """

    answers: list[tuple[str, str]] = msgspec.field(default_factory=list)
    drafts: list[OrderDraft] = msgspec.field(default_factory=list)
    orders: list[str] = msgspec.field(default_factory=list)
    envelopes: list[tuple[Envelope, Command]] = msgspec.field(default_factory=list)


def gather(unit: UnitOfWork, desk: Desk, needs: Needs) -> set[ArticleAt]:
    """Read it. Returns the positions that will be changed, which are to be locked after everything else."""
    if needs.answers:
        desk.take_places(IdempotentAnswer, needs.answers)
    if needs.drafts:
        _gather_for_drafts(unit, desk, needs.drafts)
    if needs.envelopes:
        _gather_devices(desk, [envelope for envelope, _ in needs.envelopes])
    commands = {envelope.id: command for envelope, command in needs.envelopes}
    on_heads = [command for command in commands.values() if isinstance(command, FulfilmentCommand)]
    heads = {command.fulfilment_id for command in on_heads}
    paid = _gather_orders(desk, needs.orders, heads)
    places = _gather_for_payments(desk, paid) if paid else set()
    if heads:
        places |= _gather_for_heads(unit, desk, heads, on_heads)
    _gather_parcels(desk, needs.envelopes)
    staged = [id_ for id_, command in commands.items() if isinstance(command, StageFulfilment)]
    if staged:
        desk.take(Notification.id, [notice_id(id_, READY) for id_ in staged])
        desk.take(CoreSetting.name, [ChainSetting.COLLECT_WITHIN_DAYS.value])
    sent = [id_ for id_, command in commands.items() if isinstance(command, DispatchFulfilment)]
    desk.take(Notification.id, [notice_id(id_, SENT) for id_ in sent])
    return places


def gather_places(desk: Desk, places: Iterable[ArticleAt]) -> None:
    """Lock the positions, last of all rows; and read where the articles stand."""
    wanted = set(places)
    desk.take_places(Position, wanted, lock=True)
    desk.take_places(ArticlePlace, {(location_id, article_id) for article_id, location_id in wanted})
    desk.take(Location.id, {location_id for _, location_id in wanted})


def _gather_for_drafts(unit: UnitOfWork, desk: Desk, drafts: Sequence[OrderDraft]) -> None:
    desk.take(Article.sku, {line.sku for draft in drafts for line in draft.lines})
    desk.take(Location.code, {draft.location for draft in drafts if draft.location is not None})
    articles = {row.id for row in rows_of(desk, Article, Article.sku, _skus(drafts))}
    desk.know(Article.id, articles)
    desk.take(AvailabilityRule.article_id, {EVERY_ARTICLE, *articles})
    desk.take(CoreSetting.name, [ChainSetting.PAYMENT_WITHIN_MINUTES.value])
    free: dict[int, list[Any]] = {article_id: [] for article_id in articles}
    for row in free_on(desk.access, sorted(articles)) if articles else ():
        free[row.article_id].append(row)
    unit.foreseen.free = free
    unit.foreseen.limits = live_limits(desk, unit.at)


def _skus(drafts: Sequence[OrderDraft]) -> set[str]:
    return {line.sku for draft in drafts for line in draft.lines}


def _gather_devices(desk: Desk, envelopes: Sequence[Envelope]) -> None:
    desk.take(Device.id, {envelope.device_id for envelope in envelopes}, lock=True)
    desk.take(OutcomeRow.id, {envelope.id for envelope in envelopes})
    authors = {envelope.author for envelope in envelopes}
    desk.take(Staff.id, authors)
    desk.take(StaffPermission.staff_id, authors)


def _gather_orders(desk: Desk, names: Sequence[str], heads: set[str]) -> set[str]:
    """Lock the orders and their fulfilments; returns which orders the names are of."""
    wanted: set[str] = set()
    if names:
        found = desk.access.column(Order.__table__, ("id", "number"), "number", names)
        wanted = {row[0] for row in found} | (set(names) - {row[1] for row in found})
    of_heads: set[str] = set()
    if heads:
        of_heads = {row[0] for row in desk.access.column(Fulfilment.__table__, ("order_id",), "id", heads)}
    if not wanted and not heads:
        return set()
    desk.take(Order.id, wanted | of_heads, lock=True)
    desk.know(Order.number, names)
    desk.take(Fulfilment.order_id, wanted | of_heads, lock=True)
    desk.know(Fulfilment.id, heads)
    return {row.id for row in rows_of(desk, Order, Order.id, wanted)}


def _gather_for_payments(desk: Desk, orders: set[str]) -> set[ArticleAt]:
    rows = rows_of(desk, Order, Order.id, orders)
    desk.take(Customer.id, {row.customer_id for row in rows})
    desk.take(OrderTerms.order_id, orders)
    desk.take(OrderLine.order_id, orders)
    lines = rows_of(desk, OrderLine, OrderLine.order_id, orders)
    desk.take(Article.id, {line.article_id for line in lines})
    shares = rows_of(desk, Fulfilment, Fulfilment.order_id, orders)
    desk.take(FulfilmentLine.fulfilment_id, {share.id for share in shares})
    desk.take(Reservation.holder, orders, lock=True)
    claims = rows_of(desk, Reservation, Reservation.holder, orders)
    stores = {row.pickup_location_id for row in rows} | {share.location_id for share in shares}
    desk.take(Location.id, stores - {None})
    return {(row.article_id, row.location_id) for row in claims if row.location_id is not None}


def _gather_for_heads(
    unit: UnitOfWork, desk: Desk, heads: set[str], commands: Sequence[FulfilmentCommand]
) -> set[ArticleAt]:
    desk.take(FulfilmentLine.fulfilment_id, heads)
    desk.take(Parcel.fulfilment_id, heads)
    lines = rows_of(desk, FulfilmentLine, FulfilmentLine.fulfilment_id, heads)
    desk.know(FulfilmentLine.id, {line.id for line in lines})
    desk.take(Reservation.id, claim_ids(line.id for line in lines))
    location_of = {row.id: row.location_id for row in rows_of(desk, Fulfilment, Fulfilment.id, heads)}
    unit.foreseen.stores = set(location_of.values())
    desk.take(Location.id, unit.foreseen.stores)
    moving = {command.fulfilment_id for command in commands if isinstance(command, MOVES_STOCK)}
    moved = [line for line in lines if line.fulfilment_id in moving]
    at_lines = {(line.article_id, location_of[line.fulfilment_id]) for line in moved}
    return at_lines | offered(commands, location_of)


def _gather_parcels(desk: Desk, envelopes: Sequence[tuple[Envelope, Command]]) -> None:
    packing = [(envelope, command) for envelope, command in envelopes if isinstance(command, PackFulfilment)]
    if packing:
        desk.take(NumberBlock.device_id, {envelope.device_id for envelope, _ in packing})
        numbers = parcel_numbers(command for _, command in packing)
        desk.take(Parcel.number, numbers)
        desk.take(Carton.number, numbers)

"""Turns a sourcing plan into fulfilments: rows that carry all that preparing needs, stock held for them, and
the claims that say so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.orm.util import identity_key

from core.commands import Actor, fulfilment_aggregate
from core.model import (
    Article,
    ArticlePlace,
    CarrierService,
    Customer,
    Fulfilment,
    FulfilmentLine,
    Location,
    Order,
    OrderLine,
    TransferLine,
)
from core.model.gathered import rows_of
from core.model.kept_statements import kept
from core.orchestration.carriers import named_of
from core.orchestration.claims import open_claim
from core.orchestration.unit import UnitOfWork
from core.rules.fulfilment import FulfilmentKind, FulfilmentState
from core.rules.ids import derive
from core.rules.order import PaymentState
from core.rules.permissions import CORE_ACTOR, Role
from core.rules.promise_time import ready_by
from core.rules.shipping import Service, chosen_service, leaves_at
from core.rules.sourcing import Plan, Share
from core.rules.stock import MovementKind
from core.rules.time import Instant


def core_actor(location_id: int) -> Actor:
    """The core, acting at a location."""
    return Actor(CORE_ACTOR, Role.SYSTEM, location_id, CORE_ACTOR)


class Promise(msgspec.Struct, frozen=True):
    """What an order's fulfilments have in common.

    Attributes:
        promised_at: what the customer was told; None lets each location's opening hours say.
        pickup_code_digest: what is kept of the customer's code; empty for deliveries at home.
        holder: whose the claims are; empty for the order itself.
    """

    order: Order
    customer: Customer
    lines: Sequence[OrderLine]
    placed_at: Instant
    promised_at: Instant | None = None
    pickup_code_digest: str = ""
    holder: str = ""


class Opened(msgspec.Struct, frozen=True):
    """A new fulfilment with its lines, and where it is."""

    head: Fulfilment
    location: Location
    lines: list[FulfilmentLine]


def open_fulfilments(
    unit: UnitOfWork, promise: Promise, plan: Plan, name_of: Callable[[int], str]
) -> list[Opened]:
    """A fulfilment for each share of the plan, with its stock allocated.

    Args:
        plan: as `sourcing.source` returned it in this transaction: its positions are locked.
        name_of: the identifier of the share with this number.
    """
    session = unit.session
    articles = _articles(unit, promise)
    places = _places(unit, promise, plan)
    order = promise.order
    collected_at = session.get(Location, order.pickup_location_id) if order.pickup_location_id else None
    made = []
    for number, share in enumerate(plan.shares):
        location = session.get_one(Location, share.location_id)
        head = _head(unit, promise, share, location, collected_at, name_of(number), articles)
        session.add(head)
        made.append(Opened(head, location, _add_lines(unit, promise, share, head, articles, places)))
    return made


def _articles(unit: UnitOfWork, promise: Promise) -> dict[int, Article]:
    """Those that the transaction has loaded cost nothing."""
    wanted = {line.article_id for line in promise.lines}
    if unit.desk is not None:
        return {row.id: row for row in rows_of(unit.desk, Article, Article.id, wanted)}
    known = {one: unit.session.identity_map.get(identity_key(Article, one)) for one in wanted}
    found = {one: row for one, row in known.items() if row is not None}
    if len(found) < len(wanted):
        rows = unit.session.scalars(select(Article).where(Article.id.in_(wanted - found.keys())))
        found |= {row.id: row for row in rows}
    return found


def _places(unit: UnitOfWork, promise: Promise, plan: Plan) -> dict[tuple[int, int], ArticlePlace]:
    """Where the articles stand at the plan's locations; some that nobody asked for among them."""
    locations = {share.location_id for share in plan.shares}
    articles = {line.article_id for line in promise.lines}
    if unit.desk is not None:
        keys = [(location, article) for location in locations for article in articles]
        at_desk = {key: unit.desk.get(ArticlePlace, key) for key in keys}
        return {key: row for key, row in at_desk.items() if row is not None}
    rows = _stand_at(unit.session, list(locations), list(articles))
    return {(row.location_id, row.article_id): row for row in rows}


@kept
def _stand_at(location_ids: list[int], article_ids: list[int]) -> Select[ArticlePlace]:
    is_there = (ArticlePlace.location_id.in_(location_ids), ArticlePlace.article_id.in_(article_ids))
    return select(ArticlePlace).where(*is_there)


def _head(
    unit: UnitOfWork,
    promise: Promise,
    share: Share,
    location: Location,
    collected_at: Location | None,
    fulfilment_id: str,
    articles: Mapping[int, Article],
) -> Fulfilment:
    order, customer = promise.order, promise.customer
    is_collected_here = collected_at is not None and collected_at.id == location.id
    price_of = {line.id: line.unit_price_cents for line in promise.lines}
    total_cents = sum(price_of[key] * units for key, units in share.units.items())
    weight_g = sum(articles[line.article_id].weight_g * share.units.get(line.id, 0) for line in promise.lines)
    service = None if is_collected_here else _service(unit, order, location.id, weight_g)
    due = ready_by(promise.placed_at, location.opening, location.timezone)
    if service is not None:
        # What the carrier takes is late once it has gone, and not before.
        due = leaves_at(due, service.closes_min, location.opening, location.timezone)
    return Fulfilment(
        id=fulfilment_id,
        order_id=order.id,
        location_id=location.id,
        kind=(FulfilmentKind.PICKUP if is_collected_here else FulfilmentKind.SHIPMENT).value,
        state=FulfilmentState.PROPOSED.value,
        state_at=unit.at,
        order_number=order.number,
        customer_name=customer.name,
        note=order.note,
        to_pay_cents=total_cents if order.payment == PaymentState.PAY_IN_STORE else 0,
        currency=order.currency,
        promised_at=due if promise.promised_at is None else promise.promised_at,
        pickup_code_digest=promise.pickup_code_digest,
        collect_location_id=collected_at.id if collected_at is not None and not is_collected_here else None,
        carrier=service.carrier if service else "",
        service=service.service if service else "",
        destination="" if is_collected_here else _destination(order, customer, collected_at),
        created_at=unit.at,
    )


def _service(unit: UnitOfWork, order: Order, location_id: int, weight_g: int) -> Service | None:
    """Who takes it along, of those that call at the location: whom the promise named, if it named one. What
    goes to a store to be collected goes as the chain likes best."""
    rows = rows_of(unit.beside, CarrierService, CarrierService.location_id, [location_id])
    return chosen_service([row.offered() for row in rows], weight_g, named_of(order))


def _destination(order: Order, customer: Customer, collected_at: Location | None) -> str:
    if collected_at is None:
        parts = (customer.name, order.street, f"{order.postcode} {order.city}".strip())
        return ", ".join(part for part in parts if part)
    parts = (collected_at.name, collected_at.street, f"{collected_at.postcode} {collected_at.city}".strip())
    return ", ".join(part for part in parts if part)


def _add_lines(
    unit: UnitOfWork,
    promise: Promise,
    share: Share,
    head: Fulfilment,
    articles: Mapping[int, Article],
    places: Mapping[tuple[int, int], ArticlePlace],
) -> list[FulfilmentLine]:
    ledger = unit.context(core_actor(head.location_id), head.id, fulfilment_aggregate(head.id))
    made = []
    for line in promise.lines:
        units = share.units.get(line.id, 0)
        if not units:
            continue
        row = prepared_line(head, line, units, articles[line.article_id], line.unit_price_cents)
        place = places.get((head.location_id, line.article_id))
        if place is not None:
            row.zone, row.aisle, row.shelf = place.zone, place.aisle, place.shelf
        unit.session.add(row)
        open_claim(unit, row, head.location_id, units, promise.holder or head.order_id)
        ledger.move(MovementKind.ALLOCATED, line.article_id, head.location_id, units)
        made.append(row)
    return made


def prepared_line(
    head: Fulfilment, line: OrderLine | TransferLine, units: int, article: Article, price_cents: int = 0
) -> FulfilmentLine:
    """What a location prepares of a line of an order or of a transfer, with all that preparing it needs."""
    return FulfilmentLine(
        id=derive(head.id, "line", line.line_no),
        fulfilment_id=head.id,
        order_line_id=line.id,
        line_no=line.line_no,
        article_id=article.id,
        quantity=units,
        serials=[],
        sku=article.sku,
        gtin=article.gtin,
        name=article.name,
        category=article.category,
        size=article.size,
        colour=article.colour,
        colour_hex=article.colour_hex,
        price_cents=price_cents,
        is_serialised=article.is_serialised,
    )

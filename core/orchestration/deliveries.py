"""Deliveries as the centre has them: announced by a sender's word, followed while a store receives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.commands.aggregates import delivery_aggregate
from core.commands.deliveries import cartons_of, delivery_lines, line_in, withdraw
from core.model import Arrival, Article, Carton, Delivery, DeliveryLine, Location
from core.model.gathered import rows_of
from core.orchestration.availability_policy import set_arrival
from core.orchestration.fulfilments import core_actor
from core.orchestration.unit import UnitOfWork
from core.rules.delivery import (
    DELIVERY,
    MAX_CARTONS,
    MAX_LINES,
    CartonState,
    DeliveryKind,
    DeliveryState,
    DeliveryVerb,
)
from core.rules.errors import BadInput, Conflict, Refused
from core.rules.ids import derive
from core.rules.plausibility import MAX_ACCEPTED_UNITS
from core.rules.stock import Bucket, MovementKind
from core.rules.time import Instant


class AnnouncedLine(msgspec.Struct, frozen=True):
    """So many units of an article; `serials` names its pieces, as far as the sender tells them."""

    sku: str
    quantity: int
    serials: tuple[str, ...] = ()


class AnnouncedCarton(msgspec.Struct, frozen=True):
    """A carton by the number on its label; one without a number stands for what comes loose."""

    number: str
    lines: tuple[AnnouncedLine, ...]


class Announcement(msgspec.Struct, frozen=True):
    """What a sender says is on its way to a store: `number` is the sender's own for it."""

    number: str
    location: str
    due_at: Instant
    cartons: tuple[AnnouncedCarton, ...]
    origin: str = ""


def delivery_id_of(announced: Announcement) -> str:
    """A sender's number names one delivery to a store."""
    return derive("delivery", announced.location, announced.origin, announced.number)


def announce(unit: UnitOfWork, announced: Announcement) -> tuple[Delivery, bool]:
    """Take an announcement in: what it names is in transit to its store, and can be promised from its day on.
    Told again with other content it replaces what was told, as long as nothing of it has come.

    Returns:
        The delivery, and whether that said something new.

    Raises:
        BadInput: `unknown_location`, `unknown_article`, `absurd_quantity`, `too_many`, `carton_twice`,
            `empty_delivery`.
        Conflict: `delivery_begun`: it is being received already, and this says something else.
    """
    [location] = _named(unit.session, announced.location)
    articles = _checked(unit.session, announced)
    key = delivery_id_of(announced)
    known = unit.lock(Delivery, key)
    if known is not None:
        is_same = _content(unit.session, known) == (announced.due_at, _wanted(announced))
        if is_same and known.state != DeliveryState.WITHDRAWN:
            return known, False
        if known.state not in (DeliveryState.ANNOUNCED, DeliveryState.WITHDRAWN):
            raise Conflict("delivery_begun", number=announced.number, state=known.state)
        _take_back(unit, known)
        known.state, known.state_at, known.due_at = DeliveryState.ANNOUNCED.value, unit.at, announced.due_at
    else:
        known = _head(unit, announced, key, location)
        unit.session.add(known)
    _write(unit, known, announced, articles)
    follow_arrivals(unit, known)
    return known, True


def take_back(unit: UnitOfWork, delivery_id: str) -> Delivery:
    """Headquarters or the sender says that it does not come: nothing of it is in transit or promised any
    more, and its store awaits it no longer. Told twice, it is once; announced again, it is on its way again.

    Raises:
        Refused: `unknown_delivery`.
        Conflict: `delivery_begun`: something of it has come; `delivery_of_a_transfer`: it has left its store,
            which has its goods back only by receiving them.
    """
    delivery = unit.lock(Delivery, delivery_id)
    if delivery is None:
        raise Refused("unknown_delivery", delivery_id=delivery_id)
    if delivery.kind != DeliveryKind.ANNOUNCED:
        raise Conflict("delivery_of_a_transfer", number=delivery.number)
    if delivery.state == DeliveryState.WITHDRAWN:
        return delivery
    if not DELIVERY.allows(DeliveryState(delivery.state), DeliveryVerb.WITHDRAW):
        raise Conflict("delivery_begun", number=delivery.number, state=delivery.state)
    here = delivery.location_id
    context = unit.context(core_actor(here), unit.ids.new(), delivery_aggregate(delivery.id))
    unit.ledger.lock((line.article_id, here) for line in delivery_lines(context, delivery))
    withdraw(context, delivery, "withdrawn")
    follow_arrivals(unit, delivery)
    return delivery


def _named(session: Session, code: str) -> list[Location]:
    rows = list(session.scalars(select(Location).where(Location.code == code)))
    if not rows:
        raise BadInput("unknown_location", location=code)
    return rows


def _checked(session: Session, announced: Announcement) -> dict[str, Article]:
    lines = [line for carton in announced.cartons for line in carton.lines]
    numbers = [carton.number for carton in announced.cartons if carton.number]
    if not lines and not numbers:
        raise BadInput("empty_delivery", number=announced.number)
    if len(numbers) > MAX_CARTONS or len(lines) > MAX_LINES:
        raise BadInput("too_many", what="carton", limit=MAX_CARTONS)
    twice = next((number for place, number in enumerate(numbers) if number in numbers[:place]), None)
    if twice is not None:
        raise BadInput("carton_twice", number=twice)
    for line in lines:
        if not 1 <= line.quantity <= MAX_ACCEPTED_UNITS or len(line.serials) > line.quantity:
            raise BadInput("absurd_quantity", sku=line.sku, quantity=line.quantity)
    wanted = sorted({line.sku for line in lines})
    found: dict[str, Article] = {}
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        found |= {row.sku: row for row in session.scalars(select(Article).where(Article.sku.in_(some)))}
    for sku in wanted:
        if sku not in found:
            raise BadInput("unknown_article", sku=sku)
    return found


def _head(unit: UnitOfWork, announced: Announcement, key: str, location: Location) -> Delivery:
    return Delivery(
        id=key,
        location_id=location.id,
        number=announced.number,
        kind=DeliveryKind.ANNOUNCED.value,
        state=DeliveryState.ANNOUNCED.value,
        state_at=unit.at,
        origin=announced.origin,
        transfer_id="",
        due_at=announced.due_at,
        created_at=unit.at,
    )


def _write(
    unit: UnitOfWork, delivery: Delivery, announced: Announcement, articles: Mapping[str, Article]
) -> None:
    cartons = []
    for place, carton in enumerate(announced.cartons):
        rows = [ExpectedLine(articles[line.sku], line.quantity, list(line.serials)) for line in carton.lines]
        cartons.append(ExpectedCarton(derive(delivery.id, "carton", place), carton.number, rows))
    expect(unit, delivery, cartons, "announced")


class ExpectedLine(msgspec.Struct, frozen=True):
    """Units of an article that are on their way."""

    article: Article
    units: int
    serials: list[str]


class ExpectedCarton(msgspec.Struct, frozen=True):
    """What is on its way in one carton; one without a number is no carton. `opened` is the carton that stands
    there already, of which this is yet to be read out."""

    id: str
    number: str
    lines: list[ExpectedLine]
    opened: str = ""


def expect(
    unit: UnitOfWork, delivery: Delivery, cartons: Sequence[ExpectedCarton], reason: str, *, after: int = 0
) -> None:
    """Write what a delivery brings: its units are in transit to its store from now on. Its lines are numbered
    from `after` on."""
    here = delivery.location_id
    unit.ledger.lock((line.article.id, here) for carton in cartons for line in carton.lines)
    context = unit.context(core_actor(here), unit.ids.new(), delivery_aggregate(delivery.id))
    line_no = after
    for carton in cartons:
        if carton.number:
            unit.session.add(_carton(delivery, carton))
        for line in carton.lines:
            line_no += 1
            row = line_in(delivery, derive(carton.id, "line", line_no), line.article, line_no)
            row.carton_id = carton.id if carton.number else carton.opened
            row.expected, row.serials = line.units, list(line.serials)
            unit.session.add(row)
            context.move(
                MovementKind.ADJUSTED,
                line.article.id,
                here,
                line.units,
                bucket=Bucket.TRANSIT_IN,
                reason=reason,
            )


def _carton(delivery: Delivery, carton: ExpectedCarton) -> Carton:
    return Carton(
        id=carton.id,
        delivery_id=delivery.id,
        number=carton.number,
        state=CartonState.EXPECTED.value,
        is_announced=True,
        received_at=None,
        journey=0,
        received_by=None,
    )


def _take_back(unit: UnitOfWork, delivery: Delivery) -> None:
    """What was announced is not on its way after all."""
    here = delivery.location_id
    context = unit.context(core_actor(here), unit.ids.new(), delivery_aggregate(delivery.id))
    lines = delivery_lines(context, delivery)
    unit.ledger.lock((line.article_id, here) for line in lines)
    for line in lines:
        left = line.units().left
        context.move(
            MovementKind.ADJUSTED,
            line.article_id,
            here,
            -left,
            bucket=Bucket.TRANSIT_IN,
            reason="taken_back",
        )
        unit.session.delete(line)
    for carton in cartons_of(context, delivery):
        unit.session.delete(carton)
    unit.session.flush()


Content = list[tuple[str, list[tuple[str, int, tuple[str, ...]]]]]


def _wanted(announced: Announcement) -> Content:
    return sorted(
        (carton.number, _by_sku((line.sku, line.quantity, line.serials) for line in carton.lines))
        for carton in announced.cartons
    )


def _by_sku(lines: Iterable[tuple[str, int, Sequence[str]]]) -> list[tuple[str, int, tuple[str, ...]]]:
    """A carton's units and pieces by article: on how many lines they stand says nothing."""
    units: dict[str, int] = {}
    pieces: dict[str, list[str]] = {}
    for sku, count, serials in lines:
        units[sku] = units.get(sku, 0) + count
        pieces.setdefault(sku, []).extend(serials)
    return [(sku, units[sku], tuple(sorted(pieces[sku]))) for sku in sorted(units)]


def _content(session: Session, delivery: Delivery) -> tuple[int, Content]:
    """What was announced, in the form of an announcement."""
    cartons = {
        row.id: row.number
        for row in rows_of(session, Carton, Carton.delivery_id, [delivery.id])
        if row.is_announced
    }
    lines = rows_of(session, DeliveryLine, DeliveryLine.delivery_id, [delivery.id])
    by_carton: dict[str, list[tuple[str, int, list[str]]]] = {key: [] for key in cartons}
    for line in lines:
        if line.expected:
            by_carton.setdefault(line.carton_id, []).append((line.sku, line.expected, line.serials))
    known = [(cartons.get(key, ""), _by_sku(rows)) for key, rows in by_carton.items()]
    return delivery.due_at, sorted(known)


def follow_arrivals(unit: UnitOfWork, delivery: Delivery) -> None:
    """What can be promised of goods on their way is what is left of them."""
    left: dict[int, int] = {}
    for line in rows_of(unit.session, DeliveryLine, DeliveryLine.delivery_id, [delivery.id]):
        left[line.article_id] = left.get(line.article_id, 0) + line.units().left
    ids = {article_id: derive(delivery.id, "arrival", article_id) for article_id in left}
    told = {row.id: row for row in rows_of(unit.session, Arrival, Arrival.id, list(ids.values()))}
    for article_id, units in sorted(left.items()):
        row = told.get(ids[article_id])
        is_same = (row.quantity if row else 0) == units and (row is None or row.due_at == delivery.due_at)
        if not is_same:
            set_arrival(
                unit,
                Arrival(
                    id=ids[article_id],
                    article_id=article_id,
                    location_id=delivery.location_id,
                    quantity=units,
                    due_at=delivery.due_at,
                ),
            )

"""A small network on a core's database, and short words for what happens to orders in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from core.commands import Actor, Command, Outcome, PackFulfilment, ParcelDraft, PickLine, run
from core.model import (
    Article,
    Fulfilment,
    FulfilmentLine,
    Location,
    Notification,
    Order,
    Position,
    Reservation,
)
from core.orchestration import Core, UnitOfWork, reactions
from core.orchestration.order_draft import DraftLine, OrderDraft
from core.orchestration.orders import PlacedOrder, place
from core.orchestration.progress import OrderProgress, progress_of
from core.rules.availability import Stock
from core.rules.order import Channel
from core.rules.permissions import Role
from tests.core.builders import make_article, make_location, make_position

LYON = {"latitude": 45.7606, "longitude": 4.8598, "postcode": "69003", "city": "Lyon"}
VIENNE = {"latitude": 45.5255, "longitude": 4.8748, "postcode": "38200", "city": "Vienne"}
PARIS = {"latitude": 48.8566, "longitude": 2.3522, "postcode": "75001", "city": "Paris"}


def furnish(core: Core, stock: dict[str, dict[str, int]]) -> None:
    """Lyon, Vienne and Paris, and the stock of each by article: `{"LYON": {"SCARF": 3}}`."""

    def work(unit: UnitOfWork) -> None:
        places = {
            code: make_location(unit, code, name=code.title(), **where)
            for code, where in (("LYON", LYON), ("VIENNE", VIENNE), ("PARIS", PARIS))
        }
        skus = sorted({"SCARF", "COAT"}.union(*stock.values()))
        articles = {sku: make_article(unit, sku, name=sku.title()) for sku in skus}
        for code, held in stock.items():
            for sku, units in held.items():
                make_position(unit, articles[sku], places[code], units)

    core.transact(work)


def draft(*lines: tuple[str, int], location: str | None = "LYON", **changes: Any) -> OrderDraft:
    """An order from the web shop, to be collected at a store, or sent home where it is None."""
    fields: dict[str, Any] = {
        "channel": Channel.WEB,
        "reference": "W-1",
        "customer_name": "Camille Royer",
        "delivery_kind": "pickup" if location else "home",
        "location": location,
        "lines": [DraftLine(sku, quantity, 12_900) for sku, quantity in lines],
    }
    return OrderDraft(**(fields | changes))


def order(core: Core, *lines: tuple[str, int], location: str | None = "LYON", **changes: Any) -> PlacedOrder:
    """Place an order."""
    return core.transact(lambda unit: place(unit, draft(*lines, location=location, **changes)))


def shares(core: Core, order_id: str) -> dict[str, tuple[str, dict[str, int]]]:
    """An order's fulfilments by location: state, and units by article; later ones of a place get a `+`."""

    def read(session: Any) -> dict[str, tuple[str, dict[str, int]]]:
        rows = session.execute(
            select(Fulfilment, Location.code)
            .join(Location, Location.id == Fulfilment.location_id)
            .where(Fulfilment.order_id == order_id)
            .order_by(Fulfilment.created_at, Fulfilment.id)
        ).all()
        found: dict[str, tuple[str, dict[str, int]]] = {}
        for head, code in rows:
            lines = session.scalars(select(FulfilmentLine).where(FulfilmentLine.fulfilment_id == head.id))
            name = code if code not in found else f"{code}+"
            found[name] = (head.state, {line.sku: line.quantity for line in lines})
        return found

    return core.read(read)


def head_at(core: Core, order_id: str, code: str = "LYON") -> Fulfilment:
    """The order's fulfilment at a location; the newest, if there are several."""
    found = core.read(
        lambda s: s.scalars(
            select(Fulfilment)
            .join(Location, Location.id == Fulfilment.location_id)
            .where(Fulfilment.order_id == order_id, Location.code == code)
            .order_by(Fulfilment.created_at.desc(), Fulfilment.id.desc())
        ).first()
    )
    assert found is not None
    return found


def line_at(core: Core, head: Fulfilment, sku: str) -> FulfilmentLine:
    """A fulfilment's line of an article."""
    return core.read(
        lambda s: s.scalars(
            select(FulfilmentLine).where(FulfilmentLine.fulfilment_id == head.id, FulfilmentLine.sku == sku)
        ).one()
    )


def do(core: Core, head: Fulfilment, *commands: Command, role: Role = Role.MANAGER) -> str:
    """Commands of the fulfilment's store, taken in with their reactions; returns the last one's id."""
    command_id = ""
    for command in commands:
        command_id, outcome = take_in(core, head, command, role)
        assert outcome.has_effect, (command, outcome)
    return command_id


def pack(core: Core, head: Fulfilment, sku: str, units: int = 1) -> None:
    """So many of a line are picked and packed, in one parcel."""
    line = line_at(core, head, sku)
    do(
        core,
        head,
        PickLine(fulfilment_id=head.id, line_id=line.id, quantity=units),
        PackFulfilment(fulfilment_id=head.id, parcels=[ParcelDraft("x", {line.id: units})]),
    )


def take_in(
    core: Core, head: Fulfilment, command: Command, role: Role = Role.MANAGER, command_id: str = ""
) -> tuple[str, Outcome]:
    """One command as the intake runs it: aggregate locked, handler, reaction."""
    command_id = command_id or core.ids.new()
    actor = Actor("staff-1", role, head.location_id, "device-1")

    def work(unit: UnitOfWork) -> Outcome:
        unit.lock(Fulfilment, head.id)
        context = unit.context(actor, command_id, command.aggregate)
        outcome = run(context, command, unit.capture)
        reactions.after(unit, command, command_id, outcome)
        return outcome

    return command_id, core.transact(work)


def progress(core: Core, order_id: str) -> OrderProgress:
    """How far the order has come."""
    return core.read(lambda s: progress_of(s, s.get_one(Order, order_id)))


def stock(core: Core, sku: str, code: str) -> Stock:
    """A position by names."""
    row = core.read(
        lambda s: s.scalars(
            select(Position)
            .join(Location, Location.id == Position.location_id)
            .where(Location.code == code, Position.article_id == _article_id(s, sku))
        ).one_or_none()
    )
    return row.stock() if row else Stock()


def _article_id(session: Any, sku: str) -> Any:
    return select(Article.id).where(Article.sku == sku).scalar_subquery()


def notices(core: Core) -> list[str]:
    """Kinds of the messages to customers, by the time of their making and, of one instant, by name: who wants
    to see which came first lets the clock go on in between."""
    by_time = select(Notification.kind).order_by(Notification.created_at, Notification.kind)
    return list(core.read(lambda s: s.scalars(by_time).all()))


def claims(core: Core) -> list[tuple[str, int]]:
    """State and units of each claim on stock."""
    rows: Sequence[Reservation] = core.read(lambda s: s.scalars(select(Reservation)).all())
    return sorted((row.state, row.quantity) for row in rows)

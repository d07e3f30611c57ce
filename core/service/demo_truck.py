"""What the demo's truck brings: a delivery to be received, a transfer, a customer's parcel that another store
has sent; and this morning's delivery, of which something was missing and something too many.

All of it goes the way of everything: announcements, orders, and commands of the stores' workstations.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from core.commands import (
    ApproveTransfer,
    DispatchFulfilment,
    FinishDelivery,
    ReceiveCarton,
    ReceivePieces,
    RequestTransfer,
    StageFulfilment,
    TakeOff,
)
from core.model import Article, DeliveryLine, Fulfilment, Location, Parcel, Position, Staff
from core.orchestration import Core, UnitOfWork
from core.orchestration.deliveries import (
    AnnouncedCarton,
    AnnouncedLine,
    Announcement,
    announce,
    delivery_id_of,
)
from core.rules.ids import derive
from core.rules.order import Channel
from core.rules.permissions import Role
from core.rules.sscc import build_sscc
from core.rules.time import HOUR_MS, Instant
from core.service.demo_morning import DemoStation
from core.service.order_intake import accept_in
from core.service.order_records import CustomerRecord, DeliveryRecord, OrderLineRecord, OrderRecord
from core.service.order_views import OrderAnswer

ORIGIN: Final = "Entrepôt central"
SENDER_PREFIX: Final = "3760001"
"""The company prefix on the cartons of the demo's warehouse."""
MORNING, ANNOUNCED = "BL-48107", "BL-48213"
LINES: Final = 6
TRIES: Final = 60
"""Articles that are looked at for one that only another store can give."""
OTHERS_LEAST: Final = 4
"""Units of an article that another store must have to be asked for two."""


class DemoTruck(msgspec.Struct, frozen=True):
    """What is on the truck, for whoever plays at receiving it.

    Attributes:
        delivery: the sender's number of what was announced; `cartons` those that are on the truck, and
            `missing_carton` the one that is not; `extra` the barcode of an article that nobody announced.
        transfer, transfer_carton: what another store has sent on request; "" where there is no other store.
        parcel: the number on a customer's parcel, "" likewise; `parcel_order` its order.
    """

    delivery: str = ""
    cartons: list[str] = []
    missing_carton: str = ""
    extra: str = ""
    transfer: str = ""
    transfer_carton: str = ""
    parcel: str = ""
    parcel_order: str = ""


class _Stocked(msgspec.Struct, frozen=True):
    article_id: int
    sku: str
    gtin: str
    units: int


def load_truck(core: Core, location_code: str, owner: str) -> DemoTruck:
    """Let a truck be on its way to the store; nothing where the store is too small for it.

    Args:
        owner: whose the customer's order is.
    """
    goods = core.read(lambda session: _on_the_shelf(session, location_code))
    if len(goods) < 2 * LINES:
        return DemoTruck()
    desk = DemoStation(core, location_code)
    _receive_the_mornings(core, desk, location_code, goods[LINES:])
    truck = _announce(core, location_code, goods[:LINES], goods[LINES].gtin)
    other = core.read(lambda session: _another_store(session, location_code))
    if other is None:
        return truck
    truck = _send_a_transfer(core, desk, other, truck)
    return _send_a_parcel(core, location_code, owner, truck)


_FREE: Final = Position.sellable - Position.allocated - Position.safety


def _on_the_shelf(session: Session, code: str, least: int = 1) -> list[_Stocked]:
    """Plain articles that a store has some of."""
    rows = session.execute(
        select(
            Article.id, Article.sku, Article.gtin, Position.sellable - Position.allocated - Position.safety
        )
        .join(Position, Position.article_id == Article.id)
        .join(Location, Location.id == Position.location_id)
        .where(
            Location.code == code,
            Article.is_serialised.is_(False),
            least <= _FREE,
        )
        .order_by(Article.id.desc())
        .limit(4 * LINES)
    )
    return [_Stocked(*row) for row in rows]


def _carton_number(serial: int) -> str:
    return build_sscc(SENDER_PREFIX, serial)


def _announcement(
    number: str, code: str, due_at: Instant, cartons: Sequence[tuple[str, Sequence[_Stocked]]]
) -> Announcement:
    return Announcement(
        number=number,
        location=code,
        due_at=due_at,
        origin=ORIGIN,
        cartons=tuple(
            AnnouncedCarton(
                label, tuple(AnnouncedLine(one.sku, 2 + place) for place, one in enumerate(inside))
            )
            for label, inside in cartons
        ),
    )


def _announce(core: Core, code: str, goods: Sequence[_Stocked], extra: str) -> DemoTruck:
    labels = [_carton_number(serial) for serial in (1, 2, 3)]
    inside = [goods[start : start + 2] for start in range(0, LINES, 2)]
    due_at = Instant(core.clock.now() + HOUR_MS)
    told = _announcement(ANNOUNCED, code, due_at, list(zip(labels, inside, strict=True)))
    core.transact(lambda unit: announce(unit, told))
    return DemoTruck(delivery=ANNOUNCED, cartons=labels[:2], missing_carton=labels[2], extra=extra)


def _receive_the_mornings(core: Core, desk: DemoStation, code: str, goods: Sequence[_Stocked]) -> None:
    """A colleague has received it: one unit was missing, and another article came that was not announced."""
    label = _carton_number(9)
    told = _announcement(MORNING, code, Instant(core.clock.now() - HOUR_MS), [(label, goods[:2])])
    core.transact(lambda unit: announce(unit, told))
    key = delivery_id_of(told)
    who = desk.colleagues[0]
    desk.do(who, ReceiveCarton(delivery_id=key, number=label))
    first = core.read(
        lambda session: session.scalars(
            select(DeliveryLine.id).where(DeliveryLine.delivery_id == key).order_by(DeliveryLine.line_no)
        ).first()
    )
    assert first is not None, "it was announced with lines"
    desk.do(who, TakeOff(delivery_id=key, line_id=first))
    desk.do(who, ReceivePieces(delivery_id=key, article_id=goods[2].article_id, carton=label))
    desk.do(who, FinishDelivery(delivery_id=key))


def _another_store(session: Session, code: str) -> str | None:
    return session.scalars(
        select(Location.code).where(Location.kind == "store", Location.code != code).order_by(Location.id)
    ).first()


def _send_a_transfer(core: Core, desk: DemoStation, other: str, truck: DemoTruck) -> DemoTruck:
    """One is on its way, and one waits for the manager."""
    goods = core.read(lambda session: _on_the_shelf(session, other, OTHERS_LEAST))
    if len(goods) < 2:
        return truck
    keys = [core.ids.new(), core.ids.new()]
    sender = core.read(lambda session: _location_id(session, other))
    for key, one, reason in zip(keys, goods, ("Vitrine", "Demande d'un client"), strict=False):
        desk.do(
            desk.colleagues[0],
            RequestTransfer(
                transfer_id=key,
                location_id=desk.location_id,
                from_location_id=sender,
                units={one.article_id: 2},
                reason=reason,
            ),
        )
    desk.do(desk.manager, ApproveTransfer(transfer_id=keys[0]))
    head_id = derive(keys[0], "fulfilment")
    number, label = _dispatch(core, other, head_id)
    return msgspec.structs.replace(truck, transfer=number, transfer_carton=label)


def _send_a_parcel(core: Core, code: str, owner: str, truck: DemoTruck) -> DemoTruck:
    """A customer comes to this store for what only another place can give."""
    for article in core.read(lambda session: _not_here(session, code)):
        try:
            number, sender, head_id = core.transact(
                lambda unit, article=article: _order_elsewhere(unit, code, owner, article)  # type: ignore[misc]
            )
        except _NotInOnePiece:
            continue
        core.transact(lambda unit, sender=sender: _staff(unit, sender))  # type: ignore[misc]
        _, label = _dispatch(core, sender, head_id)
        return msgspec.structs.replace(truck, parcel=label, parcel_order=number)
    return truck


class _NotInOnePiece(Exception):
    """It would not come from another place in one parcel: nothing was ordered."""


def _not_here(session: Session, code: str) -> list[_Stocked]:
    """Plain articles that this store has none of and another place has."""
    here = aliased(Position)
    own = select(Location.id).where(Location.code == code).scalar_subquery()
    has_it = exists().where(here.article_id == Article.id, here.location_id == own, here.sellable > 0)
    rows = session.execute(
        select(Article.id, Article.sku, Article.gtin, Position.sellable)
        .join(Position, Position.article_id == Article.id)
        .join(Location, Location.id == Position.location_id)
        .where(
            Location.kind.in_(["store", "warehouse"]),
            Location.code != code,
            Article.is_serialised.is_(False),
            _FREE >= OTHERS_LEAST,
            ~has_it,
        )
        .order_by(Article.id)
        .limit(TRIES)
    )
    return [_Stocked(*row) for row in rows]


def _order_elsewhere(unit: UnitOfWork, code: str, owner: str, article: _Stocked) -> tuple[str, str, str]:
    """The order's number, who sends it, and what of."""
    record = OrderRecord(
        channel=Channel.WEB,
        external_reference=f"W-TRUCK-{article.sku}"[:64],
        customer=CustomerRecord(name="Hélène Girard", email="helene.girard@courriel.example"),
        delivery=DeliveryRecord(kind="pickup", location=code),
        lines=(OrderLineRecord(sku=article.sku, quantity=1, unit_price_cents=4_900),),
    )
    taken = accept_in(unit, owner, record.external_reference, record)
    number = msgspec.json.decode(taken.body, type=OrderAnswer).number
    found = unit.session.execute(
        select(Fulfilment.id, Location.code)
        .join(Location, Location.id == Fulfilment.location_id)
        .where(Fulfilment.order_number == number)
    ).all()
    if len(found) != 1 or found[0].code == code:
        raise _NotInOnePiece(article.sku)
    return number, found[0].code, found[0].id


def _staff(unit: UnitOfWork, code: str) -> None:
    """A warehouse has people too: one of them, whose PIN nobody knows."""
    location_id = _location_id(unit.session, code)
    if unit.session.scalar(select(exists().where(Staff.location_id == location_id))):
        return
    unit.session.add(
        Staff(
            id=f"{code}-1",
            location_id=location_id,
            name="Équipe de nuit",
            role=Role.ASSOCIATE.value,
            badge="",
            pin_verifier="-",
            verifier_expires_at=0,
        )
    )


def _dispatch(core: Core, code: str, head_id: str) -> tuple[str, str]:
    """The other store prepares it and gives it to the carrier; its number, and the parcel's."""
    desk = DemoStation(core, code)
    for command in desk.preparation(head_id, ""):
        # From the packing table into the carrier's hands: nothing stands in a bin.
        if not isinstance(command, StageFulfilment):
            desk.do(desk.colleagues[0], command)
    desk.do(desk.colleagues[0], DispatchFulfilment(fulfilment_id=head_id))
    return core.read(
        lambda session: (
            session.get_one(Fulfilment, head_id).order_number,
            session.scalars(select(Parcel.number).where(Parcel.fulfilment_id == head_id)).one(),
        )
    )


def _location_id(session: Session, code: str) -> int:
    return session.scalars(select(Location.id).where(Location.code == code)).one()

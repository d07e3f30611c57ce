"""What people do with what comes by truck, and what goes to another store: deliveries, transfers, parcels
that are collected elsewhere."""

from __future__ import annotations

import random
from collections.abc import Iterable

import msgspec
from back_room import STEPS_TO_A_PARCEL, Steps, again
from people import next_step, open_here
from sqlalchemy import select

from core.commands import (
    ApproveTransfer,
    CancelTransfer,
    Command,
    DispatchFulfilment,
    FinishDelivery,
    OpenDelivery,
    ReceiveCarton,
    ReceivePieces,
    RefuseTransfer,
    RequestTransfer,
    TakeOff,
    TellDamaged,
)
from core.model import Article, Carton, Delivery, DeliveryLine, Location, Transfer
from core.rules.delivery import OVER, CartonState
from core.rules.fulfilment import FulfilmentKind, FulfilmentState
from core.rules.transfer import TransferState
from sync.reading import Reader
from sync.workstation import Workstation

STEPS_AT_THE_DOOR = 4
CALLED_OFF_IN = (TransferState.DRAFT, TransferState.APPROVED, TransferState.PICKING)


class Truck(msgspec.Struct, frozen=True):
    """A delivery as a person sees it."""

    head: Delivery
    cartons: list[Carton]
    lines: list[DeliveryLine]


def _trucks(reader: Reader) -> list[Truck]:
    session = reader.session
    heads = session.scalars(select(Delivery).order_by(Delivery.id)).all()
    cartons = session.scalars(select(Carton).order_by(Carton.number, Carton.id)).all()
    lines = session.scalars(select(DeliveryLine).order_by(DeliveryLine.line_no, DeliveryLine.id)).all()
    session.expunge_all()
    return [
        Truck(
            head,
            [carton for carton in cartons if carton.delivery_id == head.id],
            [line for line in lines if line.delivery_id == head.id],
        )
        for head in heads
    ]


def receive(workstation: Workstation, store: int, draw: int) -> Steps:
    """Cartons and pieces come off a truck that was announced, or that nobody knows of."""
    chance = random.Random(draw)
    associate = f"associate-{store}"
    arriving = [one for one in workstation.read(open_here) if one.state is FulfilmentState.DISPATCHED]
    for one in arriving:
        if step := next_step(workstation, one, chance):
            yield step, associate
    trucks = [truck for truck in workstation.read(_trucks) if truck.head.state not in OVER]
    if not trucks or chance.random() < 0.15:
        delivery_id = f"delivery-{chance.getrandbits(48):012x}"
        here = workstation.replica.state().location_id
        yield OpenDelivery(delivery_id=delivery_id, location_id=here, origin="a van"), associate
    else:
        delivery_id = chance.choice(trucks).head.id
    yield from _off_the_truck(workstation, delivery_id, associate, chance)


def _off_the_truck(workstation: Workstation, delivery_id: str, who: str, chance: random.Random) -> Steps:
    for _ in range(STEPS_AT_THE_DOOR):
        truck = next((one for one in workstation.read(_trucks) if one.head.id == delivery_id), None)
        if truck is None or truck.head.state in OVER or not workstation.read(_all_articles):
            return
        yield _step_at_the_door(workstation, truck, chance), who


def _step_at_the_door(workstation: Workstation, truck: Truck, chance: random.Random) -> Command:
    key = truck.head.id
    expected = [one for one in truck.cartons if one.state == CartonState.EXPECTED]
    what = chance.choice(("carton",) * 4 + ("pieces",) * 3 + ("off", "damaged", "finish", "finish"))
    if what == "carton":
        is_known = expected and chance.random() < 0.85
        number = chance.choice(expected).number if is_known else f"C-{chance.randrange(3)}"
        return ReceiveCarton(delivery_id=key, number=number)
    came = [line for line in truck.lines if line.received]
    if what == "off" and came:
        line = chance.choice(came)
        serial = chance.choice(line.received_serials) if line.received_serials else None
        return TakeOff(delivery_id=key, line_id=line.id, serial=serial)
    if what == "damaged" and truck.lines:
        line = chance.choice(truck.lines)
        serial = chance.choice(line.received_serials) if line.received_serials else None
        return TellDamaged(delivery_id=key, line_id=line.id, serial=serial)
    if what == "finish" and truck.head.state != "announced":
        return FinishDelivery(delivery_id=key)
    return _pieces(workstation, truck, chance)


def _pieces(workstation: Workstation, truck: Truck, chance: random.Random) -> Command:
    """Some of what was announced, or something else."""
    awaited = [line for line in truck.lines if line.units().left]
    if awaited and chance.random() < 0.7:
        line = chance.choice(awaited)
        number, is_serialised, serials = line.article_id, line.is_serialised, line.serials
        carton = next((one.number for one in truck.cartons if one.id == line.carton_id), "")
    else:
        article = chance.choice(workstation.read(_all_articles))
        number, is_serialised, serials, carton = article.id, article.is_serialised, [], ""
    if not is_serialised:
        return ReceivePieces(
            delivery_id=truck.head.id, article_id=number, carton=carton, quantity=chance.choice((1, 1, 2))
        )
    serial = chance.choice(serials or [f"W-{chance.randrange(5)}"])
    return ReceivePieces(delivery_id=truck.head.id, article_id=number, carton=carton, serial=serial)


def _all_articles(reader: Reader) -> list[Article]:
    found = list(reader.session.scalars(select(Article).order_by(Article.id)))
    reader.session.expunge_all()
    return found


def exchange_goods(workstation: Workstation, store: int, draw: int) -> Steps:
    """A store asks another one for goods, a manager decides, the other sends, this one receives."""
    chance = random.Random(draw)
    goods = _to_send(workstation, store, chance)
    goods += [
        _off_the_truck(workstation, truck.head.id, f"associate-{store}", chance)
        for truck in workstation.read(_trucks)
        if truck.head.transfer_id and truck.head.state not in OVER
    ]
    if goods and chance.random() < 0.8:
        yield from chance.choice(goods)
        return
    if not workstation.read(_transfers) or chance.random() < 0.3:
        yield from _ask(workstation, store, chance)
    yield from _decisions(workstation.read(_transfers), store, chance)


def _transfers(reader: Reader) -> list[Transfer]:
    found = list(reader.session.scalars(select(Transfer).order_by(Transfer.id)))
    reader.session.expunge_all()
    return found


def _decisions(asked: Iterable[Transfer], store: int, chance: random.Random) -> Steps:
    for one in asked:
        draw, who = chance.random(), f"manager-{store}"
        if one.state == TransferState.DRAFT and draw < 0.75:
            yield ApproveTransfer(transfer_id=one.id), who
        elif one.state == TransferState.DRAFT and draw < 0.85:
            yield RefuseTransfer(transfer_id=one.id, reason="enough here"), who
        elif one.state in CALLED_OFF_IN and draw > 0.85:
            yield CancelTransfer(transfer_id=one.id, reason="sold another one"), who


def _to_send(workstation: Workstation, store: int, chance: random.Random) -> list[Steps]:
    def send(fulfilment_id: str) -> Steps:
        for _ in range(STEPS_TO_A_PARCEL):
            one = again(workstation, fulfilment_id)
            step = next_step(workstation, one, chance) if one is not None else None
            if step is None:
                return
            yield step, f"associate-{store}"

    shown = workstation.read(open_here)
    return [send(one.id) for one in shown if one.head.kind == FulfilmentKind.TRANSFER]


def send_orders(workstation: Workstation, store: int, draw: int) -> Steps:
    """What is collected in another store is picked, packed and sent, each from its beginning to its end."""
    chance = random.Random(draw)
    for goods in workstation.read(open_here):
        one = goods if goods.is_carried and goods.head.kind != FulfilmentKind.TRANSFER else None
        for _ in range(STEPS_TO_A_PARCEL):
            step = next_step(workstation, one, chance) if one is not None else None
            if one is None or step is None:
                break
            yield step, f"associate-{store}"
            one = again(workstation, one.id) if not isinstance(step, DispatchFulfilment) else None


def _ask(workstation: Workstation, store: int, chance: random.Random) -> Steps:
    here = workstation.replica.state().location_id

    def read(reader: Reader) -> list[int]:
        others = select(Location.id).where(Location.id != here).order_by(Location.code)
        return list(reader.session.scalars(others))

    articles = [one.id for one in workstation.read(_all_articles) if not one.is_serialised]
    if not articles:
        return
    wanted = {number: chance.choice((1, 2)) for number in chance.sample(articles, chance.choice((1, 2)))}
    # The next store: in a world of two it has people.
    yield (
        RequestTransfer(
            transfer_id=f"transfer-{chance.getrandbits(48):012x}",
            location_id=here,
            from_location_id=workstation.read(read)[0],
            units=wanted,
        ),
        f"associate-{store}",
    )

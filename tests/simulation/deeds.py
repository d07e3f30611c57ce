"""What people do in a world: in the stores, in the web shop, at headquarters and at the tills."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from back_room import Steps, count_shelves, propose_another, serve, walk_a_round
from bringing_back import is_held_back, next_step, swap
from exchanged import of_an_exchange
from machine import SATURDAY_NIGHT
from next_door import is_of_next_door, move_to_region, take_from_next_door, tell_receipt
from people import answers, gesture
from sqlalchemy import select
from sqlalchemy.orm import Session
from template import SKUS
from truck import exchange_goods, receive, send_orders

from core.commands import (
    ClaimFulfilment,
    Command,
    CountArticle,
    DeclareReturn,
    HandOutExchange,
    ProposeRefund,
    SettleException,
)
from core.model import (
    Article,
    CountTask,
    ExceptionCase,
    Fulfilment,
    FulfilmentLine,
    Location,
    Order,
    Position,
)
from core.orchestration import UnitOfWork
from core.rules.agreement import reply_code
from core.rules.count import CountState
from core.rules.errors import CoulisseError
from core.rules.exceptions import Resolution
from core.rules.fulfilment import LEFT_STATES
from core.rules.ids import derive
from core.rules.stock import MovementKind
from core.rules.time import HOUR_MS
from sync.reading import Reader
from sync.schema import PendingCommand
from sync.workstation import Print, Workstation
from tests.core.builders import move

if TYPE_CHECKING:
    from plan import Deed
    from station import Station
    from world import World


async def answer(world: World) -> bool:
    """Whoever is asked about money asks the payment service; whether anybody was, or could not see it."""
    asked = False
    for store in sorted({station.store for station in world.stations.values()}):
        station = next((one for one in world.stations.values() if one.store == store and one.is_up), None)
        if station is None or not station.is_enrolled:
            continue
        try:
            chosen = answers(station.workstation, store, world.cards.gone)
        except CoulisseError as error:
            # A page that nothing has read since it was damaged.
            world.history.note(station.name, f"shows nobody what is asked: {error.code}")
            station.said, asked = error.code, True
            continue
        for one in chosen:
            with suppress(CoulisseError):
                await world.in_turn(station, partial(_do, world, station, one))
        asked = asked or bool(chosen)
    return asked


async def do(world: World, deed: Deed) -> None:
    """Do it, if whom it takes is there."""
    if deed.what in AT_THE_STORE:
        station = world.stations.get(deed.station)
        if station is not None and station.is_up:
            await world.in_turn(station, lambda: _at_the_store(world, station, deed))
    elif world.core.is_up:
        await AT_THE_CENTRE[deed.what](world, deed)


FLOWS: Mapping[str, Callable[[Workstation, int, int], Steps]] = {
    "round": walk_a_round,
    "counter": serve,
    "substitute": propose_another,
    "count": count_shelves,
    "truck": receive,
    "transfer": exchange_goods,
    "carry": send_orders,
    "next_door": take_from_next_door,
    "swap": swap,
}
"""Deeds of several steps."""
AT_THE_STORE = ("work", "slip", "errand", "bring_back", "exchange", *FLOWS)
STEPS_AT_THE_COUNTER = 3
"""What is done about a return while the customer stands there."""
_TURNED_DOWN = (
    select(PendingCommand.id).where(PendingCommand.seen_at.is_(None)).order_by(PendingCommand.sequence)
)


def _at_the_store(world: World, station: Station, deed: Deed) -> None:
    try:
        if deed.what == "errand":
            _errand(station, random.Random(deed.draw))
        elif deed.what in ("bring_back", "exchange"):
            counter, exchanges = (station.workstation, station.store), deed.what == "exchange"
            world.history.did["held back"] += station.workstation.read(is_held_back)
            for step in range(STEPS_AT_THE_COUNTER):
                _do(world, station, next_step(*counter, deed.draw + step, exchanges=exchanges))
        elif deed.what in FLOWS:
            for chosen in FLOWS[deed.what](station.workstation, station.store, deed.draw):
                _do(world, station, chosen)
        else:
            _do(
                world,
                station,
                gesture(station.workstation, station.store, deed.draw, deed.what == "slip", world.cards.gone),
            )
    except CoulisseError as error:
        world.history.note(station.name, f"{deed.what}: {error.code}")
        station.said = error.code
        return
    world.onlooker.look(station, with_rerun=deed.draw % 3 == 0)


def _do(world: World, station: Station, chosen: tuple[Command, str] | None) -> None:
    if chosen is None:
        return
    command, author = chosen
    before = len(station.given)
    prints = (lambda _reader: [Print("parcel", {})]) if "Pack" in command.NAME else None
    outcome = station.workstation.execute(command, author, prints)
    command_id = station.given[before]
    station.signed.append(command.NAME)
    if isinstance(command, ProposeRefund):
        world.cards.note_proposed(command.refund_id, command.units)
    world.history.did.update(_deeds_in(station, command))
    if isinstance(command, SettleException) and command.resolution is Resolution.ACCEPT:
        world.model.accepted |= _held_back(station, command.case_id)
    world.history.note(
        station.name,
        f"{author} {command.NAME} {command.aggregate[-6:]} {outcome.code or 'done'} {command_id[-6:]}",
    )
    world.model.told_done(station.name, command_id)


def _deeds_in(station: Station, command: Command) -> Iterator[str]:
    """What of it the tests count."""
    yield command.NAME
    match command:
        case ClaimFulfilment(takes_over=True):
            yield "take_over"
        case ClaimFulfilment(round_id=str(round_id)) if round_id:
            yield "round"
        case CountArticle(task_id=task_id):
            state = station.workstation.read(lambda reader: reader.session.get_one(CountTask, task_id).state)
            if state == CountState.RECOUNT:
                yield "recount"
        case DeclareReturn() | HandOutExchange():
            yield from of_an_exchange(station.workstation, command)
        case ProposeRefund(return_id=return_id):
            yield from of_an_exchange(station.workstation, command)
            if station.workstation.read(lambda reader: is_of_next_door(reader.session, return_id)):
                yield "claimed next door"
        case SettleException(resolution=resolution):
            yield f"settle by {resolution.value}"


def _held_back(station: Station, case_id: str) -> set[str]:
    """The command that a case is about."""

    def read(reader: Reader) -> set[str]:
        case = reader.session.get(ExceptionCase, case_id)
        return set() if case is None else {str(case.data.get("command_id"))}

    return station.workstation.read(read)


def errand_of(chance: random.Random) -> str:
    """Which errand somebody runs, by a draw."""
    return chance.choice(("setting", "audit", "print", "again", "seen", "spool"))


def _errand(station: Station, chance: random.Random) -> None:
    workstation = station.workstation
    what = errand_of(chance)
    station.history.note(station.name, f"errand {what}")
    if what == "setting":
        workstation.set_setting("language", chance.choice(("fr", "en")))
    elif what == "audit":
        workstation.audit("locked", f"associate-{station.store}")
    elif what == "print":
        [job] = workstation.print_by_hand([Print("test", {})], "", "associate", "test")
        workstation.mark_spool(job, "sent")
    elif what == "again":
        workstation.print_by_hand([Print("parcel", {})], "fulfilment:x", "associate", "torn")
    else:
        turned_down = [
            row.id for row in workstation.read(lambda reader: reader.session.execute(_TURNED_DOWN).all())
        ]
        for command_id in turned_down[:1]:
            workstation.mark_seen(command_id)


async def _order(world: World, deed: Deed) -> None:
    chance = random.Random(deed.draw)
    body = {
        "channel": "web",
        "external_reference": f"D-{deed.draw}",
        "customer": {"name": "Camille Royer", "email": "camille@example.org"},
        "delivery": {"kind": "pickup", "location": f"S{chance.choice(world.stores)}"},
        "lines": [
            {"sku": sku, "quantity": chance.randint(1, 2), "unit_price_cents": 1990}
            for sku in chance.sample(SKUS[:3], chance.randint(1, 2))
        ],
    }
    await world.shop("POST", "/v1/orders", body, f"order-{deed.draw}")


async def _cancel(world: World, deed: Deed) -> None:
    orders = world.core.core.read(lambda session: session.scalars(select(Order.id).order_by(Order.id)).all())
    order = random.Random(deed.draw).choice(orders)
    await world.shop("POST", f"/v1/orders/{order}/cancel", {}, f"cancel-{deed.draw}")


async def _stock(world: World, deed: Deed) -> None:
    chance = random.Random(deed.draw)
    kind = chance.choice((MovementKind.SOLD, MovementKind.RECEIVED, MovementKind.ADJUSTED))
    sku, store = chance.choice(SKUS[:3]), chance.choice(world.stores)

    def work(unit: UnitOfWork) -> None:
        article = unit.session.scalars(select(Article).where(Article.sku == sku)).one()
        place = unit.session.scalars(select(Location).where(Location.code == f"S{store}")).one()
        move(unit, kind, article, place, 1, command_id=f"till-{deed.draw}")

    world.history.note("tills", f"{kind.value} {sku} at S{store}")
    await world.at_core(work)


async def _sell_out(world: World, deed: Deed) -> None:
    """A store sells what it has free of what is ordered most: that comes from elsewhere."""
    store = random.Random(deed.draw).choice(world.stores)

    def work(unit: UnitOfWork) -> None:
        place = unit.session.scalars(select(Location).where(Location.code == f"S{store}")).one()
        query = select(Article).where(Article.sku.in_(SKUS[:3])).order_by(Article.id)
        for article in unit.session.scalars(query).all():
            position = unit.session.get(Position, (article.id, place.id))
            free = position.sellable - position.allocated if position is not None else 0
            if free > 0:
                named = f"till-{deed.draw}-{article.id}"
                move(unit, MovementKind.SOLD, article, place, free, command_id=named)

    world.history.note("tills", f"S{store} is sold out")
    await world.at_core(work)


async def _note(world: World, deed: Deed) -> None:
    """Somebody at headquarters writes a note on what a store may be working on."""

    def work(unit: UnitOfWork) -> None:
        heads = unit.session.scalars(
            select(Fulfilment.id).where(Fulfilment.state.not_in(LEFT_STATES)).order_by(Fulfilment.id)
        ).all()
        head = unit.lock(Fulfilment, random.Random(deed.draw).choice(heads)) if heads else None
        if head is not None:
            head.note = f"note {deed.draw}"

    world.history.note("office", "a note")
    await world.at_core(work)


async def _announce(world: World, deed: Deed) -> None:
    """A sender says what is on its way to a store, or that it does not come after all."""
    chance = random.Random(deed.draw)
    told = [delivery for delivery in world.announced if chance.random() < 0.15]
    if told:
        await world.shop("POST", f"/v1/deliveries/{told[0]}/withdraw", {}, f"withdraw-{deed.draw}")
        return
    store, number = chance.choice(world.stores), f"ASN-{chance.randrange(1000)}"
    lines = [{"sku": sku, "quantity": chance.randint(1, 3)} for sku in chance.sample(SKUS[:3], 2)]
    watch = {"sku": "WATCH", "quantity": 1, "serials": [f"W-{chance.randrange(10, 99)}"]}
    body = {
        "number": number,
        "location": f"S{store}",
        "due_at": SATURDAY_NIGHT + HOUR_MS,
        "origin": "the warehouse",
        "cartons": [
            {"number": f"C-{number}", "lines": [lines[0], *([watch] if chance.random() < 0.4 else [])]},
            {"number": "", "lines": lines[1:]},
        ],
    }
    await world.shop("POST", "/v1/deliveries", body, f"announce-{deed.draw}")
    world.announced.append(derive("delivery", f"S{store}", "the warehouse", number))


async def _reply(world: World, deed: Deed) -> None:
    """A customer answers by the link in the letter what they were asked about a substitute."""

    def read(session: Session) -> Sequence[tuple[str, str]]:
        return session.execute(
            select(Fulfilment.order_id, FulfilmentLine.id)
            .join(FulfilmentLine, FulfilmentLine.fulfilment_id == Fulfilment.id)
            .where(FulfilmentLine.agreement != "")
            .order_by(FulfilmentLine.id)
        ).all()  # type: ignore[return-value]

    asked = world.core.core.read(read)
    chance = random.Random(deed.draw)
    if asked:
        order, line = chance.choice(asked)
        body = {"is_agreed": chance.random() < 0.6, "code": reply_code(line)}
        path = f"/v1/orders/{order}/substitutes/{line}"
        if await world.shop("POST", path, body, f"reply-{deed.draw}") == OK:
            world.history.did["reply"] += 1


OK = 200
AT_THE_CENTRE = {
    "order": _order,
    "cancel": _cancel,
    "stock": _stock,
    "sell_out": _sell_out,
    "note": _note,
    "announce": _announce,
    "reply": _reply,
    "till": tell_receipt,
    "region": move_to_region,
}

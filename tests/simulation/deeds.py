"""What people do in a world: in the stores, in the web shop, at headquarters and at the tills."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from bringing_back import next_step
from people import gesture
from sqlalchemy import select
from template import SKUS

from core.commands import Command
from core.model import Article, Fulfilment, Location, Order
from core.orchestration import UnitOfWork
from core.rules.errors import CoulisseError
from core.rules.fulfilment import LEFT_STATES
from core.rules.stock import MovementKind
from sync.schema import PendingCommand
from sync.workstation import Print
from tests.core.builders import move

if TYPE_CHECKING:
    from plan import Deed
    from station import Station
    from world import World


async def do(world: World, deed: Deed) -> None:
    """Do it, if whom it takes is there."""
    if deed.what in AT_THE_STORE:
        station = world.stations.get(deed.station)
        if station is not None and station.is_up:
            await world.in_turn(station, lambda: _at_the_store(world, station, deed))
    elif world.core.is_up:
        await AT_THE_CENTRE[deed.what](world, deed)


AT_THE_STORE = ("work", "slip", "errand", "bring_back")
STEPS_AT_THE_COUNTER = 3
"""What is done about a return while the customer stands there."""
_TURNED_DOWN = (
    select(PendingCommand.id).where(PendingCommand.seen_at.is_(None)).order_by(PendingCommand.sequence)
)


def _at_the_store(world: World, station: Station, deed: Deed) -> None:
    try:
        if deed.what == "errand":
            _errand(station, random.Random(deed.draw))
        elif deed.what == "bring_back":
            for step in range(STEPS_AT_THE_COUNTER):
                _do(world, station, next_step(station.workstation, station.store, deed.draw + step))
        else:
            _do(world, station, gesture(station.workstation, station.store, deed.draw, deed.what == "slip"))
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
    world.history.note(
        station.name,
        f"{author} {command.NAME} {command.aggregate[-6:]} {outcome.code or 'done'} {command_id[-6:]}",
    )
    world.model.told_done(station.name, command_id)


def _errand(station: Station, chance: random.Random) -> None:
    workstation = station.workstation
    what = chance.choice(("setting", "audit", "print", "again", "seen", "spool"))
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


AT_THE_CENTRE = {"order": _order, "cancel": _cancel, "stock": _stock, "note": _note}

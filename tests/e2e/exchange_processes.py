"""A core and a workstation's exchange as processes that can be killed at any moment, without a window.

They are forked from a server that has them imported, so that a start costs little.
"""

from __future__ import annotations

import asyncio
import os
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.process import BaseProcess
from pathlib import Path

import msgspec
from sqlalchemy import select

from core.commands import ClaimFulfilment, Command, PackFulfilment, PickLine, StageFulfilment
from core.commands.definitions import ParcelDraft
from core.model import Fulfilment, FulfilmentLine, Parcel
from core.rules.errors import Refused
from core.rules.fulfilment import FulfilmentState
from core.service.app import create_app
from core.service.folder import CoreFolder
from core.service.serving import CoreServer
from core.service.settings import ServiceSettings
from core.struct_types import learn_struct_types
from sync import CoreClient, Reader, Replica, SyncEngine, Workstation, engine, system_world
from sync.files import ReplicaFolder

REPLICA_KEY = bytes(range(32))
BIN = "A1"
STEP_S = 0.01
"""Between two gestures of the person at the workstation."""


class Place(msgspec.Struct, frozen=True):
    """Where things are.

    Attributes:
        core_url: what the workstation takes for the core.
        author: who works there.
        rest: a file: while it is there, nobody does anything new.
        log: what processes say.
    """

    core: Path
    core_port: int
    core_url: str
    replica: Path
    author: str
    rest: Path
    log: Path


def serve_core(place: Place) -> None:
    """The core, until it is killed."""
    say_to(place.log)
    learn_struct_types()
    folder = CoreFolder(place.core)
    settings = ServiceSettings(publish_interval_s=0.05)
    with folder.served(), folder.core() as core:
        CoreServer(create_app(core, folder.publisher(core), settings), port=place.core_port).run()


def work(place: Place, seed: int) -> None:
    """The workstation: its exchange, and a person who prepares one order after the other. Until killed."""
    say_to(place.log)
    engine.FIRST_RETRY_S, engine.LONGEST_RETRY_S = 0.02, 0.2
    engine.FIRST_RESTART_S, engine.LONGEST_RESTART_S = 0.02, 0.2
    engine.POLL_S = 0.5
    station = open_workstation(place.replica)
    threading.Thread(target=_prepare_orders, args=(station, place, random.Random(seed)), daemon=True).start()
    with ThreadPoolExecutor(1) as executor:
        asyncio.run(SyncEngine(station, executor).run())


def open_workstation(folder: Path) -> Workstation:
    """The workstation on its replica."""
    world = system_world()
    return Workstation(Replica(ReplicaFolder(folder), REPLICA_KEY, world.at), world)


async def enrol(place: Place, url: str, code: str) -> None:
    """Make the replica a device of the core; the line is still whole."""
    station = open_workstation(place.replica)
    key, client = station.new_key(), CoreClient(url)
    try:
        station.adopt(await client.enrol(code, "Back room", key), place.core_url, key.seed)
    finally:
        await client.close()
        station.replica.close()


def _prepare_orders(station: Workstation, place: Place, chance: random.Random) -> None:
    pause = threading.Event()
    while True:
        pause.wait(STEP_S)
        if place.rest.exists():
            continue
        steps = station.read(_next_steps)
        if not steps:
            continue
        step = chance.choice(steps)
        try:
            if isinstance(step, PackFulfilment):
                number = station.draw_sscc()
                step = msgspec.structs.replace(
                    step, parcels=[msgspec.structs.replace(step.parcels[0], number=number)]
                )
            station.execute(step, place.author)
        except Refused:
            # Numbers that have not come yet, an order that the core has taken away meanwhile.
            continue


def _next_steps(reader: Reader) -> list[Command]:
    """What is to be done next for the first orders that are not done."""
    heads = reader.session.scalars(
        select(Fulfilment).where(Fulfilment.state.in_(UNFINISHED)).order_by(Fulfilment.order_number).limit(3)
    )
    return [step for head in heads if (step := _next_step(reader, head)) is not None]


UNFINISHED = tuple(
    state.value
    for state in (
        FulfilmentState.PROPOSED,
        FulfilmentState.CLAIMED,
        FulfilmentState.PICKING,
        FulfilmentState.PICKED,
        FulfilmentState.PACKED,
    )
)


def _next_step(reader: Reader, head: Fulfilment) -> Command | None:
    state = FulfilmentState(head.state)
    lines = reader.session.scalars(
        select(FulfilmentLine).where(FulfilmentLine.fulfilment_id == head.id).order_by(FulfilmentLine.line_no)
    ).all()
    if state is FulfilmentState.PROPOSED:
        return ClaimFulfilment(fulfilment_id=head.id)
    if state is FulfilmentState.PACKED:
        parcels = reader.session.scalars(select(Parcel).where(Parcel.fulfilment_id == head.id))
        return StageFulfilment(fulfilment_id=head.id, bins={parcel.number: BIN for parcel in parcels})
    if state is FulfilmentState.PICKED:
        contents = {line.id: line.picked for line in lines}
        return PackFulfilment(fulfilment_id=head.id, parcels=[ParcelDraft(number="-", contents=contents)])
    missing = [line for line in lines if line.picked < line.quantity]
    return PickLine(fulfilment_id=head.id, line_id=missing[0].id) if missing else None


def say_to(log: Path) -> None:
    """Put what this process says into a file."""
    with log.open("ab") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)


def kill(process: BaseProcess) -> None:
    """End it where it is."""
    process.kill()
    process.join()

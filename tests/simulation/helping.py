"""How machines come back after what has befallen them: they begin again, and where the program says that a
person must act, somebody does what it tells them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from disks import begin_from_nothing
from simulated_loop import Killed
from sqlalchemy.exc import DBAPIError

from core.orchestration.database import is_passing
from core.orchestration.enrolment import make_code
from core.rules.errors import CoulisseError
from sync import ConnectionKind
from sync.connection import Cause

if TYPE_CHECKING:
    from station import Station
    from world import World

DOWN_S = (0.1, 2.0)
"""How long a program is away that was killed."""
BEYOND_READING = ("replica_damaged", "replica_missing", "wrong_key")


async def come_back(world: World, station: Station) -> None:
    """Begin again from what is on the disk."""
    await station.bury()
    await asyncio.sleep(world.chance.uniform(*DOWN_S))
    while not await _starts(world, station):
        await asyncio.sleep(DOWN_S[1])
    # Before anything new has come: what the files say by themselves.
    if station.is_enrolled:
        world.onlooker.look(station, with_rerun=True)
    else:
        world.history.strike("enrolled_anew", station.name)
        await enrol_again(world, station)


async def _starts(world: World, station: Station) -> bool:
    try:
        station.start()
    except CoulisseError as error:
        world.history.note(station.name, f"does not start: {error.code}")
        station.is_up = False
        if error.code in BEYOND_READING:
            world.history.strike("damage_noticed", station.name, error.code)
            await begin_from_nothing(world, station)
        return False
    return True


async def look_after(world: World, station: Station) -> None:
    """Do what the program asks a person to do, if it does."""
    if not station.is_up or station.is_being_helped:
        return
    state = station.engine.state
    if state.kind is ConnectionKind.HELD:
        if state.cause is Cause.FORKED:
            world.history.strike("fork_noticed", station.name)
        await enrol_again(world, station)
    elif damage := {state.fault, station.said}.intersection(BEYOND_READING):
        await _replace(world, station, *damage)


async def _replace(world: World, station: Station, *damage: str) -> None:
    world.history.strike("damage_noticed", station.name, *damage)
    station.kill()
    await begin_from_nothing(world, station)


async def enrol_again(world: World, station: Station) -> None:
    """Give the machine a code, until it is a device of its own."""
    station.is_being_helped = True
    life = station.lives
    while station.is_up and station.lives == life:
        try:
            code = world.core.core.transact(lambda unit: make_code(unit, f"S{station.store}")).code
            await station.enrol_again(code)
            world.model.forget_shown(station.name)
            world.history.note(station.name, "enrolled again")
            break
        except (CoulisseError, DBAPIError, Killed) as error:
            code = _why_not(error)
            world.history.note(station.name, f"not enrolled: {code}")
            if code in BEYOND_READING:
                # What is broken is only met as the machine becomes another: no code helps against that.
                await _replace(world, station, code)
                return
            await asyncio.sleep(DOWN_S[1])
    station.is_being_helped = False


def _why_not(error: BaseException) -> str:
    """Why nobody gave a code, or the code did not help."""
    if isinstance(error, CoulisseError):
        return error.code
    if isinstance(error, DBAPIError):
        if not is_passing(error):
            raise error
        # Whoever makes the code at headquarters hears that somebody else holds the database, and tries again.
        return "database_busy"
    return "the core ended"

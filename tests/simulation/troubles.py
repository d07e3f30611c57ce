"""What goes wrong in a world, and how it is made good again."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2 as sqlcipher
from core_side import DATABASE
from disks import change_row, copy_disk, damage_copy, damage_store, put_disk_back, restore_backup
from plan import CARDS_FAIL, KILL_AT, KILL_IN_BOOTSTRAP, LINE_TROUBLES, OLDER_CORE, OLDER_PROGRAM, ROW_CHANGED
from programs import COLUMN, MARK, NEWEST, OLDEST, QUESTION
from simulated_loop import Killed
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from station import KEY

from core.commands import ClaimFulfilment
from core.model import OutcomeRow, Staff
from core.orchestration import UnitOfWork
from core.rules.time import DAY_MS, HOUR_MS

if TYPE_CHECKING:
    from plan import Trouble
    from world import World

COMMITS = (
    *("command", "pull", "push", "network.delta", "number", "network.known", "heard", "rerun"),
    *("audit", "setting", "spool", "print_by_hand", "outbox.seen", "region", "start_over"),
    *("enrolment", "enrolment.key", "network.place", "network.mended", "presence"),
)
SWAPS = ("network.snapshot", "network.pointer")
"""What a workstation of a world commits, by name; the latter while a copy of the network takes the place of
another."""
KILL_POINTS = (
    *(f"{commit}.{side}_commit" for commit in COMMITS for side in ("before", "after")),
    *("push.before_send", "push.after_send"),
)
SWAP_POINTS = tuple(f"{swap}.{side}_commit" for swap in SWAPS for side in ("before", "after"))
ARRIVAL_POINTS = ("arrival.kept", "arrival.placing")
FAULTS_OF_CARDS = 2
NEWER_COMMAND = "newer_command"
"""What a core says of a command in a form that only a newer one reads; and the fault that it is."""
OLDER_NETWORK = "network_too_old"
"""What a workstation says of a manifest of an older schema than it reads; and the fault that it is."""
OLDER_COLUMNS = "column_lacked"
"""A tail came without a column that its workstation has."""
OF_AN_OLDER_CORE = (NEWER_COMMAND, OLDER_COLUMNS, OLDER_NETWORK)
"""What must have come of it, beside questions in vain."""
TWO_VERSIONS = "older_program by two versions"


async def strike(world: World, trouble: Trouble) -> None:
    """Let it go wrong, for as long as it lasts."""
    if trouble.what in LINE_TROUBLES:
        await _wrong_line(world, trouble)
    elif trouble.what.startswith(KILL_AT):
        await _kill_at(world, trouble)
    else:
        await _OTHERS[trouble.what](world, trouble)


async def _wrong_line(world: World, trouble: Trouble) -> None:
    station = world.stations.get(trouble.station)
    if station is None:
        return
    station.line.wrong.append(trouble.what)
    await asyncio.sleep(trouble.lasts_s)
    if trouble.what in station.line.wrong:
        station.line.wrong.remove(trouble.what)


async def _kill(world: World, trouble: Trouble) -> None:
    """SIGKILL at a commit point, or when it is not come to in time, wherever it is."""
    station = world.stations.get(trouble.station)
    if station is None or not station.is_up:
        return
    life = station.lives
    points = [point for point in KILL_POINTS if trouble.what == "kill" or "delta" in point]
    station.doomed = random.Random(trouble.draw).choice(points)
    await asyncio.sleep(trouble.lasts_s)
    if station.is_up and station.lives == life:
        world.history.strike("kill", station.name, "anywhere")
        station.kill()


async def _kill_at(world: World, trouble: Trouble) -> None:
    """SIGKILL at this one commit point, if it is come to in time; also by the next life of a machine."""
    station, point = world.stations.get(trouble.station), trouble.what.removeprefix(KILL_AT)
    if station is None:
        return
    station.doomed = point
    await asyncio.sleep(trouble.lasts_s)
    if station.doomed == point:
        station.doomed = ""


async def _pause(world: World, trouble: Trouble) -> None:
    """Its threads stand still: the machine sleeps, or is very busy."""
    station = world.stations.get(trouble.station)
    if station is not None and station.is_up:
        world.history.strike("pause", station.name, f"for {trouble.lasts_s} s")
        station.paused_until_s = world.loop.time() + trouble.lasts_s


async def _clock_jump(world: World, trouble: Trouble) -> None:
    """Its clock is days wrong, and is set right again."""
    await _wrong_clock(world, trouble, random.Random(trouble.draw).choice((-20, -3, 2, 19)) * DAY_MS)


async def _summer_time(world: World, trouble: Trouble) -> None:
    """Its clock takes part in daylight saving twice: it goes back an hour, in the night when that is so."""
    await _wrong_clock(world, trouble, -HOUR_MS)


async def _wrong_clock(world: World, trouble: Trouble, by_ms: int) -> None:
    station = world.stations.get(trouble.station)
    if station is None:
        return
    world.history.strike(trouble.what, station.name, f"{by_ms} ms")
    # Not more than a month in all: what is older than that is let go of.
    station.clock.offset_ms = by_ms
    await asyncio.sleep(trouble.lasts_s)
    station.clock.offset_ms = 0


async def _disk_full(world: World, trouble: Trouble) -> None:
    """Nothing can be written any more, for a while."""
    station = world.stations.get(trouble.station)
    if station is not None:
        station.files.is_full = True
        await asyncio.sleep(trouble.lasts_s)
        station.files.is_full = False


def another_program(driver: ModuleType, path: Path) -> sqlite3.Connection:
    """Another program's connection to a file. It waits for nobody: who has the file lets it go in the world's
    time, which stands still while somebody waits in the machine's."""
    opened: sqlite3.Connection = driver.connect(str(path), isolation_level=None, timeout=0)
    return opened


async def _other_program(world: World, trouble: Trouble) -> None:
    """Another program has opened the replica's file and writes to it."""
    station = world.stations.get(trouble.station)
    if station is None or not station.is_up:
        return
    with suppress(sqlcipher.Error):
        other = another_program(sqlcipher, station.home / "store.db")
        other.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
        try:
            other.execute("BEGIN IMMEDIATE")
            world.history.strike("other_program", station.name)
            await asyncio.sleep(trouble.lasts_s / 2)
        finally:
            other.close()


async def _kill_in_swap(world: World, trouble: Trouble) -> None:
    """The network's copy is lost, and the program ends while another takes its place."""
    await _lose_copy(world, trouble, SWAP_POINTS)


async def _kill_in_bootstrap(world: World, trouble: Trouble) -> None:
    """The network's copy is lost, and the program ends while it comes anew."""
    await _lose_copy(world, trouble, ARRIVAL_POINTS)


async def _lose_copy(world: World, trouble: Trouble, ends_at: Sequence[str]) -> None:
    await damage_copy(world, trouble)
    station = world.stations.get(trouble.station)
    if station is not None and not station.is_up:
        station.doomed = random.Random(trouble.draw).choice(ends_at)


async def _update(world: World, trouble: Trouble) -> None:
    """The program of a workstation is as old as it was from the beginning; now it is updated."""
    await asyncio.sleep(trouble.lasts_s)
    station = world.stations.get(trouble.station)
    if station is None or not station.is_up or not station.is_enrolled or not station.version:
        return
    left_out = station.workstation.replica.state().not_understood
    if left_out and any(name == ClaimFulfilment.NAME for name in station.signed):
        world.history.strike(OLDER_PROGRAM, station.name, f"of version {station.version} left out {left_out}")
        world.history.struck[TWO_VERSIONS] += station.version == OLDEST
    station.version = NEWEST
    station.kill()


async def _update_core(world: World, trouble: Trouble) -> None:
    """The core's program is updated; what has come of its age until then is told."""
    await asyncio.sleep(trouble.lasts_s)
    program = world.core.program
    if not program.is_older:
        return
    turned_down = select(OutcomeRow.id).where(OutcomeRow.code == NEWER_COMMAND)
    if world.core.is_up and world.core.core.read(lambda session: session.scalars(turned_down).first()):
        world.history.strike(NEWER_COMMAND, "core")
    if program.lacked[MARK] and program.lacked[QUESTION]:
        world.history.strike(OLDER_CORE, "core", f"was asked in vain {sorted(program.lacked.items())}")
    if program.lacked[COLUMN]:
        world.history.strike(OLDER_COLUMNS, "core")
    if any(f"code={OLDER_NETWORK}" in what for _at_s, _who, what in world.history.lines):
        world.history.strike(OLDER_NETWORK, "core")
    async with world.core_changes:
        await world.core.stop()
        program.update()
        await world.core.start()


async def _restore_core(world: World, trouble: Trouble) -> None:
    """The core is put back to what it was a while ago."""
    if not world.core.is_up or world.core.is_backed_up:
        return
    world.core.is_backed_up = True
    kept = world.core.back_up()
    await asyncio.sleep(trouble.lasts_s)
    if world.core.is_up:
        await world.restore_core(kept)


async def _long_transaction(world: World, trouble: Trouble) -> None:
    """Somebody holds the core's database for writing."""
    if not world.core.is_up:
        return
    other = another_program(sqlite3, world.core.folder / DATABASE)
    try:
        other.execute("BEGIN IMMEDIATE")
        world.history.strike("long_transaction", "core")
        await asyncio.sleep(trouble.lasts_s / 2)
    except sqlite3.OperationalError:
        return
    finally:
        other.close()


async def _slow_transaction(world: World, trouble: Trouble) -> None:
    """Somebody at headquarters begins to write before others do, and commits after them (PostgreSQL alone has
    two writers at a time)."""
    if not world.core.is_up:
        return
    core = world.core.core
    with Session(core.engine, expire_on_commit=False) as session:
        unit = UnitOfWork(session, core.clock, core.ids, core.randomness, core.figures)
        staff = unit.session.get_one(Staff, f"associate-{world.stores[0]}")
        staff.name = f"name {trouble.draw}"
        try:
            session.flush()
            await asyncio.sleep(trouble.lasts_s)
            if world.core.core is not core or not world.core.is_up:
                return
            unit.commit()
            core._tell(unit.versions)
        except (DBAPIError, Killed):
            # Somebody else holds what it would write; or the core ends with this very commit.
            return
    world.history.strike("slow_transaction", "core")


async def _cards_fail(world: World, _trouble: Trouble) -> None:
    """Whoever pays to cards fails as such services do, some times, whenever it is asked."""
    world.cards.faults_left += FAULTS_OF_CARDS


async def _kill_core(world: World, trouble: Trouble) -> None:
    """The core ends at a commit, just before it or just after; or anywhere."""
    if not world.core.is_up:
        return
    world.core.doomed = (trouble.draw % 4, trouble.draw % 8 >= 4)
    await asyncio.sleep(trouble.lasts_s)
    if world.core.doomed is not None and world.core.is_up:
        await world.restart_core("anywhere")


_OTHERS: dict[str, Callable[[World, Trouble], Awaitable[None]]] = {
    "kill": _kill,
    "kill_at_delta": _kill,
    "pause": _pause,
    "clock_jump": _clock_jump,
    "summer_time": _summer_time,
    "disk_full": _disk_full,
    "other_program": _other_program,
    "copy_damaged": damage_copy,
    "kill_in_swap": _kill_in_swap,
    KILL_IN_BOOTSTRAP: _kill_in_bootstrap,
    OLDER_PROGRAM: _update,
    OLDER_CORE: _update_core,
    "store_damaged": damage_store,
    ROW_CHANGED: change_row,
    "disk_copied": copy_disk,
    "disk_put_back": put_disk_back,
    "backup_restored": restore_backup,
    "core_restored": _restore_core,
    "long_transaction": _long_transaction,
    "core_killed": _kill_core,
    CARDS_FAIL: _cards_fail,
    "slow_transaction": _slow_transaction,
}

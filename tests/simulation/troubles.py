"""What goes wrong in a world, and how it is made good again."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from plan import LINE_TROUBLES

if TYPE_CHECKING:
    from plan import Trouble
    from world import World

KILL_POINTS = (
    "command.before",
    "command.after",
    "pull.before",
    "pull.after",
    "push.before_send",
    "push.after_send",
    "push.before_commit",
    "push.after_commit",
    "network.delta.before",
    "network.delta.after",
    "number.before",
    "number.after",
    "heard.before",
    "heard.after",
    "rerun.before",
    "rerun.after",
    "audit.before",
    "audit.after",
    "setting.before",
    "setting.after",
    "spool.before",
    "spool.after",
    "print_again.before",
    "print_again.after",
    "network.snapshot.before",
    "network.snapshot.after",
    "network.pointer.before",
    "network.pointer.after",
)


async def strike(world: World, trouble: Trouble) -> None:
    """Let it go wrong, for as long as it lasts."""
    if trouble.what in LINE_TROUBLES:
        await _wrong_line(world, trouble)
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
    "core_killed": _kill_core,
}

"""What befalls the disks of workstations: copied, put back to an older day, damaged. All of it while nothing
runs there: what a program finds when it begins again is what is tried."""

from __future__ import annotations

import asyncio
import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import deeds
from msgspec.structs import replace
from plan import Deed
from station import KEY, Station

from core.rules.errors import CoulisseError
from sync import network_copy, shards
from sync.backup import back_up, recovery_code, restore
from sync.files import ReplicaFolder

if TYPE_CHECKING:
    from plan import Trouble
    from world import World

REPLICA = "replica"
DAMAGED_FILES = ("store.db", "store.db-wal")
PAGE_BYTES = 4096
WAL_HEADER_BYTES = 32
TWIN = 100
"""The number of the machine that a workstation's disk was copied to, beyond its own."""
ROWS_CHANGED = (
    "UPDATE location SET latitude = -latitude WHERE id = (SELECT min(id) FROM location)",
    "UPDATE article SET name = 'Gant' WHERE id = (SELECT max(id) FROM article)",
    "UPDATE position SET sellable = sellable + 1 WHERE location_id = (SELECT max(id) FROM location)",
)
"""What no command of the stores at work here asks."""
DEEDS_AFTERWARDS = 2
LONGEST_PAUSE_S = 1.5


class Keyring:
    """The keys of one machine."""

    def __init__(self) -> None:
        self._keys = {REPLICA: KEY}

    def load(self, name: str) -> bytes | None:
        return self._keys.get(name)

    def save(self, name: str, secret: bytes) -> None:
        self._keys[name] = secret

    def remove(self, name: str) -> None:
        self._keys.pop(name, None)


async def copy_disk(world: World, trouble: Trouble) -> None:
    """A second machine begins on a copy of the disk, and people work at both."""
    first = world.stations.get(trouble.station)
    number = trouble.station + TWIN
    if first is None or not first.is_up or number in world.stations:
        return
    if not first.is_enrolled:
        # Restored, and not enrolled yet: nobody can work at a copy of that either.
        return
    world.history.strike("disk_copied", first.name)
    twin = world.station(f"{first.name}b", first.store, first.copy(f"station-{first.name}b"))
    world.model.copied(first.name, twin.name)
    world.stations[number] = twin
    twin.start()
    await _work_at(world, number, trouble)


async def _work_at(world: World, number: int, trouble: Trouble) -> None:
    """People go on there, as they do: that is when a disk that is not what it was is noticed."""
    chance = random.Random(trouble.draw)
    for _ in range(DEEDS_AFTERWARDS):
        await asyncio.sleep(chance.uniform(0.5, LONGEST_PAUSE_S))
        await deeds.do(world, Deed(world.loop.time(), "work", number, chance.getrandbits(32)))


async def put_disk_back(world: World, trouble: Trouble) -> None:
    """The disk becomes again what it was a while ago."""
    station = world.stations.get(trouble.station)
    if station is None or not station.is_up or station.is_kept:
        return
    with station.kept("older") as older:
        known = world.model.done_by(station.name)
        await asyncio.sleep(trouble.lasts_s)
        if not station.is_up:
            return
        world.history.strike("disk_put_back", station.name)
        station.kill()
        shutil.rmtree(station.home)
        shutil.copytree(older, station.home)
        world.model.put_back(station.name, known)
    await _work_at(world, trouble.station, trouble)


async def restore_backup(world: World, trouble: Trouble) -> None:
    """The workstation is restored from a backup of its own that was made a while ago."""
    station = world.stations.get(trouble.station)
    if station is None or not station.is_up or station.is_kept or not station.workstation.is_enrolled:
        return
    keys, file = Keyring(), station.home.with_name(f"{station.name}.backup")
    folder = ReplicaFolder(station.home, station.files)
    try:
        back_up(folder, keys, REPLICA, station.workstation.world, file)
    except CoulisseError as error:
        world.history.note(station.name, f"no backup: {error.code}")
        return
    station.is_kept = True
    known = world.model.done_by(station.name)
    await asyncio.sleep(trouble.lasts_s)
    station.is_kept = False
    if not station.is_up:
        return
    world.history.strike("backup_restored", station.name)
    machine = replace(station.workstation.world, at=lambda _point: None)
    station.kill()
    station.files.is_full = False
    code = recovery_code(keys, REPLICA, machine)
    restore(ReplicaFolder(station.home, station.files), keys, REPLICA, machine, file, code)
    world.model.put_back(station.name, known)


def damage_of(chance: random.Random) -> tuple[str, str]:
    """Which file is damaged, and how."""
    return chance.choice(DAMAGED_FILES), chance.choice(sorted(DAMAGES))


async def damage_store(world: World, trouble: Trouble) -> None:
    """`store.db` or its log is damaged: that is noticed, or as if nothing had been."""
    station = world.stations.get(trouble.station)
    if station is None or not station.is_up:
        return
    chance = random.Random(trouble.draw)
    name, damage = damage_of(chance)
    station.kill()
    path = station.home / name
    if not path.exists() or path.stat().st_size <= PAGE_BYTES:
        return
    world.history.strike("store_damaged", station.name, f"{name} {damage}")
    world.history.struck[f"{name} {damage}"] += 1
    DAMAGES[damage](path, chance)
    if (name, damage) != ("store.db-wal", "torn"):
        # What was in it and nowhere else is gone with it, and no program can have it back.
        world.model.put_back(station.name, 0)


async def damage_copy(world: World, trouble: Trouble) -> None:
    """The network's copy is damaged: all of it must come anew."""
    station = world.stations.get(trouble.station)
    if station is None or not station.is_up:
        return
    chance = random.Random(trouble.draw)
    world.history.strike(trouble.what, station.name)
    station.kill()
    for copy in sorted(station.home.glob("network-*-*.db*")):
        damage = _torn if copy.name.endswith("-wal") else chance.choice((_truncated, _flipped_in_front))
        if copy.stat().st_size > PAGE_BYTES:
            damage(copy, chance)
            what = f"{copy.suffix} of the copy {damage.__name__.strip('_')}"
            world.history.note(station.name, what)
            world.history.struck[what] += 1
    world.model.forget_shown(station.name)


async def change_row(world: World, trouble: Trouble) -> None:
    """A row of the network's copy is changed by another hand, and its shard has its turn: it must be mended.
    What cannot be known before, and only until then, is that the copy is not the core's."""
    station = world.stations.get(trouble.station)
    if station is None or not station.is_up:
        return
    station.kill()
    for copy in sorted(station.home.glob("network-*-*.db")):
        with network_copy.opened(copy, "rw") as file:
            file.execute(random.Random(trouble.draw).choice(ROWS_CHANGED))
        for shard in shards.kept(copy).differing(shards.as_they_are(copy).sums):
            world.history.strike(trouble.what, station.name, f"{shard.table} {shard.number}")
            shards.examine(copy, shard.number)
    world.model.may_differ.add(station.name)


def _torn(path: Path, chance: random.Random) -> None:
    """A write that was never ended: a log has part of a frame more, a file a page of which half is older."""
    content = bytearray(path.read_bytes())
    if path.name.endswith("-wal"):
        content += content[WAL_HEADER_BYTES : WAL_HEADER_BYTES + chance.randrange(100, PAGE_BYTES)]
    else:
        start = chance.randrange(len(content) // PAGE_BYTES) * PAGE_BYTES + PAGE_BYTES // 2
        content[start : start + PAGE_BYTES // 2] = bytes(PAGE_BYTES // 2)
    path.write_bytes(content)


def _truncated(path: Path, chance: random.Random) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(WAL_HEADER_BYTES, len(content))])


def _flipped(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def _flipped_in_front(path: Path, chance: random.Random) -> None:
    """In the name of the format. A bit of a row is found by the sums, but only within the hour."""
    content = bytearray(path.read_bytes())
    content[chance.randrange(15)] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


DAMAGES: dict[str, Callable[[Path, random.Random], None]] = {
    "torn": _torn,
    "truncated": _truncated,
    "flipped": _flipped,
}


async def begin_from_nothing(world: World, station: Station) -> None:
    """A replica that cannot be read stands aside, whole, and the machine is enrolled as a new one."""
    world.history.note(station.name, "stands aside; begins from nothing")
    aside = station.home.with_name(f"{station.home.name}-aside-{station.lives}")
    with suppress(FileNotFoundError):
        station.home.rename(aside)
    station.home.mkdir()
    world.model.put_back(station.name, 0)

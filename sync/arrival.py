"""A snapshot on its way: its shards are fetched a few at a time, each checked and kept as it comes, and put
in its place in the file.

What has come is known by its hash: a shard that is here is not fetched again, whichever snapshot named it and
however this program ended, and a shard that is wrong is fetched again alone. Of a shard on its way each byte
that has come is in a file at once, so that a killed program asks for the rest, too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import aclosing
from functools import partial
from pathlib import Path
from typing import Final

from core.rules.errors import Damaged
from core.wire import FileRef, SnapshotRef, unpack_shard
from sync.client import CoreClient
from sync.do import Do, beside
from sync.faults import database_faults
from sync.network_copy import finish, need_room
from sync.ports import World
from sync.progress import Download, Pace

AT_A_TIME: Final = 2
"""Shards that are fetched at once, and likewise unpacked."""
HELD: Final = 3
"""Shards in memory at once: neither the line nor the processor waits for the other, while one is between."""
PROGRESS_BYTES: Final = 512 * 1024
"""Tell the progress at least this often."""
DRAFT: Final = "network.tmp"
_KEPT, _PART = ".shard", ".part"


class Arrival:
    """One snapshot and what there is of it in `folder`.

    Attributes:
        snapshot: which.
        has_come: whether anything of it came since it was last asked.
    """

    def __init__(
        self,
        world: World,
        client: CoreClient,
        do: Do,
        folder: Path,
        snapshot: SnapshotRef,
        tell: Callable[[Download], None],
    ) -> None:
        self.snapshot = snapshot
        self.has_come = False
        self._files = world.files
        self._world = world
        self._client = client
        self._do = do
        self._folder = folder
        self._draft = folder / DRAFT
        self._tell = tell
        self._places = _places(snapshot)
        self._placed: set[str] = set()
        self._spoilt: set[str] = set()
        self._come: dict[str, int] = {}
        self._told = -1
        self._pace = Pace(snapshot)

    async def fetch(self) -> None:
        """Bring all of it here and into one file; may be asked again after an error, and goes on.

        Raises:
            Offline, Refused: what has come is kept.
            Damaged: a shard is not what the manifest names; it is not kept.
            StorageFull: what has come is kept.
        """
        self.has_come, self._told = False, -1
        here = await self._do(self._look)
        self._pace.go_on(self._world.clock.monotonic_ms())
        self._report()
        named = {shard.sha256: shard for shard in self.snapshot.shards}
        wanted = (shard for sha256, shard in named.items() if sha256 not in self._placed)
        try:
            async with asyncio.TaskGroup() as group:
                room = asyncio.Semaphore(HELD)
                for _ in range(AT_A_TIME):
                    group.create_task(self._bring_each(wanted, here, room, group))
        except BaseExceptionGroup as several:
            raise several.exceptions[0] from None

    async def finish(self, target: Path) -> None:
        """Make it the copy `target`, durable.

        Raises:
            Damaged, StorageFull: there is no such copy.
        """
        self._placed.clear()
        version = self.snapshot.to_version
        await self._do(partial(finish, self._world, self._draft, version, target))

    def _look(self) -> set[str]:
        """What of it is here already; everything else in the folder goes."""
        names = {shard.sha256 for shard in self.snapshot.shards}
        if self._files.size(self._draft) != self.snapshot.raw_bytes:
            self._placed.clear()
        here: set[str] = set()
        for path in self._files.list(self._folder):
            if path.stem not in names and not (path == self._draft and self._placed):
                self._files.remove(path)
            elif path.suffix == _KEPT:
                here.add(path.stem)
        self._come = {
            shard.sha256: shard.size_bytes if shard.sha256 in here else self._part_bytes(shard)
            for shard in self.snapshot.shards
        }
        left_raw = self.snapshot.raw_bytes - self._placed_bytes()
        need_room(self._world, self._folder.parent, self.snapshot.size_bytes - self._done_bytes() + left_raw)
        return here

    def _part_bytes(self, shard: FileRef) -> int:
        come = self._files.size(self._path(shard, _PART))
        if come > shard.size_bytes:
            self._files.remove(self._path(shard, _PART))
            return 0
        return come

    def _placed_bytes(self) -> int:
        return sum(shard.raw_bytes for shard in self.snapshot.shards if shard.sha256 in self._placed)

    def _done_bytes(self) -> int:
        return sum(self._come.get(shard.sha256, 0) for shard in self.snapshot.shards)

    def _path(self, shard: FileRef, suffix: str) -> Path:
        return self._folder / f"{shard.sha256}{suffix}"

    def _report(self) -> None:
        done = self._done_bytes()
        if self._told < 0 or done - self._told >= PROGRESS_BYTES or done == self.snapshot.size_bytes:
            self._told = done
            self._tell(self._pace.download(done, self._world.clock.monotonic_ms()))

    async def _bring_each(
        self, wanted: Iterator[FileRef], here: set[str], room: asyncio.Semaphore, group: asyncio.TaskGroup
    ) -> None:
        """Fetch one after the other; while one is put in its place the next comes."""
        placing: asyncio.Task[None] | None = None
        for shard in wanted:
            await room.acquire()
            checked = None if shard.sha256 in here else await self._fetch_one(shard)
            if placing is not None:
                await placing
            placing = group.create_task(beside(partial(self._place, shard, checked)))
            placing.add_done_callback(lambda _: room.release())
            del checked

    async def _fetch_one(self, shard: FileRef) -> bytearray:
        part = self._path(shard, _PART)
        data = bytearray(await self._do(partial(self._part, part)) if self._come[shard.sha256] else b"")
        try:
            if len(data) < shard.size_bytes:
                await self._fetch_rest(shard, data, part)
            await beside(partial(self._keep, shard, data, part))
        except Damaged:
            await self._do(partial(self._files.remove, part))
            raise
        return data

    async def _fetch_rest(self, shard: FileRef, data: bytearray, part: Path) -> None:
        """Each byte is in the file as soon as it has come. Not durable, nor need it be: whatever a power cut
        leaves is checked as a whole."""
        is_anew = shard.sha256 in self._spoilt
        with database_faults(), self._files.open_append(part) as out:
            async with aclosing(self._client.piece_from(shard, len(data), is_anew=is_anew)) as chunks:
                async for chunk in chunks:
                    data += chunk
                    out.write(chunk)
                    out.flush()
                    self.has_come = True
                    self._come[shard.sha256] = min(len(data), shard.size_bytes)
                    self._report()
                    if len(data) > shard.size_bytes:
                        self._spoilt.add(shard.sha256)
                        raise Damaged("piece_damaged", name=shard.name)

    def _part(self, part: Path) -> bytes:
        return self._files.read(part) or b""

    def _keep(self, shard: FileRef, data: bytearray, part: Path) -> None:
        try:
            shard.check(data)
        except Damaged:
            self._spoilt.add(shard.sha256)
            self._files.remove(part)
            self._come[shard.sha256] = 0
            raise
        with database_faults():
            self._files.replace(part, self._path(shard, _KEPT))

    def _place(self, shard: FileRef, checked: bytearray | None) -> None:
        """Unpack what has come into the draft: what was `checked`, or else what is kept."""
        kept = self._path(shard, _KEPT)
        data = checked or self._files.read(kept) or b""
        try:
            if checked is None:
                # It may have been kept by a program that a power cut ended.
                shard.check(data)
            with database_faults(), self._files.open_within(self._draft, self.snapshot.raw_bytes) as out:
                for start in self._places[shard.sha256]:
                    out.seek(start)
                    for chunk in unpack_shard(data, shard.raw_bytes):
                        out.write(chunk)
                    self._files.begin_sync(out, start, shard.raw_bytes)
        except Damaged:
            self._files.remove(kept)
            raise
        self._placed.add(shard.sha256)


def _places(snapshot: SnapshotRef) -> dict[str, list[int]]:
    """Where in the file each shard begins, by its hash; one may be there twice."""
    places: dict[str, list[int]] = {}
    start = 0
    for shard in snapshot.shards:
        places.setdefault(shard.sha256, []).append(start)
        start += shard.raw_bytes
    return places

"""Finds where the network's copy has come to differ from the core's rows, and mends it.

Two ways to differ: the rows are not what was written (a disk, another program), or what was written is not
what the core has (a fault in the program, here or there). Against the first, one shard of the copy is read
now and then and held against the sums that the copy keeps; all have had their turn within an hour or so.
Against the second, those sums are held against the manifest's whenever the copy is at the version that they
are of. A shard that differs is fetched and put in order in one transaction; where many do, the snapshot is
taken again.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

import msgspec
import structlog

from core.model.row_hashes import SHARDS, unpack
from core.rules.errors import Damaged, Refused
from core.rules.time import SECOND_MS, Instant
from core.wire import Delta, Manifest, SnapshotRef, StreamManifest, decode_delta, decode_hashes, leading_on
from sync import shards
from sync.client import CoreClient
from sync.do import Do
from sync.reading import Reader
from sync.schema import LocalSetting
from sync.shards import DIVERGED, Kept, Shard
from sync.workstation import Workstation

MOST_MENDED: Final = 16
"""Shards that are fetched one by one; beyond that a snapshot is less."""
EXAMINE_EVERY_MS: Final = 15 * SECOND_MS
FOUND, MENDED, TAKEN_ANEW = "network_diverged", "network_mended", "network_taken_anew"
"""Kinds of lines in the replica's journal."""

LAST_TOLD: Final = "network.divergence"
"""The setting that holds the newest of those lines, for the screen."""

log = structlog.get_logger(__name__)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What was found or mended last: `kind` is one of the journal's; `rows` is 0 until they are mended."""

    kind: str
    at: Instant
    tables: list[str]
    rows: int


class Divergence:
    """Looks after one workstation's copy of the network."""

    def __init__(self, workstation: Workstation, client: CoreClient, do: Do) -> None:
        self._workstation = workstation
        self._world = workstation.world
        self._client = client
        self._do = do
        self._next_shard = int(self._world.randomness.uniform(0, SHARDS))
        self._examined_ms: int | None = None
        self._equal: tuple[Path, int] | None = None
        self._answers: dict[Shard, Delta] = {}
        self._told: list[Shard] = []
        self._taken_anew: SnapshotRef | None = None
        self._announced_anew: SnapshotRef | None = None
        self._is_read = False

    def has_taken(self, snapshot: SnapshotRef) -> None:
        """A whole snapshot has come. If it was taken because of what differs, it is not taken for that again:
        its shards are mended one after another."""
        if self._announced_anew == snapshot:
            self._taken_anew = snapshot

    def is_to_read_again(self) -> None:
        """What waits may not have read the copy again since that was led on: it does at the next check."""
        self._is_read = False

    async def check(self, manifest: Manifest, stream: StreamManifest) -> bool:
        """Compare, and mend what differs.

        Returns:
            Whether the snapshot is to be taken again: too much differs.

        Raises:
            Damaged: `network_diverged`: something differs and could not be mended now.
            Offline: the line was cut on the way.
        """
        path = self._workstation.replica.network_path
        await self._read_again()
        await self._examine_one(path)
        if stream.hashes is None or self._equal == (path, stream.version):
            return False
        at = await self._do(partial(shards.kept, path))
        if (at.epoch, at.version) != (manifest.epoch, stream.version):
            return False
        if all(at.totals().get(name, total) == total for name, total in stream.hashes.totals.items()):
            self._equal, self._told = (path, stream.version), []
            self._answers.clear()
            return False
        sums = decode_hashes(await self._client.piece(stream.hashes.piece)).sums
        found = at.differing(sums)
        if found != self._told:
            self._told = found
            await self._tell(FOUND, at.version, [(shard, 0) for shard in found])
        if len(found) > MOST_MENDED and await self._takes_anew(at, stream, found):
            return True
        mended: list[tuple[Shard, int]] = []
        if found:
            self._is_read = False
            await self._do(self._workstation.network_mends)
        try:
            for shard in found[:MOST_MENDED]:
                rows = await self._mend(path, at, stream, shard, int(unpack(sums[shard.table])[shard.number]))
                mended.append((shard, rows))
        finally:
            # What was mended before one that could not be is told, and seen, all the same.
            if mended:
                await self._tell(MENDED, at.version, mended)
                await self._read_again()
                self._workstation.announce({shard.table for shard, _ in mended} | {"network"})
        if len(found) > MOST_MENDED:
            raise Damaged(DIVERGED, shards=len(found) - MOST_MENDED)
        return False

    async def _read_again(self) -> None:
        """What waits reads the copy again, if that was put in order since; tried until it goes."""
        if not self._is_read:
            await self._do(self._workstation.network_mended)
            self._is_read = True

    async def _takes_anew(self, at: Kept, stream: StreamManifest, found: list[Shard]) -> bool:
        """Whether the snapshot is to be taken again, which is done once with each."""
        if stream.snapshot is None:
            # The manifest tells only what leads on: the next one names the snapshot.
            return True
        if self._taken_anew == stream.snapshot:
            return False
        if self._announced_anew != stream.snapshot:
            self._announced_anew = stream.snapshot
            await self._tell(TAKEN_ANEW, at.version, [(shard, 0) for shard in found])
        return True

    async def _examine_one(self, path: Path) -> None:
        """Hold one shard against its rows, if it is time."""
        now_ms = self._world.clock.monotonic_ms()
        if self._examined_ms is not None and 0 <= now_ms - self._examined_ms < EXAMINE_EVERY_MS:
            return
        self._examined_ms = now_ms
        found = await self._do(partial(shards.examine, path, self._next_shard))
        self._next_shard = (self._next_shard + 1) % SHARDS
        if found:
            log.warning("network.rows_changed", shards=[f"{one.table}/{one.number}" for one in found])
            self._equal = None

    async def _mend(self, path: Path, at: Kept, stream: StreamManifest, shard: Shard, expected: int) -> int:
        try:
            answer = self._answers.pop(shard, None) or await self._client.shard(shard.table, shard.number)
        except Refused as refusal:
            raise Damaged(DIVERGED, table=shard.table, shard=shard.number, reason=refusal.code) from refusal
        if answer.epoch == at.epoch and answer.to_version > at.version:
            # The core has moved on meanwhile: these rows are used once the copy has come there.
            self._answers[shard] = answer
        way = leading_on(stream, answer.to_version) if answer.epoch == at.epoch else None
        if way is None or answer.to_version > at.version:
            raise Damaged(DIVERGED, table=shard.table, shard=shard.number)
        deltas = [decode_delta(await self._client.piece(piece)) for piece in way]

        def work() -> int:
            rows = shards.rows_then(answer, shard, deltas)
            here = self._workstation.replica.state().location_id
            return shards.mend(self._world, path, at, shard, rows, expected, here)

        return await self._do(work)

    async def _tell(self, kind: str, version: int, found: Sequence[tuple[Shard, int]]) -> None:
        """In the log, and in the journal that the screen Sync shows: shards' numbers, nothing of anybody."""
        told = [{"table": shard.table, "shard": shard.number, "rows": rows} for shard, rows in found]
        log.warning(kind.replace("_", ".", 1), version=version, shards=len(told), first=told[:MOST_MENDED])
        data = {"version": version, "shards": len(told), "first": told[:MOST_MENDED]}
        at = self._world.clock.now()
        tables = sorted({shard.table for shard, _ in found})
        last = Told(kind=kind, at=at, tables=tables, rows=sum(rows for _, rows in found))

        def write() -> None:
            self._workstation.audit(kind, "", **data)
            self._workstation.set_setting(LAST_TOLD, msgspec.json.encode(last).decode())

        await self._do(write)
        self._workstation.announce({"network"})


def last_told(reader: Reader) -> Told | None:
    """What was last found or mended; None if nothing ever was."""
    row = reader.session.get(LocalSetting, LAST_TOLD)
    return msgspec.json.decode(row.value, type=Told) if row else None

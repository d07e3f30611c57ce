"""Publishes the network stream: snapshots and deltas as immutable files, named in a signed manifest."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple, Protocol, TypeVar

from sqlalchemy.orm import Session

from core.feed.deltas import build_delta
from core.feed.log import version_of
from core.feed.manifests import Manifests
from core.feed.mirror import Mirror, known_shard
from core.feed.piece_files import PieceFiles
from core.feed.piece_writing import PieceWriter
from core.feed.publication import MAX_MERGED_ROWS, TOP_TIER, Published
from core.feed.publication_row import copy, keep, kept, revision_of
from core.feed.settings import Setting, setting
from core.feed.sharding import cut_in_shards
from core.feed.snapshot import build_network_file
from core.feed.streams import NETWORK
from core.ports import Clock
from core.rules.errors import Conflict, Refused
from core.rules.time import HOUR_MS, Instant
from core.wire import (
    Delta,
    NeedsSnapshot,
    RowHashes,
    SigningKey,
    SnapshotRef,
    cover,
    prove_answer,
)

T = TypeVar("T")

SECRET_CONTEXT: Final = b"coulisse secret 1"
SNAPSHOT_AFTER_SHARE: Final = 0.5
"""A new snapshot is due when the deltas since the last one weigh this share of it..."""
SNAPSHOT_AFTER_BYTES: Final = 4 * 1024 * 1024
"""...and at least this much."""

SHARDS_KEPT_MS: Final = HOUR_MS
"""How long a process that does not publish keeps the rows beside it after it was asked for some."""
SHARDS_COME_WITHIN_S: Final = 5


class _Stream(NamedTuple):
    """Where the network stream stands."""

    epoch: str
    version: int
    floor: int


def _stream_now(session: Session) -> _Stream:
    return _Stream(setting(session, Setting.EPOCH), *version_of(session, NETWORK))


class HasSession(Protocol):
    """One write transaction."""

    session: Session


class Database(Protocol):
    """What the publisher needs of the core."""

    def read(self, work: Callable[[Session], T]) -> T: ...

    def transact(self, work: Callable[[HasSession], T]) -> T: ...


class Publisher:
    """Keeps a folder of pieces in step with the network stream.

    Several processes may have one on the same database and folder. One of them publishes (`core.feed.lease`);
    the others follow what it keeps, and serve it.

    Args:
        is_shared: several processes have one.

    Attributes:
        files: the pieces.

    Raises (what publishes):
        Conflict: `published_elsewhere`: another process did meanwhile. This one now has what that one kept.
    """

    def __init__(
        self, core: Database, folder: Path, clock: Clock, key: SigningKey, *, is_shared: bool = False
    ) -> None:
        self.files = PieceFiles(folder, is_shared=is_shared)
        self._core = core
        self._clock = clock
        self._key = key
        self._mirror = Mirror(self.files)
        self._writer = PieceWriter(self.files, self.secret_for)
        self._changing = threading.Lock()
        self._building = threading.Lock()
        core_id = core.read(lambda session: setting(session, Setting.CORE_ID))
        self._manifests = Manifests(core_id, clock, key)
        self._revision, self._published = core.read(lambda session: kept(session, NETWORK))
        self._shards_wanted_until = Instant(0)

    @property
    def public_key(self) -> bytes:
        """What the manifests are verified with."""
        return self._key.public

    def secret_for(self, purpose: bytes) -> bytes:
        """32 bytes that only this core can tell, the same each time for the same purpose."""
        return hashlib.sha256(self._key.sign(SECRET_CONTEXT, purpose)).digest()

    def prove(self, mark: str, answer: bytes) -> str:
        """That this core gives this answer to the question with this mark (`core.wire.prove_answer`)."""
        return prove_answer(mark, answer, self._key)

    @property
    def version(self) -> int:
        """The newest version that the manifest leads to."""
        return self._published.version

    def refresh(self) -> bool:
        """Take over what another process has kept; whether there was anything new."""
        is_new = self._core.read(lambda session: revision_of(session, NETWORK)) != self._revision
        with self._changing:
            if is_new:
                self._load()
            self._keep_rows_if_wanted()
        return is_new

    def _keep_rows_if_wanted(self) -> None:
        if self._clock.now() < self._shards_wanted_until and not self._mirror.is_at(self._published):
            self._mirror.follow(self._published)

    def _load(self) -> None:
        self._revision, self._published = self._core.read(lambda session: kept(session, NETWORK))

    def tidy(self) -> None:
        """Begin to publish where somebody left off: what they did not finish goes.

        Pieces that are named and not there (the folder was lost) make all of it void: it begins with a
        snapshot.
        """
        with self._changing:
            self._load()
            if not self.files.has(self._published.names()):
                self._keep(Published(self._published.epoch), None)
            self.files.remove_all_but(self._published.names(), self._clock.now())
            self._mirror.follow(self._published)

    def manifest(self, epoch: str = "", have_version: int = 0) -> bytes:
        """The signed manifest, a second old at most.

        Args:
            epoch, have_version: what the replica has that asks; it is told what leads on from there, if
                deltas do, and everything otherwise.
        """
        return self._manifests.of(self._published, epoch, have_version)

    def is_snapshot_due(self) -> bool:
        """Whether a snapshot is missing, has been overtaken by a bulk load, or would save replicas much."""
        with self._changing:
            stream = self._core.read(_stream_now)
            state = self._renewed(stream.epoch)
        if state.snapshot is None or stream.floor > state.version:
            return True
        way = cover(state.manifest(), state.snapshot.to_version)
        if isinstance(way, NeedsSnapshot):
            return True
        weight_bytes = sum(delta.size_bytes for delta in way)
        return weight_bytes > max(SNAPSHOT_AFTER_BYTES, SNAPSHOT_AFTER_SHARE * state.snapshot.size_bytes)

    def publish_snapshot(self, keep_going: Callable[[], bool] = lambda: True) -> SnapshotRef:
        """Build and publish a snapshot of now. Deltas go on being published meanwhile.

        Raises:
            SnapshotGivenUp: `keep_going` said no.
        """
        with self._building:
            snapshot, epoch, raw = self._write_snapshot(keep_going)
        with self._changing:
            state, now, stream = self._renewed(epoch), self._clock.now(), self._core.read(_stream_now)
            if state.snapshot is None or stream.floor > state.version:
                state.restart(snapshot, now)
            else:
                # The deltas must lead at least as far as the snapshot, or nothing would lead on from it.
                self._advance(state, stream)
                state.add_snapshot(snapshot, now)
            self._keep(state, self._mirror.renew(raw, state))
        return snapshot

    def publish_delta_if_needed(self) -> bool:
        """Publish what has changed since the last delta.

        Returns:
            Whether the manifest has changed. Without a snapshot to lead on from nothing is published.
        """
        with self._changing:
            stream = self._core.read(_stream_now)
            state = self._renewed(stream.epoch)
            if state.snapshot is None or not self._advance(state, stream):
                self._keep_rows_if_wanted()
                return False
            self._keep(state, self._mirror.follow(state))
        return True

    def _advance(self, state: Published, stream: _Stream) -> bool:
        """Write the deltas that are missing, and gather what is due."""
        if stream.floor > state.version or stream.version <= state.version:
            return False
        while state.version < stream.version:
            delta = self._core.read(partial(build_delta, after=state.version, to=stream.version))
            state.add_delta(self._writer.delta(delta))
        for tier in range(TOP_TIER):
            self._gather(state, tier)
        return True

    def _gather(self, state: Published, tier: int) -> None:
        while loose := state.to_gather(tier):
            if sum(delta.rows for delta in loose) > MAX_MERGED_ROWS:
                state.gather(tier, loose, self._clock.now())
                continue
            after, to = loose[0].from_version, loose[-1].to_version
            merged = self._core.read(partial(build_delta, after=after, to=to, most_changes=MAX_MERGED_ROWS))
            # A row that changed often is logged often: the log between may be longer than what came of it.
            into = [self._writer.delta(merged)] if merged.to_version == to else loose
            state.gather(tier, into, self._clock.now())

    def _write_snapshot(self, keep_going: Callable[[], bool]) -> tuple[SnapshotRef, str, Path]:
        raw = self.files.scratch("network.db")
        built = self._core.read(
            lambda session: build_network_file(session, raw, self._clock.now(), keep_going)
        )
        known = self._renewed(built.epoch).shards()
        name_of = partial(self._writer.name, "shard", built.epoch, to_version=built.version)
        shards = cut_in_shards(raw, self.files, known, name_of, keep_going)
        return SnapshotRef(to_version=built.version, rows=built.rows, shards=shards), built.epoch, raw

    def _renewed(self, epoch: str) -> Published:
        """What is published, to be changed; or nothing yet where the core has begun a new epoch."""
        return copy(self._published) if self._published.epoch == epoch else Published(epoch)

    def shard(self, table: str, shard: int) -> Delta:
        """The rows of one shard of a table, as of the version that is published.

        Who only follows keeps rows once somebody has asked it for them.

        Raises:
            Refused: `unknown_shard`; `busy`: these rows are not here yet.
        """
        known_shard(table, shard)
        with self._changing:
            if not self._mirror.is_at(self._published):
                self._shards_wanted_until = Instant(self._clock.now() + SHARDS_KEPT_MS)
                raise Refused("busy", retry_after_s=SHARDS_COME_WITHIN_S)
            return self._mirror.shard(table, shard)

    def _keep(self, state: Published, hashes: RowHashes | None) -> None:
        state.set_hashes(self._writer.hashes(hashes) if hashes else None, self._clock.now())
        let_go = state.forget_old(self._clock.now())
        revision = self._revision
        if not self._core.transact(lambda unit: keep(unit.session, NETWORK, revision, state)):
            self._load()
            raise Conflict("published_elsewhere")
        self._revision, self._published = revision + 1, state
        self.files.remove(let_go)

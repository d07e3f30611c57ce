"""What is published of a stream, and how deltas are gathered in tiers: pure.

Each tier's piece spans `FAN` of the tier below, so a replica that slept a week fetches a few large pieces and
a few small ones. A piece whose span is in a larger one stays for a while, for replicas that slept a little.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from core.model.network_file import NETWORK_SCHEMA_VERSION
from core.rules.time import DAY_MS, HOUR_MS, MINUTE_MS, Instant
from core.wire import FileRef, HashesRef, PieceRef, SnapshotRef, StreamManifest
from core.wire.frame import FORMAT_VERSION, Kind

FAN: Final = 16
TOP_TIER: Final = 4
MAX_MERGED_ROWS: Final = 500_000
"""A merged piece does not grow beyond this: what is larger is moved up as it is."""
MAX_DELTAS: Final = 900
"""Below what a manifest may name; the oldest give way."""
GRACE_MS: Final = HOUR_MS
"""A delta stays on the disk this long after the manifest stopped naming it..."""
SNAPSHOT_GRACE_MS: Final = DAY_MS
"""...and a shard this long: on a slow line a snapshot takes hours, and must not end before its end."""
HASHES_GRACE_MS: Final = 5 * MINUTE_MS
"""Hashes, of which each version has a piece, this long: they are asked for at once or never."""
FORMAT: Final = f"{NETWORK_SCHEMA_VERSION}.{FORMAT_VERSION[Kind.DELTA]}"
"""Of tables and pieces. What a program of another format has published is void: a snapshot begins anew."""


class Retired(msgspec.Struct, frozen=True):
    """A piece that the manifest does not name any more, and until when it stays."""

    name: str
    until: int


class Published(msgspec.Struct):
    """The state of one stream's publication.

    Attributes:
        epoch: of the feed; another one makes all of this void.
        version: where the newest delta leads to, or of the first snapshot.
        snapshot: the newest one.
        tiers: deltas by tier, each in order.
        gathered: for each tier, up to which version its pieces are in the tier above.
        retired: pieces that are on the disk for those who still fetch them.
        hashes: what the rows add up to at `version`, if that is known.
        format: of the tables and pieces.
    """

    epoch: str
    version: int = 0
    snapshot: SnapshotRef | None = None
    tiers: list[list[PieceRef]] = msgspec.field(default_factory=lambda: [[] for _ in range(TOP_TIER + 1)])
    gathered: list[int] = msgspec.field(default_factory=lambda: [0] * (TOP_TIER + 1))
    retired: list[Retired] = []
    hashes: HashesRef | None = None
    format: str = ""

    def deltas(self) -> list[PieceRef]:
        """All deltas that the manifest names, oldest first."""
        every = [delta for tier in self.tiers for delta in tier]
        return sorted(every, key=lambda delta: (delta.from_version, -delta.to_version))

    def manifest(self) -> StreamManifest:
        """The stream as the manifest tells it."""
        deltas = self.deltas()
        floor = deltas[0].from_version if deltas else self.version
        return StreamManifest(
            version=self.version, floor=floor, snapshot=self.snapshot, deltas=deltas, hashes=self.hashes
        )

    def names(self) -> list[str]:
        """Every piece that must stay on the disk."""
        pieces: list[FileRef] = [*self.deltas(), *self.shards()]
        pieces += [self.hashes.piece] if self.hashes else []
        return [piece.name for piece in pieces] + [piece.name for piece in self.retired]

    def shards(self) -> list[FileRef]:
        """Those of the newest snapshot."""
        return self.snapshot.shards if self.snapshot else []

    def add_delta(self, delta: PieceRef, tier: int = 0) -> None:
        """A new piece at the end of a tier."""
        self.tiers[tier].append(delta)
        self.version = max(self.version, delta.to_version)

    def to_gather(self, tier: int) -> list[PieceRef]:
        """The pieces of a tier that are due to be gathered into one of the tier above; none if too few."""
        loose = [delta for delta in self.tiers[tier] if delta.from_version >= self.gathered[tier]]
        return loose[:FAN] if tier < TOP_TIER and len(loose) >= FAN else []

    def gather(self, tier: int, into: list[PieceRef], at: Instant) -> None:
        """Take note that a tier's next `FAN` pieces are now in `into`, in the tier above."""
        self.gathered[tier] = into[-1].to_version
        self.tiers[tier + 1].extend(into)
        moved_up = {delta.name for delta in into}
        behind = [delta for delta in self.tiers[tier] if delta.to_version <= self.gathered[tier]]
        self._drop([delta for delta in behind[:-FAN] if delta.name not in moved_up], tier, at)
        self.tiers[tier] = [delta for delta in self.tiers[tier] if delta.name not in moved_up]

    def add_snapshot(self, snapshot: SnapshotRef, at: Instant) -> None:
        """A newer snapshot, that the deltas lead to as well; what only led to the one before it goes."""
        before = self.snapshot
        assert before is not None, "the first snapshot is a restart"
        self._replace_snapshot(snapshot, at)
        for tier, deltas in enumerate(self.tiers):
            self._drop([delta for delta in deltas if delta.to_version <= before.to_version], tier, at)

    def restart(self, snapshot: SnapshotRef, at: Instant) -> None:
        """A snapshot that no delta leads to: the rows came past the log."""
        for tier, deltas in enumerate(self.tiers):
            self._drop(list(deltas), tier, at)
        self.version = snapshot.to_version
        self._replace_snapshot(snapshot, at)

    def set_hashes(self, hashes: HashesRef | None, at: Instant) -> None:
        """What the rows add up to at `version`; None while that is not known."""
        before, self.hashes = self.hashes, hashes
        if before is not None and (hashes is None or before.piece.name != hashes.piece.name):
            self._retire([before.piece], Instant(at + HASHES_GRACE_MS))

    def forget_old(self, at: Instant) -> list[str]:
        """Give up what exceeds the bounds, and let go of pieces that were retired long enough ago.

        Returns:
            The names of those let go, whose files may be removed.
        """
        excess = self.deltas()[: max(0, len(self.deltas()) - MAX_DELTAS)]
        for tier, deltas in enumerate(self.tiers):
            self._drop([delta for delta in deltas if delta in excess], tier, at)
        let_go = [piece.name for piece in self.retired if piece.until <= at]
        self.retired = [piece for piece in self.retired if piece.until > at]
        return let_go

    def _drop(self, gone: list[PieceRef], tier: int, at: Instant) -> None:
        names = {delta.name for delta in gone}
        self.tiers[tier] = [delta for delta in self.tiers[tier] if delta.name not in names]
        self._retire(gone, Instant(at + GRACE_MS))

    def _replace_snapshot(self, snapshot: SnapshotRef, at: Instant) -> None:
        """A shard that both have stays named."""
        named = {shard.name for shard in snapshot.shards}
        gone = [shard for shard in self.shards() if shard.name not in named]
        self.snapshot = snapshot
        self._retire(gone, Instant(at + SNAPSHOT_GRACE_MS))

    def _retire(self, pieces: Sequence[FileRef], until: Instant) -> None:
        self.retired = [*self.retired, *(Retired(piece.name, until) for piece in pieces)]

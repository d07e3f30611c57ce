"""The manifest: the one small signed answer that names versions, pieces and hashes.

Pieces are immutable and any cache may serve them; the manifest is signed, so a cache cannot change what they
are either.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Sequence
from typing import Annotated, Final, Literal

import msgspec

from core.rules.errors import BadInput, NotAuthentic
from core.rules.time import Instant
from core.wire.frame import DamagedPiece
from core.wire.signing import SIGNATURE_BYTES, SigningKey, verify

CORE_TIME: Final = "Coulisse-Core-Time"
"""The header beside a manifest with the core's time, in milliseconds since the epoch. Nothing is ordered by
it, and it is not signed."""
MANIFEST_CONTEXT: Final = b"coulisse manifest 1"
MAX_MANIFEST_BYTES: Final = 1024 * 1024
MAX_PIECES: Final = 1024
MAX_SHARDS: Final = 256
"""Of a snapshot: some 200 bytes each in the manifest. Larger files have larger shards."""
DELTA_OVERHEAD_BYTES: Final = 4 * 1024
"""What a request and a transaction cost, told in bytes: few pieces are better than many."""
SNAPSHOT_OVERHEAD_BYTES: Final = 256 * 1024
"""What replacing the file costs, told in bytes: a snapshot must save at least this."""

_Count = Annotated[int, msgspec.Meta(ge=0)]
_Total = Annotated[int, msgspec.Meta(ge=0)]
_Sha256Hex = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]


class FileRef(msgspec.Struct, frozen=True, kw_only=True):
    """A file that any cache may serve, and how to tell that it is whole.

    Attributes:
        name: see `core.wire.PieceName`; the last part of ``GET /v1/feed/pieces/{name}``.
        size_bytes, raw_bytes: of the file, and of what it holds once decompressed.
        sha256: of the file, in hexadecimal.
    """

    name: str
    size_bytes: _Count
    raw_bytes: _Count
    sha256: _Sha256Hex

    def check(self, data: bytes | bytearray) -> None:
        """Say nothing if these are the piece's bytes.

        Raises:
            DamagedPiece: they are not.
        """
        if len(data) != self.size_bytes or hashlib.sha256(data).hexdigest() != self.sha256:
            raise DamagedPiece("piece_damaged", reason="checksum", name=self.name)


class PieceRef(FileRef, frozen=True, kw_only=True):
    """A delta.

    Attributes:
        from_version, to_version: what it leads from and to.
        rows: how many rows it writes or deletes.
    """

    from_version: _Count
    to_version: _Count
    rows: _Count


class SnapshotRef(msgspec.Struct, frozen=True, kw_only=True):
    """The network's whole copy as a SQLite file, cut in shards.

    Attributes:
        to_version: the version that it holds.
        rows: how many rows it holds, for the progress bar.
        shards: in the order of the file, without a gap; each is fetched, checked and unpacked alone.
    """

    to_version: _Count
    rows: _Count
    shards: Annotated[list[FileRef], msgspec.Meta(min_length=1, max_length=MAX_SHARDS)]

    @property
    def size_bytes(self) -> int:
        """Of all its shards."""
        return sum(shard.size_bytes for shard in self.shards)

    @property
    def raw_bytes(self) -> int:
        """Of the SQLite file."""
        return sum(shard.raw_bytes for shard in self.shards)


_Pieces = Annotated[list[PieceRef], msgspec.Meta(max_length=MAX_PIECES)]


class HashesRef(msgspec.Struct, frozen=True, kw_only=True):
    """What the stream's rows add up to at its newest version.

    Attributes:
        totals: by table, the sum of its rows' hashes modulo 2^64 (see `core.model.row_hashes`).
        piece: the sums by shard, for who finds another total.
    """

    totals: dict[str, _Total]
    piece: FileRef


class StreamManifest(msgspec.Struct, frozen=True, kw_only=True):
    """One stream: its newest version, the oldest that deltas lead on from, and the pieces.

    `hashes` is missing while the core cannot tell them, such as right after an update.
    """

    version: _Count
    floor: _Count
    snapshot: SnapshotRef | None
    deltas: _Pieces
    hashes: HashesRef | None = None


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the core publishes.

    Attributes:
        core_id: which core; a workstation holds to the one that enrolled it.
        epoch: new when the core was restored from a backup.
        made_at: by the core's clock.
        schema_version: of the tables in the pieces.
        streams: by name.
    """

    core_id: str
    epoch: str
    made_at: Instant
    schema_version: str
    streams: dict[str, StreamManifest]


class _Signed(msgspec.Struct, frozen=True, array_like=True):
    body: bytes
    signature: Annotated[bytes, msgspec.Meta(min_length=SIGNATURE_BYTES, max_length=SIGNATURE_BYTES)]


class NeedsSnapshot(msgspec.Struct, frozen=True):
    """Deltas do not lead there, or cost more than a snapshot.

    Attributes:
        why: ``gap`` (no delta leads on from here), ``ahead`` (we have more than the core: it was restored),
            ``cheaper`` (the deltas would do, and weigh more).
        snapshot: the snapshot to take; None if none is published yet.
        deltas: what leads on from the snapshot.
    """

    why: Literal["gap", "ahead", "cheaper"]
    snapshot: SnapshotRef | None
    deltas: list[PieceRef]


_manifests = msgspec.msgpack.Decoder(Manifest)
_signed = msgspec.msgpack.Decoder(_Signed)


def sign_manifest(manifest: Manifest, key: SigningKey) -> bytes:
    """The body of the answer to ``GET /v1/feed/manifest``."""
    body = msgspec.msgpack.encode(manifest)
    return msgspec.msgpack.encode(_Signed(body, key.sign(MANIFEST_CONTEXT, body)))


def open_manifest(data: bytes, public_key: bytes) -> Manifest:
    """Verify, then read.

    Raises:
        NotAuthentic: this core did not sign it.
        BadInput: something else answered.
    """
    if len(data) > MAX_MANIFEST_BYTES:
        raise BadInput("bad_manifest", reason="too_large", size_bytes=len(data))
    try:
        signed = _signed.decode(data)
        verify(public_key, MANIFEST_CONTEXT, signed.body, signed.signature)
        return _manifests.decode(signed.body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput("bad_manifest", reason=str(error)) from error
    except NotAuthentic as error:
        raise NotAuthentic("manifest_not_authentic") from error


def cover(stream: StreamManifest, have_version: int) -> list[PieceRef] | NeedsSnapshot:
    """The deltas that lead from `have_version` to the newest at the least cost in bytes, in order."""
    direct = leading_on(stream, have_version)
    snapshot = stream.snapshot
    after = leading_on(stream, snapshot.to_version) if snapshot else None
    if direct is None:
        why: Literal["gap", "ahead"] = "ahead" if have_version > stream.version else "gap"
        usable = snapshot if after is not None else None
        return NeedsSnapshot(why, usable, after or [])
    if snapshot and after is not None:
        by_snapshot = snapshot.size_bytes + SNAPSHOT_OVERHEAD_BYTES + _cost_bytes(after)
        if by_snapshot < _cost_bytes(direct):
            return NeedsSnapshot("cheaper", snapshot, after)
    return direct


def for_replica_at(stream: StreamManifest, have_version: int) -> StreamManifest:
    """What a replica at this version needs of the stream: the deltas of its cover, and no snapshot.

    All of the stream where deltas do not lead on, or cost more than the snapshot.
    """
    way = cover(stream, have_version)
    if isinstance(way, NeedsSnapshot):
        return stream
    return msgspec.structs.replace(stream, floor=have_version, snapshot=None, deltas=way)


def _cost_bytes(deltas: Sequence[PieceRef]) -> int:
    return sum(delta.size_bytes + DELTA_OVERHEAD_BYTES for delta in deltas)


def leading_on(stream: StreamManifest, start: int) -> list[PieceRef] | None:
    """The deltas that lead from `start` to the newest version at the least cost; None if none do.

    Dijkstra over versions; a delta may be taken from any version within its span.
    """
    best: dict[int, tuple[int, list[PieceRef]]] = {start: (0, [])}
    queue = [(0, start)]
    while queue:
        cost, version = heapq.heappop(queue)
        if version == stream.version:
            return best[version][1]
        if cost > best[version][0]:
            continue
        for delta in stream.deltas:
            if not delta.from_version <= version < delta.to_version <= stream.version:
                continue
            onward = cost + delta.size_bytes + DELTA_OVERHEAD_BYTES
            if delta.to_version not in best or onward < best[delta.to_version][0]:
                best[delta.to_version] = (onward, [*best[version][1], delta])
                heapq.heappush(queue, (onward, delta.to_version))
    return None

"""The manifest is the core's, and the cover it gives leads to the newest version at the least cost."""

import hashlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wire_builders import KEY, OTHER_KEY, piece

from core.rules.errors import BadInput, NotAuthentic
from core.rules.time import Instant
from core.wire import (
    MAX_MANIFEST_BYTES,
    DamagedPiece,
    FileRef,
    Manifest,
    NeedsSnapshot,
    PieceRef,
    SnapshotRef,
    StreamManifest,
    cover,
    for_replica_at,
    leading_on,
    open_manifest,
    sign_manifest,
)
from core.wire.manifest import DELTA_OVERHEAD_BYTES, SNAPSHOT_OVERHEAD_BYTES

LARGE_BYTES = 50_000_000


def snapshot_of(version: int, size_bytes: int) -> SnapshotRef:
    """A snapshot in two shards."""
    half = size_bytes // 2
    shards = [
        FileRef(
            name=f"network/0/e1-{n}-{version}-00000000.shard", size_bytes=size, raw_bytes=9, sha256="0" * 64
        )
        for n, size in enumerate((half, size_bytes - half))
    ]
    return SnapshotRef(to_version=version, rows=1, shards=shards)


def stream(version: int, deltas: list[PieceRef], snapshot: SnapshotRef | None = None) -> StreamManifest:
    """A stream with these pieces."""
    return StreamManifest(version=version, floor=0, snapshot=snapshot, deltas=deltas)


MANIFEST = Manifest(
    core_id="core-1",
    epoch="e1",
    made_at=Instant(1_700_000_000_000),
    schema_version="0001",
    streams={"network": stream(3, [piece(0, 1), piece(1, 3)], snapshot_of(1, LARGE_BYTES))},
)


def test_a_signed_manifest_is_read_by_who_knows_the_core() -> None:
    assert open_manifest(sign_manifest(MANIFEST, KEY), KEY.public) == MANIFEST


def test_another_cores_manifest_is_not_authentic() -> None:
    with pytest.raises(NotAuthentic):
        open_manifest(sign_manifest(MANIFEST, OTHER_KEY), KEY.public)


def test_a_manifest_cut_or_changed_anywhere_is_never_read() -> None:
    data = sign_manifest(MANIFEST, KEY)
    for index in range(len(data)):
        changed = bytearray(data)
        changed[index] ^= 1
        for bad in (data[:index], bytes(changed)):
            with pytest.raises((NotAuthentic, BadInput)):
                open_manifest(bad, KEY.public)


@pytest.mark.parametrize("data", [b"", b"<html></html>", bytes(MAX_MANIFEST_BYTES + 1)])
def test_what_is_not_a_manifest_is_bad_input(data: bytes) -> None:
    with pytest.raises(BadInput):
        open_manifest(data, KEY.public)


def test_a_piece_is_checked_by_size_and_hash() -> None:
    data = b"the piece"
    ref = msgspec.structs.replace(piece(0, 1, len(data)), sha256=hashlib.sha256(data).hexdigest())
    ref.check(data)
    for bad in (b"", data[:-1], b"the Piece"):
        with pytest.raises(DamagedPiece):
            ref.check(bad)


def test_nothing_is_needed_at_the_newest_version() -> None:
    assert cover(stream(3, [piece(0, 3)]), 3) == []


def test_plain_deltas_are_taken_in_order() -> None:
    deltas = [piece(2, 3), piece(0, 1), piece(1, 2)]
    assert cover(stream(3, deltas), 0) == [piece(0, 1), piece(1, 2), piece(2, 3)]
    assert cover(stream(3, deltas), 2) == [piece(2, 3)]


def test_a_compacted_delta_is_preferred_and_may_be_entered_in_the_middle() -> None:
    compacted = piece(0, 100, 5000)
    deltas = [*(piece(n, n + 1) for n in range(100)), compacted, piece(100, 101)]
    assert cover(stream(101, deltas), 0) == [compacted, piece(100, 101)]
    assert cover(stream(101, deltas), 40) == [compacted, piece(100, 101)]
    assert cover(stream(101, deltas), 99) == [piece(99, 100), piece(100, 101)]


def test_many_small_pieces_are_taken_where_a_large_one_weighs_more_than_all_their_requests() -> None:
    small = [piece(n, n + 1) for n in range(5)]
    all_small_bytes = sum(each.size_bytes + DELTA_OVERHEAD_BYTES for each in small)
    for spared, way in ((1, small), (-1, None)):
        large = piece(0, 5, all_small_bytes - DELTA_OVERHEAD_BYTES + spared)
        for deltas in ([large, *small], [*small, large]):
            assert cover(stream(5, deltas), 0) == (way or [large])


def test_a_gap_asks_for_the_snapshot_and_what_follows_it() -> None:
    snapshot = snapshot_of(8, LARGE_BYTES)
    needed = cover(stream(10, [piece(5, 9), piece(9, 10)], snapshot), 2)
    assert needed == NeedsSnapshot("gap", snapshot, [piece(5, 9), piece(9, 10)])


def test_more_than_the_core_has_asks_for_the_snapshot() -> None:
    snapshot = snapshot_of(10, LARGE_BYTES)
    assert cover(stream(10, [], snapshot), 12) == NeedsSnapshot("ahead", snapshot, [])


def test_a_snapshot_that_leads_nowhere_is_not_offered() -> None:
    assert cover(stream(10, [], piece(0, 8)), 2) == NeedsSnapshot("gap", None, [])
    assert cover(stream(10, []), 2) == NeedsSnapshot("gap", None, [])


def test_a_snapshot_is_taken_where_it_costs_less() -> None:
    snapshot = snapshot_of(9, LARGE_BYTES)
    deltas = [piece(0, 9, 2 * LARGE_BYTES), piece(9, 10)]
    assert cover(stream(10, deltas, snapshot), 0) == NeedsSnapshot("cheaper", snapshot, [piece(9, 10)])
    assert cover(stream(10, deltas, snapshot), 9) == [piece(9, 10)]


@st.composite
def streams(draw: st.DrawFn) -> tuple[StreamManifest, int]:
    """A stream with deltas thrown together, and a version to start from: few versions, so that many ways lead
    to the newest."""
    version = draw(st.integers(0, 6))
    spans = st.tuples(st.integers(0, 5), st.integers(1, 6), st.integers(0, 20_000)).filter(
        lambda span: span[0] < span[1]
    )
    deltas = [piece(*span) for span in draw(st.lists(spans, max_size=14))]
    to_version, size_bytes = draw(st.tuples(st.integers(0, version), st.integers(0, 400_000)))
    snapshot = draw(st.none() | st.just(snapshot_of(to_version, size_bytes)))
    return stream(version, deltas, snapshot), draw(st.integers(0, 7))


def least_cost(described: StreamManifest, start: int) -> float:
    """The least cost of deltas alone, found by trying every path."""
    costs = [
        delta.size_bytes + DELTA_OVERHEAD_BYTES + least_cost(described, delta.to_version)
        for delta in described.deltas
        if delta.from_version <= start < delta.to_version <= described.version
    ]
    return 0 if start == described.version else min(costs, default=float("inf"))


@given(streams())
def test_the_cover_leads_to_the_newest_at_the_least_cost(case: tuple[StreamManifest, int]) -> None:
    described, have = case
    chosen = cover(described, have)
    direct, snapshot = least_cost(described, have), described.snapshot
    around = (
        snapshot.size_bytes + SNAPSHOT_OVERHEAD_BYTES + least_cost(described, snapshot.to_version)
        if snapshot
        else float("inf")
    )
    if isinstance(chosen, NeedsSnapshot):
        assert direct > around or direct == float("inf")
        assert (chosen.snapshot is None) == (around == float("inf"))
        path, at = chosen.deltas, chosen.snapshot.to_version if chosen.snapshot else described.version
        assert sum(d.size_bytes + DELTA_OVERHEAD_BYTES for d in path) == least_cost(described, at)
    else:
        path, at = chosen, have
        assert sum(d.size_bytes + DELTA_OVERHEAD_BYTES for d in path) == direct <= around
    for delta in path:
        assert delta.from_version <= at < delta.to_version
        at = delta.to_version
    assert at == described.version


@given(streams())
def test_what_a_replica_is_told_leads_it_on_as_all_of_it_would(case: tuple[StreamManifest, int]) -> None:
    described, have = case
    chosen, told = cover(described, have), for_replica_at(described, have)
    if isinstance(chosen, NeedsSnapshot):
        assert told == described
        return
    assert (told.snapshot, told.deltas, told.version) == (None, chosen, described.version)
    assert cover(told, have) == chosen
    # Rows of a shard that are told as of a version on the way are brought on by the same deltas.
    for delta in chosen:
        for version in (delta.from_version, delta.to_version):
            assert leading_on(told, max(have, version)) is not None


def test_what_a_replica_is_told_does_not_grow_with_the_pieces_of_others() -> None:
    many = stream(900, [piece(n, n + 1) for n in range(900)], snapshot_of(1, LARGE_BYTES))
    assert for_replica_at(many, 899).deltas == [piece(899, 900)]
    assert for_replica_at(many, 900).deltas == []
    sizes = [
        len(msgspec.msgpack.encode(each))
        for each in (many, for_replica_at(many, 899), for_replica_at(many, 901))
    ]
    assert sizes[1] < sizes[0] / 100
    assert sizes[2] == sizes[0], "who is ahead of the core needs all of it"

"""What the manifest names, and for how long: tiers, bounds, grace."""

from __future__ import annotations

from core.feed.publication import FAN, GRACE_MS, MAX_DELTAS, SNAPSHOT_GRACE_MS, TOP_TIER, Published
from core.rules.time import Instant
from core.wire import FileRef, NeedsSnapshot, PieceRef, SnapshotRef, cover

NOW = Instant(1_000_000)


def delta(after: int, to: int, size_bytes: int = 100) -> PieceRef:
    return PieceRef(
        name=f"network/0/e1-{after}-{to}-00000000.delta",
        from_version=after,
        to_version=to,
        size_bytes=size_bytes,
        raw_bytes=size_bytes,
        sha256="0" * 64,
        rows=1,
    )


def snapshot(to: int) -> SnapshotRef:
    shard = FileRef(
        name=f"network/0/e1-0-{to}-00000000.shard", size_bytes=10_000_000, raw_bytes=0, sha256="0" * 64
    )
    return SnapshotRef(to_version=to, rows=1, shards=[shard])


def published_through(versions: int) -> Published:
    """A delta for each version, gathered as the publisher does."""
    state = Published("e1")
    state.restart(snapshot(0), NOW)
    for version in range(versions):
        state.add_delta(delta(version, version + 1))
        for tier in range(TOP_TIER):
            while loose := state.to_gather(tier):
                state.gather(tier, [delta(loose[0].from_version, loose[-1].to_version)], NOW)
        state.forget_old(NOW)
    return state


def test_whoever_slept_finds_a_short_way_from_wherever() -> None:
    state = published_through(FAN**2 + FAN + 3)
    manifest = state.manifest()
    assert manifest.floor == 0
    for have in range(0, manifest.version + 1, 7):
        way = cover(manifest, have)
        assert not isinstance(way, NeedsSnapshot)
        assert len(way) <= 3 * FAN
    assert len(cover(manifest, 0)) <= 1 + 1 + 3  # type: ignore[arg-type]


def test_the_manifest_stays_small() -> None:
    assert len(published_through(FAN * 60).deltas()) <= FAN * 2 * 3


def test_pieces_too_large_to_merge_are_moved_up_as_they_are() -> None:
    state = Published("e1")
    state.restart(snapshot(0), NOW)
    for version in range(FAN):
        state.add_delta(delta(version, version + 1))
    loose = state.to_gather(0)
    state.gather(0, loose, NOW)
    assert state.tiers[0] == []
    assert state.tiers[1] == loose
    assert state.retired == []


def test_beyond_the_bound_the_oldest_give_way() -> None:
    state = Published("e1")
    state.restart(snapshot(0), NOW)
    state.tiers[TOP_TIER] = [delta(version, version + 1) for version in range(MAX_DELTAS + 5)]
    state.version = MAX_DELTAS + 5
    state.forget_old(NOW)
    assert state.manifest().floor == 5


def test_what_is_retired_is_let_go_after_the_grace() -> None:
    state = Published("e1")
    state.restart(snapshot(3), NOW)
    state.restart(snapshot(9), NOW)
    state.add_delta(delta(9, 10))
    state.restart(snapshot(10), NOW)
    assert state.forget_old(Instant(NOW + GRACE_MS - 1)) == []
    assert state.forget_old(Instant(NOW + GRACE_MS)) == [delta(9, 10).name]
    assert state.forget_old(Instant(NOW + SNAPSHOT_GRACE_MS - 1)) == []
    gone = [shard.name for to in (3, 9) for shard in snapshot(to).shards]
    assert state.forget_old(Instant(NOW + SNAPSHOT_GRACE_MS)) == gone
    assert state.names() == [shard.name for shard in snapshot(10).shards]

"""Of several processes on one database one publishes; nobody undoes what another has published."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.feed.lease import BEAT_MS, LEASE_MS, Lease
from core.feed.publication import GRACE_MS
from core.feed.publisher import Publisher
from core.feed.streams import NETWORK
from core.model.row_hashes import SHARDS
from core.orchestration import Core
from core.ports import SeededRandomness, SimulatedClock
from core.rules.errors import Conflict, Refused
from core.wire import SigningKey, StreamManifest, open_manifest
from tests.core.builders import make_location

KEY = SigningKey(bytes(range(32)))


@pytest.fixture
def two(core: Core, clock: SimulatedClock, tmp_path: Path) -> tuple[Publisher, Publisher]:
    """Two processes' publishers, on one folder; the first has published."""
    core.transact(lambda unit: make_location(unit, "S0"))
    one, other = (Publisher(core, tmp_path / "pieces", clock, KEY, is_shared=True) for _ in range(2))
    one.publish_snapshot()
    other.refresh()
    return one, other


def lease(core: Core, clock: SimulatedClock, seed: int) -> Lease:
    return Lease(core, NETWORK, clock, SeededRandomness(seed))


def test_the_first_holds_it_for_as_long_as_it_lives(core: Core, clock: SimulatedClock) -> None:
    one, other = lease(core, clock, 1), lease(core, clock, 2)
    for _ in range(8):
        assert (one.hold(), other.hold()) == (True, False)
        clock.advance(BEAT_MS)


def test_another_takes_over_from_one_that_is_silent_and_that_one_sees_it(
    core: Core, clock: SimulatedClock
) -> None:
    one, other = lease(core, clock, 1), lease(core, clock, 2)
    assert one.hold()
    assert not other.hold()
    clock.advance(LEASE_MS - 1)
    assert not other.hold()
    clock.advance(1)
    assert other.hold()
    assert not one.hold()


def test_who_lets_go_is_followed_at_once(core: Core, clock: SimulatedClock) -> None:
    one, other = lease(core, clock, 1), lease(core, clock, 2)
    assert one.hold()
    one.release()
    assert other.hold()
    one.release()
    assert not one.hold()


def test_a_follower_serves_what_the_publisher_keeps(core: Core, two: tuple[Publisher, Publisher]) -> None:
    one, other = two
    core.transact(lambda unit: make_location(unit, "S1"))
    one.publish_delta_if_needed()
    assert other.version == 1
    assert other.refresh()
    assert not other.refresh()
    assert (other.version, _told(other)) == (2, _told(one))


def test_of_two_that_publish_one_fails_and_follows(core: Core, two: tuple[Publisher, Publisher]) -> None:
    one, other = two
    core.transact(lambda unit: make_location(unit, "S1"))
    one.publish_delta_if_needed()
    core.transact(lambda unit: make_location(unit, "S2"))
    with pytest.raises(Conflict, match="published_elsewhere"):
        other.publish_delta_if_needed()
    assert _told(other) == _told(one)
    assert other.publish_delta_if_needed()
    with pytest.raises(Conflict):
        one.publish_snapshot()
    assert _told(one) == _told(other)
    stream = open_manifest(one.manifest(), one.public_key).streams[NETWORK]
    assert [delta.to_version for delta in stream.deltas] == [2, 3]


def test_what_another_may_be_about_to_name_is_left_alone(
    two: tuple[Publisher, Publisher], clock: SimulatedClock
) -> None:
    one, other = two
    fresh = one.files.folder / "network" / "0" / "e-1-2-00000000.delta"
    for age_ms, is_there in ((GRACE_MS - 1, True), (GRACE_MS, False)):
        fresh.write_bytes(b"not named yet")
        at_s = (clock.now() - age_ms) / 1000
        os.utime(fresh, (at_s, at_s))
        other.tidy()
        assert fresh.exists() is is_there


def test_who_takes_over_leaves_alone_what_another_still_writes(
    two: tuple[Publisher, Publisher], clock: SimulatedClock
) -> None:
    one, other = two
    written = [one.files.scratch("shard-0"), one.files.own_file("mirror")]
    own = other.files.scratch("shard-0")
    for age_ms, is_there in ((GRACE_MS - 1, True), (GRACE_MS, False)):
        for path in (*written, own):
            path.write_bytes(b"as far as it is")
            at_s = (clock.now() - age_ms) / 1000
            os.utime(path, (at_s, at_s))
        other.tidy()
        assert [path.exists() for path in written] == [is_there] * 2
        assert own.exists()


def test_each_process_has_the_rows_in_a_file_of_its_own_once_it_is_asked_for_them(
    core: Core, two: tuple[Publisher, Publisher]
) -> None:
    one, other = two
    rows = [shard for shard in range(SHARDS) if one.shard("location", shard).row_count]
    with pytest.raises(Refused, match="busy"):
        other.shard("location", rows[0])
    with pytest.raises(Refused, match="unknown_shard"):
        other.shard("no such table", rows[0])
    assert not other.refresh()
    assert other.shard("location", rows[0]) == one.shard("location", rows[0])

    core.transact(lambda unit: make_location(unit, "S1"))
    one.publish_delta_if_needed()
    assert other.refresh()
    for shard in range(SHARDS):
        assert other.shard("location", shard) == one.shard("location", shard)
    mirrors = {path.name for path in one.files.folder.glob("mirror*")}
    assert mirrors == {one.files.own_file("mirror").name, other.files.own_file("mirror").name}
    assert len(mirrors) == 2, "and no shared memory, which another machine does not have"


def test_who_takes_over_makes_the_rows_of_the_pieces_and_tells_what_they_add_up_to(
    core: Core, two: tuple[Publisher, Publisher]
) -> None:
    one, other = two
    for code in ("S1", "S2"):
        core.transact(lambda unit, code=code: make_location(unit, code))
        one.publish_delta_if_needed()
    told = _told(one).hashes
    other.tidy()
    core.transact(lambda unit: make_location(unit, "S3"))
    other.publish_delta_if_needed()
    one.refresh()
    assert told is not None
    after = _told(other).hashes
    assert after is not None and after != told
    one.tidy()
    assert [one.shard("location", n) for n in range(SHARDS)] == [
        other.shard("location", n) for n in range(SHARDS)
    ]


def test_a_folder_that_was_lost_is_published_anew(two: tuple[Publisher, Publisher]) -> None:
    one, other = two
    for path in one.files.folder.rglob("*.shard"):
        path.unlink()
    other.tidy()
    assert other.is_snapshot_due()
    other.publish_snapshot()
    assert one.refresh()
    told = _told(one).snapshot
    assert told is not None
    assert one.files.has([shard.name for shard in told.shards])


def _told(publisher: Publisher) -> StreamManifest:
    return open_manifest(publisher.manifest(), publisher.public_key).streams[NETWORK]

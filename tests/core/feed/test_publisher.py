"""What is published leads any replica to the core's rows, whatever it starts from."""

from __future__ import annotations

from pathlib import Path

import pytest
from least_replica import Replica, stream_of
from sqlalchemy import select

from core.feed.manifests import MANIFEST_AGE_MS, MOST_SIGNED
from core.feed.publication import FAN, GRACE_MS, SNAPSHOT_GRACE_MS
from core.feed.publisher import Publisher
from core.feed.settings import Setting, setting
from core.feed.snapshot import SnapshotGivenUp
from core.feed.streams import NETWORK
from core.model import Article, Location, Position
from core.orchestration import Core, UnitOfWork, renew_epoch
from core.ports import SimulatedClock
from core.rules.errors import BadInput
from core.rules.stock import MovementKind
from core.wire import (
    SigningKey,
    StreamManifest,
    open_manifest,
)
from core.wire import snapshot as snapshots
from tests.core.builders import make_article, make_location, make_position, move

KEY = SigningKey(bytes(range(32)))


@pytest.fixture
def publisher(core: Core, clock: SimulatedClock, tmp_path: Path) -> Publisher:
    core.transact(lambda unit: make_position(unit, make_article(unit), make_location(unit), 10))
    return Publisher(core, tmp_path / "pieces", clock, KEY)


@pytest.fixture
def replica(publisher: Publisher, tmp_path: Path) -> Replica:
    return Replica(publisher, tmp_path / "network.db")


def test_a_snapshot_holds_the_network_with_its_search(
    core: Core, publisher: Publisher, replica: Replica
) -> None:
    core.transact(lambda unit: make_article(unit, "SKU-2", name="Étole à carreaux", colour="écru"))
    publisher.publish_snapshot()
    replica.catch_up()
    assert replica.query("SELECT article_id, location_id, sellable FROM position") == [(1, 1, 10)]
    assert replica.query("SELECT articles FROM search_word WHERE word = 'etole'") == [(1,)]
    [(version, epoch)] = replica.query("SELECT version, epoch FROM network_state")
    assert (version, len(epoch)) == (2, 16)
    assert replica.query("SELECT count(*) FROM sqlite_stat1") != [(0,)]
    assert replica.query("PRAGMA integrity_check") == [("ok",)]


def test_deltas_lead_on_from_the_snapshot(core: Core, publisher: Publisher, replica: Replica) -> None:
    publisher.publish_snapshot()
    replica.catch_up()
    for _ in range(3):
        core.transact(_sell_one)
        assert publisher.publish_delta_if_needed()
    assert not publisher.publish_delta_if_needed()
    replica.catch_up()
    assert replica.query("SELECT sellable FROM position") == [(7,)]
    assert replica.taken == ["snapshot", "delta", "delta", "delta"]
    assert replica.version == publisher.version == 4


def test_a_search_follows_the_deltas(core: Core, publisher: Publisher, replica: Replica) -> None:
    publisher.publish_snapshot()
    replica.catch_up()

    def rename(unit: UnitOfWork) -> None:
        unit.session.scalars(select(Article)).one().name = "Velvet cape"

    core.transact(rename)
    publisher.publish_delta_if_needed()
    replica.catch_up()
    found = "SELECT articles FROM search_word WHERE word = ?"
    assert replica.query(found, "velvet") == [(1,)]
    assert replica.query(found, "jacket") == []


def test_what_is_deleted_goes(core: Core, publisher: Publisher, replica: Replica) -> None:
    core.transact(lambda unit: make_location(unit, "S2"))
    publisher.publish_snapshot()
    replica.catch_up()
    core.transact(lambda unit: unit.session.delete(unit.session.get(Location, 2)))
    publisher.publish_delta_if_needed()
    replica.catch_up()
    assert replica.query("SELECT code FROM location") == [("S1",)]


def test_deltas_are_gathered_so_that_a_long_sleep_takes_few(
    core: Core, publisher: Publisher, replica: Replica, tmp_path: Path
) -> None:
    publisher.publish_snapshot()
    replica.catch_up()
    sleepers = [Replica(publisher, tmp_path / f"sleeper-{n}.db") for n in range(2)]
    for sleeper in sleepers:
        sleeper.catch_up()
    rounds = 2 * FAN + 3
    for turn in range(rounds):
        core.transact(lambda unit, turn=turn: move(unit, MovementKind.RECEIVED, *_one(unit), turn + 1))
        publisher.publish_delta_if_needed()
        if turn == FAN // 2:
            sleepers[1].catch_up()
    for each in (replica, *sleepers):
        each.catch_up()
        assert each.query("SELECT sellable FROM position") == [(10 + rounds * (rounds + 1) // 2,)]
    assert sleepers[0].taken.count("delta") == 2 + 3


def test_a_bulk_load_makes_a_snapshot_due_and_replicas_take_it(
    core: Core, publisher: Publisher, replica: Replica
) -> None:
    publisher.publish_snapshot()
    replica.catch_up()

    def load(unit: UnitOfWork) -> None:
        unit.session.connection().exec_driver_sql("UPDATE position SET sellable = 500")
        unit.raise_floor(NETWORK)

    core.transact(load)
    assert not publisher.publish_delta_if_needed()
    assert publisher.is_snapshot_due()
    publisher.publish_snapshot()
    assert not publisher.is_snapshot_due()
    replica.catch_up()
    assert replica.query("SELECT sellable FROM position") == [(500,)]
    assert replica.taken == ["snapshot", "snapshot"]


def test_a_second_snapshot_leaves_the_way_of_those_on_the_first(
    core: Core, publisher: Publisher, replica: Replica, tmp_path: Path
) -> None:
    publisher.publish_snapshot()
    replica.catch_up()
    core.transact(_sell_one)
    publisher.publish_snapshot()
    newcomer = Replica(publisher, tmp_path / "newcomer.db")
    for each in (replica, newcomer):
        each.catch_up()
        assert each.query("SELECT sellable FROM position") == [(9,)]
    assert replica.taken == ["snapshot", "delta"]
    assert newcomer.taken == ["snapshot"]


def test_a_restart_goes_on_where_it_was(
    core: Core, publisher: Publisher, clock: SimulatedClock, replica: Replica
) -> None:
    publisher.publish_snapshot()
    core.transact(_sell_one)
    publisher.publish_delta_if_needed()
    replica.catch_up()
    stray = publisher.files.scratch("snapshot")
    stray.write_bytes(b"cut off")
    again = Publisher(core, publisher.files.folder, clock, KEY)
    again.tidy()
    assert stream_of(again) == stream_of(publisher)
    assert not stray.exists()
    core.transact(_sell_one)
    again.publish_delta_if_needed()
    follower = Replica(again, replica._path)
    follower.version = replica.version
    follower.catch_up()
    assert follower.query("SELECT sellable FROM position") == [(8,)]


def test_a_snapshot_that_is_given_up_leaves_nothing(publisher: Publisher) -> None:
    with pytest.raises(SnapshotGivenUp):
        publisher.publish_snapshot(lambda: False)
    assert stream_of(publisher).snapshot is None
    assert publisher.is_snapshot_due()
    publisher.publish_snapshot()
    assert not publisher.is_snapshot_due()


def test_a_new_epoch_starts_with_a_snapshot(core: Core, publisher: Publisher) -> None:
    first = publisher.publish_snapshot()
    renew_epoch(core)
    assert not publisher.publish_delta_if_needed()
    assert publisher.is_snapshot_due()
    second = publisher.publish_snapshot()
    assert {shard.name for shard in first.shards}.isdisjoint(shard.name for shard in second.shards)
    assert stream_of(publisher).snapshot == second


def test_retired_pieces_stay_for_a_while_and_then_go(
    core: Core, publisher: Publisher, clock: SimulatedClock
) -> None:
    first = publisher.publish_snapshot().shards[0]
    core.transact(_sell_one)
    publisher.publish_snapshot()
    for after_ms, is_there in ((GRACE_MS, True), (SNAPSHOT_GRACE_MS, False)):
        clock.advance(after_ms)
        core.transact(_sell_one)
        publisher.publish_delta_if_needed()
        assert publisher.files.path(first.name).exists() == is_there


def test_a_snapshot_is_cut_and_what_did_not_change_keeps_its_name(
    core: Core, publisher: Publisher, clock: SimulatedClock, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "SHARD_BYTES", 4_096)
    first = publisher.publish_snapshot()
    core.transact(_sell_one)
    second = publisher.publish_snapshot()
    replica.catch_up()

    assert replica.query("PRAGMA integrity_check") == [("ok",)]
    kept = {shard.name for shard in first.shards} & {shard.name for shard in second.shards}
    assert len(first.shards) > len(kept) > len(first.shards) // 2
    assert all(shard.name in kept for shard in second.shards if shard in first.shards)
    clock.advance(SNAPSHOT_GRACE_MS)
    core.transact(_sell_one)
    publisher.publish_delta_if_needed()
    assert {name for name in kept if not publisher.files.path(name).exists()} == set()


@pytest.mark.parametrize("name", ["../../etc/passwd", "network/0/x-1-2-00000000.delta/..", "/etc/passwd", ""])
def test_only_names_of_pieces_touch_the_disk(publisher: Publisher, name: str) -> None:
    with pytest.raises(BadInput):
        publisher.files.path(name)


def test_a_replica_is_told_what_leads_on_from_what_it_has(
    core: Core, publisher: Publisher, clock: SimulatedClock
) -> None:
    publisher.publish_snapshot()
    for _ in range(3):
        core.transact(_sell_one)
        publisher.publish_delta_if_needed()
    everything = stream_of(publisher)
    epoch, newest = core.read(lambda session: setting(session, Setting.EPOCH)), everything.version

    def told(epoch: str, have: int) -> StreamManifest:
        return open_manifest(publisher.manifest(epoch, have), publisher.public_key).streams[NETWORK]

    assert [delta.to_version for delta in told(epoch, newest - 1).deltas] == [newest]
    assert told(epoch, newest - 1).snapshot is None
    assert told(epoch, newest).deltas == []
    assert told(epoch, newest).hashes == everything.hashes
    for known in (("another", newest - 1), (epoch, newest + 1), (epoch, 0), ("", 0)):
        assert told(*known) == everything
    # One signature serves all who have the same, for as long as a manifest is new.
    assert publisher.manifest(epoch, newest) is publisher.manifest(epoch, newest)
    clock.advance(MANIFEST_AGE_MS)
    assert publisher.manifest(epoch, newest) != publisher.manifest(epoch, 0)
    # Whatever versions are made up, so many are kept and no more.
    for made_up in range(1_000, 1_000 + 3 * MOST_SIGNED):
        publisher.manifest(epoch, made_up)
    assert len(publisher._manifests._signed.by_version) <= MOST_SIGNED


def _sell_one(unit: UnitOfWork) -> None:
    move(unit, MovementKind.SOLD, *_one(unit), 1)


def _one(unit: UnitOfWork) -> tuple[Article, Location]:
    position = unit.session.scalars(select(Position)).one()
    article = unit.session.get(Article, position.article_id)
    location = unit.session.get(Location, position.location_id)
    assert article is not None
    assert location is not None
    return article, location

"""The network's copy follows the core: deltas where they lead on, a snapshot where they do not, and whatever
comes damaged or cut is asked for again."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, TypeVar

import httpx
import msgspec
import pytest
from pair_transport import PairTransport, problem
from sqlalchemy import select
from sync_world import Pair

from core.commands import ClaimFulfilment
from core.model import Article, Location
from core.model.search_stock import ANYWHERE
from core.orchestration import UnitOfWork
from core.rules.errors import CoulisseError, Damaged, Offline, Refused, StorageFull, TooNew
from core.rules.stock import MovementKind
from core.rules.time import MINUTE_MS
from core.wire import Manifest, for_replica_at
from core.wire import snapshot as core_snapshot
from sync import arrival, network_copy
from sync.answers import NOTHING, Have
from sync.bootstrap import LONGEST_PAUSE_MS, NetworkPuller
from sync.client import CoreClient
from sync.ports import OsFiles, World
from sync.progress import Download
from tests.core.builders import move
from tests.support.bodies import Body

T = TypeVar("T")


class Pulling:
    """A puller on a pair, with its transport.

    Attributes:
        progress: what was told of downloads.
    """

    def __init__(self, pair: Pair, transport: PairTransport) -> None:
        self.pair = pair
        self.transport = transport
        self.progress: list[Download | None] = []
        self.client = CoreClient("http://core.invalid", "token", transport)
        self.make()

    def make(self) -> None:
        """A puller as after a start of the program."""
        self.puller = NetworkPuller(self.pair.workstation, self.client, self._do, self.progress.append)

    async def _do(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(None, work)

    async def follow(self, manifest: Manifest | None = None) -> bool:
        return await self.puller.follow(manifest or self.transport.manifest())

    async def follow_to_the_end(self, patience: int = 60) -> None:
        """Follow until the copy is what the manifest names."""
        for _ in range(patience):
            try:
                if await self.follow():
                    return
            except (Damaged, Offline, StorageFull):
                self.pair.clock.advance(LONGEST_PAUSE_MS)
            await self.download_ended()
        raise AssertionError("the copy never came")

    async def download_ended(self) -> CoulisseError | None:
        task = self.puller._download
        if task is None:
            return None
        await asyncio.wait([task])
        return task.exception()  # type: ignore[return-value]

    def version(self) -> int:
        return self.pair.workstation.read(lambda reader: reader.network_version)

    def articles(self) -> list[str]:
        names = select(Article.name).order_by(Article.name)
        return self.pair.workstation.read(lambda reader: list(reader.session.scalars(names)))


@pytest.fixture
async def pulling(pair: Pair) -> AsyncIterator[Pulling]:
    made = Pulling(pair, PairTransport(pair))
    yield made
    await made.puller.stop()
    await made.client.close()


def rename(pair: Pair, name: str) -> None:
    def work(unit: UnitOfWork) -> None:
        unit.session.get_one(Article, pair.names.scarf).name = name

    pair.at_core(work)


def without_copy(pair: Pair) -> None:
    """As on the first day."""
    pair.workstation.replica.distrust_network(pair.workstation.replica.network_path)


async def test_deltas_lead_on(pulling: Pulling) -> None:
    for name in ("Foulard", "Étole"):
        rename(pulling.pair, name)
        pulling.transport.publish_delta()
    assert await pulling.follow()
    assert (pulling.version(), pulling.articles()) == (pulling.pair.published(), ["Montre", "Étole"])
    assert pulling.pair.told[-1] == frozenset({"article", "network"})
    asked = len(pulling.transport.asked)
    assert await pulling.follow()
    assert len(pulling.transport.asked) == asked, "nothing new, nothing fetched"


async def test_a_manifest_that_something_on_the_way_has_kept_does_not_take_the_copy_back(
    pulling: Pulling,
) -> None:
    kept = pulling.transport.manifest()
    rename(pulling.pair, "Foulard")
    await pulling.follow_to_the_end()
    asked = len(pulling.transport.asked)

    with pytest.raises(Damaged, match="manifest_is_old"):
        await pulling.follow(kept)

    await pulling.download_ended()
    assert (pulling.version(), pulling.articles()) == (pulling.pair.published(), ["Foulard", "Montre"])
    assert len(pulling.transport.asked) == asked


async def test_without_a_copy_a_snapshot_is_taken_and_then_deltas(pulling: Pulling) -> None:
    without_copy(pulling.pair)
    rename(pulling.pair, "Foulard")
    await pulling.follow_to_the_end()

    assert pulling.articles() == ["Foulard", "Montre"]
    assert pulling.progress[0] is not None
    assert pulling.progress[0].done_bytes == 0
    assert pulling.progress[-1] is None
    assert list(pulling.pair.workstation.replica.folder.downloads.iterdir()) == []
    state = pulling.pair.workstation.replica.state()
    assert pulling.pair.workstation.replica.network_path.name == state.network_file
    copies = sorted(path.name for path in pulling.pair.home.glob("network-*.db"))
    assert copies == sorted([state.network_file, "network-empty.db"])


async def test_a_snapshot_of_many_shards_tells_how_far_it_is(
    pulling: Pulling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core_snapshot, "SHARD_BYTES", 16_384)
    monkeypatch.setattr(arrival, "PROGRESS_BYTES", 1)
    snapshot = pulling.transport.publish_snapshot()
    without_copy(pulling.pair)
    await pulling.follow_to_the_end()

    assert pulling.progress.pop() is None
    told = [download for download in pulling.progress if download is not None]
    assert len(told) == len(pulling.progress) > len(snapshot.shards) > 5
    assert [download.done_bytes for download in told] == sorted(download.done_bytes for download in told)
    assert (told[-1].done_bytes, told[-1].done_rows) == (snapshot.size_bytes, snapshot.rows)
    assert pulling.version() == pulling.pair.published()


async def test_a_snapshot_of_another_version_than_the_manifest_says_is_not_taken(pulling: Pulling) -> None:
    without_copy(pulling.pair)
    manifest = pulling.transport.manifest()
    stream = manifest.streams["network"]
    assert stream.snapshot is not None
    version = stream.version + 1
    wrong = msgspec.structs.replace(stream.snapshot, to_version=version)
    streams = {"network": msgspec.structs.replace(stream, snapshot=wrong, version=version)}
    wrong_manifest = msgspec.structs.replace(manifest, streams=streams)

    assert not await pulling.follow(wrong_manifest)
    await pulling.download_ended()
    with pytest.raises(Damaged) as error:
        await pulling.follow(wrong_manifest)
    assert error.value.code == "snapshot_is_another"
    assert pulling.version() == 0
    assert list(pulling.pair.home.glob("*.tmp*")) == []


async def test_where_there_is_no_snapshot_yet_one_waits(pair: Pair) -> None:
    made = Pulling(pair, PairTransport(pair, has_snapshot=False))
    without_copy(pair)
    assert not await made.follow()
    assert made.puller._download is None
    empty = msgspec.structs.replace(made.transport.manifest(), streams={})
    assert not await made.follow(empty)
    await made.client.close()


async def test_a_download_that_is_cut_goes_on_where_it_was_cut(pulling: Pulling) -> None:
    without_copy(pulling.pair)
    assert pulling.transport.snapshot is not None
    size = pulling.transport.snapshot.size_bytes
    chance, starts = random.Random(3), []
    for _ in range(8):
        pulling.transport.faults["feed/pieces"] = pulling.transport.cut_after(chance.randrange(1, size // 10))
        assert not await pulling.follow()
        error = await pulling.download_ended()
        assert isinstance(error, Offline)
        assert error.data["cause"] == "cut"
        starts.append(pulling.transport.ranges[-1])
        if len(starts) % 3 == 0:
            pulling.make()
    pulling.transport.faults.clear()
    await pulling.follow_to_the_end()

    assert starts[0] == "" and len(set(starts)) == len(starts)
    assert pulling.transport.ranges[-1].startswith("bytes=")
    assert pulling.version() == pulling.pair.published()


async def test_every_byte_is_a_place_to_go_on_from(pulling: Pulling) -> None:
    without_copy(pulling.pair)
    assert pulling.transport.snapshot is not None
    [shard] = pulling.transport.snapshot.shards
    part = pulling.pair.workstation.replica.folder.downloads / f"{shard.sha256}.part"
    whole = pulling.transport.pieces[shard.name]
    for size in (0, 1, len(whole) - 1, len(whole), len(whole) + 5):
        without_copy(pulling.pair)
        part.parent.mkdir(exist_ok=True)
        part.write_bytes((whole + b"excess")[:size])
        pulling.make()
        await pulling.follow_to_the_end()
        assert pulling.version() == pulling.pair.published()


async def test_a_server_that_knows_no_ranges_is_asked_for_the_whole(pulling: Pulling) -> None:
    without_copy(pulling.pair)
    pulling.transport.faults["feed/pieces"] = pulling.transport.cut_after(1_000)
    await pulling.follow()
    await pulling.download_ended()
    del pulling.transport.faults["feed/pieces"]

    def whole(request: httpx.Request) -> httpx.Response:
        name = request.url.path.removeprefix("/v1/feed/pieces/")
        return httpx.Response(200, stream=Body(pulling.transport.pieces[name]))

    pulling.transport.faults["feed/pieces"] = whole
    assert not await pulling.follow()
    error = await pulling.download_ended()
    assert isinstance(error, Damaged)
    assert error.code == "range_not_served"
    await pulling.follow_to_the_end()
    assert pulling.version() == pulling.pair.published()


@pytest.mark.parametrize("damage", ["changed", "longer"])
async def test_a_damaged_snapshot_is_thrown_away_and_asked_for_again_after_a_while(
    pulling: Pulling, damage: str
) -> None:
    without_copy(pulling.pair)
    assert pulling.transport.snapshot is not None
    name = pulling.transport.snapshot.shards[0].name
    whole = pulling.transport.pieces[name]
    spoilt = whole + b"more" if damage == "longer" else whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:]
    pulling.transport.pieces[name] = spoilt

    await pulling.follow()
    await pulling.download_ended()
    with pytest.raises(Damaged) as error:
        await pulling.follow()
    assert error.value.code == "piece_damaged"
    assert list(pulling.pair.workstation.replica.folder.downloads.glob("*")) == []
    fetched = len(pulling.transport.ranges)
    with pytest.raises(Damaged):
        await pulling.follow()
    assert len(pulling.transport.ranges) == fetched, "not at once"

    pulling.transport.pieces[name] = whole
    pulling.pair.clock.advance(MINUTE_MS)
    await pulling.follow_to_the_end()
    assert pulling.version() == pulling.pair.published()


async def test_a_download_that_never_brings_a_byte_is_tried_less_and_less(pulling: Pulling) -> None:
    without_copy(pulling.pair)
    pulling.transport.faults["feed/pieces"] = lambda _request: httpx.Response(500)
    tries = 0
    for _ in range(60):
        with suppress(Offline):
            await pulling.follow()
        tries += isinstance(await pulling.download_ended(), Offline)
        pulling.pair.clock.advance(1_000)
    assert 4 <= tries <= 6


async def test_no_room_for_a_snapshot_is_told_before_it_is_downloaded(pair: Pair) -> None:
    class SmallDisk(OsFiles):
        def free_bytes(self, folder: Path) -> int:
            return 1_000

    pair.workstation.world = World(
        pair.clock, pair.world.ids, pair.world.randomness, SmallDisk(), pair.world.at
    )
    made = Pulling(pair, PairTransport(pair))
    without_copy(pair)
    await made.follow()
    await made.download_ended()
    with pytest.raises(StorageFull) as error:
        await made.follow()
    assert error.value.data["free_bytes"] == 1_000
    assert made.transport.ranges == []
    await made.client.close()


async def test_no_room_to_unpack_leaves_nothing_behind_but_the_download(pulling: Pulling) -> None:
    without_copy(pulling.pair)

    class FullLater(OsFiles):
        def sync(self, handle: IO[bytes]) -> None:
            raise OSError(28, "No space left on device")

    world = pulling.pair.workstation.world
    pulling.pair.workstation.world = World(world.clock, world.ids, world.randomness, FullLater())
    pulling.make()
    await pulling.follow()
    await pulling.download_ended()
    with pytest.raises(StorageFull):
        await pulling.follow()
    assert list(pulling.pair.home.glob("*.tmp")) == []

    pulling.pair.workstation.world = world
    pulling.make()
    fetched = len(pulling.transport.ranges)
    await pulling.follow_to_the_end()
    assert len(pulling.transport.ranges) == fetched, "what was downloaded is not downloaded again"


@pytest.mark.parametrize("how", ["cut", "changed", "page"])
async def test_a_delta_cut_half_way_is_asked_for_again_and_the_copy_stays(pulling: Pulling, how: str) -> None:
    rename(pulling.pair, "Foulard")
    piece = pulling.transport.publish_delta()
    assert piece is not None
    whole, before = pulling.transport.pieces[piece.name], pulling.version()
    if how == "page":
        pulling.transport.pieces[piece.name] = b"<html>" * 10
    else:
        half = whole[: len(whole) // 2]
        pulling.transport.pieces[piece.name] = half if how == "cut" else half + bytes(len(whole) - len(half))

    with pytest.raises(Damaged) as error:
        await pulling.follow()
    assert error.value.code == "piece_damaged"
    assert (pulling.version(), pulling.articles()) == (before, ["Montre", "Écharpe"])

    pulling.transport.pieces[piece.name] = whole
    assert await pulling.follow()
    assert pulling.articles() == ["Foulard", "Montre"]


async def test_a_line_cut_within_a_delta_is_offline(pulling: Pulling) -> None:
    rename(pulling.pair, "Foulard")
    pulling.transport.faults["feed/pieces"] = pulling.transport.cut_after(20)
    with pytest.raises(Offline):
        await pulling.follow()
    assert pulling.articles() == ["Montre", "Écharpe"]


async def test_a_piece_that_is_gone_is_no_damage(pulling: Pulling) -> None:
    rename(pulling.pair, "Foulard")
    pulling.transport.publish_delta()
    pulling.transport.faults["feed/pieces"] = lambda _request: problem(404, "unknown_piece")
    with pytest.raises(Refused):
        await pulling.follow()


async def test_a_copy_that_cannot_take_a_delta_is_taken_anew(pulling: Pulling) -> None:
    copy = pulling.pair.workstation.replica.network_path
    with network_copy.opened(copy, "rw") as file:
        file.execute("DROP TABLE position")

    def sell(unit: UnitOfWork) -> None:
        scarf = unit.session.get_one(Article, pulling.pair.names.scarf)
        store = unit.session.get_one(Location, pulling.pair.names.store)
        move(unit, MovementKind.SOLD, scarf, store, 1)

    pulling.pair.at_core(sell)
    with pytest.raises(Damaged) as error:
        await pulling.follow()
    assert error.value.code == "network_damaged"
    assert pulling.version() == 0
    await pulling.follow_to_the_end()
    assert pulling.version() == pulling.pair.published()
    assert not copy.exists()


async def test_a_copy_whose_head_is_gone_is_taken_anew(pulling: Pulling) -> None:
    copy = pulling.pair.workstation.replica.network_path
    copy.write_bytes(b"x" * 8192)
    await pulling.follow_to_the_end()
    assert pulling.version() == pulling.pair.published()


async def test_what_deltas_may_lead_on_from_is_told_once_the_copy_serves_and_not_before(
    pulling: Pulling,
) -> None:
    assert pulling.puller.have == NOTHING
    assert await pulling.follow()
    manifest = pulling.transport.manifest()
    assert pulling.puller.have == Have(manifest.epoch, manifest.streams["network"].version)
    short = msgspec.structs.replace(
        manifest,
        streams={
            name: for_replica_at(one, pulling.puller.have.version) for name, one in manifest.streams.items()
        },
    )
    assert await pulling.follow(short)
    # The copy goes while the manifest was on its way: it leads nowhere, and the next is to tell everything.
    pulling.pair.workstation.replica.distrust_network(pulling.pair.workstation.replica.network_path)
    assert not await pulling.follow(short)
    assert pulling.puller.have == NOTHING


async def test_a_copy_of_another_epoch_is_taken_anew_and_serves_until_then(pulling: Pulling) -> None:
    old = pulling.pair.workstation.replica.network_path
    with network_copy.opened(old, "rw") as file:
        file.execute("UPDATE network_state SET epoch = 'e0'")
    assert not await pulling.follow()
    assert pulling.version() > 0
    await pulling.follow_to_the_end()
    assert pulling.pair.workstation.replica.network_path != old


async def test_what_only_a_newer_program_can_read_is_left_alone(pulling: Pulling) -> None:
    pulling.transport.schema_version = "later"
    before = pulling.pair.workstation.replica.network_path
    with pytest.raises(TooNew) as error:
        await pulling.follow()
    assert error.value.code == "network_too_new"
    assert pulling.transport.ranges == []
    assert pulling.pair.workstation.replica.network_path == before


async def test_one_download_at_a_time_and_work_goes_on_meanwhile(pulling: Pulling) -> None:
    without_copy(pulling.pair)
    assert not await pulling.follow()
    assert not await pulling.follow()
    pulling.pair.do(ClaimFulfilment(fulfilment_id=pulling.pair.names.first))
    await pulling.download_ended()
    await pulling.follow_to_the_end()
    assert len(pulling.transport.ranges) == 1


async def test_a_download_that_is_given_up_keeps_what_has_come(pulling: Pulling) -> None:
    without_copy(pulling.pair)
    pulling.transport.faults["feed/pieces"] = pulling.transport.cut_after(2_000)
    await pulling.follow()
    await pulling.download_ended()
    await pulling.puller.stop()
    [part] = pulling.pair.workstation.replica.folder.downloads.iterdir()
    assert part.stat().st_size == 2_000


async def test_a_bug_in_a_download_is_not_hidden(pulling: Pulling, monkeypatch: pytest.MonkeyPatch) -> None:
    without_copy(pulling.pair)

    def broken(*_arguments: object) -> bool:
        raise KeyError("a bug")

    monkeypatch.setattr(arrival, "finish", broken)
    await pulling.follow()
    await asyncio.wait([pulling.puller._download])  # type: ignore[list-item]
    with pytest.raises(KeyError):
        await pulling.follow()


async def test_other_downloads_and_old_copies_are_cleared_away(pulling: Pulling) -> None:
    home = pulling.pair.home
    for name in ("network-e0-1.db", "network-e0-1.db-wal", "network-e0-2.tmp", "network-e0-3.db-shm"):
        (home / name).write_bytes(b"old")
    await pulling.follow()
    kept = {pulling.pair.workstation.replica.network_path.name, "network-empty.db"}
    names = {path.name.removesuffix("-wal").removesuffix("-shm") for path in home.glob("network-*")}
    assert names == kept

    downloads = pulling.pair.workstation.replica.folder.downloads
    downloads.mkdir(exist_ok=True)
    (downloads / "another.part").write_bytes(b"old")
    without_copy(pulling.pair)
    await pulling.follow_to_the_end()
    assert list(downloads.iterdir()) == []


async def test_what_the_store_has_is_ready_for_search_once_the_copy_serves(pulling: Pulling) -> None:
    without_copy(pulling.pair)
    await pulling.follow_to_the_end()
    with network_copy.opened(pulling.pair.workstation.replica.network_path, "ro") as file:
        places = [row[0] for row in file.execute("SELECT place FROM search_stock ORDER BY place").fetchall()]
    assert places == [ANYWHERE, pulling.pair.workstation.replica.state().location_id]


async def test_a_snapshot_never_takes_the_name_of_a_copy_that_may_still_be_attached(pulling: Pulling) -> None:
    before = pulling.pair.workstation.replica.network_path
    without_copy(pulling.pair)
    before.with_name(before.name + "-wal").write_bytes(b"a log that was left behind")
    pulling.puller._is_begun = True
    await pulling.follow_to_the_end()
    assert pulling.pair.workstation.replica.network_path != before
    assert pulling.version() == pulling.pair.published()


def test_a_copy_that_is_held_goes_another_time_and_keeps_its_log(pair: Pair) -> None:
    class Held(OsFiles):
        def remove(self, path: Path) -> None:
            if path.name == "network-held.db":
                raise PermissionError("in use")
            super().remove(path)

    for name in ("network-held.db", "network-held.db-wal", "network-old.db"):
        (pair.home / name).write_bytes(b"old")
    world = World(pair.clock, pair.world.ids, pair.world.randomness, Held())
    network_copy.remove_old_copies(world, pair.home, pair.workstation.replica.network_path)
    assert (pair.home / "network-held.db-wal").exists()
    assert not (pair.home / "network-old.db").exists()


def test_a_delta_that_does_not_follow_changes_nothing(pair: Pair) -> None:
    path = pair.workstation.replica.network_path
    have = network_copy.copy_state(path)[0]
    rename(pair, "Foulard")
    delta = pair.delta(have)
    for wrong in (
        msgspec.structs.replace(delta, epoch="another"),
        msgspec.structs.replace(delta, from_version=have + 1, to_version=have + 2),
    ):
        with pytest.raises(Damaged) as error:
            network_copy.apply_delta(pair.world, path, wrong, pair.clock.now())
        assert error.value.code == "delta_does_not_follow"
    assert network_copy.copy_state(path)[0] == have


def test_a_delta_twice_is_a_delta_once(pair: Pair) -> None:
    path = pair.workstation.replica.network_path
    have = network_copy.copy_state(path)[0]
    rename(pair, "Foulard")
    delta = pair.delta(have)
    assert network_copy.apply_delta(pair.world, path, delta, pair.clock.now()) == {"article"}
    assert network_copy.apply_delta(pair.world, path, delta, pair.clock.now()) == frozenset()


def test_what_is_no_copy_is_called_so(tmp_path: Path) -> None:
    missing = tmp_path / "network-x.db"
    with pytest.raises(Damaged):
        network_copy.copy_state(missing)
    assert not missing.exists()
    network_copy.make_empty(missing)
    with network_copy.opened(missing, "rw") as file:
        file.execute("DELETE FROM network_state")
    with pytest.raises(Damaged) as error:
        network_copy.copy_state(missing)
    assert error.value.code == "network_damaged"
    with network_copy.opened(missing, "rw") as file:
        file.execute("DROP TABLE network_state")
    with pytest.raises(Damaged):
        network_copy.copy_state(missing)
    assert not network_copy.is_usable(missing)
    assert network_copy.is_sound(missing)
    missing.write_bytes(b"x" * 4096)
    assert not network_copy.is_sound(missing)

"""A snapshot on its way: cut anywhere, damaged, without room, given up."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from pathlib import Path
from typing import IO

import httpx
import msgspec
import pytest
from pair_transport import PairTransport
from pulling import Pulling, rename, without_copy
from sync_world import Pair

from core.commands import ClaimFulfilment
from core.rules.errors import Damaged, Offline, StorageFull
from core.rules.time import MINUTE_MS
from core.wire import snapshot as core_snapshot
from sync import arrival
from sync.ports import OsFiles, World
from sync.progress import Download
from tests.support.bodies import Body


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


async def test_its_end_is_told_when_whoever_looks_then_goes_on_from_it(pulling: Pulling) -> None:
    """Told before, what the core has published since would wait for the next poll."""
    without_copy(pulling.pair)
    rename(pulling.pair, "Scarf, red")
    ended: list[bool] = []

    def tell(progress: Download | None) -> None:
        if progress is None:
            assert pulling.puller._download is not None
            ended.append(pulling.puller._download.done())

    pulling.puller._on_download = tell
    assert not await pulling.follow()
    await pulling.download_ended()

    assert ended == [True]
    assert await pulling.follow()
    assert "Scarf, red" in pulling.articles()


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

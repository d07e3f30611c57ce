"""Whatever is cut, killed, changed or full on the way, a snapshot comes to be the file that was published,
and a shard that is here is not fetched again."""

from __future__ import annotations

import asyncio
import hashlib
import random
from collections.abc import Callable
from pathlib import Path
from typing import IO, TypeVar

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pair_transport import problem

from core.ports import SeededRandomness, SimulatedClock, TimeOrderedIds
from core.rules.errors import CoulisseError, Damaged, Offline, Refused, StorageFull
from core.rules.time import HOUR_MS, SECOND_MS, Instant
from core.wire import FileRef, SnapshotRef, pack_shard
from sync import arrival
from sync.arrival import DRAFT, Arrival
from sync.client import CoreClient
from sync.ports import OsFiles, World
from sync.progress import Download
from tests.support.bodies import Body
from tests.support.examples import examples

T = TypeVar("T")
SHARDS = 6
WHOLE = 10**9


def shard_of(raw: bytes, place: int) -> tuple[FileRef, bytes]:
    data = pack_shard(raw)

    name = f"network/0/e1-{place}-7-{hashlib.sha256(raw).hexdigest()[:8]}.shard"
    digest = hashlib.sha256(data).hexdigest()
    return FileRef(name=name, size_bytes=len(data), raw_bytes=len(raw), sha256=digest), data


class Line(httpx.AsyncBaseTransport):
    """Serves shards; may be cut after so many bytes in all, and gives other bytes where a test wants it.

    Attributes:
        asked: the name, the first byte and what was said to caches, in order.
        given_bytes: how much has come over it, of each shard.
        before_answer: called before each answer.
    """

    def __init__(self) -> None:
        self.pieces: dict[str, bytes] = {}
        self.left_bytes = WHOLE
        self.asked: list[tuple[str, int, str]] = []
        self.given_bytes: dict[str, int] = {}
        self.before_answer: Callable[[], None] = lambda: None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.before_answer()
        name = request.url.path.removeprefix("/v1/feed/pieces/")
        wanted = request.headers.get("range", "")
        start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted else 0
        self.asked.append((name, start, request.headers.get("cache-control", "")))
        if name not in self.pieces:
            return problem(404, "unknown_piece", name=name)
        content = self.pieces[name][start:]
        come = content[: self.left_bytes]
        self.left_bytes -= len(come)
        self.given_bytes[name] = self.given_bytes.get(name, 0) + len(come)
        cut = None if len(come) == len(content) else httpx.ReadError("cut")
        return httpx.Response(206 if wanted else 200, stream=Body(come, cut))


class Scene:
    """A snapshot of six shards, the line to it, and the folder that it comes into."""

    def __init__(self, root: Path, files: OsFiles | None = None) -> None:
        self.folder = root / "downloads"
        clock, randomness = SimulatedClock(Instant(0)), SeededRandomness(1)
        self.world = World(clock, TimeOrderedIds(clock, randomness), randomness, files or OsFiles())
        self.line = Line()
        self.client = CoreClient("http://core.invalid", "token", self.line)
        self.raws = [random.Random(place).randbytes(700 + place) for place in range(SHARDS)]
        self.told: list[Download] = []
        self.snapshot = self.publish(self.raws)
        self.arrival = self.restarted()

    def publish(self, raws: list[bytes], offset: int = 0) -> SnapshotRef:
        shards = []
        for place, raw in enumerate(raws):
            shard, self.line.pieces[shard.name] = shard_of(raw, place + offset)
            shards.append(shard)
        return SnapshotRef(to_version=7, rows=1_000, shards=shards)

    def restarted(self, snapshot: SnapshotRef | None = None) -> Arrival:
        """As after a kill: nothing is remembered but what lies in the folder."""
        wanted = snapshot or self.snapshot
        self.arrival = Arrival(self.world, self.client, _do, self.folder, wanted, self.told.append)
        return self.arrival

    async def fetch(self) -> CoulisseError | None:
        try:
            await self.arrival.fetch()
        except CoulisseError as error:
            return error
        return None

    def draft(self) -> bytes:
        return (self.folder / DRAFT).read_bytes()


async def _do(work: Callable[[], T]) -> T:
    await asyncio.sleep(0)
    return work()


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


async def test_the_file_is_what_was_published_and_its_progress_is_told(scene: Scene) -> None:
    assert await scene.fetch() is None
    assert scene.draft() == b"".join(scene.raws)
    last = scene.told[-1]
    assert (scene.told[0].done_bytes, last.share, last.done_rows) == (0, 1.0, 1_000)


@settings(
    max_examples=examples(20, 40), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(cuts=st.lists(st.tuples(st.integers(0, 2_500), st.booleans()), max_size=12))
async def test_any_cuts_and_kills_end_in_the_published_file_and_no_byte_comes_twice(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[tuple[int, bool]]
) -> None:
    scene = Scene(tmp_path_factory.mktemp("cuts"))
    for left_bytes, is_killed in cuts:
        scene.line.left_bytes = left_bytes
        error = await scene.fetch()
        assert error is None or isinstance(error, Offline)
        if is_killed:
            scene.restarted()
    scene.line.left_bytes = WHOLE
    assert await scene.fetch() is None
    assert scene.draft() == b"".join(scene.raws)
    sizes = {shard.name: shard.size_bytes for shard in scene.snapshot.shards}
    assert scene.line.given_bytes == sizes


async def test_the_night_that_the_line_was_cut_is_no_part_of_the_pace(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrival, "PROGRESS_BYTES", 1)
    clock = scene.world.clock
    assert isinstance(clock, SimulatedClock)
    scene.line.before_answer = lambda: clock.advance(10 * SECOND_MS)
    for left_bytes in (scene.snapshot.size_bytes // 2, WHOLE):
        scene.line.left_bytes = left_bytes
        await scene.fetch()
        clock.advance(8 * HOUR_MS)
    left_ms = [told.left_ms for told in scene.told]
    assert 0 < max(left_ms) <= SHARDS * 10 * SECOND_MS


async def test_a_kill_at_each_shard_s_end_fetches_the_others_alone(scene: Scene) -> None:
    ends = [0]
    for shard in scene.snapshot.shards:
        ends.append(ends[-1] + shard.size_bytes)
    for end, before in zip(ends[1:], ends, strict=False):
        scene.line.left_bytes = end - before
        await scene.fetch()
        scene.restarted()
    assert await scene.fetch() is None
    whole = [start for _, start, _ in scene.line.asked if start]
    assert whole == [] and scene.draft() == b"".join(scene.raws)


@pytest.mark.parametrize("wrong", ["changed", "another", "short", "long"])
async def test_a_wrong_shard_is_fetched_again_alone_and_past_the_cache(scene: Scene, wrong: str) -> None:
    names = [shard.name for shard in scene.snapshot.shards]
    right = scene.line.pieces[names[2]]
    scene.line.pieces[names[2]] = {
        "changed": right[:-1] + bytes([right[-1] ^ 1]),
        "another": scene.line.pieces[names[3]][: len(right)].ljust(len(right), b"\0"),
        "short": right[:-1],
        "long": right + b"more",
    }[wrong]
    errors = [await scene.fetch() for _ in range(3)]
    assert all(isinstance(error, Damaged) for error in errors)
    scene.line.pieces[names[2]] = right
    scene.line.asked.clear()

    assert await scene.fetch() is None
    assert scene.draft() == b"".join(scene.raws)
    again = [(name, said) for name, _, said in scene.line.asked if name == names[2]]
    assert again == [(names[2], "no-cache")]
    others = [name for name in names if name != names[2]]
    assert all(scene.line.given_bytes[name] == len(scene.line.pieces[name]) for name in others)


async def test_what_a_power_cut_left_of_a_shard_is_not_trusted(scene: Scene) -> None:
    scene.line.left_bytes = sum(shard.size_bytes for shard in scene.snapshot.shards[:4])
    await scene.fetch()
    kept = sorted(scene.folder.glob("*.shard"))
    assert len(kept) == 4
    kept[0].write_bytes(bytes(kept[0].stat().st_size))
    kept[1].write_bytes(b"")
    flipped = bytearray(kept[2].read_bytes())
    flipped[100] ^= 1
    kept[2].write_bytes(flipped)
    scene.restarted()
    scene.line.left_bytes = WHOLE
    while await scene.fetch() is not None:
        pass
    assert scene.draft() == b"".join(scene.raws)


async def test_a_newer_snapshot_keeps_the_shards_that_are_equal(scene: Scene) -> None:
    scene.line.left_bytes = sum(shard.size_bytes for shard in scene.snapshot.shards[:4])
    await scene.fetch()
    changed = [scene.raws[3], scene.raws[0], b"new" * 300, scene.raws[5]]
    newer = scene.publish(changed, offset=10)
    scene.restarted(newer)
    scene.line.left_bytes, scene.line.given_bytes = WHOLE, {}
    assert await scene.fetch() is None
    assert scene.draft() == b"".join(changed)
    assert set(scene.line.given_bytes) == {newer.shards[2].name, newer.shards[3].name}


async def test_a_shard_that_is_not_served_any_more_leaves_the_others(scene: Scene) -> None:
    gone = scene.snapshot.shards[4].name
    whole = scene.line.pieces.pop(gone)
    error = await scene.fetch()
    assert isinstance(error, Refused)
    assert error.code == "unknown_piece"
    scene.line.pieces[gone] = whole
    assert await scene.fetch() is None
    assert scene.draft() == b"".join(scene.raws)


async def test_a_disk_that_fills_up_on_the_way_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    class Filling(OsFiles):
        left = 2

        def open_within(self, path: Path, size_bytes: int) -> IO[bytes]:
            self.left -= 1
            if self.left < 0:
                raise OSError(28, "No space left on device")
            return super().open_within(path, size_bytes)

    files = Filling()
    scene = Scene(tmp_path, files)
    assert isinstance(await scene.fetch(), StorageFull)
    files.left = SHARDS * 2
    while (error := await scene.fetch()) is not None:
        assert isinstance(error, StorageFull)
    assert scene.draft() == b"".join(scene.raws)
    assert scene.line.given_bytes == {shard.name: shard.size_bytes for shard in scene.snapshot.shards}


async def test_a_shard_twice_in_a_file_comes_once(scene: Scene) -> None:
    doubled = scene.publish([b"same" * 200, b"other" * 200, b"same" * 200], offset=20)
    scene.restarted(doubled)
    assert await scene.fetch() is None
    assert scene.draft() == b"same" * 200 + b"other" * 200 + b"same" * 200
    assert len(scene.line.asked) == 2
    assert scene.told[-1].share == 1.0


async def test_who_gives_up_keeps_what_came(scene: Scene) -> None:
    class Slow(Line):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            response = await super().handle_async_request(request)
            if len(self.asked) > 3:
                response.stream = Body(b"some", None)
                await asyncio.Event().wait()
            return response

    slow = Slow()
    slow.pieces = scene.line.pieces
    scene.client = CoreClient("http://core.invalid", "token", slow)
    scene.restarted()
    fetching = asyncio.create_task(scene.arrival.fetch())
    while len(slow.asked) < 5:
        await asyncio.sleep(0)
    fetching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await fetching
    assert len(list(scene.folder.glob("*.shard"))) == 3

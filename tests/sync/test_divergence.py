"""A copy that has come to differ from the core's rows is found, told and mended, by the core's own pieces."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from pair_transport import Bytes, problem
from sqlalchemy import select
from sync_world import CORE_KEY, Pair

from core.feed.publisher import Publisher
from core.model import Article, Location, network_rows, row_sums
from core.model.network_file import network_tables
from core.orchestration import UnitOfWork
from core.rules.errors import CoulisseError, Damaged, Refused
from core.rules.stock import MovementKind
from core.wire import encode_delta
from sync import divergence, network_copy, shards
from sync.bootstrap import NetworkPuller
from sync.client import CoreClient
from sync.schema import AuditRow
from tests.core.builders import make_article, move

T = TypeVar("T")


class Served(httpx.AsyncBaseTransport):
    """A publisher as a core answers for it.

    Attributes:
        asked: paths, in order.
        before_shard: called before a shard is told.
    """

    def __init__(self, publisher: Publisher) -> None:
        self.publisher = publisher
        self.asked: list[str] = []
        self.before_shard: Callable[[], object] = lambda: None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/v1/feed/")
        self.asked.append(path)
        if path == "manifest":
            return httpx.Response(200, stream=Bytes(self.publisher.manifest()))
        if path.startswith("shards/"):
            self.before_shard()
            _, table, number = path.split("/")
            try:
                content = encode_delta(self.publisher.shard(table, int(number)))
            except Refused as refusal:
                return problem(422, refusal.code)
            return httpx.Response(200, stream=Bytes(content))
        return httpx.Response(
            200, stream=Bytes(self.publisher.files.path(path.removeprefix("pieces/")).read_bytes())
        )


class Following:
    """A workstation that follows a publisher."""

    def __init__(self, pair: Pair, folder: Path) -> None:
        self.pair = pair
        self.publisher = Publisher(pair.core, folder, pair.clock, CORE_KEY)
        self.publisher.publish_snapshot()
        self.served = Served(self.publisher)
        self.client = CoreClient("http://core.invalid", "token", self.served)
        self.puller = NetworkPuller(pair.workstation, self.client, self._do, lambda _progress: None)
        pair.workstation.replica.distrust_network(pair.workstation.replica.network_path)

    async def _do(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(None, work)

    async def follow(self, turns: int = 1) -> CoulisseError | None:
        """Some cycles, each past the time at which the next shard is looked at; the last one's fault."""
        fault: CoulisseError | None = None
        for _ in range(turns):
            self.pair.clock.advance(divergence.EXAMINE_EVERY_MS)
            fault = None
            try:
                await self.puller.follow(await self.client.manifest(self.publisher.public_key))
            except CoulisseError as error:
                fault = error
            if self.puller._download is not None:
                await asyncio.wait([self.puller._download])
        return fault

    @property
    def copy(self) -> Path:
        return self.pair.workstation.replica.network_path

    def rows(self) -> dict[str, list[Any]]:
        """All rows of the workstation's copy."""
        with network_copy.opened(self.copy, "ro") as file:
            return _rows(file)

    def core_rows(self) -> dict[str, list[Any]]:
        with closing(sqlite3.connect(self.publisher.files.folder / "mirror.db")) as file:
            return _rows(file)

    def damage(self, sql: str) -> None:
        """Change rows as another program would, without a word to anybody."""
        with network_copy.opened(self.copy, "rw") as file:
            file.execute(sql)

    def journal(self) -> list[tuple[str, int]]:
        rows = select(AuditRow.kind, AuditRow.data).order_by(AuditRow.no)
        found = self.pair.workstation.read(lambda reader: reader.session.execute(rows).all())
        return [(kind, data["shards"]) for kind, data in found if kind.startswith("network_")]

    def examine_all(self) -> None:
        for number in range(256):
            shards.examine(self.copy, number)
        self.puller._divergence._equal = None

    def sell(self) -> None:
        def work(unit: UnitOfWork) -> None:
            names = self.pair.names
            article, store = (
                unit.session.get_one(Article, names.scarf),
                unit.session.get_one(Location, names.store),
            )
            move(unit, MovementKind.SOLD, article, store, 1)

        self.pair.at_core(work)
        self.publisher.publish_delta_if_needed()


def _rows(file: Any) -> dict[str, list[Any]]:
    return {
        table.name: sorted(file.execute(f"SELECT {row_sums.names_of(table)} FROM {table.name}").fetchall())
        for table in network_tables()
    }


@pytest.fixture
async def following(pair: Pair, tmp_path: Path) -> AsyncIterator[Following]:
    made = Following(pair, tmp_path / "pieces")
    await made.follow(2)
    yield made
    await made.puller.stop()
    await made.client.close()


async def test_a_copy_in_step_asks_for_nothing(following: Following) -> None:
    following.sell()
    following.served.asked.clear()
    assert await following.follow(3) is None
    assert [path.split("/")[0] for path in following.served.asked] == [
        "manifest",
        "pieces",
        "manifest",
        "manifest",
    ]
    assert following.rows() == following.core_rows()
    assert following.journal() == []


DAMAGE = [
    "UPDATE position SET sellable = sellable + 1 WHERE article_id = (SELECT min(article_id) FROM position)",
    "DELETE FROM position WHERE article_id = (SELECT max(article_id) FROM position)",
    "INSERT INTO position SELECT article_id + 300, location_id, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0"
    " FROM position LIMIT 1",
    "UPDATE article SET name = 'Gant' WHERE id = (SELECT max(id) FROM article)",
    "UPDATE location SET latitude = -latitude",
    "UPDATE piece SET article_id = article_id + 1",
    "UPDATE piece SET sold_at = 0",
    "UPDATE article SET is_serialised = NOT is_serialised",
]


@pytest.mark.parametrize("sql", DAMAGE)
async def test_rows_changed_behind_the_program_s_back_are_found_told_and_mended(
    following: Following, sql: str
) -> None:
    following.damage(sql)
    assert following.rows() != following.core_rows()
    following.examine_all()
    assert await following.follow() is None

    assert following.rows() == following.core_rows()
    kinds = [kind for kind, _ in following.journal()]
    assert kinds == [divergence.FOUND, divergence.MENDED]
    at = shards.kept(following.copy)
    assert at.sums == shards.as_they_are(following.copy).sums
    assert "network" in following.pair.told[-1]


async def test_every_shard_has_its_turn(following: Following, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    examine = shards.examine
    monkeypatch.setattr(
        shards, "examine", lambda path, number: looked.append(number) or examine(path, number)
    )
    following.damage(DAMAGE[0])
    await following.follow(256)
    assert sorted(looked) == list(range(256))
    assert following.rows() == following.core_rows()


async def test_search_is_right_after_a_mend(following: Following) -> None:
    with network_copy.opened(following.copy, "rw") as file:
        triggers = file.execute("SELECT sql, name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for _, name in triggers:
            file.execute(f"DROP TRIGGER {name}")
        file.execute("UPDATE position SET sellable = 0")
        for sql, _ in triggers:
            file.execute(sql)
    following.examine_all()
    await following.follow()
    with network_copy.opened(following.copy, "ro") as file:
        kept = file.execute("SELECT article_id, available FROM article_stock").fetchall()
        counted = file.execute(
            "SELECT p.article_id, sum(max(0, sellable - allocated - soft_held - safety) * is_open)"
            " FROM position p JOIN location l ON l.id = p.location_id GROUP BY p.article_id"
        ).fetchall()
    assert sorted(kept) == sorted(counted)


async def test_a_delta_that_was_taken_in_wrongly_is_found_at_once(
    following: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = network_rows.change

    def forgets_positions(connection: Any, table: Any, *parts: Any) -> None:
        if table.name != "position":
            change(connection, table, *parts)

    following.sell()
    monkeypatch.setattr(network_rows, "change", forgets_positions)
    fault = await following.follow()
    assert isinstance(fault, Damaged) and fault.code == shards.DIVERGED, (
        "it cannot be mended like that, either"
    )
    assert following.journal() == [(divergence.FOUND, 1)]
    await following.follow(3)
    assert following.journal() == [(divergence.FOUND, 1)], "told once"
    monkeypatch.undo()
    assert await following.follow() is None
    assert following.rows() == following.core_rows()
    assert following.journal()[-1] == (divergence.MENDED, 1)


async def test_a_core_that_has_moved_on_meanwhile_is_followed_first(following: Following) -> None:
    following.damage(DAMAGE[0])
    following.examine_all()
    following.served.before_shard = following.sell
    fault = await following.follow()
    assert fault is not None and fault.code == shards.DIVERGED
    following.served.before_shard = lambda: None
    following.sell()
    asked = [path for path in following.served.asked if path.startswith("shards")]
    assert await following.follow() is None
    assert [path for path in following.served.asked if path.startswith("shards")] == asked
    assert following.rows() == following.core_rows()


async def test_a_wrong_shard_does_not_get_in(following: Following, monkeypatch: pytest.MonkeyPatch) -> None:
    following.damage(DAMAGE[0])
    following.examine_all()
    damaged = following.rows()
    honest = following.publisher.shard
    monkeypatch.setattr(following.publisher, "shard", lambda table, number: honest(table, (number + 1) % 256))
    fault = await following.follow()
    assert fault is not None and fault.code == shards.DIVERGED
    assert following.rows() == damaged
    monkeypatch.undo()
    await following.follow()
    assert following.rows() == following.core_rows()


async def test_where_much_differs_the_snapshot_is_taken_again_but_once(
    following: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(divergence, "MOST_MENDED", 1)
    before = following.copy
    for sql in (DAMAGE[0], DAMAGE[3], DAMAGE[4]):
        following.damage(sql)
    following.examine_all()
    await following.follow(2)
    assert following.copy != before
    assert following.rows() == following.core_rows()
    assert [kind for kind, _ in following.journal()] == [divergence.FOUND, divergence.TAKEN_ANEW]

    again = following.copy
    following.damage(DAMAGE[0])
    following.damage(DAMAGE[3])
    following.examine_all()
    assert await following.follow() is not None, "one is mended, one is left"
    assert await following.follow() is None
    assert (following.copy, following.rows()) == (again, following.core_rows())


async def test_without_a_core_that_can_tell_the_copy_serves_on(following: Following) -> None:
    following.damage(DAMAGE[0])
    following.examine_all()
    (following.publisher.files.folder / "mirror.db").unlink()
    fault = await following.follow()
    assert fault is not None and fault.code == shards.DIVERGED
    following.sell()
    assert await following.follow() is None, "no hashes, nothing to compare with"
    following.pair.at_core(lambda unit: make_article(unit, "NEW") and None)
    following.publisher.publish_snapshot()
    assert await following.follow() is None
    assert following.rows() == following.core_rows()

"""A copy that has come to differ from the core's rows is found, told and mended, by the core's own pieces."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from following import Following
from pair_transport import PairTransport, unreachable
from running_engine import running
from sync_world import Pair
from test_stock_readers import free, is_what_is_pending_on_top, short

from core.model import network_rows
from core.rules.errors import Damaged, Offline, StorageFull
from desktop.support.doctor import comparison
from desktop.support.doctor.finding import Finding, Verdict
from desktop.support.inspection import Identity
from sync import divergence, network_copy, rebase, shards
from sync.client import CoreClient
from sync.connection import Cause, ConnectionKind
from sync.exchange_side import MENDS
from sync.private_rows import private_sums
from tests.core.builders import make_article


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


async def test_what_was_read_off_a_wrong_row_is_read_again_once_it_is_mended(following: Following) -> None:
    pair = following.pair
    left = free(pair)
    following.damage(f"UPDATE position SET sellable = 1 WHERE article_id = {pair.names.scarf}")
    short(pair, 1)
    following.examine_all()
    assert await following.follow() is None

    assert left - 1 > free(pair)
    is_what_is_pending_on_top(pair)


class Killed(BaseException):
    """The program ends here."""


def mends_a_row_that_was_read(following: Following) -> None:
    following.damage(f"UPDATE position SET sellable = 1 WHERE article_id = {following.pair.names.scarf}")
    short(following.pair, 1)
    following.examine_all()


async def test_who_ends_between_a_mend_and_what_waits_reads_it_again_at_the_next_start(
    following: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = following.pair
    mends_a_row_that_was_read(following)

    def ends(_session: object) -> frozenset[str]:
        raise Killed

    monkeypatch.setattr(rebase, "rerun_all", ends)
    with pytest.raises(Killed):
        await following.follow()
    monkeypatch.undo()
    assert following.rows() == following.core_rows()
    pair.reopen()
    with pytest.raises(AssertionError):
        is_what_is_pending_on_top(pair)
    transport = PairTransport(pair)
    transport.faults[""] = unreachable
    async with running(pair, transport) as engine:
        await engine.until_state(ConnectionKind.OFFLINE, Cause.UNREACHABLE)
    is_what_is_pending_on_top(pair)
    assert pair.workstation.setting(MENDS) == ""


async def test_what_waits_is_read_again_once_there_is_room(
    following: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    mends_a_row_that_was_read(following)

    def no_room(_session: object) -> frozenset[str]:
        raise StorageFull("storage_full")

    monkeypatch.setattr(rebase, "rerun_all", no_room)
    assert isinstance(await following.follow(), StorageFull)
    monkeypatch.undo()
    assert await following.follow() is None
    is_what_is_pending_on_top(following.pair)
    assert following.pair.workstation.setting(MENDS) == ""


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
    for path in (*following.publisher.files.folder.rglob("*.shard"), mirror_of(following)):
        path.unlink()
    fault = await following.follow()
    assert isinstance(fault, Offline) and fault.data["cause"] == Cause.BUSY
    following.sell()
    assert await following.follow() is None, "no hashes, nothing to compare with"
    following.pair.at_core(lambda unit: make_article(unit, "NEW") and None)
    following.publisher.publish_snapshot()
    assert await following.follow() is None
    assert following.rows() == following.core_rows()


async def test_a_core_that_lost_the_rows_makes_them_again_of_its_pieces(following: Following) -> None:
    following.damage(DAMAGE[0])
    following.examine_all()
    mirror_of(following).unlink()
    assert isinstance(await following.follow(), Offline)
    assert not following.publisher.publish_delta_if_needed()
    assert await following.follow() is None
    assert following.journal()[-1] == (divergence.MENDED, 1)
    assert following.rows() == following.core_rows()


def mirror_of(following: Following) -> Path:
    return following.publisher.files.own_file("mirror")


# Doctor


async def doctor(following: Following, monkeypatch: pytest.MonkeyPatch) -> dict[str, Finding]:
    """What `coulisse doctor` finds in the rows."""
    monkeypatch.setattr(comparison, "CoreClient", lambda url, token: CoreClient(url, token, following.served))
    identity = Identity("device", "S1", "http://core.invalid", following.publisher.public_key, "token")
    with following.pair.workstation.replica._engine.connect() as connection:
        here = private_sums(connection.connection.driver_connection)
    found = await comparison._compare(identity, following.copy, here)
    return {finding.key: finding for finding in found}


async def test_doctor_finds_all_rows_equal(following: Following, monkeypatch: pytest.MonkeyPatch) -> None:
    found = await doctor(following, monkeypatch)
    assert {key: finding.verdict for key, finding in found.items()} == {
        "network_rows": Verdict.OK,
        "store_rows": Verdict.OK,
    }


async def test_doctor_says_what_differs_by_table_shard_and_number_and_of_nobody(
    following: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    following.damage("UPDATE position SET sellable = sellable + 1 WHERE article_id = 2")
    following.damage("DELETE FROM piece WHERE serial = 'W-001'")
    with following.pair.workstation.replica.writing("test") as session:
        session.connection().exec_driver_sql("DELETE FROM customer WHERE id = (SELECT min(id) FROM customer)")
    found = await doctor(following, monkeypatch)
    network, store = found["network_rows"], found["store_rows"]
    assert (network.verdict, store.verdict) == (Verdict.BAD, Verdict.BAD)
    assert network.data["differs"] == {
        "piece": {"shards": [2], "rows": 1},
        "position": {"shards": [2], "rows": 1},
    }
    assert list(store.data["differs"]) == ["customer"]
    assert store.data["differs"]["customer"]["rows"] == 1


async def test_doctor_beside_a_core_that_is_ahead_or_away_says_so(
    following: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    following.sell()
    found = await doctor(following, monkeypatch)
    assert found["network_rows"].verdict is Verdict.WARN
    assert found["network_rows"].data["core_version"] == following.publisher.version
    following.damage("UPDATE position SET sellable = sellable + 1 WHERE article_id = 2")
    found = await doctor(following, monkeypatch)
    assert found["network_rows"].verdict is Verdict.BAD, "not even what the copy says of itself"


@pytest.mark.parametrize("sql", ["DELETE FROM row_hash", "UPDATE row_hash SET sums = x'00'"])
async def test_a_copy_whose_sums_a_disk_has_lost_is_damaged_and_is_taken_again(
    following: Following, sql: str
) -> None:
    following.damage(sql)
    following.sell()
    fault = await following.follow()

    assert isinstance(fault, Damaged) and fault.code == network_copy.DAMAGED
    await following.follow(3)
    assert following.rows() == following.core_rows()

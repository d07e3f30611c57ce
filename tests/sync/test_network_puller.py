"""The network's copy follows the core: deltas where they lead on, a snapshot where they do not, and whatever
comes damaged or cut is asked for again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import msgspec
import pytest
from pair_transport import problem
from pulling import Pulling, rename, without_copy
from sqlalchemy.pool import ManagesConnection

from core.model import Article, Location
from core.model.search_stock import ANYWHERE
from core.orchestration import UnitOfWork
from core.rules.errors import Damaged, Offline, Refused, TooNew
from core.rules.stock import MovementKind
from core.wire import for_replica_at
from sync import connections, network_copy
from sync.answers import NOTHING, Have
from sync.arrival import Arrival
from sync.schema import ReplicaState
from tests.core.builders import move


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


async def test_the_copy_stands_still_once_the_stores_own_rows_are_of_another_epoch(pulling: Pulling) -> None:
    rename(pulling.pair, "Foulard")
    pulling.transport.publish_delta()
    before = pulling.transport.manifest()
    version = pulling.version()
    with pulling.pair.workstation.replica.writing("test") as session:
        session.get_one(ReplicaState, 1).epoch = "of a core put back"
    asked = len(pulling.transport.asked)

    assert not await pulling.follow(before)

    await pulling.download_ended()
    assert (pulling.version(), pulling.articles()) == (version, ["Montre", "Écharpe"])
    assert len(pulling.transport.asked) == asked


async def test_a_snapshot_does_not_serve_once_the_core_begins_anew_just_before_it_would(
    pulling: Pulling, monkeypatch: pytest.MonkeyPatch
) -> None:
    workstation, run = pulling.pair.workstation, pulling._do
    without_copy(pulling.pair)
    serving = workstation.replica.network_path

    async def do(work: Callable[[], object]) -> object:
        if getattr(work, "func", None) == workstation.serve_network:
            with workstation.replica.writing("test") as session:
                session.get_one(ReplicaState, 1).epoch = "of a core put back"
        return await run(work)

    monkeypatch.setattr(pulling, "_do", do)
    pulling.make()
    await pulling.follow()
    fault = await pulling.download_ended()

    assert isinstance(fault, Damaged)
    assert fault.code == "snapshot_is_another"
    assert workstation.replica.network_path == serving


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


async def test_before_a_snapshot_comes_connections_let_go_of_what_they_keep(
    pulling: Pulling, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a first start all of the store's rows have just been written over one of them."""
    without_copy(pulling.pair)
    pulling.articles()
    seen: list[str] = []
    let_go = connections.let_go_of_pages

    def hear(connection: ManagesConnection) -> None:
        seen.append("let go")
        let_go(connection)

    def refuse(_request: object) -> httpx.Response:
        seen.append("fetched")
        return problem(503, "busy")

    monkeypatch.setattr(connections, "let_go_of_pages", hear)
    pulling.transport.faults["feed/pieces"] = refuse
    await pulling.follow()
    await pulling.download_ended()
    assert "fetched" in seen
    assert "let go" in seen[: seen.index("fetched")]


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


async def test_a_copy_of_another_epoch_is_taken_anew_and_serves_until_then(
    pulling: Pulling, monkeypatch: pytest.MonkeyPatch
) -> None:
    replica = pulling.pair.workstation.replica
    old, serving, finish = replica.network_path, [], Arrival.finish

    async def finished(arrival: Arrival, target: Path) -> None:
        await finish(arrival, target)
        serving.append((replica.network_path, pulling.articles()))

    monkeypatch.setattr(Arrival, "finish", finished)
    with network_copy.opened(old, "rw") as file:
        file.execute("UPDATE network_state SET epoch = 'e0'")
    pulling.transport.faults["feed/pieces"] = pulling.transport.cut_after(100)
    for _ in range(2):
        assert not await pulling.follow()
        await pulling.download_ended()
        assert pulling.articles() == ["Montre", "Écharpe"], "while it is on its way, and cut"
    pulling.transport.faults.clear()
    await pulling.follow_to_the_end()
    assert serving == [(old, ["Montre", "Écharpe"])], "and once it is whole, until the pointer moves"
    assert replica.network_path != old


async def test_what_only_a_newer_program_can_read_is_left_alone(pulling: Pulling) -> None:
    pulling.transport.schema_version = "later"
    before = pulling.pair.workstation.replica.network_path
    with pytest.raises(TooNew) as error:
        await pulling.follow()
    assert error.value.code == "network_too_new"
    assert pulling.transport.ranges == []
    assert pulling.pair.workstation.replica.network_path == before


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


@pytest.mark.parametrize("had_one", [False, True], ids=["never", "lost"])
async def test_without_any_copy_a_snapshot_comes_before_the_private_streams_and_serves_after_them(
    pulling: Pulling, monkeypatch: pytest.MonkeyPatch, had_one: bool
) -> None:
    if had_one:
        await pulling.follow_to_the_end()
    pulling.transport.asked.clear()
    without_copy(pulling.pair)
    has_come = asyncio.Event()
    fetch = Arrival.fetch

    async def fetched(arrival: Arrival) -> None:
        await fetch(arrival)
        # Whatever comes next would be done now.
        monkeypatch.setattr(pulling.puller, "_do", _nothing_is_done)
        has_come.set()

    monkeypatch.setattr(Arrival, "fetch", fetched)
    manifest = pulling.transport.manifest()
    await pulling.puller.expect(manifest)
    await pulling.puller.expect(manifest)
    await has_come.wait()
    for _ in range(10):
        await asyncio.sleep(0)
    monkeypatch.undo()
    download = pulling.puller._download
    assert download is not None and not download.done()
    assert pulling.version() == 0
    pieces = [path for path in pulling.transport.asked if path.startswith("feed/pieces")]
    assert len(pieces) == len(set(pieces)) > 0, "begun once"

    assert not await pulling.follow(manifest)
    await pulling.download_ended()
    assert await pulling.follow(manifest)
    assert pulling.version() == pulling.pair.published()
    assert [path for path in pulling.transport.asked if path.startswith("feed/pieces")] == pieces


async def _nothing_is_done(work: Callable[[], object]) -> object:
    raise AssertionError(work)


async def test_the_stores_own_rows_come_first_where_they_are_not_here(pulling: Pulling) -> None:
    without_copy(pulling.pair)
    pulling.transport.epoch = "of a core that was restored"
    await pulling.puller.expect(pulling.transport.manifest())
    assert pulling.puller._download is None


async def test_where_a_copy_serves_nothing_begins_before_the_private_streams(pulling: Pulling) -> None:
    rename(pulling.pair, "Foulard")
    pulling.transport.publish_snapshot()
    await pulling.puller.expect(pulling.transport.manifest())
    assert pulling.puller._download is None

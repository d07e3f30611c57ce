"""The engine: what it does in which order, what it says of the line, and what it does when something is
wrong."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import msgspec
import pytest
from pair_transport import PairTransport, problem
from pulling import without_copy
from running_engine import claim, running
from sync_world import SERIALS, Pair, core_rows

from core.commands import HandOver, PackFulfilment, ParcelDraft, PickLine, Proof
from core.model import Article, Fulfilment, NumberBlock
from core.orchestration import UnitOfWork, renew_epoch
from core.rules.time import HOUR_MS
from sync import ConnectionKind, bootstrap, network_copy
from sync import engine as engine_module
from sync.connection import Cause
from sync.numbers import NUMBER_KINDS

pytestmark = pytest.mark.usefixtures("quick_retries")


async def test_what_was_done_before_goes_up_and_the_state_says_connected(pair: Pair) -> None:
    claim(pair)
    async with running(pair) as run:
        assert run.engine.state.kind is ConnectionKind.STARTING
        await run.at_rest()
        assert run.engine.state.last_answer_at == pair.clock.now()
    assert pair.rows() == core_rows(pair)


async def test_a_clock_that_is_an_hour_wrong_is_known_and_written_down(pair: Pair) -> None:
    transport = PairTransport(pair)
    transport.ahead_ms = HOUR_MS
    async with running(pair, transport) as run:
        await run.at_rest()
        assert run.engine.state.clock_off_ms == -HOUR_MS
        await run.until(lambda: pair.workstation.replica.state().clock_offset_ms == -HOUR_MS)


async def test_a_cycle_is_manifest_commands_tail_and_then_pieces(pair: Pair) -> None:
    claim(pair)
    transport = PairTransport(pair)

    def rename(unit: UnitOfWork) -> None:
        unit.session.get_one(Article, pair.names.scarf).name = "Foulard"

    pair.at_core(rename)
    async with running(pair, transport) as run:
        await run.at_rest()
        await run.until(lambda: any(path.startswith("feed/pieces") for path in transport.asked))
    kinds = [path.split("/")[-1] if "pieces" not in path else "piece" for path in transport.asked]
    order = [kind for kind in kinds if kind != "pokes"]
    assert order[:5] == ["manifest", "commands", "tail", "sales", "piece"]


async def test_a_network_that_is_not_here_at_all_comes_while_the_tail_does_not(pair: Pair) -> None:
    without_copy(pair)
    transport = PairTransport(pair)
    transport.faults["tail"] = lambda _request: problem(503, "busy")
    async with running(pair, transport) as run:
        await run.until(lambda: any(path.startswith("feed/pieces") for path in transport.asked))
        assert not pair.workstation.read(lambda r: r.network_version)
        del transport.faults["tail"]
        await run.until(lambda: pair.workstation.read(lambda r: r.network_version) == pair.published())


async def test_what_is_done_meanwhile_goes_up_at_once(pair: Pair) -> None:
    async with running(pair) as run:
        await run.until_state(ConnectionKind.CONNECTED)
        claim(pair)
        await run.at_rest()


async def test_a_poke_brings_what_is_new_at_once(pair: Pair) -> None:
    head = pair.names.first

    def note(unit: UnitOfWork) -> None:
        row = unit.lock(Fulfilment, head)
        assert row is not None
        row.note = "ring the bell"

    def is_there() -> bool:
        return pair.workstation.read(lambda r: r.session.get_one(Fulfilment, head).note) == "ring the bell"

    async with running(pair) as run:
        await run.until(lambda: run.transport.pokes != [])
        pair.at_core(note)
        run.poke()
        await run.until(is_there)


async def test_a_manifest_tells_what_leads_on_and_everything_at_once_where_that_is_not_enough(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "POLL_S", 3_600.0)

    def rename(unit: UnitOfWork) -> None:
        unit.session.get_one(Article, pair.names.scarf).name += "!"

    def version() -> int:
        return network_copy.copy_state(pair.workstation.replica.network_path)[0]

    async with running(pair) as run:
        await run.idle()
        had = version()
        assert run.transport.asked_from[0] == 0
        pair.at_core(rename)
        run.poke()
        await run.until(lambda: version() == run.transport.version > had)
        assert run.transport.asked_from[-1] == had
        await run.idle()

        had = version()
        pair.workstation.replica.distrust_network(pair.workstation.replica.network_path)
        asked = len(run.transport.asked_from)
        run.poke()
        await run.until(lambda: version() == had)
        assert run.transport.asked_from[asked : asked + 2] == [had, 0]
    assert run.bugs == []


async def test_a_poke_of_the_store_s_own_stream_asks_for_its_tail_and_nothing_else(pair: Pair) -> None:
    head = pair.names.first

    def note(unit: UnitOfWork) -> None:
        row = unit.lock(Fulfilment, head)
        assert row is not None
        row.note = "ring the bell"

    def is_there() -> bool:
        return pair.workstation.read(lambda r: r.session.get_one(Fulfilment, head).note) == "ring the bell"

    async with running(pair) as run:
        await run.idle()
        state = pair.workstation.replica.state()
        before = len(run.transport.asked)
        pair.at_core(note)
        poke = {"streams": {f"store:{state.location_id}": state.store_version + 1}}
        run.transport.pokes[0].queue.put_nowait(b"data: " + msgspec.json.encode(poke) + b"\n\n")
        await run.until(is_there)
        claim(pair)
        await run.at_rest()
        asked = run.transport.asked[before:]
    assert asked[:3] == ["feed/tail", "feed/manifest", "commands"]


async def test_a_poke_that_tells_nothing_new_asks_for_nothing(pair: Pair) -> None:
    async with running(pair) as run:
        await run.idle()
        state = pair.workstation.replica.state()
        known = {"network": pair.published(), f"store:{state.location_id}": state.store_version}
        asked = run.transport.asked.count("feed/manifest")
        for _ in range(3):
            event = b"data: " + msgspec.json.encode({"streams": known}) + b"\n\n"
            run.transport.pokes[0].queue.put_nowait(event)
        run.poke()
        await run.until(lambda: run.transport.asked.count("feed/manifest") > asked)
        assert run.transport.asked.count("feed/manifest") == asked + 1


@pytest.mark.parametrize(
    "fault",
    [
        lambda _request: problem(400, "bad_batch"),
        lambda _request: problem(409, "sequence_gap"),
        lambda _request: problem(422, "no"),
    ],
)
async def test_downloads_do_not_wait_for_uploads(
    pair: Pair, fault: Callable[[httpx.Request], httpx.Response]
) -> None:
    claim(pair)
    transport = PairTransport(pair)
    transport.faults["commands"] = fault
    head = list(pair.names.fulfilments)[1]

    def note(unit: UnitOfWork) -> None:
        row = unit.lock(Fulfilment, head)
        assert row is not None
        row.note = "ring the bell"

    pair.at_core(note)
    async with running(pair, transport) as run:
        await run.until(
            lambda: pair.workstation.read(lambda r: r.session.get_one(Fulfilment, head).note) != ""
        )
        await run.until(lambda: run.engine.state.fault != "")
        assert run.engine.state.kind is ConnectionKind.CONNECTED
    assert len(pair.pending()) == 1


async def test_uploads_do_not_wait_for_downloads(pair: Pair) -> None:
    claim(pair)
    transport = PairTransport(pair)
    transport.faults["feed/tail"] = lambda _request: httpx.Response(500)
    async with running(pair, transport) as run:
        await run.until_state(ConnectionKind.OFFLINE, Cause.SERVER_ERROR)
        assert pair.workstation.unsent(1) == []


async def test_the_first_snapshot_comes_in_the_background_and_tells_how_far_it_is(pair: Pair) -> None:
    pair.workstation.replica.distrust_network(pair.workstation.replica.network_path)
    async with running(pair) as run:
        await run.until(lambda: pair.workstation.read(lambda r: r.network_version) == pair.published())
        await run.until(lambda: run.engine.state.download is None)
        assert any(state.download for state in run.states)
        await run.until(lambda: pair.workstation.replica.state().heard_at == pair.clock.now())


async def test_a_stream_that_was_restarted_is_taken_from_the_start(pair: Pair) -> None:
    claim(pair)
    transport = PairTransport(pair)
    refused: list[str] = []

    def once(request: httpx.Request) -> httpx.Response:
        if request.url.params["store_from"] != "0":
            refused.append("once")
            return problem(409, "stream_restarted")
        del transport.faults["feed/tail"]
        return transport._answer("feed/tail", request)

    transport.faults["feed/tail"] = once
    async with running(pair, transport) as run:
        await run.at_rest()
        await run.until(lambda: pair.rows() == core_rows(pair))
    assert refused != []


async def test_a_core_of_a_new_epoch_is_taken_from_the_start_and_given_everything_again(pair: Pair) -> None:
    claim(pair)
    pair.cycle()
    claim(pair, 1)
    renew_epoch(pair.core)
    transport = PairTransport(pair)
    async with running(pair, transport) as run:
        await run.at_rest()
        await run.until(lambda: pair.workstation.replica.state().epoch == transport.epoch)
        await run.until(lambda: transport.asked.count("commands") >= 2)
        await run.until(lambda: pair.workstation.unsent(1) == [])
        await run.until(lambda: pair.rows() == core_rows(pair))
        copy = pair.workstation.replica
        await run.until(lambda: network_copy.copy_state(copy.network_path)[1] == transport.epoch)


async def test_a_stream_that_can_never_be_had_is_not_asked_for_in_a_loop(pair: Pair) -> None:
    claim(pair)
    transport = PairTransport(pair)
    transport.faults["feed/tail"] = lambda _request: problem(409, "stream_restarted")
    async with running(pair, transport) as run:
        await run.until_state(ConnectionKind.CONNECTED, fault="stream_restarted")
        cycles = transport.asked.count("feed/manifest")
        assert transport.asked.count("feed/tail") <= 2 * (cycles + 1)
    assert len(pair.pending()) == 1


async def test_numbers_are_leased_when_they_run_low_and_not_in_a_loop(pair: Pair) -> None:
    with pair.workstation.replica.writing("test") as session:
        session.connection().exec_driver_sql("DELETE FROM number_block")
    transport = PairTransport(pair)
    async with running(pair, transport) as run:
        await run.until(lambda: pair.workstation.numbers_left()["sscc"][0] == 1_000)
        claim(pair)
        await run.at_rest()
    assert transport.asked.count("devices/blocks") == len(NUMBER_KINDS)


async def test_numbers_that_are_refused_do_not_stop_the_exchange(pair: Pair) -> None:
    with pair.workstation.replica.writing("test") as session:
        session.execute(NumberBlock.__table__.delete())
    claim(pair)
    transport = PairTransport(pair)
    transport.faults["devices/blocks"] = lambda _request: problem(422, "numbers_exhausted")
    async with running(pair, transport) as run:
        await run.until_state(ConnectionKind.CONNECTED, fault="numbers_exhausted")
        await run.until(lambda: not pair.pending())


async def test_a_fulfilment_is_handed_over_while_the_network_is_still_on_its_way(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "LONGEST_PAUSE_MS", 0)
    replica = pair.workstation.replica
    replica.distrust_network(replica.network_path)
    transport = PairTransport(pair)
    transport.faults["feed/pieces"] = transport.cut_after(0)
    first = pair.names.first
    scarf, watch = pair.names.fulfilments[first]
    async with running(pair, transport) as run:
        await run.until_state(ConnectionKind.CONNECTED)
        claim(pair)
        pair.do(PickLine(fulfilment_id=first, line_id=scarf, quantity=2))
        pair.do(PickLine(fulfilment_id=first, line_id=watch, serial=SERIALS[0]))
        pair.do(
            PackFulfilment(
                fulfilment_id=first, parcels=[ParcelDraft(pair.workstation.draw_sscc(), {scarf: 2, watch: 1})]
            )
        )
        pair.do(HandOver(fulfilment_id=first, proof=Proof.IDENTITY))
        await run.until(lambda: not pair.pending())
        assert pair.workstation.read(lambda reader: reader.network_version) == 0
        at_core = pair.core.read(lambda session: session.get_one(Fulfilment, first).state)
        assert at_core == "handed_over"
        transport.faults.clear()
        await run.until(lambda: pair.workstation.read(lambda r: r.network_version) == pair.published())

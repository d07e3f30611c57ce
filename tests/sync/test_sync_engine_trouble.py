"""The engine in trouble: what it says of the line, how it waits, and that it never spins."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import msgspec
import pytest
from pair_transport import PairTransport, page, problem, unreachable
from running_engine import claim, running
from sync_world import Pair, core_rows

from core.model import Article, Device
from core.orchestration import UnitOfWork
from core.wire import CommandsAnswer, encode_answer
from sync import ConnectionKind, network_copy
from sync import engine as engine_module
from sync.connection import Cause
from sync.unanswered import ANSWERED_WITHIN_MS
from tests.support.bodies import Body

pytestmark = pytest.mark.usefixtures("quick_retries")


CAUSES = [
    (unreachable, Cause.UNREACHABLE),
    (page, Cause.NOT_THE_CORE),
    (lambda _request: httpx.Response(500), Cause.SERVER_ERROR),
    (lambda _request: httpx.Response(429), Cause.BUSY),
    (lambda _request: httpx.Response(302), Cause.NOT_THE_CORE),
    (lambda _request: problem(404, "unknown_route"), Cause.NOT_THE_CORE),
    (lambda _request: problem(400, "bad_request"), Cause.NOT_THE_CORE),
]


@pytest.mark.parametrize(("fault", "cause"), CAUSES)
async def test_a_core_that_does_not_answer_is_offline_until_it_does(
    pair: Pair, fault: Callable[[httpx.Request], httpx.Response], cause: Cause
) -> None:
    async with running(pair) as run:
        await run.until_state(ConnectionKind.CONNECTED)
        run.transport.faults[""] = fault
        run.poke()
        for stream in run.transport.pokes:
            stream.queue.put_nowait(httpx.ReadError("cut"))
        await run.until_state(ConnectionKind.OFFLINE, cause)
        claim(pair)
        rows = pair.rows()
        await run.until(lambda: len(run.states) > 6)
        assert (pair.rows(), len(pair.pending())) == (rows, 1)

        run.transport.faults.clear()
        await run.at_rest()


async def test_a_line_that_is_cut_shows_at_once(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """And not when it is next polled."""
    monkeypatch.setattr(engine_module, "POLL_S", 3_600.0)
    async with running(pair) as run:
        await run.idle()
        pair.clock.advance(5_000)
        run.transport.faults[""] = unreachable
        run.transport.pokes[0].queue.put_nowait(httpx.ReadError("cut"))
        await run.until_state(ConnectionKind.OFFLINE, Cause.UNREACHABLE)
        assert run.engine.state.since == pair.clock.now()
        assert run.engine.state.last_answer_at == pair.clock.now() - 5_000


async def test_a_token_that_is_refused_holds_the_workstation(pair: Pair) -> None:
    claim(pair)
    transport = PairTransport(pair)
    transport.faults["feed"] = lambda _request: problem(401, "bad_token")
    transport.faults["commands"] = lambda _request: problem(401, "bad_token")
    async with running(pair, transport) as run:
        await run.until_state(ConnectionKind.HELD, Cause.TOKEN_REFUSED)
        assert len(pair.pending()) == 1
        transport.faults.clear()
        await run.at_rest()


async def test_a_device_that_is_barred_still_gives_what_it_has_done(pair: Pair) -> None:
    claim(pair)
    transport = PairTransport(pair)
    transport.faults["feed"] = lambda _request: problem(403, "device_revoked")
    async with running(pair, transport) as run:
        await run.until_state(ConnectionKind.HELD, Cause.TOKEN_REFUSED)
        await run.until(lambda: pair.workstation.unsent(1) == [])
    assert len(pair.pending()) == 1


async def test_a_fork_holds_the_workstation_and_the_pull_goes_on(pair: Pair) -> None:
    claim(pair)
    twin = pair.workstation.unsent(1)
    with pair.workstation.replica.writing("test") as session:
        session.connection().exec_driver_sql("DELETE FROM pending_command")
        session.connection().exec_driver_sql("DELETE FROM before_image")
        session.connection().exec_driver_sql(
            "UPDATE replica_state SET last_sequence = 0, last_hash = zeroblob(32)"
        )
    claim(pair, 1)
    transport = PairTransport(pair)
    request = httpx.Request("POST", "http://core/v1/commands", content=msgspec.msgpack.encode(twin))
    await transport.handle_async_request(request)
    async with running(pair, transport) as run:
        await run.until_state(ConnectionKind.HELD, Cause.FORKED)
        await run.until(lambda: "feed/tail" in transport.asked)
    assert len(pair.pending()) == 1
    device = pair.core.read(lambda session: session.get_one(Device, pair.names.device))
    assert device.held_reason == "forked"


async def test_a_gap_is_filled_by_sending_again(pair: Pair) -> None:
    for place in range(3):
        claim(pair, place)
    pair.workstation.accepted(2)
    async with running(pair) as run:
        await run.at_rest()
    assert pair.rows() == core_rows(pair)


async def test_a_gap_that_cannot_be_filled_holds_the_workstation_and_does_not_spin(pair: Pair) -> None:
    claim(pair)
    transport = PairTransport(pair)
    transport.faults["commands"] = lambda _request: problem(409, "sequence_gap", expected=50)
    async with running(pair, transport) as run:
        await run.until_state(ConnectionKind.HELD, Cause.FORKED)
    assert len(pair.pending()) == 1


async def test_a_core_that_accepts_nothing_is_not_asked_in_a_loop(pair: Pair) -> None:
    claim(pair)
    transport = PairTransport(pair)
    nothing = encode_answer(CommandsAnswer([], 0))
    transport.faults["commands"] = lambda _request: httpx.Response(200, stream=Body(nothing))
    async with running(pair, transport) as run:
        await run.until_state(ConnectionKind.CONNECTED, fault="nothing_accepted")
        transport.faults.clear()
        await run.at_rest()


async def test_what_is_said_to_be_accepted_and_is_never_answered_is_sent_again(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that was changed on its way: it claims more than the core has."""
    monkeypatch.setattr(engine_module, "POLL_S", 0.02)
    claim(pair)
    transport = PairTransport(pair)
    lie = encode_answer(CommandsAnswer([], 1))
    transport.faults["commands"] = lambda _request: httpx.Response(200, stream=Body(lie))
    async with running(pair, transport) as run:
        await run.idle()
        transport.faults.clear()
        sent = transport.asked.count("commands")
        for _ in range(2):
            await run.turns()
            assert transport.asked.count("commands") == sent, "an answer may take its time"
            assert len(pair.pending()) == 1
            pair.clock.advance(ANSWERED_WITHIN_MS // 2 + 1)
        await run.at_rest()
    assert pair.rows() == core_rows(pair)


async def test_a_core_that_lacks_what_it_is_just_sent_is_not_asked_in_a_loop(pair: Pair) -> None:
    claim(pair)
    transport = PairTransport(pair)
    transport.faults["commands"] = lambda _request: problem(409, "sequence_gap", expected=1)
    async with running(pair, transport) as run:
        await run.until_state(ConnectionKind.CONNECTED, fault="sequence_gap")
        transport.faults.clear()
        await run.at_rest()


async def test_a_damaged_delta_leaves_the_line_connected_and_is_asked_for_again(pair: Pair) -> None:
    transport = PairTransport(pair)

    def rename(unit: UnitOfWork) -> None:
        unit.session.get_one(Article, pair.names.scarf).name = "Foulard"

    pair.at_core(rename)
    piece = transport.publish_delta()
    assert piece is not None
    whole, transport.pieces[piece.name] = transport.pieces[piece.name], b"spoilt"
    async with running(pair, transport) as run:
        await run.until_state(ConnectionKind.CONNECTED, fault="piece_damaged")
        transport.pieces[piece.name] = whole
        await run.until_state(ConnectionKind.CONNECTED)
        await run.until(lambda: network_copy.copy_state(pair.workstation.replica.network_path)[0] > 0)
        await run.until(lambda: pair.workstation.read(lambda r: r.network_version) == pair.published())


async def test_pokes_that_are_refused_leave_the_workstation_to_poll(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "POLL_S", 0.02)
    transport = PairTransport(pair)
    transport.faults["feed/pokes"] = lambda _request: httpx.Response(429, headers={"retry-after": "60"})
    async with running(pair, transport) as run:
        await run.until(lambda: transport.asked.count("feed/manifest") > 3)
        assert run.engine.state.kind is ConnectionKind.CONNECTED
        assert transport.asked.count("feed/pokes") == 1


async def test_a_line_that_lets_only_the_manifest_through_is_offline_and_stays_so(pair: Pair) -> None:
    transport = PairTransport(pair)
    transport.faults["feed/tail"] = unreachable
    async with running(pair, transport) as run:
        await run.until_state(ConnectionKind.OFFLINE, Cause.UNREACHABLE)
        since, told = run.engine.state.since, len(run.states)
        cycles = transport.asked.count("feed/manifest")
        pair.clock.advance(1_000)
        await run.until(lambda: transport.asked.count("feed/manifest") >= cycles + 3)
        assert {state.kind for state in run.states[told:]} == {ConnectionKind.OFFLINE}
        assert run.engine.state.since == since
        transport.faults.clear()
        await run.until_state(ConnectionKind.CONNECTED)


@pytest.mark.parametrize("has_copy", [True, False])
async def test_pieces_that_are_always_cut_leave_the_line_connected_with_their_fault(
    pair: Pair, has_copy: bool
) -> None:
    """A delta, or the first snapshot."""
    if not has_copy:
        pair.workstation.replica.move_network_pointer("")
    transport = PairTransport(pair)
    transport.faults["feed/pieces"] = transport.cut_after(0)

    def rename(unit: UnitOfWork) -> None:
        unit.session.get_one(Article, pair.names.scarf).name = "Foulard"

    pair.at_core(rename)
    async with running(pair, transport) as run:
        await run.until_state(ConnectionKind.CONNECTED, fault="pieces_do_not_come")
        told, cycles = len(run.states), transport.asked.count("feed/manifest")
        await run.until(lambda: transport.asked.count("feed/manifest") >= cycles + 3)
        steady = {(state.kind, state.fault) for state in run.states[told:]}
        assert steady == {(ConnectionKind.CONNECTED, "pieces_do_not_come")}
        claim(pair)
        await run.until(lambda: not pair.pending())
        transport.faults.clear()
        pair.clock.advance(60_000)
        await run.until_state(ConnectionKind.CONNECTED)

"""Rows of the store that differ from the core's are found, told, and taken anew; what waits stays."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from zlib import crc32

import httpx
import msgspec
import pytest
from pair_transport import problem
from running_engine import Running, claim, running
from sqlalchemy import select
from sqlalchemy.orm import Session
from structlog.testing import capture_logs
from sync_world import Pair, core_rows

from core.feed.private_hashes import private_hashes
from core.feed.streams import store_stream
from core.model import Customer, Fulfilment, ReturnPolicyRow, Sale, SaleLine
from core.orchestration import UnitOfWork
from core.rules.time import DAY_MS
from core.wire import encode_hashes
from sync import ConnectionKind, divergence
from sync import engine as engine_module
from sync.containment import raw_of
from sync.schema import AuditRow
from sync.store_divergence import AGAIN_MS, EVERY_MS, SPREAD_MS, STORE_DIVERGED, STORE_TAKEN_ANEW
from tests.support.bodies import Body

HASHES = "feed/hashes"
ANEW = [(STORE_DIVERGED, ["customer", "fulfilment"]), (STORE_TAKEN_ANEW, ["customer", "fulfilment"])]


@pytest.fixture
async def run(pair: Pair, quick_retries: None, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    monkeypatch.setattr(engine_module, "POLL_S", 0.02)
    # Hours that go by in a moment look like sleep.
    monkeypatch.setattr(engine_module, "wait_for_change", _never)
    async with running(pair) as made:
        await made.idle()
        # It finds out when this device's turn is.
        await turn(made, AGAIN_MS)
        yield made


async def _never(*_arguments: object) -> None:
    await asyncio.Event().wait()


def spoil(pair: Pair) -> None:
    """As a fault of the program would: one row is another, one is lost."""
    with pair.workstation.replica.writing("test") as session:
        raw_of(session).execute("UPDATE fulfilment SET note = 'of nobody' WHERE id = ?", (pair.names.first,))
        raw_of(session).execute("DELETE FROM customer WHERE id = (SELECT min(id) FROM customer)")


def journal(pair: Pair) -> list[tuple[str, list[str]]]:
    def load(session: Session) -> list[tuple[str, list[str]]]:
        rows = session.scalars(select(AuditRow).order_by(AuditRow.no))
        return [(row.kind, row.data["tables"]) for row in rows if row.kind.startswith("store_")]

    return pair.workstation.replica.read(load)


def customers(pair: Pair) -> int:
    return pair.workstation.read(lambda reader: len(reader.session.scalars(select(Customer.id)).all()))


async def turn(run: Running, by_ms: int = 0) -> None:
    """So much time goes by, and the exchange has a whole cycle after that."""
    run.pair.clock.advance(by_ms)
    await run.turns()


async def due(run: Running) -> None:
    """It is time, and this device's turn among those that are late."""
    await turn(run, EVERY_MS)
    await turn(run, SPREAD_MS)


async def test_what_differs_is_found_within_hours_told_and_taken_anew_with_what_waits_on_top(
    run: Running,
) -> None:
    pair = run.pair
    spoil(pair)
    run.transport.faults["commands"] = lambda _request: problem(429, "busy")
    claim(pair)
    with capture_logs() as logs:
        await due(run)
        await run.until(lambda: len(journal(pair)) == 2)
    assert journal(pair) == ANEW
    [line] = [line for line in logs if line["event"] == "store.diverged"]
    assert line["tables"] == ["customer", "fulfilment"]
    assert customers(pair) > 0
    [waits] = pair.pending()
    head = pair.workstation.read(lambda reader: reader.session.get_one(Fulfilment, pair.names.first))
    assert (head.note, head.state) == ("", "claimed"), waits
    told = pair.workstation.read(divergence.last_told)
    assert told is not None
    assert (told.kind, told.tables) == (divergence.TAKEN_ANEW, ["customer", "fulfilment"])

    run.transport.faults.clear()
    await run.at_rest()
    assert pair.rows() == core_rows(pair)
    # Soon afterwards it is seen that it has helped; then it is quiet for hours.
    asked = run.transport.asked.count(HASHES)
    await turn(run, AGAIN_MS)
    await run.until(lambda: run.transport.asked.count(HASHES) == asked + 1)
    await turn(run, EVERY_MS // 2)
    assert run.transport.asked.count(HASHES) == asked + 1
    assert journal(pair) == ANEW


async def test_what_somebody_edits_in_the_file_is_found_and_the_core_s_again(run: Running) -> None:
    """With the machine's own key: the cipher's seals are whole, and what was paid, who is what and what needs
    nobody's word are not."""
    pair = run.pair

    def sell(unit: UnitOfWork) -> None:
        sale = Sale(id="sale", kind="till", receipt_code="T-1", location_id=pair.names.store, sold_at=unit.at)
        unit.session.add_all([sale, ReturnPolicyRow(location_id=pair.names.store, policy={})])
        unit.session.flush()
        sold = {"article_id": pair.names.scarf, "quantity": 1, "list_cents": 4_500, "paid_cents": 4_500}
        unit.session.add(SaleLine(id="line", sale_id="sale", line_no=1, **sold))

    pair.at_core(sell)
    await run.until(lambda: pair.rows() == core_rows(pair))
    edits = {
        "return_policy": 'policy = \'{"limits": {"free_cents": 1000000}}\'',
        "sale_line": "paid_cents = 450000",
        "staff": "role = 'manager', pin_verifier = 'of my own PIN'",
    }
    with pair.workstation.replica.writing("test") as session:
        for table, change in edits.items():
            raw_of(session).execute(f"UPDATE {table} SET {change}")
    assert pair.rows() != core_rows(pair)
    await due(run)
    await run.until(lambda: len(journal(pair)) == 2)
    assert journal(pair) == [(STORE_DIVERGED, [*edits]), (STORE_TAKEN_ANEW, [*edits])]
    assert pair.rows() == core_rows(pair)


async def test_rows_that_are_the_core_s_are_left_alone_whatever_waits(run: Running) -> None:
    run.transport.faults["commands"] = lambda _request: problem(429, "busy")
    claim(run.pair)
    await due(run)
    await run.until(lambda: HASHES in run.transport.asked)
    await turn(run)
    assert journal(run.pair) == []
    assert len(run.pair.pending()) == 1


async def test_where_it_does_not_help_it_is_not_done_again_before_a_day_is_over(run: Running) -> None:
    pair = run.pair

    def another(_request: httpx.Request) -> httpx.Response:
        stream = store_stream(pair.names.store)
        real = pair.core.read(lambda session: private_hashes(session, stream))
        wrong = {name: bytes([sums[0] ^ 1]) + sums[1:] for name, sums in real.sums.items() if name == "staff"}
        content = encode_hashes(msgspec.structs.replace(real, sums=real.sums | wrong))
        return httpx.Response(200, stream=Body(content))

    run.transport.faults[HASHES] = another
    await due(run)
    await run.until(lambda: journal(pair) == [(STORE_DIVERGED, ["staff"]), (STORE_TAKEN_ANEW, ["staff"])])
    await turn(run, AGAIN_MS)
    await run.until(lambda: len(journal(pair)) == 3)
    for _ in range(3):
        await turn(run, EVERY_MS)
    kinds = [kind for kind, _tables in journal(pair)]
    assert kinds.count(STORE_TAKEN_ANEW) == 1
    assert kinds[-1] == STORE_DIVERGED, "it is said as long as it is so"
    told = pair.workstation.read(divergence.last_told)
    assert told is not None and told.kind == divergence.FOUND
    await turn(run, DAY_MS)
    await turn(run, SPREAD_MS)
    await run.until(lambda: [kind for kind, _ in journal(pair)].count(STORE_TAKEN_ANEW) == 2)


@pytest.mark.parametrize("what", ["older core", "moves on", "no answer", "other form"])
async def test_what_cannot_be_compared_is_not(run: Running, what: str) -> None:
    pair, answered = run.pair, list[str]()

    def answer(_request: httpx.Request) -> httpx.Response:
        answered.append(what)
        if what == "no answer":
            return problem(404, "unknown_route")
        stream = store_stream(pair.names.store)
        real = pair.core.read(lambda session: private_hashes(session, stream))
        changes: dict[str, dict[str, Any]] = {
            "older core": {"forms": {}},
            "moves on": {"version": real.version + 1},
            "other form": {"forms": dict.fromkeys(real.forms, "of tomorrow")},
        }
        content = encode_hashes(msgspec.structs.replace(real, **changes[what]))
        return httpx.Response(200, stream=Body(content))

    spoil(pair)
    run.transport.faults[HASHES] = answer
    await due(run)
    await run.until(lambda: bool(answered))
    await turn(run)
    assert journal(pair) == []
    assert run.engine.state.kind is ConnectionKind.CONNECTED
    assert run.engine.state.fault == ""
    # Where there was no answer to hold against, the next one is soon.
    await turn(run, 2 * AGAIN_MS)
    assert (len(answered) > 1) is (what in ("moves on", "no answer"))


async def test_who_was_off_overnight_compares_at_a_time_of_its_own(run: Running) -> None:
    """All stores open within the same half hour."""
    await turn(run, 2 * EVERY_MS)
    await turn(run, AGAIN_MS)
    assert HASHES not in run.transport.asked
    own_ms = crc32(run.pair.workstation.replica.state().device_id.encode()) % SPREAD_MS
    await turn(run, own_ms - 3 * AGAIN_MS)
    assert HASHES not in run.transport.asked
    await turn(run, 3 * AGAIN_MS)
    await run.until(lambda: run.transport.asked.count(HASHES) == 1)


async def test_pauses_between_tries_that_come_to_nothing_grow(run: Running) -> None:
    run.transport.faults[HASHES] = lambda _request: problem(429, "busy")
    await due(run)
    await run.until(lambda: HASHES in run.transport.asked)
    for _ in range(30):
        await turn(run, 4 * AGAIN_MS)
    assert 4 <= run.transport.asked.count(HASHES) <= 9, "in two hours"


async def test_rows_that_cannot_be_taken_are_not_asked_for_at_each_turn(run: Running) -> None:
    pair = run.pair
    spoil(pair)
    starts = list[str]()

    def from_nothing(request: httpx.Request) -> httpx.Response:
        if request.url.params["store_from"] != "0":
            return run.transport._answer("feed/tail", request)
        starts.append(str(request.url))
        return problem(500, "internal_error")

    run.transport.faults["feed/tail"] = from_nothing
    await due(run)
    await run.until(lambda: len(starts) == 1)
    for _ in range(5):
        await turn(run, AGAIN_MS)
    await turn(run, EVERY_MS)
    assert len(starts) == 1
    assert [kind for kind, _ in journal(pair)].count(STORE_TAKEN_ANEW) == 0
    run.transport.faults.clear()
    await turn(run, DAY_MS)
    await turn(run, SPREAD_MS)
    await run.until(lambda: journal(pair)[-1:] == ANEW[-1:])

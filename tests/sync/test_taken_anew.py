"""Private rows that must be taken anew are on the screens until all of the new ones are there; what was done
meanwhile is sent all the same, and no number is given twice."""

from __future__ import annotations

from itertools import pairwise

import httpx
import pytest
from pair_transport import PairTransport, unreachable
from restored_core import back_up
from running_engine import running
from sqlalchemy import select
from sync_world import ASSOCIATE, Pair, core_rows

from core.commands import ClaimFulfilment
from core.feed.publication import Published
from core.feed.settings import Setting, setting
from core.model import CoreSetting, Fulfilment, NumberBlock, Order, OutcomeRow
from core.orchestration import UnitOfWork
from core.orchestration.chain_settings import ChainSetting, set_value
from core.orchestration.identity import begin_anew
from core.orchestration.leasing import HeldBlock, lease_block, note_held
from core.rules.sscc import RESTORE_JUMP_NUMBERS
from core.rules.time import DAY_MS
from core.service.upkeep import keep_up
from sync import ConnectionKind
from sync.schema import PendingCommand

pytestmark = pytest.mark.usefixtures("quick_retries")


def claim(pair: Pair, which: int = 0) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=list(pair.names.fulfilments)[which]))


def claimed(pair: Pair) -> set[str]:
    rows = pair.workstation.read(
        lambda reader: reader.session.scalars(
            select(Fulfilment.id).where(Fulfilment.claimed_by == ASSOCIATE)
        ).all()
    )
    return set(rows)


def sleep_days(pair: Pair, count: int) -> None:
    """The core goes on without the workstation, and lets go of what is old."""

    def work(unit: UnitOfWork) -> None:
        unit.session.scalars(select(Order).order_by(Order.number)).first().note = f"day {unit.at}"  # type: ignore[union-attr]

    pair.at_core(lambda unit: set_value(unit, ChainSetting.CHANGE_LOG_DAYS, 7))
    for _ in range(count):
        pair.clock.advance(DAY_MS)
        pair.at_core(work)
        keep_up(pair.core, lambda: Published("none"))


@pytest.mark.parametrize("cut_at", [1, 2])
async def test_a_line_cut_between_leaves_the_rows_of_before(pair: Pair, cut_at: int) -> None:
    claim(pair)
    before = pair.rows()
    begin_anew(pair.core)
    transport = PairTransport(pair)
    transport.page_rows = 1
    tails: list[str] = []

    def cut(request: httpx.Request) -> httpx.Response:
        tails.append(request.url.params["store_from"])
        return unreachable(request) if len(tails) >= cut_at else transport._answer("feed/tail", request)

    transport.faults["feed/tail"] = cut
    async with running(pair, transport) as run:
        await run.until(lambda: len(tails) >= cut_at)
        await run.until_state(ConnectionKind.OFFLINE, run.engine.state.cause)
        assert pair.rows() == before
        assert len(pair.pending()) == 1
        del transport.faults["feed/tail"]
        await run.at_rest()
        await run.until(lambda: pair.rows() == core_rows(pair))
        await run.until(lambda: pair.workstation.replica.state().epoch == transport.epoch)
    assert claimed(pair) == {pair.names.first}


async def test_a_replica_that_slept_too_long_takes_its_rows_anew_and_sends_what_it_did(pair: Pair) -> None:
    keep_up(pair.core, lambda: Published("none"))
    claim(pair)
    sleep_days(pair, 10)
    claim(pair, 1)
    transport = PairTransport(pair)
    transport.page_rows = 3
    seen: list[int] = []
    pair.workstation.on_change(lambda _kinds: seen.append(len(pair.rows()["fulfilment"])))
    async with running(pair, transport) as run:
        await run.at_rest()
        await run.until(lambda: pair.rows() == core_rows(pair))
    assert set(seen) == {3}
    assert claimed(pair) == set(list(pair.names.fulfilments)[:2])
    assert run.bugs == []


def test_an_answer_that_was_let_go_of_is_told_again_to_whoever_asks(pair: Pair) -> None:
    keep_up(pair.core, lambda: Published("none"))
    claim(pair)
    pair.push()
    sleep_days(pair, 10)
    pair.workstation.start_over()
    pair.push()
    pair.pull()
    pair.workstation.rerun_orphans()
    assert pair.pending() == []
    assert pair.workstation.replica.read(
        lambda session: session.scalars(select(PendingCommand.status)).all()
    ) == ["applied"]
    assert len(pair.core.read(lambda s: s.scalars(select(OutcomeRow.id)).all())) == 1


async def test_no_number_is_leased_twice_after_a_restore(pair: Pair) -> None:
    backup = pair.folder / "core.backup"
    back_up(pair, backup)
    pair.at_core(lambda unit: lease_block(unit, pair.names.device) and None)
    pair.cycle()
    mine = {(block.first, block.last) for block in pair.workstation.blocks_held()}
    assert len(mine) == 2
    pair._engine.dispose()
    for path in pair.folder.glob("core.db*"):
        path.unlink()
    (pair.folder / "core.db").write_bytes(backup.read_bytes())
    counter = int(pair.core.read(lambda s: setting(s, Setting.NEXT_SSCC_SERIAL)))
    assert counter <= max(mine)[0]
    begin_anew(pair.core)
    assert int(pair.core.read(lambda s: setting(s, Setting.NEXT_SSCC_SERIAL))) == (
        counter + RESTORE_JUMP_NUMBERS
    )

    async with running(pair) as run:
        await run.at_rest()
        await run.until(lambda: pair.workstation.replica.state().epoch == run.transport.epoch)
    assert {(block.first, block.last) for block in pair.workstation.blocks_held()} == mine
    leased = pair.core.read(
        lambda s: s.execute(
            select(NumberBlock.first, NumberBlock.last)
            .where(NumberBlock.kind == "sscc")
            .order_by(NumberBlock.first)
        ).all()
    )
    assert {tuple(row) for row in leased} >= mine
    assert all(one.last < other.first for one, other in pairwise(leased))


def test_the_report_alone_keeps_numbers_apart(pair: Pair) -> None:
    """Even where the jump were too short."""

    def back(unit: UnitOfWork) -> None:
        row = unit.session.get_one(CoreSetting, Setting.NEXT_SSCC_SERIAL.value)
        row.value = "1"
        for block in unit.session.scalars(select(NumberBlock)):
            unit.session.delete(block)

    held = [
        HeldBlock(block.id, block.prefix, block.first, block.last, block.kind)
        for block in pair.workstation.blocks_held()
    ]
    pair.at_core(back)
    assert pair.at_core(lambda unit: note_held(unit, pair.names.device, held)) == len(held)
    assert pair.at_core(lambda unit: note_held(unit, pair.names.device, held)) == 0
    assert pair.at_core(lambda unit: lease_block(unit, pair.names.device).first) > held[0].last

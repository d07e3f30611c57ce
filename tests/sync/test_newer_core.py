"""A workstation that is older than its core leaves out what it does not know, and has it all once it is
updated."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from running_engine import running
from sqlalchemy import Column, MetaData, Table, select
from sync_world import ASSOCIATE, Pair, core_rows

from core.commands import ClaimFulfilment
from core.model import Fulfilment, OutcomeRow, StaffPermission
from core.orchestration import UnitOfWork
from sync import ConnectionKind
from sync.images import PRIVATE_TABLES
from sync.schema import PendingCommand
from sync.understanding import has_learned

pytestmark = pytest.mark.usefixtures("quick_retries")

OF_TOMORROW = ("staff_permission", "fulfilment.note")


@contextmanager
def older_program(pair: Pair) -> Iterator[None]:
    """The workstation as it was before the table and the column of `OF_TOMORROW` were thought of; at the end
    the migrations of the update add them, as they would be added: empty."""
    with pair.workstation.replica.writing("test") as session:
        session.connection().exec_driver_sql("DELETE FROM staff_permission")
        session.connection().exec_driver_sql("ALTER TABLE fulfilment DROP COLUMN note")
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(PRIVATE_TABLES, "staff_permission")
        patch.setitem(PRIVATE_TABLES, "fulfilment", without(PRIVATE_TABLES["fulfilment"], "note"))
        yield
    with pair.workstation.replica.writing("test") as session:
        session.connection().exec_driver_sql("ALTER TABLE fulfilment ADD note TEXT DEFAULT '' NOT NULL")


def without(table: Table, column: str) -> Table:
    kept = (
        Column(
            part.name, part.type, primary_key=part.primary_key, nullable=part.nullable, default=part.default
        )
        for part in table.columns
        if part.name != column
    )
    return Table(table.name, MetaData(), *kept)


def write_of_tomorrow(pair: Pair) -> None:
    def work(unit: UnitOfWork) -> None:
        row = unit.lock(Fulfilment, pair.names.first)
        assert row is not None
        row.note = "ring the bell"
        unit.session.add(StaffPermission(staff_id=ASSOCIATE, permission="reopen_fulfilment", is_granted=True))

    pair.at_core(work)


async def test_what_an_older_program_left_out_is_there_after_the_update(pair: Pair) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=list(pair.names.fulfilments)[1]))
    with older_program(pair):
        write_of_tomorrow(pair)
        pair.pull()
        assert pair.workstation.replica.state().not_understood == sorted(OF_TOMORROW)
    pair.reopen()

    async with running(pair) as run:
        await run.at_rest()
        await run.until(lambda: pair.rows() == core_rows(pair))
    assert pair.rows()["staff_permission"] != []
    assert pair.workstation.replica.state().not_understood == []


async def test_an_older_program_does_not_ask_again_and_again_for_what_it_cannot_read(pair: Pair) -> None:
    with older_program(pair):
        write_of_tomorrow(pair)
        starts: list[int] = []
        started = pair.workstation.start_over
        pair.workstation.start_over = lambda: (starts.append(1), started())[1]  # type: ignore[method-assign]
        async with running(pair) as run:
            await run.idle()
            await run.until(lambda: pair.workstation.replica.state().not_understood == sorted(OF_TOMORROW))
            run.poke()
            await run.until(lambda: run.transport.asked.count("feed/manifest") >= 2)
        assert starts == []


async def test_an_answer_that_only_a_newer_core_knows_is_kept_and_is_no_cut(pair: Pair) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    pair.push()

    def decide_anew(unit: UnitOfWork) -> None:
        for row in unit.session.scalars(select(OutcomeRow)):
            row.status = "of_tomorrow"

    pair.at_core(decide_anew)
    async with running(pair) as run:
        await run.at_rest()
        assert run.engine.state.kind is ConnectionKind.CONNECTED
    assert pair.rows() == core_rows(pair)
    kept = pair.workstation.read(lambda reader: reader.session.scalars(select(PendingCommand.status)).all())
    assert kept == ["of_tomorrow"]
    assert pair.workstation.replica.state().not_understood == ["outcome.status=of_tomorrow"]
    assert not has_learned(["outcome.status=of_tomorrow"])
    assert has_learned(["outcome.status=applied"])

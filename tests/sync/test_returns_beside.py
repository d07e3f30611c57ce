"""Two workstations take the same unit back: what is pending is read anew with what the other has claimed."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sync_world import Pair, core_rows
from test_other_stores import number
from test_stock_readers import is_what_is_pending_on_top, sell, short

from core.commands import Command, DeclareReturn, ReceivedLine, ReceiveReturn, ReturnLineDraft
from core.model import ReturnLine, Sale, SaleLine
from core.orchestration import UnitOfWork
from core.rules.returns import ReturnReason, ReturnState


def sold(pair: Pair) -> None:
    """Two scarves have been sold here."""
    scarf, store = pair.names.scarf, pair.names.store

    def sell(unit: UnitOfWork) -> None:
        sale = Sale(id="sale", kind="till", receipt_code="T-1", location_id=store, sold_at=unit.at)
        sale.means = [["card", 3_000]]
        unit.session.add(sale)
        unit.session.flush()
        sold = {"name": "Scarf", "quantity": 2, "list_cents": 3_000, "paid_cents": 3_000}
        unit.session.add(SaleLine(id="line", sale_id="sale", line_no=1, article_id=scarf, **sold))

    pair.at_core(sell)
    pair.cycle()


def declared(pair: Pair, return_id: str, units: list[int]) -> DeclareReturn:
    """Of these two scarves some come back."""
    draft = ReturnLineDraft(
        article_id=pair.names.scarf,
        quantity=len(units),
        reason=ReturnReason.CHANGED_MIND,
        sale_line_id="line",
        units=units,
    )
    return DeclareReturn(return_id=return_id, number=number(pair), sale_id="sale", lines=[draft])


def line_of(pair: Pair, return_id: str) -> ReturnLine:
    ours = select(ReturnLine).where(ReturnLine.return_id == return_id)
    return pair.workstation.read(lambda reader: reader.session.scalars(ours).one())


def test_a_pending_return_runs_again_when_another_of_its_sale_comes(
    pair: Pair, theirs: Callable[[Command], None]
) -> None:
    sold(pair)
    pair.do(declared(pair, "ours", [0]))
    assert line_of(pair, "ours").state == ReturnState.ELIGIBLE

    theirs(declared(pair, "theirs", [0]))
    pair.pull()
    line = line_of(pair, "ours")
    assert (line.state, line.why) == (ReturnState.NEEDS_OVERRIDE, "more_than_bought")

    pair.cycle()
    assert pair.pending() == []
    assert pair.rows() == core_rows(pair)


def test_a_return_that_runs_again_for_the_shelf_does_not_see_one_of_its_sale_that_came_after_it(
    pair: Pair,
) -> None:
    sold(pair)
    short(pair, 0)
    pair.do(declared(pair, "first", [0, 1]))
    line = line_of(pair, "first")
    pair.do(ReceiveReturn(return_id="first", lines=[ReceivedLine(line.id, 2)]))
    pair.do(declared(pair, "second", [0, 1]))
    sell(pair, 1)
    pair.pull()

    assert [line_of(pair, one).why for one in ("first", "second")] == ["policy", "more_than_bought"]
    is_what_is_pending_on_top(pair)

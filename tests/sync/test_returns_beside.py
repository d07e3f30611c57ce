"""Two workstations take the same unit back: what is pending is read anew with what the other has claimed."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sync_world import Pair, core_rows
from test_other_stores import number

from core.commands import Command, DeclareReturn, ReturnLineDraft
from core.model import ReturnLine, Sale, SaleLine
from core.orchestration import UnitOfWork
from core.rules.returns import ReturnReason, ReturnState


def test_a_pending_return_runs_again_when_another_of_its_sale_comes(
    pair: Pair, theirs: Callable[[Command], None]
) -> None:
    scarf, store = pair.names.scarf, pair.names.store

    def sell(unit: UnitOfWork) -> None:
        sale = Sale(id="sale", kind="till", receipt_code="T-1", location_id=store, sold_at=unit.at)
        sale.means = [["card", 3_000]]
        unit.session.add(sale)
        unit.session.flush()
        sold = {"name": "Scarf", "quantity": 2, "list_cents": 3_000, "paid_cents": 3_000}
        unit.session.add(SaleLine(id="line", sale_id="sale", line_no=1, article_id=scarf, **sold))

    def declared(return_id: str) -> DeclareReturn:
        reason = ReturnReason.CHANGED_MIND
        draft = ReturnLineDraft(article_id=scarf, quantity=1, reason=reason, sale_line_id="line", units=[0])
        return DeclareReturn(return_id=return_id, number=number(pair), sale_id="sale", lines=[draft])

    def line() -> ReturnLine:
        ours = select(ReturnLine).where(ReturnLine.return_id == "ours")
        return pair.workstation.read(lambda reader: reader.session.scalars(ours).one())

    pair.at_core(sell)
    pair.cycle()
    pair.do(declared("ours"))
    assert line().state == ReturnState.ELIGIBLE

    theirs(declared("theirs"))
    pair.pull()
    assert (line().state, line().why) == (ReturnState.NEEDS_OVERRIDE, "more_than_bought")

    pair.cycle()
    assert pair.pending() == []
    assert pair.rows() == core_rows(pair)

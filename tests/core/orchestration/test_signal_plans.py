"""What is counted around a refund is found by indexes, however many returns there are."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event

from core.model import Refund, Return, Sale
from core.orchestration import Core, UnitOfWork
from core.orchestration.refund_signals import tell
from tests.core.builders import make_location

OTHERS = 300
"""Returns of other people: in a table of one, every index is as good as another."""

pytestmark = pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)


def test_a_customers_other_returns_are_found_by_their_name_and_by_their_purchases(core: Core) -> None:
    asked: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        if "FROM goods_return" in statement and "count(" in statement:
            asked.append((statement, values))

    def plans(unit: UnitOfWork) -> list[str]:
        at, place = unit.at, make_location(unit).id
        about = {"kind": "till", "receipt_code": "T-1", "location_id": place, "sold_at": at}
        unit.session.add(Sale(id="sale", customer_id="shop-7", **about))
        unit.session.flush()
        who = {"declared_by": "a", "declared_device": "d", "declared_at": at, "customer_name": "Paul Garnier"}
        unit.session.add(Return(id="ret", number="R0000001", location_id=place, sale_id="sale", **who))
        unit.session.flush()
        for number in range(OTHERS):
            other = {**who, "customer_name": f"Client {number}"}
            key = f"other-{number}"
            unit.session.add(Return(id=key, number=key, location_id=place, sale_id=key, **other))
        unit.session.flush()
        refund = Refund(
            id="ref", return_id="ret", location_id=place, sale_id="sale", state="proposed", state_at=at,
            total_cents=100, proposed_by="nadia", proposed_device="d", proposed_at=at,
        )  # fmt: skip
        unit.session.add(refund)
        unit.session.flush()
        event.listen(core.engine, "before_cursor_execute", hear)
        tell(unit.session, refund)
        event.remove(core.engine, "before_cursor_execute", hear)
        connection = unit.session.connection()
        # On a table of a few rows it would always read them all.
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        connection.exec_driver_sql("ANALYZE goods_return")
        explained = (connection.exec_driver_sql(f"EXPLAIN {one}", values).all() for one, values in asked[:1])
        return [str(row[0]) for rows in explained for row in rows]

    plan = "\n".join(core.transact(plans))
    assert "Index Cond: (((customer_name)" in plan, plan
    assert "using ix_goods_return_sale_id" in plan, plan

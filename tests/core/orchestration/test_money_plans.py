"""What is asked about money that may have gone is found by indexes, however many cases there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from core.commands.money_asked import cases_about
from core.model import ExceptionCase, Sale, SalePayment
from core.orchestration import Core, UnitOfWork
from core.orchestration import untold_refunds as untold
from core.orchestration.sale_sharing import find_sales
from core.rules.exceptions import REFUND_PERHAPS_PAID
from core.rules.refund_part import Answer, Heard
from core.rules.time import DAY_MS
from tests.core.builders import make_location

FULL = {"sqlite": "SCAN", "postgresql": "Seq Scan"}
"""How each says that it reads all of a table."""


def plans(core: Core, work: Callable[[UnitOfWork], object]) -> list[str]:
    """How the database would carry out each query of some work, where it need not read a whole table."""
    asked: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, values))

    def explain(unit: UnitOfWork) -> list[str]:
        event.listen(core.engine, "before_cursor_execute", hear)
        try:
            work(unit)
        finally:
            event.remove(core.engine, "before_cursor_execute", hear)
        connection, word = unit.session.connection(), "EXPLAIN QUERY PLAN"
        if core.engine.dialect.name == "postgresql":
            # On a table of a few rows it would always read them all.
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            word = "EXPLAIN"
        return [
            "\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"{word} {one}", values))
            for one, values in asked
        ]

    return core.transact(explain)


def found_by(core: Core, index: str, work: Callable[[UnitOfWork], object]) -> list[str]:
    """The plans of what is looked for, each by this index."""
    found = plans(core, work)
    assert found
    for plan in found:
        assert index in plan, plan
        assert "SCAN exception_case USING INDEX" in plan or FULL[core.engine.dialect.name] not in plan, plan
    return found


def test_cases_about_money_are_looked_for_among_themselves(core: Core) -> None:
    found_by(core, "ix_exception_case_money", lambda unit: cases_about(unit.session, "sale:s-1"))


def test_of_a_sale_and_of_returns_each_case_about_money_is_found_once(core: Core) -> None:
    def arrange(unit: UnitOfWork) -> None:
        place = make_location(unit, "LYON").id
        rows = {
            "c": ("return:r-2", REFUND_PERHAPS_PAID), "a": ("sale:s-1", REFUND_PERHAPS_PAID),
            "b": ("sale:s-2", REFUND_PERHAPS_PAID), "d": ("sale:s-1", "stock_negative"),
        }  # fmt: skip
        for key, (aggregate, kind) in rows.items():
            unit.session.add(
                ExceptionCase(id=key, location_id=place, kind=kind, aggregate=aggregate, raised_at=unit.at)
            )

    core.transact(arrange)

    def ids(aggregate: str) -> list[str]:
        return core.read(lambda s: [case.id for case in cases_about(s, aggregate)])

    assert (ids("sale:s-1"), ids("return:r-2"), ids("sale:s-9")) == (["a", "c"], ["c"], ["c"])


def test_a_payment_services_word_finds_others_of_its_reference(core: Core) -> None:
    def arrange(unit: UnitOfWork) -> None:
        # Of an empty table PostgreSQL may go by any of its indexes.
        for number in range(300):
            key = f"s-{number}"
            unit.session.add(Sale(id=key, kind="till", receipt_code=key, location_id=1, sold_at=number))
            unit.session.add(SalePayment(sale_id=key, place=0, means="card", cents=1, reference=f"PAY-{key}"))
        unit.session.flush()
        # Where the server has looked while the tables were empty, it takes them to be so still.
        unit.session.connection().exec_driver_sql("ANALYZE")

    core.transact(arrange)
    answer = Answer(Heard.DONE, reference="RE-1", cents=100, payment="PAY-1")
    found_by(core, "ix_refund_word_reference", lambda unit: untold._is_back(unit.session, "RE-1"))
    paid = plans(core, lambda unit: untold._came_back(unit, "named", answer))
    assert any("ix_sale_payment_reference" in plan for plan in paid), paid
    assert any("ix_refund_word_reference" in plan for plan in paid), paid


def test_sales_of_a_day_are_looked_for_by_it(core: Core) -> None:
    at = core.clock.now()
    asked = {"sku": "COAT", "sold_from": at - DAY_MS, "sold_until": at}
    [plan] = plans(core, lambda unit: find_sales(unit.session, **asked))  # type: ignore[arg-type]
    # SQLite, which holds one machine's, goes by the article and then by each of its sales.
    index = "ix_sale_day" if core.engine.dialect.name == "postgresql" else "ix_sale_line_article_id"
    assert index in plan, plan

"""Numbers that people read, given by the core in one sequence: order numbers like C-20418."""

from __future__ import annotations

from sqlalchemy import text

from core.orchestration.unit import UnitOfWork

NEXT_ORDER_NUMBER = "next_order_number"
FIRST_ORDER_NUMBER = 20_001

_TAKE = text(
    "UPDATE core_setting SET value = CAST(CAST(value AS BIGINT) + :count AS VARCHAR(20)) WHERE name = :name"
    " RETURNING value"
)
_CREATE = text("INSERT INTO core_setting (name, value) VALUES (:name, :value) ON CONFLICT DO NOTHING")


def next_order_number(unit: UnitOfWork) -> str:
    """The next number of the sequence, locked until the commit: take it after all other locks."""
    if unit.desk is not None:
        return unit.foreseen.numbers.pop(0)
    return next_order_numbers(unit, 1)[0]


def next_order_numbers(unit: UnitOfWork, count: int) -> list[str]:
    """The next numbers of the sequence, as above."""
    connection = unit.session.connection()
    following = connection.scalar(_TAKE, {"name": NEXT_ORDER_NUMBER, "count": count})
    if following is None:
        connection.execute(_CREATE, {"name": NEXT_ORDER_NUMBER, "value": str(FIRST_ORDER_NUMBER)})
        following = connection.scalar(_TAKE, {"name": NEXT_ORDER_NUMBER, "count": count})
    return [f"C-{number}" for number in range(int(following) - count, int(following))]

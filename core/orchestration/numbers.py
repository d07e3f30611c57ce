"""Numbers that people read, given by the core in one sequence: order numbers like C-20418."""

from __future__ import annotations

from sqlalchemy import text

from core.orchestration.unit import UnitOfWork

NEXT_ORDER_NUMBER = "next_order_number"
FIRST_ORDER_NUMBER = 20_001

_TAKE = text(
    "UPDATE core_setting SET value = CAST(CAST(value AS BIGINT) + 1 AS VARCHAR(20)) WHERE name = :name"
    " RETURNING value"
)
_CREATE = text("INSERT INTO core_setting (name, value) VALUES (:name, :value) ON CONFLICT DO NOTHING")


def next_order_number(unit: UnitOfWork) -> str:
    """The next number of the sequence, locked until the commit: take it after all other locks."""
    following = unit.session.scalar(_TAKE, {"name": NEXT_ORDER_NUMBER})
    if following is None:
        unit.session.execute(_CREATE, {"name": NEXT_ORDER_NUMBER, "value": str(FIRST_ORDER_NUMBER)})
        following = unit.session.scalar(_TAKE, {"name": NEXT_ORDER_NUMBER})
    return f"C-{int(following) - 1}"

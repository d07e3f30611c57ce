"""Numbers that people read, given by the core in one sequence: order numbers like C-20418."""

from __future__ import annotations

from sqlalchemy import text

from core.model import CoreSetting
from core.orchestration.unit import UnitOfWork

NEXT_ORDER_NUMBER = "next_order_number"
FIRST_ORDER_NUMBER = 20_001

_CREATE = text("INSERT INTO core_setting (name, value) VALUES (:name, :value) ON CONFLICT DO NOTHING")


def next_order_number(unit: UnitOfWork) -> str:
    """The next number of the sequence, locked until the commit: take it after all other locks."""
    row = unit.lock(CoreSetting, NEXT_ORDER_NUMBER)
    if row is None:
        unit.session.execute(_CREATE, {"name": NEXT_ORDER_NUMBER, "value": str(FIRST_ORDER_NUMBER)})
        row = unit.lock(CoreSetting, NEXT_ORDER_NUMBER)
        assert row is not None
    number = int(row.value)
    row.value = str(number + 1)
    return f"C-{number}"

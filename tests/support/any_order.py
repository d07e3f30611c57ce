"""Rows in any order: what a statement leaves open about it comes another way each time.

A plugin that no run has unless it is named: `make test ARGS="-p tests.support.any_order"`. A test that fails
with it and passes without has relied on how the database happened to keep its rows, or the program has
(docs/decisions/0161-rows-in-any-order.md).

It sees the SELECTs that SQLAlchemy makes, and no others: not SQL that is written as text (what sync and the
screens read by `raw.execute`, what a core's desk reads beside its rows), nor UNIONs, nor SELECTs within
others, nor DISTINCT. A LIMIT within these takes which rows it likes, unnoticed. An ORDER BY in text that ends
with a time is refused by `tests/house/test_order_of_times.py`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, Select, event, func


@event.listens_for(Engine, "before_execute", retval=True)
def _shuffle(
    _connection: object, statement: Any, several: Any, values: Any, _options: object
) -> tuple[Any, Any, Any]:
    """Chance is the last thing that rows are put in order by. PostgreSQL takes none beside DISTINCT."""
    if isinstance(statement, Select) and not statement._distinct:
        statement = statement.order_by(func.random())
    return statement, several, values

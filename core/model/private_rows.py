"""What a store's private rows add up to, on the core and on its workstations alike.

Left out is what either side lets go of in its own time: movements, which the network's copy contains, and
cases that are settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any, Final

from sqlalchemy import ColumnDefault, Table

from core.model.row_hashes import Sums, sums_by_key

LET_GO: Final = frozenset({"movement", "outcome", "number_block"})
"""Tables that are not compared: of their day alone, or of one device."""


def comparable(table: Table, rows: Iterable[Mapping[str, Any]]) -> list[list[Any]]:
    """Rows by column's name as lists of values, without those that are let go. Where a column must have
    something, nothing is its default."""
    defaults = [_default(column) for column in table.columns]
    names = [column.name for column in table.columns]
    return [
        [
            default if value is None else value
            for value, default in zip(map(row.get, names), defaults, strict=True)
        ]
        for row in rows
        if row.get("settled_at") is None
    ]


def form(table: Table) -> str:
    """In which form rows are hashed: another program may know other columns, or other defaults."""
    told = [(column.name, _default(column)) for column in table.columns]
    return blake2b(repr(told).encode(), digest_size=8).hexdigest()


def _default(column: Any) -> Any:
    default = column.default
    is_plain = isinstance(default, ColumnDefault) and not column.nullable
    if not is_plain:
        return None
    return default.arg(None) if default.is_callable else default.arg


def summed(table: Table, rows: Sequence[Sequence[Any]]) -> Sums:
    """The sums of a private table."""
    return sums_by_key(table, rows)

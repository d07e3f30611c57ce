"""What a newer core sends and this program does not know: left out, but never forgotten.

A workstation goes on with what it knows. It notes what it had to leave out, and once an update has taught it
any of that, it takes its private streams again from the start. The network's copy needs none of this: its
schema has a version, and of another one a snapshot is taken.
"""

from __future__ import annotations

from collections.abc import Iterable

from core.wire import TableDelta
from sync.images import PRIVATE_TABLES


def not_understood(tables: Iterable[TableDelta]) -> set[str]:
    """The tables, and columns as `table.column`, that have no place in this program's replica."""
    found: set[str] = set()
    for delta in tables:
        known = PRIVATE_TABLES.get(delta.name)
        if known is None:
            found.add(delta.name)
        else:
            found |= {f"{delta.name}.{column}" for column in delta.columns if column not in known.columns}
    return found


def has_learned(names: Iterable[str]) -> bool:
    """Whether this program knows any of what an older one had to leave out."""
    parts = (name.partition(".") for name in names)
    return any(
        table in PRIVATE_TABLES and (not column or column in PRIVATE_TABLES[table].columns)
        for table, _, column in parts
    )

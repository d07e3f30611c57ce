"""What a newer core sends and this program does not know: left out, but never forgotten.

A workstation goes on with what it knows. It notes what it had to leave out, and once an update has taught it
any of that, it takes its private streams again from the start. The network's copy needs none of this: its
schema has a version, and of another one a snapshot is taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from core.wire import OutcomeRow, OutcomeStatus, TableDelta
from sync.images import PRIVATE_TABLES

_ANSWER: Final = "outcome.status="
_STATUSES: Final = frozenset(status.value for status in OutcomeStatus)


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


def unknown_answers(outcomes: Iterable[OutcomeRow]) -> set[str]:
    """Answers to commands that only a newer program can read, as `outcome.status=name`.

    They are kept as they came: the core has decided, and its rows say what.
    """
    return {f"{_ANSWER}{one.status}" for one in outcomes if one.status not in _STATUSES}


def has_learned(names: Iterable[str]) -> bool:
    """Whether this program knows any of what an older one had to leave out."""
    names = list(names)
    if any(name.removeprefix(_ANSWER) in _STATUSES for name in names if name.startswith(_ANSWER)):
        return True
    parts = (name.partition(".") for name in names)
    return any(
        table in PRIVATE_TABLES and (not column or column in PRIVATE_TABLES[table].columns)
        for table, _, column in parts
    )

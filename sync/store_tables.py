"""Writes down what makes the tables of a new `store.db`, for `sync.migrating`.

``python -m sync.store_tables``, after each change of a table that a workstation has; a test says when it was
forgotten.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import create_mock_engine

from sync.migrating import NEWEST_TABLES
from sync.ports import SYSTEM_FILES
from sync.schema import store_metadata


def declared() -> str:
    """The statements that make the declared tables, one behind the other."""
    statements: list[str] = []

    def note(statement: Any, *_values: Any, **_named: Any) -> None:
        statements.append(str(statement.compile(dialect=engine.dialect)).strip())

    engine = create_mock_engine("sqlite://", note)
    store_metadata().create_all(engine, checkfirst=False)
    # A table's indexes come in any order.
    statements.sort(key=lambda statement: (not statement.startswith("CREATE TABLE"), statement))
    lines = (line.rstrip() for statement in statements for line in f"{statement};".splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def main() -> None:
    """Write them where they are read."""
    SYSTEM_FILES.write(NEWEST_TABLES, declared().encode())


if __name__ == "__main__":
    main()

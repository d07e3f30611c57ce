"""What PostgreSQL's cursor says of a result's columns, though it makes none that nobody reads."""

from __future__ import annotations

from typing import Any

import pytest
from psycopg import Cursor

from core.orchestration import Core


@pytest.mark.parametrize("count", [1, 30])
def test_a_result_s_columns_are_the_driver_s(shared_core: Core, count: int) -> None:
    """What SQLAlchemy reads of them, on SQLite its driver's own."""
    names = [f"c{place}" for place in range(count)]
    with shared_core.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        cursor = driver.cursor()
        cursor.execute("SELECT " + ", ".join(f"1 AS {name}" for name in names))
        plain = Cursor.description.fget(cursor) if isinstance(cursor, Cursor) else cursor.description  # type: ignore[attr-defined]
        columns = cursor.description
        assert [column[0] for column in columns] == names
        assert [tuple(column) for column in columns] == [tuple(column) for column in plain]
        assert [tuple(column) for column in columns[-2:]] == [tuple(column) for column in plain[-2:]]
        assert (len(columns), tuple(columns[-1])) == (count, tuple(plain[-1]))
        cursor.execute("UPDATE article SET name = name WHERE id < 0")
        assert cursor.description is None
        connection.rollback()

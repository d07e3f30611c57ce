"""What PostgreSQL's cursor says of a result's columns, though it makes none that nobody reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from psycopg import Cursor

from core.orchestration import make_engine
from core.orchestration.quick_cursor import QuickCursor
from tests.support.core_databases import fresh_database


@pytest.mark.parametrize("count", [0, 1, 30])
def test_a_result_s_columns_are_the_driver_s_and_none_is_made_before_it_is_read(
    count: int, tmp_path: Path
) -> None:
    names = [f"c{place}" for place in range(count)]
    with fresh_database("postgresql", tmp_path) as url:
        engine = make_engine(url)
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            cursor = driver.cursor()
            assert isinstance(cursor, QuickCursor)
            cursor.execute("SELECT " + ", ".join(f"1 AS {name}" for name in names))
            plain = Cursor.description.fget(cursor)  # type: ignore[attr-defined]
            columns: Any = cursor.description
            assert isinstance(columns, list) is (count == 0), "made before anybody has read them"
            assert [column[0] for column in columns] == names
            assert [tuple(column) for column in columns] == [tuple(column) for column in plain]
            assert [tuple(column) for column in columns[-2:]] == [tuple(column) for column in plain[-2:]]
            assert len(columns) == count
            assert not count or tuple(columns[-1]) == tuple(plain[-1])
            cursor.execute("UPDATE article SET name = name WHERE id < 0")
            assert cursor.description is None
        engine.dispose()

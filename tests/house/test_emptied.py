"""A database that a test has done with serves the next only if it is as it was."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.support.core_databases import fresh_database

ROWS = """
SELECT (SELECT string_agg(name || ' ' || value, ', ' ORDER BY name) FROM core_setting),
  (SELECT count(*) FROM alembic_version)
"""


def test_an_emptied_one_has_what_a_new_one_has(tmp_path: Path) -> None:
    with fresh_database("postgresql", tmp_path) as url, psycopg.connect(url, autocommit=True) as connection:
        before = connection.execute(ROWS).fetchone()
        assert before is not None
        assert "epoch" in before[0] and before[1] == 1
        [(sequence, first), *_] = connection.execute(
            "SELECT seqrelid::regclass::text, nextval(seqrelid::regclass) FROM pg_sequence"
        ).fetchall()
        connection.execute("UPDATE core_setting SET value = 'red'")
        connection.execute("INSERT INTO core_setting VALUES ('colour', 'red')")
        connection.execute("CREATE TEMP TABLE of_a_test (id integer)")
    with fresh_database("postgresql", tmp_path) as again, psycopg.connect(again) as connection:
        assert again == url
        assert connection.execute(ROWS).fetchone() == before
        assert connection.execute("SELECT nextval(%s::regclass)", (sequence,)).fetchone() == (first,)


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE core_setting ALTER value DROP NOT NULL",
        "CREATE TABLE of_a_test (id integer)",
        "DROP INDEX {index}",
    ],
)
def test_one_whose_schema_was_changed_serves_no_other(change: str, tmp_path: Path) -> None:
    with fresh_database("postgresql", tmp_path) as url, psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(
            "SELECT indexrelid::regclass FROM pg_index JOIN pg_class ON pg_class.oid = indrelid"
            " WHERE relnamespace = 'public'::regnamespace AND NOT indisunique ORDER BY 1 LIMIT 1"
        ).fetchone()
        assert found is not None
        connection.execute(change.format(index=found[0]))  # type: ignore[call-overload]
    with fresh_database("postgresql", tmp_path) as again:
        assert again != url

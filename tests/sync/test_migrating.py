from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from core.rules.errors import Damaged
from sync import migrating
from sync.migrating import MIGRATIONS, NEWEST_TABLES, migrate, revisions
from sync.schema import store_metadata
from sync.store_tables import declared
from tests.core.model import test_migrated_journeys


def test_the_revisions_read_from_the_files_are_alembic_s() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    known, newest = revisions()
    assert newest == scripts.get_current_head()
    assert known == {script.revision for script in scripts.walk_revisions()}


def differences(connection: Connection) -> list[object]:
    """Where the tables are others than those that are declared."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    found = compare_metadata(context, store_metadata())
    return [one for one in found if not (isinstance(one, tuple) and one[0] == "remove_table")]


def test_revisions_lead_to_exactly_the_declared_tables_which_a_new_file_gets_at_once() -> None:
    with create_engine("sqlite://").connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        assert differences(connection) == []
        by_revisions = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    with create_engine("sqlite://").connect() as connection:
        migrate(connection)
        assert differences(connection) == []
        at_once = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        migrate(connection)
    assert by_revisions == at_once == revisions()[1]


def test_parcels_that_were_sent_on_are_on_the_journeys_that_the_core_makes_of_them() -> None:
    with create_engine("sqlite://").connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "r0037")
        connection.commit()
        test_migrated_journeys.furnish(connection)
        connection.commit()
        migrate(connection)
        test_migrated_journeys.is_as_it_should(connection)


def test_what_makes_a_new_file_is_what_is_declared() -> None:
    """Else: `python -m sync.store_tables`."""
    assert NEWEST_TABLES.read_text(encoding="utf-8") == declared()


def test_what_ends_a_statement_may_stand_within_a_text_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = tmp_path / "tables.sql"
    tables.write_bytes(b"CREATE TABLE one (\n\tword TEXT DEFAULT 'a;b'\n);\nCREATE TABLE two (word TEXT);\n")
    monkeypatch.setattr(migrating, "NEWEST_TABLES", tables)
    with create_engine("sqlite://").connect() as connection:
        migrate(connection)
        connection.exec_driver_sql("INSERT INTO one DEFAULT VALUES")
        assert connection.exec_driver_sql("SELECT word FROM one").scalar_one() == "a;b"
        assert connection.exec_driver_sql("SELECT count(*) FROM two").scalar_one() == 0


def test_a_part_of_the_program_that_is_missing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "NEWEST_TABLES", tmp_path / "tables.sql")
    with create_engine("sqlite://").connect() as connection, pytest.raises(Damaged, match="disk_error"):
        migrate(connection)

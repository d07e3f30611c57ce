from __future__ import annotations

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from sync.migrating import MIGRATIONS, NEWEST_TABLES, migrate, revisions
from sync.schema import store_metadata
from sync.store_tables import declared


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


def test_what_makes_a_new_file_is_what_is_declared() -> None:
    """Else: `python -m sync.store_tables`."""
    assert NEWEST_TABLES.read_text(encoding="utf-8") == declared()

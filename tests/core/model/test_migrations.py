"""The revisions lead to exactly the tables that the program declares, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from core.model import Base
from core.orchestration import make_engine, migrate
from tests.support.core_databases import KINDS, empty_database


@pytest.mark.parametrize("kind", KINDS)
def test_the_revisions_lead_to_the_declared_tables(kind: str, tmp_path: Path) -> None:
    with empty_database(kind, tmp_path) as url:
        engine = make_engine(url)
        migrate(engine)
        with engine.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "target_metadata": Base.metadata}
            )
            assert compare_metadata(context, Base.metadata) == []
        engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_migrating_twice_changes_nothing_and_going_down_leaves_nothing(kind: str, tmp_path: Path) -> None:
    with empty_database(kind, tmp_path) as url:
        engine = make_engine(url)
        migrate(engine)
        migrate(engine)
        config = Config()
        config.set_main_option("script_location", "core.model:migrations")
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.downgrade(config, "base")
        assert inspect(engine).get_table_names() == ["alembic_version"]
        engine.dispose()

"""The revisions lead to exactly the tables that the program declares, on both databases."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from core.model import Base
from core.orchestration import make_engine, migrate
from tests.support.core_databases import KINDS, empty_database, revisions


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
        with engine.begin() as connection:
            command.downgrade(revisions(connection), "base")
        assert inspect(engine).get_table_names() == ["alembic_version"]
        engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_that_is_of_this_version_is_not_gone_through(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each start looks, and each command of a core's folder."""
    gone_through: list[str] = []
    upgrade = command.upgrade

    def note(config: Config, revision: str) -> None:
        gone_through.append(revision)
        upgrade(config, revision)

    with empty_database(kind, tmp_path) as url:
        # From here on: a server that begins with this test has its template's schema to make.
        monkeypatch.setattr(command, "upgrade", note)
        engine = make_engine(url)
        migrate(engine)
        migrate(engine)
        assert gone_through == ["head"]
        engine.dispose()


ORDER = (
    "INSERT INTO orders (id, number, reference, channel, customer_id, placed_at, is_held, delivery_kind,"
    " postcode, city, currency, payment, note)"
    " VALUES (:id, :id, '', 'web', 'c-1', 1, :is_held, 'home', '', '', 'EUR', 'pending', '')"
)
CLAIM = (
    "INSERT INTO reservation (id, holder, article_id, location_id, quantity, state, created_at, expires_at)"
    " VALUES (:id, :holder, 1, 1, 1, 'firm', 1, :ends)"
)
WORD = (
    "INSERT INTO notification (id, order_id, kind, data, created_at, sent_at)"
    " VALUES (:id, 'o-1', 'ready', '{}', :made, :sent)"
)


@pytest.mark.parametrize("kind", KINDS)
def test_what_ended_by_its_claims_ends_by_itself_and_what_was_not_told_is_due(
    kind: str, tmp_path: Path
) -> None:
    now_ms = int(time.time() * 1000)
    with empty_database(kind, tmp_path) as url:
        engine = make_engine(url)
        with engine.begin() as connection:
            command.upgrade(revisions(connection), "0005")
            connection.execute(
                text("INSERT INTO customer (id, name, email, phone) VALUES ('c-1', 'A', '', '')")
            )
            for name, is_held in (("o-1", False), ("o-2", True)):
                connection.execute(text(ORDER), {"id": name, "is_held": is_held})
            for name, holder, ends in (("r-1", "o-1", 90), ("r-2", "o-2", None), ("r-3", "basket", 80)):
                connection.execute(text(CLAIM), {"id": name, "holder": holder, "ends": ends})
            for name, made, sent in (("n-1", now_ms, None), ("n-2", 7, 9), ("n-3", 7, None)):
                connection.execute(text(WORD), {"id": name, "made": made, "sent": sent})
        migrate(engine)
        with engine.connect() as connection:
            terms = connection.execute(text("SELECT order_id, pay_by, language FROM order_terms")).all()
            claims = connection.execute(text("SELECT id, expires_at FROM reservation ORDER BY id")).all()
            due = connection.execute(text("SELECT id, due_at FROM notification ORDER BY id")).all()
        assert [tuple(row) for row in terms] == [("o-1", 90, "")]
        assert [tuple(row) for row in claims] == [("r-1", None), ("r-2", None), ("r-3", 80)]
        assert [tuple(row) for row in due] == [("n-1", now_ms), ("n-2", None), ("n-3", None)]
        engine.dispose()

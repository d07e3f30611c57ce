"""Sales of before can be found by their customers' names."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from core.orchestration import make_engine, migrate
from tests.support.core_databases import KINDS, empty_database, revisions

SALE = (
    "INSERT INTO sale (id, kind, receipt_code, location_id, channel, sold_at, order_id, customer_id,"
    " customer_name, tier, card_last4, currency, delivery_cents, means, is_with_store)"
    " VALUES (:id, 'till', :id, 1, 'store', :at, '', '', :name, '', '', 'EUR', 0, '[]', :yes)"
)
NAMES = ("Amélie Roux", "", "Jean-Marc Œuvrard", "–", "Amelie ROUX")
OTHERS = 2_000
"""As many as are named at once: of those before them, the last comes with the second page."""


@pytest.mark.parametrize("kind", KINDS)
def test_sales_of_old_have_their_names_some_at_a_time(kind: str, tmp_path: Path) -> None:
    with empty_database(kind, tmp_path) as url:
        engine = make_engine(url)
        with engine.begin() as connection:
            command.upgrade(revisions(connection), "0053")
            names = {f"a-{place}": "Paul" for place in range(OTHERS)}
            names |= {f"sale-{place}": name for place, name in enumerate(NAMES)}
            values = [{"id": key, "at": 7, "name": name, "yes": True} for key, name in names.items()]
            connection.execute(text(SALE), values)
        migrate(engine)
        with engine.connect() as connection:
            found = connection.execute(text("SELECT sale_id, words, sold_at FROM sale_name ORDER BY 1")).all()
        assert len(found) == OTHERS + 3
        assert [tuple(row) for row in found[-3:]] == [
            ("sale-0", "amelie roux", 7),
            ("sale-2", "jean marc oeuvrard", 7),
            ("sale-4", "amelie roux", 7),
        ]
        engine.dispose()

"""What was told of a number before words were told of parcels goes on to count for what it counted for."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, text

from core.orchestration import make_engine
from tests.support.core_databases import KINDS, empty_database, revisions

HEAD = """
    INSERT INTO fulfilment (id, order_id, location_id, kind, state, state_at, order_number, customer_name,
        note, to_pay_cents, currency, promised_at, pickup_code_digest, destination, round_id, tote,
        created_at, carrier, service, manifest, paid_here, unpaid_lifted_by, unpaid_reason)
    VALUES ('f', 'o', 1, 'shipment', 'dispatched', 1, 'W', 'C', '', 0, 'EUR', 1, '', '', '', 0, 1, '', '', '',
        '[]', '', '')
"""
PARCEL = """
    INSERT INTO parcel (id, fulfilment_id, number, weight_g, contents, bin, packed_at)
    VALUES (:id, 'f', :number, 0, '{}', '', 1)
"""


def furnish(connection: Connection) -> None:
    connection.execute(text(HEAD))
    parcels = {"a": "1", "b": "1", "c": "2", "d": "3"}
    connection.execute(text(PARCEL), [{"id": key, "number": number} for key, number in parcels.items()])
    connection.execute(
        text("INSERT INTO parcel_delivery (number, delivered_at, told_at) VALUES ('1', 5, 6), ('9', 7, 8)")
    )
    connection.execute(
        text("INSERT INTO parcel_loss (number, lost_at, told_at, cause) VALUES ('2', 3, 4, 'why')")
    )


@pytest.mark.parametrize("kind", KINDS)
def test_words_of_old_count_for_all_parcels_of_their_number(kind: str, tmp_path: Path) -> None:
    with empty_database(kind, tmp_path) as url:
        engine = make_engine(url)
        with engine.begin() as connection:
            command.upgrade(revisions(connection), "0057")
            furnish(connection)
        with engine.begin() as connection:
            command.upgrade(revisions(connection), "0058")
            came = connection.execute(text("SELECT * FROM parcel_delivery ORDER BY parcel_id")).all()
            lost = connection.execute(text("SELECT * FROM parcel_loss")).all()
            assert [tuple(row) for row in came] == [("a", "1", 5, 6), ("b", "1", 5, 6)]
            assert [tuple(row) for row in lost] == [("c", "2", 3, 4, "why")]
            command.downgrade(revisions(connection), "0057")
            came = connection.execute(text("SELECT * FROM parcel_delivery")).all()
            assert [tuple(row) for row in came] == [("1", 5, 6)]
        engine.dispose()

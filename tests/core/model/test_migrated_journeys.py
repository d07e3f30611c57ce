"""What an update makes of parcels that have been sent on before journeys were numbered."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, text

from core.orchestration import make_engine, migrate
from tests.core.model.test_migrated_parcels import HEAD
from tests.support.core_databases import KINDS, empty_database, revisions

PARCEL = """
    INSERT INTO parcel (id, fulfilment_id, number, weight_g, contents, bin, packed_at, arrived_at)
    VALUES (:id, 'f', :id, 0, '{}', '', :packed_at, :arrived_at)
"""
TRUCK = """
    INSERT INTO delivery (id, location_id, number, kind, state, state_at, origin, transfer_id, due_at,
        created_at)
    VALUES ('d', 1, 'D', 'unannounced', 'receiving', 1, '', '', 1, 1)
"""
CARTON = """
    INSERT INTO carton (id, delivery_id, number, state, is_announced, received_at)
    VALUES (:id, 'd', :number, 'received', :is_announced, :received_at)
"""
SENT_ON, NEW, WAITS = "sent-on", "new", "waits"
CAME = {"back": (SENT_ON, 5), "again": (SENT_ON, 10), "first": (NEW, 10), "none": (WAITS, None)}


def furnish(connection: Connection) -> None:
    connection.execute(text(HEAD))
    for number, packed_at in ((SENT_ON, 7), (NEW, 7), (WAITS, 7)):
        values = {"id": number, "packed_at": packed_at, "arrived_at": None}
        connection.execute(text(PARCEL), values)
    connection.execute(text(TRUCK))
    for key, (number, at) in CAME.items():
        values = {"id": key, "number": number, "received_at": at, "is_announced": False}
        connection.execute(text(CARTON), values)


def journeys(connection: Connection, table: str) -> dict[str, int]:
    rows = connection.execute(text(f"SELECT id, journey FROM {table}")).all()
    return {row.id: row.journey for row in rows}


def is_as_it_should(connection: Connection) -> None:
    assert journeys(connection, "parcel") == {SENT_ON: 1, NEW: 0, WAITS: 0}
    assert journeys(connection, "carton") == {"back": 0, "again": 1, "first": 0, "none": 0}


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_sent_on_before_is_on_its_second_journey(kind: str, tmp_path: Path) -> None:
    with empty_database(kind, tmp_path) as url:
        engine = make_engine(url)
        with engine.begin() as connection:
            command.upgrade(revisions(connection), "0058")
            furnish(connection)
        migrate(engine)
        with engine.begin() as connection:
            is_as_it_should(connection)
            command.downgrade(revisions(connection), "0058")
            assert connection.execute(text("SELECT count(*) FROM carton")).scalar_one() == len(CAME)
        engine.dispose()

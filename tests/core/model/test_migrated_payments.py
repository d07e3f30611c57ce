"""Payments of old have their place and what they took; what refunds had of them is claimed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, text

from core.orchestration import make_engine, migrate
from tests.support.core_databases import KINDS, empty_database, revisions

SALE = (
    "INSERT INTO sale (id, kind, receipt_code, location_id, channel, sold_at, order_id, customer_id,"
    " customer_name, tier, card_last4, currency, delivery_cents, means, is_with_store)"
    " VALUES (:id, 'till', :id, 1, 'store', 1, '', '', '', '', '', 'EUR', 0, :means, :yes)"
)
RETURN = (
    "INSERT INTO goods_return (id, number, location_id, sale_id, receipt_code, customer_name, has_proof,"
    " declared_by, declared_device, declared_at, note, is_with_store)"
    " VALUES ('r', 'R1', 1, 'two', '', '', :yes, 'n', 'd', 1, '', :yes)"
)
REFUND = (
    "INSERT INTO refund (id, return_id, number, location_id, sale_id, kind, state, state_at, need,"
    " total_cents, fee_cents, currency, parts, units, tax, exchange, kept, is_exchange_out, to_pay_cents,"
    " credit_number, proposed_by, proposed_device, proposed_at, is_offline, note, approved_by,"
    " approved_device, approved_at, signature, question, answer, decision, failure, told)"
    " VALUES (:id, 'r', 'R1', 1, 'two', 'return', 'refunded', 1, 'nobody', 1, 0, 'EUR', '[]', '[]', '[]',"
    " '[]', :kept, :is_out, 0, '', 'n', 'd', 1, :no, '', '', '', 0, '', '', '', '', '', '{}')"
)
PART = (
    "INSERT INTO refund_part (id, refund_id, place, round_no, means, cents, done_cents, state, reference,"
    " first_sent_at, tries, failure, is_unsure, went_as)"
    " VALUES (:id, :refund, 0, :round_no, :means, :cents, :done, :state, '', 0, 0, '', :no, '')"
)


def furnish(connection: Connection) -> None:
    """A receipt of two cards, of which the first has a name; one of a gift card and a card, both named."""
    for key, means in (
        ("two", [["cash", 100], ["card", 2_000], ["card", 1_500]]),
        ("mixed", [["gift_card", 700], ["card", 900]]),
    ):
        connection.execute(text(SALE), {"id": key, "means": json.dumps(means), "yes": True})
    for sale, means_code in (("two", "card"), ("mixed", "card"), ("mixed", "gift_card")):
        values = {"sale": sale, "means": means_code, "name": f"{sale}-{means_code}"}
        connection.execute(text("INSERT INTO sale_payment VALUES (:sale, :means, :name)"), values)
    connection.execute(text(RETURN), {"yes": True})
    for key, kept in (("gone", []), ("refused", []), ("taken", [["card", 400], ["cash", 100]])):
        values_of = {"id": key, "kept": json.dumps(kept), "is_out": bool(kept), "no": False}
        connection.execute(text(REFUND), values_of)
    for key, refund, round_no, means_code, cents, done, state in (
        ("p1", "gone", 0, "card", 900, 400, "failed"),
        ("p2", "gone", 1, "card", 500, 500, "done"),
        ("p3", "refused", 0, "card", 2_600, 0, "failed"),
        ("p4", "taken", 0, "store_credit", 50, 50, "done"),
    ):
        part = {"id": key, "refund": refund, "round_no": round_no, "means": means_code, "cents": cents}
        connection.execute(text(PART), {**part, "done": done, "state": state, "no": False})


@pytest.mark.parametrize("kind", KINDS)
def test_payments_of_old_have_their_place_and_what_refunds_had_of_them_is_claimed(
    kind: str, tmp_path: Path
) -> None:
    with empty_database(kind, tmp_path) as url:
        engine = make_engine(url)
        with engine.begin() as connection:
            command.upgrade(revisions(connection), "0041")
            furnish(connection)
        migrate(engine)
        with engine.connect() as connection:
            payments = connection.execute(
                text("SELECT sale_id, place, means, cents, reference FROM sale_payment ORDER BY 1, 2")
            ).all()
            parts = connection.execute(text("SELECT id, payment_place FROM refund_part ORDER BY id")).all()
            claims = connection.execute(
                text("SELECT refund_id, use, payment_place, cents FROM payment_claim ORDER BY 1, 2, 3")
            ).all()
        assert [tuple(row) for row in payments] == [
            ("mixed", 0, "card", 900, "mixed-card"),
            ("mixed", 1, "gift_card", 700, "mixed-gift_card"),
            ("two", 0, "card", 2_000, "two-card"),
        ]
        assert [tuple(row) for row in parts] == [("p1", 0), ("p2", 0), ("p3", 0), ("p4", -1)]
        assert [tuple(row) for row in claims] == [
            ("gone", "back", 0, 900),
            ("refused", "back", 0, 2_000),
            ("taken", "back", -1, 50),
            ("taken", "kept", -1, 100),
            ("taken", "kept", 0, 400),
        ]
        with engine.begin() as connection:
            command.downgrade(revisions(connection), "0041")
            back = connection.execute(text("SELECT * FROM sale_payment ORDER BY reference")).all()
        assert [tuple(row) for row in back] == [
            ("mixed", "card", "mixed-card"),
            ("mixed", "gift_card", "mixed-gift_card"),
            ("two", "card", "two-card"),
        ]
        engine.dispose()

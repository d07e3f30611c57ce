"""A sale's payments each have a row and a place, and what of each is a refund's is claimed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

KEY, TEXT = sa.String(64), sa.String(400)
PAGE: Final = 2_000
NAMELESS: Final = -1

PARTS_PLACED = sa.text(
    "UPDATE refund_part SET payment_place = (SELECT p.place FROM sale_payment p JOIN refund r"
    " ON r.sale_id = p.sale_id WHERE r.id = refund_part.refund_id AND p.means = refund_part.means)"
    " WHERE EXISTS (SELECT 1 FROM sale_payment p JOIN refund r"
    " ON r.sale_id = p.sale_id WHERE r.id = refund_part.refund_id AND p.means = refund_part.means)"
)
# What one payment had no room for was refused, and is spread anew when it is tried again.
CLAIMED = sa.text(
    "INSERT INTO payment_claim (refund_id, use, place, payment_place, sale_id, cents)"
    " SELECT t.refund_id, 'back', t.place, t.payment_place, r.sale_id,"
    " CASE WHEN p.cents < t.cents AND t.state IN ('failed', 'returned') AND t.done_cents = 0"
    " AND NOT t.is_unsure THEN p.cents ELSE t.cents END"
    " FROM refund_part t JOIN refund r ON r.id = t.refund_id"
    " LEFT JOIN sale_payment p ON p.sale_id = r.sale_id AND p.place = t.payment_place"
    " WHERE t.round_no = 0"
)
KEPT = sa.text(
    "INSERT INTO payment_claim (refund_id, use, place, payment_place, sale_id, cents)"
    " VALUES (:refund, 'kept', :place, :payment, :sale, :cents)"
)


def _create_payments(*columns: sa.Column[Any], key: tuple[str, ...]) -> None:
    refers = sa.ForeignKeyConstraint(
        ["sale_id"], ["sale.id"], name="fk_sale_payment_sale_id_sale", initially="DEFERRED", deferrable=True
    )
    op.create_table(
        "sale_payment",
        sa.Column("sale_id", KEY, nullable=False),
        *columns,
        sa.Column("means", KEY, nullable=False),
        sa.Column("reference", TEXT, nullable=False),
        refers,
        sa.PrimaryKeyConstraint(*key, name="pk_sale_payment"),
    )


def upgrade() -> None:
    connection = op.get_bind()
    op.add_column(
        "refund_part", sa.Column("payment_place", sa.Integer(), nullable=False, server_default=str(NAMELESS))
    )
    op.execute("CREATE TABLE sale_payment_was AS SELECT sale_id, means, reference FROM sale_payment")
    op.drop_table("sale_payment")
    _create_payments(
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        key=("sale_id", "place"),
    )
    insert = sa.text(
        "INSERT INTO sale_payment (sale_id, place, means, cents, reference)"
        " VALUES (:sale, :place, :means, :cents, :reference)"
    )
    for page in _payments(connection):
        connection.execute(insert, page)
    op.drop_table("sale_payment_was")
    op.create_table(
        "payment_claim",
        sa.Column("refund_id", KEY, nullable=False),
        sa.Column("use", KEY, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("payment_place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sale_id", KEY, nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["refund_id"], ["refund.id"], name="fk_payment_claim_refund_id_refund",
            initially="DEFERRED", deferrable=True,
        ),
        sa.PrimaryKeyConstraint("refund_id", "use", "place", "payment_place", name="pk_payment_claim"),
    )  # fmt: skip
    op.create_index("ix_payment_claim_sale_id", "payment_claim", ["sale_id"])
    connection.execute(PARTS_PLACED)
    connection.execute(CLAIMED)
    _claim_kept(connection)


def _payments(connection: sa.Connection) -> Iterator[list[dict[str, Any]]]:
    """The payments of old, some sales at a time: each took what the first part by its means says."""
    query = sa.text(
        "SELECT w.sale_id, w.means, w.reference, s.means FROM sale_payment_was w"
        " JOIN sale s ON s.id = w.sale_id"
        " WHERE w.sale_id IN (SELECT DISTINCT sale_id FROM sale_payment_was WHERE sale_id > :after"
        " ORDER BY sale_id LIMIT :most) ORDER BY w.sale_id, w.means"
    )
    after = ""
    while rows := connection.execute(query, {"after": after, "most": PAGE}).all():
        after = rows[-1][0]
        page: list[dict[str, Any]] = []
        for sale_id, means, reference, paid in rows:
            first = [cents for code, cents in _json(paid) if code == means][:1]
            is_second = bool(page) and page[-1]["sale"] == sale_id
            place = page[-1]["place"] + 1 if is_second else 0
            row = {"sale": sale_id, "place": place, "means": means, "cents": sum(first)}
            page.append({**row, "reference": reference})
        yield page


def _claim_kept(connection: sa.Connection) -> None:
    """What was kept of each payment for an exchange that is handed out, its one payment being the first."""
    refunds = connection.execute(
        sa.text("SELECT id, sale_id, kept FROM refund WHERE is_exchange_out AND sale_id <> ''")
    ).all()
    of = sa.text("SELECT place, cents FROM sale_payment WHERE sale_id = :sale AND means = :means")
    for refund_id, sale_id, kept in refunds:
        for place, (means, cents) in enumerate(_json(kept)):
            known = connection.execute(of, {"sale": sale_id, "means": means}).first()
            claimed = (known[0], min(cents, known[1])) if known is not None else (NAMELESS, cents)
            ids = {"refund": refund_id, "sale": sale_id, "place": place}
            connection.execute(KEPT, {**ids, "payment": claimed[0], "cents": claimed[1]})


def _json(value: Any) -> list[list[Any]]:
    """One database gives the text, the other what it says."""
    return (json.loads(value) if isinstance(value, str) else value) or []


def downgrade() -> None:
    op.drop_table("payment_claim")
    op.drop_column("refund_part", "payment_place")
    op.execute(
        "CREATE TABLE sale_payment_was AS SELECT sale_id, means, reference FROM sale_payment p WHERE place ="
        " (SELECT MIN(q.place) FROM sale_payment q WHERE q.sale_id = p.sale_id AND q.means = p.means)"
    )
    op.drop_table("sale_payment")
    _create_payments(key=("sale_id", "means"))
    op.execute(
        "INSERT INTO sale_payment (sale_id, means, reference)"
        " SELECT sale_id, means, reference FROM sale_payment_was"
    )
    op.drop_table("sale_payment_was")

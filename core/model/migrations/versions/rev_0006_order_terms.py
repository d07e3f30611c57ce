"""What an unpaid order was told and when it ends; who took a reservation up; decisions are found by age."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = sa.String(64)

# An unpaid order's end stood on its claims, so that one without any stock had none.
_ENDS = """
INSERT INTO order_terms (order_id, pay_by, pickup_code_digest)
SELECT orders.id, MIN(reservation.expires_at), ''
FROM orders JOIN reservation ON reservation.holder = orders.id
WHERE orders.confirmed_at IS NULL AND reservation.expires_at IS NOT NULL
GROUP BY orders.id
"""
_NO_END = "UPDATE reservation SET expires_at = NULL WHERE holder IN (SELECT order_id FROM order_terms)"


def upgrade() -> None:
    op.create_table(
        "order_terms",
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("promised_at", sa.BigInteger(), nullable=True),
        sa.Column("pay_by", sa.BigInteger(), nullable=True),
        sa.Column("pickup_code_digest", KEY, nullable=False),
        sa.PrimaryKeyConstraint("order_id", name="pk_order_terms"),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["orders.id"],
            name="fk_order_terms_order_id_orders",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    ends = sa.text("pay_by IS NOT NULL")
    op.create_index(
        "ix_order_terms_pay_by", "order_terms", ["pay_by"], sqlite_where=ends, postgresql_where=ends
    )
    op.execute(_ENDS)
    if op.get_bind().dialect.name == "postgresql":
        # Checked now: a table with checks to come cannot be altered by a later revision.
        op.execute("SET CONSTRAINTS ALL IMMEDIATE")
    op.execute(_NO_END)
    op.add_column("reservation", sa.Column("taken_by", KEY, nullable=True))
    op.create_index("ix_sourcing_decision_at", "sourcing_decision", ["at"])


def downgrade() -> None:
    op.drop_index("ix_sourcing_decision_at", "sourcing_decision")
    op.drop_column("reservation", "taken_by")
    op.drop_table("order_terms")

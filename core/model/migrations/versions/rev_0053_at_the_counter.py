"""Orders by the number that their shop or marketplace has given them; what counters are about to take of a
credit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_orders_reference", "orders", ["reference"])
    op.create_table(
        "credit_hold",
        sa.Column("credit_id", sa.String(64), nullable=False),
        sa.Column("device_id", sa.String(64), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("balance_cents", sa.Integer(), nullable=False),
        sa.Column("held_until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["credit_id"],
            ["store_credit.id"],
            name="fk_credit_hold_credit_id_store_credit",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("credit_id", "device_id", name="pk_credit_hold"),
    )


def downgrade() -> None:
    op.drop_table("credit_hold")
    op.drop_index("ix_orders_reference", "orders")

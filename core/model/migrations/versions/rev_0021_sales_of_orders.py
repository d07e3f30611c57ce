"""What of an order was sold, what a shop told of its money, and when a part of a refund was first sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

KEY, TEXT = sa.String(64), sa.String(400)


def upgrade() -> None:
    op.create_table(
        "sale_due",
        sa.Column("command_id", KEY, nullable=False),
        sa.Column("fulfilment_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("command_id", name="pk_sale_due"),
    )
    op.create_table(
        "order_money",
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("delivery_cents", sa.Integer(), nullable=False),
        sa.Column("reference", TEXT, nullable=False),
        sa.Column("card_last4", KEY, nullable=False),
        sa.Column("tier", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["orders.id"],
            name="fk_order_money_order_id_orders",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("order_id", name="pk_order_money"),
    )
    op.add_column(
        "refund_part", sa.Column("first_sent_at", sa.BigInteger(), nullable=False, server_default="0")
    )


def downgrade() -> None:
    op.drop_column("refund_part", "first_sent_at")
    op.drop_table("order_money")
    op.drop_table("sale_due")

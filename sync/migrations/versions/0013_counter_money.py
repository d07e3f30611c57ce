"""Cash that has left the till, what an exchange keeps of the means paid with, what of a line has gone on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0013"
down_revision = "r0012"
branch_labels = None
depends_on = None

KEY = sa.String(64)


def upgrade() -> None:
    op.create_table(
        "cash_payout",
        sa.Column("id", KEY, nullable=False),
        sa.Column("return_id", KEY, nullable=False),
        sa.Column("refund_id", KEY, nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("paid_by", KEY, nullable=False),
        sa.Column("device_id", KEY, nullable=False),
        sa.Column("is_offline", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cash_payout"),
    )
    op.create_index("ix_cash_payout_location_id", "cash_payout", ["location_id", "at"])
    op.create_index("ix_cash_payout_return_id", "cash_payout", ["return_id"])
    with op.batch_alter_table("refund") as table:
        table.add_column(sa.Column("kept", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(
            sa.Column("is_exchange_out", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("return_line") as table:
        table.add_column(sa.Column("disposed", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE return_line SET disposed = received WHERE state = 'disposed'")


def downgrade() -> None:
    with op.batch_alter_table("return_line") as table:
        table.drop_column("disposed")
    with op.batch_alter_table("refund") as table:
        table.drop_column("is_exchange_out")
        table.drop_column("kept")
    op.drop_table("cash_payout")

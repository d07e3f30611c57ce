"""Cash that has left the till, what an exchange keeps of the means paid with, what of a line has gone on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
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
    op.add_column("refund", sa.Column("kept", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column(
        "refund", sa.Column("is_exchange_out", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("return_line", sa.Column("disposed", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE return_line SET disposed = received WHERE state = 'disposed'")


def downgrade() -> None:
    op.drop_column("return_line", "disposed")
    op.drop_column("refund", "is_exchange_out")
    op.drop_column("refund", "kept")
    op.drop_table("cash_payout")

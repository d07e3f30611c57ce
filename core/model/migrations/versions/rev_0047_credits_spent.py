"""What store credits and gift cards have paid at a counter; what the rest of an exchange was paid with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0048"
branch_labels = None
depends_on = None

KEY = sa.String(64)


def upgrade() -> None:
    op.create_table(
        "credit_use",
        sa.Column("id", KEY, nullable=False),
        sa.Column("aggregate", sa.String(400), nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("taken_cents", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("used_by", KEY, nullable=False),
        sa.Column("device_id", KEY, nullable=False),
        sa.Column("is_offline", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_credit_use"),
    )
    op.create_index("ix_credit_use_aggregate", "credit_use", ["aggregate"])
    op.create_index("ix_credit_use_number", "credit_use", ["number"])
    op.create_index("ix_credit_use_location_id", "credit_use", ["location_id", "at"])
    op.add_column("refund", sa.Column("paid_here", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("refund", "paid_here")
    op.drop_table("credit_use")

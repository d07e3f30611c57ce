"""What orders decided together came to, against one by one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KEY = sa.String(64)


def upgrade() -> None:
    op.create_table(
        "cool_down",
        sa.Column("id", KEY, nullable=False),
        sa.Column("channel", KEY, nullable=False),
        sa.Column("from_at", sa.BigInteger(), nullable=False),
        sa.Column("until_at", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("method", KEY, nullable=False),
        sa.Column("parcels_before", sa.Integer(), nullable=False),
        sa.Column("parcels_after", sa.Integer(), nullable=False),
        sa.Column("cost_mc_before", sa.BigInteger(), nullable=False),
        sa.Column("cost_mc_after", sa.BigInteger(), nullable=False),
        sa.Column("bound_mc", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cool_down"),
    )
    op.create_index("ix_cool_down_until_at", "cool_down", ["until_at"])


def downgrade() -> None:
    op.drop_table("cool_down")

"""What a store's region has sold, and how far its stream has come."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0021"
down_revision = "r0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "region_sale",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("receipt_hash", sa.String(64), nullable=False),
        sa.Column("sold_at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_region_sale"),
    )
    op.create_index("ix_region_sale_receipt_hash", "region_sale", ["receipt_hash"])
    op.create_index("ix_region_sale_sold_at", "region_sale", ["sold_at"])
    op.create_table(
        "region_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stream", sa.String(64), nullable=False),
        sa.Column("epoch", sa.String(64), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("floor", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_region_state"),
    )


def downgrade() -> None:
    op.drop_table("region_state")
    op.drop_table("region_sale")

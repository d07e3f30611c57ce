"""The regions that stores are of, and what is told there of their sales."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "store_region",
        sa.Column("location_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("filled_from", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["location_id"],
            ["location.id"],
            name="fk_store_region_location_id_location",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("location_id", name="pk_store_region"),
    )
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
    op.create_index("ix_region_sale_location_id", "region_sale", ["location_id"])


def downgrade() -> None:
    op.drop_table("region_sale")
    op.drop_table("store_region")

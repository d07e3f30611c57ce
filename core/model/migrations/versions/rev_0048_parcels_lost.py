"""Parcels that their carriers have lost, and within how many days a service delivers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "parcel_loss",
        sa.Column("number", sa.String(64), nullable=False),
        sa.Column("lost_at", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_parcel_loss"),
    )
    op.add_column(
        "carrier_service", sa.Column("delivers_days", sa.Integer(), nullable=False, server_default="0")
    )


def downgrade() -> None:
    op.drop_column("carrier_service", "delivers_days")
    op.drop_table("parcel_loss")

"""When customers got their parcels, as carriers tell."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "parcel_delivery",
        sa.Column("number", sa.String(64), nullable=False),
        sa.Column("delivered_at", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_parcel_delivery"),
    )


def downgrade() -> None:
    op.drop_table("parcel_delivery")

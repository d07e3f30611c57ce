"""What a carrier calls each of its words: of two parcels with one number each has its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("parcel_delivery", "parcel_loss"):
        op.add_column(table, sa.Column("event", sa.String(64), nullable=False, server_default=""))


def downgrade() -> None:
    for table in ("parcel_delivery", "parcel_loss"):
        op.drop_column(table, "event")

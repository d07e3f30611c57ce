"""Journeys of parcels are numbered, where times of two devices were compared.

A parcel that had been received as a carton before it was sent on, as its times tell, is on its second
journey, and so is each carton of its number that has come since. When it was packed first nobody knows any
more.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0038"
down_revision = "r0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("parcel", "carton"):
        op.add_column(table, sa.Column("journey", sa.Integer(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE parcel SET journey = 1 WHERE EXISTS (SELECT 1 FROM carton"
        " WHERE carton.number = parcel.number AND carton.received_at < parcel.packed_at)"
    )
    op.execute(
        "UPDATE carton SET journey = 1 WHERE received_at IS NOT NULL AND EXISTS (SELECT 1 FROM parcel"
        " WHERE parcel.number = carton.number AND parcel.journey = 1"
        " AND parcel.packed_at <= carton.received_at)"
    )


def downgrade() -> None:
    for table in ("parcel", "carton"):
        op.drop_column(table, "journey")

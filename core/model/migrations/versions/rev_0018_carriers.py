"""The carriers that call at a location; which of them a shipment goes with, and where to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KEY, TEXT = sa.String(64), sa.String(400)


def upgrade() -> None:
    op.create_table(
        "carrier_service",
        sa.Column("id", KEY, nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("carrier", KEY, nullable=False),
        sa.Column("service", KEY, nullable=False),
        sa.Column("carrier_name", TEXT, nullable=False),
        sa.Column("service_name", TEXT, nullable=False),
        sa.Column("closes_min", sa.Integer(), nullable=False),
        sa.Column("most_g", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_carrier_service"),
        sa.UniqueConstraint("location_id", "carrier", "service", name="uq_carrier_service_location_id"),
    )
    for name in ("carrier", "service", "manifest"):
        op.add_column("fulfilment", sa.Column(name, KEY, nullable=False, server_default=""))
    op.add_column("orders", sa.Column("street", TEXT, nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("orders", "street")
    for name in ("manifest", "service", "carrier"):
        op.drop_column("fulfilment", name)
    op.drop_table("carrier_service")

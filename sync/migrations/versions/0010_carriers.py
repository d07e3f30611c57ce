"""The carriers that call at a location; which of them a shipment goes with, and where to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0010"
down_revision = "r0009"
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
    )
    # Not unique: the core enforces that, and a delta may bring two that have exchanged their services.
    op.create_index(
        "ix_carrier_service_location_id", "carrier_service", ["location_id", "carrier", "service"]
    )
    with op.batch_alter_table("fulfilment") as table:
        for name in ("carrier", "service", "manifest"):
            table.add_column(sa.Column(name, KEY, nullable=False, server_default=""))
    with op.batch_alter_table("orders") as table:
        table.add_column(sa.Column("street", TEXT, nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("orders") as table:
        table.drop_column("street")
    with op.batch_alter_table("fulfilment") as table:
        for name in ("manifest", "service", "carrier"):
            table.drop_column(name)
    op.drop_table("carrier_service")

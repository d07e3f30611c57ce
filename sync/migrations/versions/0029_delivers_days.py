"""Within how many days a carrier's service delivers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0029"
down_revision = "r0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "carrier_service", sa.Column("delivers_days", sa.Integer(), nullable=False, server_default="0")
    )


def downgrade() -> None:
    op.drop_column("carrier_service", "delivers_days")

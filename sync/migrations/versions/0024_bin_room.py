"""How many articles a bin holds: parcels are led to one that has the room."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0024"
down_revision = "r0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("bin", sa.Column("room", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("bin", "room")

"""Fulfilments are picked in rounds, each into its tote."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("fulfilment", sa.Column("round_id", sa.String(64), nullable=False, server_default=""))
    op.add_column("fulfilment", sa.Column("tote", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("fulfilment", "tote")
    op.drop_column("fulfilment", "round_id")

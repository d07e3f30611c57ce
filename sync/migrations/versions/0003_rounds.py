"""Fulfilments are picked in rounds, each into its tote."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0003"
down_revision = "r0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("fulfilment") as table:
        table.add_column(sa.Column("round_id", sa.String(length=64), nullable=False, server_default=""))
        table.add_column(sa.Column("tote", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("fulfilment") as table:
        table.drop_column("tote")
        table.drop_column("round_id")

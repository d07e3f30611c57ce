"""Articles are counted without saying how many are expected."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0011"
down_revision = "r0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("count_task") as table:
        table.add_column(sa.Column("is_blind", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("count_task") as table:
        table.drop_column("is_blind")

"""What the core counts around a refund, over all stores."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0016"
down_revision = "r0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("refund") as table:
        table.add_column(sa.Column("told", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("refund") as table:
        table.drop_column("told")

"""Where what is taken in exchange goes, when it is not taken along."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0027"
down_revision = "r0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("refund") as table:
        table.add_column(sa.Column("sending", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("refund") as table:
        table.drop_column("sending")

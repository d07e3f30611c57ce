"""A line is put off to the end of the walk, whatever was told short of it before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0012"
down_revision = "r0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("fulfilment_line") as table:
        table.add_column(sa.Column("is_put_off", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("fulfilment_line") as table:
        table.drop_column("is_put_off")

"""A line in the place of another, and whether its customer agrees."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0014"
down_revision = "r0013"
branch_labels = None
depends_on = None

CODE = sa.String(64)


def upgrade() -> None:
    with op.batch_alter_table("fulfilment_line") as table:
        table.add_column(sa.Column("substitutes", CODE, nullable=False, server_default=""))
        table.add_column(sa.Column("agreement", CODE, nullable=False, server_default=""))
        table.add_column(sa.Column("agreement_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("fulfilment_line") as table:
        table.drop_column("agreement_at")
        table.drop_column("agreement")
        table.drop_column("substitutes")

"""At the counter: who lets an order leave that is not paid, and why."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0007"
down_revision = "r0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("fulfilment") as table:
        table.add_column(sa.Column("unpaid_lifted_by", sa.String(64), nullable=False, server_default=""))
        table.add_column(sa.Column("unpaid_reason", sa.String(400), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("fulfilment") as table:
        table.drop_column("unpaid_reason")
        table.drop_column("unpaid_lifted_by")

"""At the counter: who lets an order leave that is not paid, and why."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "fulfilment", sa.Column("unpaid_lifted_by", sa.String(64), nullable=False, server_default="")
    )
    op.add_column("fulfilment", sa.Column("unpaid_reason", sa.String(400), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("fulfilment", "unpaid_reason")
    op.drop_column("fulfilment", "unpaid_lifted_by")

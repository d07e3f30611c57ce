"""What was paid at the counter, by its means."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("fulfilment", sa.Column("paid_here", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("fulfilment", "paid_here")

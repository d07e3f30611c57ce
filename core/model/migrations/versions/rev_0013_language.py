"""The language that an order's customer is told in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("order_terms", sa.Column("language", sa.String(64), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("order_terms", "language")

"""Which service of which carrier an order's promise named."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0020"
down_revision = "r0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("carrier", "service"):
        op.add_column("orders", sa.Column(name, sa.String(64), nullable=False, server_default=""))


def downgrade() -> None:
    for name in ("service", "carrier"):
        op.drop_column("orders", name)

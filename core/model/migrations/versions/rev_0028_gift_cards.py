"""Gift cards are in the ledger of store credits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "store_credit",
        sa.Column("kind", sa.String(64), nullable=False, server_default="store_credit"),
    )


def downgrade() -> None:
    op.drop_column("store_credit", "kind")

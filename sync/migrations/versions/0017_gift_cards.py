"""Gift cards are in the ledger of store credits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0017"
down_revision = "r0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("store_credit") as table:
        table.add_column(sa.Column("kind", sa.String(64), nullable=False, server_default="store_credit"))


def downgrade() -> None:
    with op.batch_alter_table("store_credit") as table:
        table.drop_column("kind")

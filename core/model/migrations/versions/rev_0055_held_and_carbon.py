"""What is held of a credit ends with its own deed, and not with any other entry."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("credit_hold", "balance_cents")


def downgrade() -> None:
    # What is held is held for two minutes.
    op.execute("DELETE FROM credit_hold")
    op.add_column("credit_hold", sa.Column("balance_cents", sa.Integer(), nullable=False, server_default="0"))

"""Orders by the number that their shop or marketplace has given them."""

from __future__ import annotations

from alembic import op

revision = "0053"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_orders_reference", "orders", ["reference"])


def downgrade() -> None:
    op.drop_index("ix_orders_reference", "orders")

"""Orders are found by the number that their shop or marketplace has given them."""

from __future__ import annotations

from alembic import op

revision = "r0032"
down_revision = "r0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_orders_reference", "orders", ["reference"])


def downgrade() -> None:
    op.drop_index("ix_orders_reference", "orders")

"""What was sold beyond stock, within a quota, and by when it is promised."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.String(64)


def upgrade() -> None:
    op.create_table(
        "backorder",
        sa.Column("order_line_id", KEY, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("channel", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("promised_at", sa.BigInteger(), nullable=False),
        sa.Column("is_stale", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("order_line_id", name="pk_backorder"),
    )
    op.create_index("ix_backorder_order_id", "backorder", ["order_id"])
    op.create_index("ix_backorder_article_id", "backorder", ["article_id"])


def downgrade() -> None:
    op.drop_table("backorder")

"""Claims have a holder and end by themselves; what channels may promise; an order's story is found by key."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.String(64)


def upgrade() -> None:
    op.add_column("reservation", sa.Column("holder", KEY, nullable=False, server_default=""))
    op.create_index("ix_reservation_holder", "reservation", ["holder"])
    ends = sa.text("expires_at IS NOT NULL")
    op.create_index(
        "ix_reservation_expires_at",
        "reservation",
        ["expires_at"],
        sqlite_where=ends,
        postgresql_where=ends,
    )
    op.create_index("ix_orders_customer_id", "orders", ["customer_id"])
    op.create_index("ix_exception_case_aggregate", "exception_case", ["aggregate"])
    op.create_index("ix_notification_order_id", "notification", ["order_id"])
    op.create_table(
        "availability_rule",
        sa.Column("id", KEY, nullable=False),
        sa.Column("channel", KEY, nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("pool", sa.Integer(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_availability_rule"),
        sa.UniqueConstraint("channel", "location_id", "article_id", name="uq_availability_rule_channel"),
    )
    op.create_table(
        "arrival",
        sa.Column("id", KEY, nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_arrival"),
    )
    op.create_index("ix_arrival_article_id", "arrival", ["article_id", "due_at"])
    op.create_table(
        "quota",
        sa.Column("id", KEY, nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("channel", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_quota"),
        sa.UniqueConstraint("article_id", "channel", name="uq_quota_article_id"),
    )


def downgrade() -> None:
    for table in ("quota", "arrival", "availability_rule"):
        op.drop_table(table)
    op.drop_index("ix_notification_order_id", "notification")
    op.drop_index("ix_exception_case_aggregate", "exception_case")
    op.drop_index("ix_orders_customer_id", "orders")
    op.drop_index("ix_reservation_expires_at", "reservation")
    op.drop_index("ix_reservation_holder", "reservation")
    op.drop_column("reservation", "holder")

"""When a customer is to be told, how often that was tried, and that it failed for good."""

from __future__ import annotations

import time

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TOLD_WITHIN_MS = 48 * 3_600_000
"""What is older is told to nobody any more."""


def upgrade() -> None:
    op.add_column("notification", sa.Column("due_at", sa.BigInteger(), nullable=True))
    op.add_column("notification", sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("notification", sa.Column("failed_at", sa.BigInteger(), nullable=True))
    op.add_column("notification", sa.Column("failure", sa.String(64), nullable=False, server_default=""))
    since = int(time.time() * 1000) - TOLD_WITHIN_MS
    op.execute(f"UPDATE notification SET due_at = created_at WHERE sent_at IS NULL AND created_at > {since}")
    due = sa.text("due_at IS NOT NULL")
    op.create_index(
        "ix_notification_due_at", "notification", ["due_at"], sqlite_where=due, postgresql_where=due
    )


def downgrade() -> None:
    op.drop_index("ix_notification_due_at", "notification")
    for column in ("failure", "failed_at", "tries", "due_at"):
        op.drop_column("notification", column)

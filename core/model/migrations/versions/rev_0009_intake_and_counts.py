"""A store's manager limits what new work comes in; articles are counted over what does not add up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KEY, TEXT = sa.String(64), sa.String(400)


def upgrade() -> None:
    op.create_table(
        "intake_limit",
        sa.Column("location_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mode", KEY, nullable=False),
        sa.Column("cap", sa.Integer(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("set_by", KEY, nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("location_id", name="pk_intake_limit"),
    )
    op.create_table(
        "count_task",
        sa.Column("id", KEY, nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("aggregate", TEXT, nullable=False),
        sa.Column("reason", KEY, nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("gtin", KEY, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("size", KEY, nullable=False),
        sa.Column("colour", KEY, nullable=False),
        sa.Column("zone", KEY, nullable=False),
        sa.Column("aisle", KEY, nullable=False),
        sa.Column("shelf", KEY, nullable=False),
        sa.Column("asked_by", KEY, nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("counted_by", KEY, nullable=True),
        sa.Column("counted_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_count_task"),
    )
    op.create_index("ix_count_task_location_id", "count_task", ["location_id", "state"])


def downgrade() -> None:
    op.drop_table("count_task")
    op.drop_table("intake_limit")

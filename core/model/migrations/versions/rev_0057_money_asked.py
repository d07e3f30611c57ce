"""Money that may have gone, and what a payment service says of it, by what is asked for; sales by their day,
and who has asked for one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        # Rows that revisions before this one have changed in the same transaction are checked now: PostgreSQL
        # makes no index on a table whose checks are still to come.
        op.execute("SET CONSTRAINTS ALL IMMEDIATE")
    may_have_gone = sa.text("kind IN ('refund_perhaps_paid', 'refund_paid_untold')")
    op.create_index(
        "ix_exception_case_money",
        "exception_case",
        ["aggregate"],
        sqlite_where=may_have_gone,
        postgresql_where=may_have_gone,
    )
    op.create_index("ix_refund_word_reference", "refund_word", ["reference"])
    op.create_index("ix_sale_payment_reference", "sale_payment", ["reference"])
    op.create_index("ix_sale_day", "sale", ["sold_at"])
    op.create_table(
        "sale_question",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.String(64), nullable=False),
        sa.Column("asked_by", sa.String(64), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sale_question"),
    )
    op.create_index("ix_sale_question_asked_at", "sale_question", ["asked_at"])


def downgrade() -> None:
    op.drop_table("sale_question")
    op.drop_index("ix_sale_day", "sale")
    op.drop_index("ix_sale_payment_reference", "sale_payment")
    op.drop_index("ix_refund_word_reference", "refund_word")
    op.drop_index("ix_exception_case_money", "exception_case")

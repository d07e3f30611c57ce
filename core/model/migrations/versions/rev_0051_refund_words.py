"""What a payment service tells of refunds that a restored core does not know."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "refund_word",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("named", sa.String(400), nullable=False),
        sa.Column("reference", sa.String(400), nullable=False),
        sa.Column("payment", sa.String(400), nullable=False),
        sa.Column("heard", sa.String(64), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(400), nullable=False),
        sa.Column("event", sa.String(400), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_refund_word"),
    )
    op.create_index("ix_refund_word_named", "refund_word", ["named"])
    op.create_index("ix_refund_word_payment", "refund_word", ["payment"])
    is_new = sa.text("state = 'new'")
    op.create_index("ix_refund_word_new", "refund_word", ["at"], sqlite_where=is_new, postgresql_where=is_new)


def downgrade() -> None:
    op.drop_table("refund_word")

"""What was erased of customers on request."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("envelope", sa.Column("erasure_id", sa.String(64), nullable=False, server_default=""))
    op.create_table(
        "erasure",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("erased_by", sa.String(400), nullable=False),
        sa.Column("reason", sa.String(400), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("envelopes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erasure"),
    )


def downgrade() -> None:
    op.drop_table("erasure")
    op.drop_column("envelope", "erasure_id")

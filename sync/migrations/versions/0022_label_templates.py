"""The chain's own label templates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0022"
down_revision = "r0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "label_template",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.Column("set_by", sa.String(length=64), nullable=False),
        sa.Column("set_in", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_label_template"),
    )


def downgrade() -> None:
    op.drop_table("label_template")

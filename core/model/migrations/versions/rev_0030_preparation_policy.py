"""How a store prepares, as its chain wants it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "preparation_policy",
        sa.Column("location_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("policy", sa.JSON(), nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("location_id", name="pk_preparation_policy"),
    )


def downgrade() -> None:
    op.drop_table("preparation_policy")

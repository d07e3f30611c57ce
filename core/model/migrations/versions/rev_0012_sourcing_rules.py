"""The chain's own rules for sources."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sourcing_rules",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.Column("rules", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sourcing_rules"),
    )


def downgrade() -> None:
    op.drop_table("sourcing_rules")

"""How the line to headquarters was, some days back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0034"
down_revision = "r0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "presence_span",
        sa.Column("no", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("no", name="pk_presence_span"),
    )


def downgrade() -> None:
    op.drop_table("presence_span")

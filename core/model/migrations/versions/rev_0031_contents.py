"""How much is in an article that is sold by measure: its label says the unit price."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("article", sa.Column("content", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("article", sa.Column("content_unit", sa.String(64), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("article", "content_unit")
    op.drop_column("article", "content")

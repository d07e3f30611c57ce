"""Where what is taken in exchange goes, when it is not taken along."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("refund", sa.Column("sending", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("refund", "sending")

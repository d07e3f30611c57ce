"""What waits is found by what it is about: a tail that touches none of it reads none of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0004"
down_revision = "r0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_pending_command_open", "pending_command", ["aggregate"], sqlite_where=sa.text("status = ''")
    )


def downgrade() -> None:
    op.drop_index("ix_pending_command_open", "pending_command")

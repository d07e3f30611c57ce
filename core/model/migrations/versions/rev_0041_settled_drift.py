"""Where our ledger has followed another system's word."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    is_drift = sa.text("reason = 'drift'")
    op.create_index("ix_movement_drift", "movement", ["id"], sqlite_where=is_drift, postgresql_where=is_drift)


def downgrade() -> None:
    op.drop_index("ix_movement_drift", "movement")

"""What people have to settle, by its kind."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    is_open = sa.text("settled_at IS NULL")
    op.create_index(
        "ix_exception_case_open",
        "exception_case",
        ["kind", "aggregate"],
        sqlite_where=is_open,
        postgresql_where=is_open,
    )


def downgrade() -> None:
    op.drop_index("ix_exception_case_open", "exception_case")

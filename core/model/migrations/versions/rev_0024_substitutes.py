"""A line in the place of another, and whether its customer agrees."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

CODE = sa.String(64)
_ASKED = sa.text("agreement = 'asked'")


def upgrade() -> None:
    op.add_column("fulfilment_line", sa.Column("substitutes", CODE, nullable=False, server_default=""))
    op.add_column("fulfilment_line", sa.Column("agreement", CODE, nullable=False, server_default=""))
    op.add_column("fulfilment_line", sa.Column("agreement_at", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_fulfilment_line_asked",
        "fulfilment_line",
        ["agreement_at"],
        sqlite_where=_ASKED,
        postgresql_where=_ASKED,
    )


def downgrade() -> None:
    op.drop_index("ix_fulfilment_line_asked", "fulfilment_line")
    op.drop_column("fulfilment_line", "agreement_at")
    op.drop_column("fulfilment_line", "agreement")
    op.drop_column("fulfilment_line", "substitutes")

"""What timers look for, and how old the versions of the change log are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.String(64)


def upgrade() -> None:
    op.create_index("ix_fulfilment_state", "fulfilment", ["state", "id"])
    unfillable = sa.text("unfillable > 0")
    op.create_index(
        "ix_order_line_unfillable",
        "order_line",
        ["article_id"],
        sqlite_where=unfillable,
        postgresql_where=unfillable,
    )
    op.create_table(
        "stream_mark",
        sa.Column("stream", KEY, nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("marked_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "version", name="pk_stream_mark"),
    )


def downgrade() -> None:
    op.drop_table("stream_mark")
    op.drop_index("ix_order_line_unfillable", "order_line")
    op.drop_index("ix_fulfilment_state", "fulfilment")

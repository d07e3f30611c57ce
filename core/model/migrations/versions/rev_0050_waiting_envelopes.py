"""Envelopes of before a restore that wait for what other devices still hold."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("envelope", sa.Column("waits_until", sa.BigInteger(), nullable=True))
    has_waited = sa.text("waits_until IS NOT NULL")
    op.create_index(
        "ix_envelope_waits",
        "envelope",
        ["waits_until"],
        sqlite_where=has_waited,
        postgresql_where=has_waited,
    )


def downgrade() -> None:
    op.drop_index("ix_envelope_waits", "envelope")
    op.drop_column("envelope", "waits_until")

"""Which envelopes still hold a picture of goods, by when they came in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    holds_one = sa.text("name = 'PhotographGoods' AND erasure_id = ''")
    op.create_index(
        "ix_envelope_photo",
        "envelope",
        ["received_at", "device_id", "sequence"],
        sqlite_where=holds_one,
        postgresql_where=holds_one,
    )


def downgrade() -> None:
    op.drop_index("ix_envelope_photo", "envelope")

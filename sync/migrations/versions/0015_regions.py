"""For which stores a regional manager signs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0015"
down_revision = "r0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signs_for",
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", "location_id", name="pk_signs_for"),
    )
    op.create_index("ix_signs_for_location_id", "signs_for", ["location_id"])


def downgrade() -> None:
    op.drop_index("ix_signs_for_location_id", "signs_for")
    op.drop_table("signs_for")

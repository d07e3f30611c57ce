"""Managers' approval keys: the public halves of the store's, and this device's own, wrapped."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0006"
down_revision = "r0005"
branch_labels = None
depends_on = None

KEY = sa.String(64)


def upgrade() -> None:
    op.create_table(
        "approval_key",
        sa.Column("id", KEY, nullable=False),
        sa.Column("staff_id", KEY, nullable=False),
        sa.Column("device_id", KEY, nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("public_key", KEY, nullable=False),
        sa.Column("registered_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_approval_key"),
    )
    op.create_index("ix_approval_key_staff_id", "approval_key", ["staff_id", "device_id"])
    op.create_table(
        "own_approval_key",
        sa.Column("staff_id", KEY, nullable=False),
        sa.Column("key_id", KEY, nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", name="pk_own_approval_key"),
    )


def downgrade() -> None:
    op.drop_table("own_approval_key")
    op.drop_table("approval_key")

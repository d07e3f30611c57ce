"""Pictures of goods that came back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "return_photo",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("return_id", sa.String(64), nullable=False),
        sa.Column("line_id", sa.String(64), nullable=False),
        sa.Column("image", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("taken_by", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["return_id"],
            ["goods_return.id"],
            name="fk_return_photo_return_id_goods_return",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_return_photo"),
    )
    op.create_index("ix_return_photo_return_id", "return_photo", ["return_id"])
    op.create_index("ix_return_photo_taken_at", "return_photo", ["taken_at"])


def downgrade() -> None:
    op.drop_table("return_photo")

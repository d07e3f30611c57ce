"""The key that a machine asks to be enrolled with; what of the streams was not understood; which movements
the copy of an earlier epoch contains."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("replica_state") as table:
        no_bytes = sa.text("x''")
        table.add_column(sa.Column("draft_seed", sa.LargeBinary(), nullable=False, server_default=no_bytes))
        table.add_column(sa.Column("not_understood", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("pruned_before", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_table(
        "movement_before",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("is_contained", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movement_before")),
    )


def downgrade() -> None:
    op.drop_table("movement_before")
    with op.batch_alter_table("replica_state") as table:
        table.drop_column("pruned_before")
        table.drop_column("not_understood")
        table.drop_column("draft_seed")

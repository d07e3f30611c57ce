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
    op.create_table(
        "contained_movement",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contained_movement")),
    )


def downgrade() -> None:
    op.drop_table("contained_movement")
    with op.batch_alter_table("replica_state") as table:
        table.drop_column("not_understood")
        table.drop_column("draft_seed")

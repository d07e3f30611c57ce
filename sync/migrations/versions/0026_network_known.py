"""How far of the network stream a workstation's own rows are known to reach."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0026"
down_revision = "r0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("replica_state", sa.Column("network_known", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("replica_state", "network_known")

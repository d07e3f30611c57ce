"""What is not known of an execution, and what the payment service calls the one that went."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "refund_part", sa.Column("is_unsure", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("refund_part", sa.Column("went_as", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("refund_part", "went_as")
    op.drop_column("refund_part", "is_unsure")

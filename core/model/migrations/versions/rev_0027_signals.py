"""What the core counts around a refund, over all stores."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("refund", sa.Column("told", sa.JSON(), nullable=False, server_default="{}"))
    op.create_index("ix_refund_proposed_by", "refund", ["proposed_by", "proposed_at"])
    op.create_index("ix_goods_return_customer_name", "goods_return", ["customer_name", "declared_at"])
    op.create_index("ix_goods_return_receipt_code", "goods_return", ["receipt_code"])


def downgrade() -> None:
    op.drop_index("ix_goods_return_receipt_code", "goods_return")
    op.drop_index("ix_goods_return_customer_name", "goods_return")
    op.drop_index("ix_refund_proposed_by", "refund")
    op.drop_column("refund", "told")

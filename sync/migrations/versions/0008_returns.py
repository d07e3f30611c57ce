"""What was sold, what comes back, the money for it, and store credits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0008"
down_revision = "r0007"
branch_labels = None
depends_on = None

KEY, TEXT = sa.String(64), sa.String(400)
TABLES = (
    "sale",
    "sale_line",
    "goods_return",
    "return_line",
    "refund",
    "refund_claim",
    "store_credit",
    "return_policy",
)


def upgrade() -> None:
    _create_sales()
    _create_returns()
    _create_refunds()


def _create_sales() -> None:
    op.create_table(
        "sale",
        sa.Column("id", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("receipt_code", KEY, nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("channel", KEY, nullable=False),
        sa.Column("sold_at", sa.BigInteger(), nullable=False),
        sa.Column("delivered_at", sa.BigInteger(), nullable=True),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("customer_name", TEXT, nullable=False),
        sa.Column("tier", KEY, nullable=False),
        sa.Column("card_last4", KEY, nullable=False),
        sa.Column("currency", KEY, nullable=False),
        sa.Column("delivery_cents", sa.Integer(), nullable=False),
        sa.Column("means", sa.JSON(), nullable=False),
        sa.Column("is_with_store", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sale"),
    )
    op.create_index("ix_sale_card_last4", "sale", ["card_last4", "sold_at"])
    op.create_index("ix_sale_order_id", "sale", ["order_id"])
    op.create_index("ix_sale_receipt_code", "sale", ["receipt_code"])
    op.create_table(
        "sale_line",
        sa.Column("id", KEY, nullable=False),
        sa.Column("sale_id", KEY, nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("sku", KEY, nullable=False),
        sa.Column("gtin", KEY, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("category", KEY, nullable=False),
        sa.Column("size", KEY, nullable=False),
        sa.Column("colour", KEY, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("list_cents", sa.Integer(), nullable=False),
        sa.Column("paid_cents", sa.Integer(), nullable=False),
        sa.Column("tax_rate_bp", sa.Integer(), nullable=False),
        sa.Column("sale_type", KEY, nullable=False),
        sa.Column("exclusion", KEY, nullable=False),
        sa.Column("serials", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sale_line"),
    )
    op.create_index("ix_sale_line_article_id", "sale_line", ["article_id"])
    op.create_index("ix_sale_line_sale_id", "sale_line", ["sale_id"])


def _create_returns() -> None:
    op.create_table(
        "goods_return",
        sa.Column("id", KEY, nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("sale_id", KEY, nullable=False),
        sa.Column("receipt_code", KEY, nullable=False),
        sa.Column("customer_name", TEXT, nullable=False),
        sa.Column("has_proof", sa.Boolean(), nullable=False),
        sa.Column("declared_by", KEY, nullable=False),
        sa.Column("declared_device", KEY, nullable=False),
        sa.Column("declared_at", sa.BigInteger(), nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("is_with_store", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_goods_return"),
    )
    op.create_index("ix_goods_return_location_id", "goods_return", ["location_id", "declared_at"])
    op.create_index("ix_goods_return_number", "goods_return", ["number"])
    op.create_index("ix_goods_return_sale_id", "goods_return", ["sale_id"])
    op.create_table(
        "return_line",
        sa.Column("id", KEY, nullable=False),
        sa.Column("return_id", KEY, nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("sale_line_id", KEY, nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("sku", KEY, nullable=False),
        sa.Column("gtin", KEY, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("category", KEY, nullable=False),
        sa.Column("size", KEY, nullable=False),
        sa.Column("colour", KEY, nullable=False),
        sa.Column("exclusion", KEY, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("units", sa.JSON(), nullable=False),
        sa.Column("serial", KEY, nullable=False),
        sa.Column("reason", KEY, nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("state_at", sa.BigInteger(), nullable=False),
        sa.Column("ground", KEY, nullable=False),
        sa.Column("why", KEY, nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("refund_by", sa.BigInteger(), nullable=True),
        sa.Column("fee_cents", sa.Integer(), nullable=False),
        sa.Column("may_override", sa.Boolean(), nullable=False),
        sa.Column("override_by", KEY, nullable=False),
        sa.Column("override_reason", TEXT, nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("condition", KEY, nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("photo", KEY, nullable=False),
        sa.Column("disposition", KEY, nullable=False),
        sa.Column("disposition_reason", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_return_line"),
    )
    op.create_index("ix_return_line_return_id", "return_line", ["return_id"])
    op.create_index("ix_return_line_sale_line_id", "return_line", ["sale_line_id"])


def _create_refunds() -> None:
    op.create_table(
        "refund",
        sa.Column("id", KEY, nullable=False),
        sa.Column("return_id", KEY, nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("sale_id", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("state_at", sa.BigInteger(), nullable=False),
        sa.Column("need", KEY, nullable=False),
        sa.Column("total_cents", sa.Integer(), nullable=False),
        sa.Column("fee_cents", sa.Integer(), nullable=False),
        sa.Column("currency", KEY, nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("units", sa.JSON(), nullable=False),
        sa.Column("tax", sa.JSON(), nullable=False),
        sa.Column("exchange", sa.JSON(), nullable=False),
        sa.Column("to_pay_cents", sa.Integer(), nullable=False),
        sa.Column("credit_number", KEY, nullable=False),
        sa.Column("proposed_by", KEY, nullable=False),
        sa.Column("proposed_device", KEY, nullable=False),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        sa.Column("is_offline", sa.Boolean(), nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("approved_by", KEY, nullable=False),
        sa.Column("approved_device", KEY, nullable=False),
        sa.Column("approved_at", sa.BigInteger(), nullable=False),
        sa.Column("signature", TEXT, nullable=False),
        sa.Column("question", TEXT, nullable=False),
        sa.Column("answer", TEXT, nullable=False),
        sa.Column("decision", TEXT, nullable=False),
        sa.Column("failure", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_refund"),
    )
    op.create_index("ix_refund_approved_by", "refund", ["approved_by", "approved_at"])
    op.create_index("ix_refund_location_id", "refund", ["location_id", "state"])
    op.create_index("ix_refund_return_id", "refund", ["return_id"])
    op.create_index("ix_refund_sale_id", "refund", ["sale_id"])
    op.create_table(
        "refund_claim",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit_id", sa.String(120), nullable=False),
        sa.Column("sale_id", KEY, nullable=False),
        sa.Column("return_id", KEY, nullable=False),
        sa.Column("refund_id", KEY, nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_refund_claim"),
    )
    op.create_index("ix_refund_claim_refund_id", "refund_claim", ["refund_id"])
    op.create_index("ix_refund_claim_sale_id", "refund_claim", ["sale_id"])
    op.create_table(
        "store_credit",
        sa.Column("id", KEY, nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("refund_id", KEY, nullable=False),
        sa.Column("customer_name", TEXT, nullable=False),
        sa.Column("currency", KEY, nullable=False),
        sa.Column("balance_cents", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_store_credit"),
    )
    op.create_index("ix_store_credit_refund_id", "store_credit", ["refund_id"])
    op.create_index("ix_store_credit_number", "store_credit", ["number"])
    op.create_table(
        "return_policy",
        sa.Column("location_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("policy", sa.JSON(), nullable=False),
        sa.Column("set_by", KEY, nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("location_id", name="pk_return_policy"),
    )


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)

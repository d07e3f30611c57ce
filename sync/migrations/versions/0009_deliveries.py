"""Deliveries, their cartons and lines; transfers; where the customer collects what another store sends."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0009"
down_revision = "r0008"
branch_labels = None
depends_on = None

KEY, TEXT = sa.String(64), sa.String(400)


def upgrade() -> None:
    with op.batch_alter_table("fulfilment") as table:
        table.add_column(sa.Column("collect_location_id", sa.Integer(), nullable=True))
    with op.batch_alter_table("parcel") as table:
        table.add_column(sa.Column("arrived_at", sa.BigInteger(), nullable=True))
    op.create_table(
        "delivery",
        sa.Column("id", KEY, nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("state_at", sa.BigInteger(), nullable=False),
        sa.Column("origin", TEXT, nullable=False),
        sa.Column("transfer_id", KEY, nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
    )
    op.create_index("ix_delivery_location_id", "delivery", ["location_id", "state"])
    op.create_table(
        "carton",
        sa.Column("id", KEY, nullable=False),
        sa.Column("delivery_id", KEY, nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("is_announced", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=True),
        sa.Column("received_by", KEY, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_carton"),
    )
    op.create_index("ix_carton_delivery_id", "carton", ["delivery_id"])
    op.create_index("ix_carton_number", "carton", ["number"])
    op.create_table(
        "delivery_line",
        sa.Column("id", KEY, nullable=False),
        sa.Column("delivery_id", KEY, nullable=False),
        sa.Column("carton_id", KEY, nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("damaged", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("serials", sa.JSON(), nullable=False),
        sa.Column("received_serials", sa.JSON(), nullable=False),
        sa.Column("sku", KEY, nullable=False),
        sa.Column("gtin", KEY, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("size", KEY, nullable=False),
        sa.Column("colour", KEY, nullable=False),
        sa.Column("colour_hex", KEY, nullable=False),
        sa.Column("is_serialised", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_delivery_line"),
    )
    op.create_index("ix_delivery_line_delivery_id", "delivery_line", ["delivery_id"])
    op.create_table(
        "transfer",
        sa.Column("id", KEY, nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("from_location_id", sa.Integer(), nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("state_at", sa.BigInteger(), nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("requested_by", KEY, nullable=False),
        sa.Column("decided_by", KEY, nullable=False),
        sa.Column("decision", TEXT, nullable=False),
        sa.Column("fulfilment_id", KEY, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_transfer"),
    )
    op.create_index("ix_transfer_fulfilment_id", "transfer", ["fulfilment_id"])
    op.create_index("ix_transfer_location_id", "transfer", ["location_id", "state"])
    op.create_table(
        "transfer_line",
        sa.Column("id", KEY, nullable=False),
        sa.Column("transfer_id", KEY, nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("settled", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("size", KEY, nullable=False),
        sa.Column("colour", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_transfer_line"),
    )
    op.create_index("ix_transfer_line_transfer_id", "transfer_line", ["transfer_id"])


def downgrade() -> None:
    for name in ("transfer_line", "transfer", "delivery_line", "carton", "delivery"):
        op.drop_table(name)
    with op.batch_alter_table("parcel") as table:
        table.drop_column("arrived_at")
    with op.batch_alter_table("fulfilment") as table:
        table.drop_column("collect_location_id")

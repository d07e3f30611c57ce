"""The first replica: private tables, outbox, before-images, spool."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "article_place",
        sa.Column("location_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("aisle", sa.String(length=64), nullable=False),
        sa.Column("shelf", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("location_id", "article_id", name=op.f("pk_article_place")),
        info={"home": "store"},
    )
    op.create_table(
        "audit_row",
        sa.Column("no", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_audit_row")),
    )
    op.create_table(
        "before_image",
        sa.Column("no", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("command_id", sa.String(length=64), nullable=False),
        sa.Column("table_name", sa.String(length=64), nullable=False),
        sa.Column("row_key", sa.LargeBinary(), nullable=False),
        sa.Column("image", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_before_image")),
    )
    op.create_index("ix_before_image_command_id", "before_image", ["command_id"], unique=False)
    op.create_table(
        "bin",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bin")),
        info={"home": "store"},
    )
    op.create_index("ix_bin_location_id", "bin", ["location_id", "code"], unique=False)
    op.create_table(
        "customer",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("email", sa.String(length=400), nullable=False),
        sa.Column("phone", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        info={"home": "store"},
    )
    op.create_table(
        "exception_case",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("aggregate", sa.String(length=400), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("raised_at", sa.BigInteger(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("settled_by", sa.String(length=64), nullable=True),
        sa.Column("settlement", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exception_case")),
        info={"home": "store"},
    )
    op.create_index(
        "ix_exception_case_location_id", "exception_case", ["location_id", "settled_at"], unique=False
    )
    op.create_table(
        "fulfilment",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("order_id", sa.String(length=64), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("state_at", sa.BigInteger(), nullable=False),
        sa.Column("order_number", sa.String(length=64), nullable=False),
        sa.Column("customer_name", sa.String(length=400), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("to_pay_cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=64), nullable=False),
        sa.Column("promised_at", sa.BigInteger(), nullable=False),
        sa.Column("pickup_code_digest", sa.String(length=64), nullable=False),
        sa.Column("destination", sa.String(length=400), nullable=False),
        sa.Column("claimed_by", sa.String(length=64), nullable=True),
        sa.Column("claimed_device", sa.String(length=64), nullable=True),
        sa.Column("claimed_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fulfilment")),
        info={"home": "store"},
    )
    op.create_index("ix_fulfilment_location_id", "fulfilment", ["location_id", "state"], unique=False)
    op.create_index("ix_fulfilment_order_id", "fulfilment", ["order_id"], unique=False)
    op.create_table(
        "local_setting",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_local_setting")),
    )
    op.create_table(
        "movement",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("bucket", sa.String(length=64), nullable=False),
        sa.Column("to_bucket", sa.String(length=64), nullable=True),
        sa.Column("serial", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("aggregate", sa.String(length=120), nullable=False),
        sa.Column("command_id", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("network_version", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movement")),
        info={"home": "store"},
    )
    op.create_index("ix_movement_article_id", "movement", ["article_id", "location_id"], unique=False)
    op.create_table(
        "number_block",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("device_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("prefix", sa.String(length=64), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("leased_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_block")),
        info={"home": "store"},
    )
    op.create_index("ix_number_block_device_id", "number_block", ["device_id", "kind"], unique=False)
    op.create_table(
        "number_pointer",
        sa.Column("block_id", sa.String(length=64), nullable=False),
        sa.Column("next", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("block_id", name=op.f("pk_number_pointer")),
    )
    op.create_table(
        "pending_command",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("aggregate", sa.String(length=400), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("stuck_code", sa.String(length=64), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_command")),
    )
    op.create_index("ix_pending_command_sequence", "pending_command", ["sequence"], unique=True)
    op.create_table(
        "replica_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("device_id", sa.String(length=64), nullable=False),
        sa.Column("device_seed", sa.LargeBinary(), nullable=False),
        sa.Column("token", sa.String(length=400), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("location_name", sa.String(length=400), nullable=False),
        sa.Column("core_url", sa.String(length=400), nullable=False),
        sa.Column("core_id", sa.String(length=64), nullable=False),
        sa.Column("core_public_key", sa.LargeBinary(), nullable=False),
        sa.Column("epoch", sa.String(length=64), nullable=False),
        sa.Column("store_version", sa.BigInteger(), nullable=False),
        sa.Column("device_version", sa.BigInteger(), nullable=False),
        sa.Column("last_sequence", sa.Integer(), nullable=False),
        sa.Column("last_hash", sa.LargeBinary(), nullable=False),
        sa.Column("accepted_through", sa.Integer(), nullable=False),
        sa.Column("network_file", sa.String(length=400), nullable=False),
        sa.Column("heard_at", sa.BigInteger(), nullable=False),
        sa.Column("clock_offset_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replica_state")),
    )
    op.create_table(
        "spool_job",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("template", sa.String(length=64), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("aggregate", sa.String(length=400), nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spool_job")),
    )
    op.create_index("ix_spool_job_status", "spool_job", ["status"], unique=False)
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("badge", sa.String(length=64), nullable=False),
        sa.Column("pin_verifier", sa.String(length=400), nullable=False),
        sa.Column("verifier_expires_at", sa.BigInteger(), nullable=False),
        sa.Column("is_revoked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        info={"home": "store"},
    )
    op.create_index("ix_staff_location_id", "staff", ["location_id"], unique=False)
    op.create_table(
        "fulfilment_line",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("fulfilment_id", sa.String(length=64), nullable=False),
        sa.Column("order_line_id", sa.String(length=64), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("picked", sa.Integer(), nullable=False),
        sa.Column("short", sa.Integer(), nullable=False),
        sa.Column("short_reason", sa.String(length=64), nullable=False),
        sa.Column("handed_over", sa.Integer(), nullable=False),
        sa.Column("put_back", sa.Integer(), nullable=False),
        sa.Column("serials", sa.JSON(), nullable=False),
        sa.Column("sku", sa.String(length=64), nullable=False),
        sa.Column("gtin", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("category", sa.String(length=64), nullable=False),
        sa.Column("size", sa.String(length=64), nullable=False),
        sa.Column("colour", sa.String(length=64), nullable=False),
        sa.Column("colour_hex", sa.String(length=64), nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=False),
        sa.Column("is_serialised", sa.Boolean(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("aisle", sa.String(length=64), nullable=False),
        sa.Column("shelf", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fulfilment_line")),
        info={"home": "store"},
    )
    op.create_index("ix_fulfilment_line_fulfilment_id", "fulfilment_line", ["fulfilment_id"], unique=False)
    op.create_table(
        "orders",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.String(length=400), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("customer_id", sa.String(length=64), nullable=False),
        sa.Column("placed_at", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.Column("is_held", sa.Boolean(), nullable=False),
        sa.Column("delivery_kind", sa.String(length=64), nullable=False),
        sa.Column("pickup_location_id", sa.Integer(), nullable=True),
        sa.Column("postcode", sa.String(length=64), nullable=False),
        sa.Column("city", sa.String(length=400), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("currency", sa.String(length=64), nullable=False),
        sa.Column("payment", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        info={"home": "store"},
    )
    op.create_index("ix_orders_number", "orders", ["number"], unique=False)
    op.create_table(
        "parcel",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("fulfilment_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("weight_g", sa.Integer(), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.Column("bin", sa.String(length=64), nullable=False),
        sa.Column("packed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcel")),
        info={"home": "store"},
    )
    op.create_index("ix_parcel_fulfilment_id", "parcel", ["fulfilment_id"], unique=False)
    op.create_index("ix_parcel_number", "parcel", ["number"], unique=False)
    op.create_table(
        "staff_permission",
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.Column("permission", sa.String(length=64), nullable=False),
        sa.Column("is_granted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", "permission", name=op.f("pk_staff_permission")),
        info={"home": "store"},
    )
    op.create_table(
        "order_line",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("order_id", sa.String(length=64), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Integer(), nullable=False),
        sa.Column("unfillable", sa.Integer(), nullable=False),
        sa.Column("unit_price_cents", sa.Integer(), nullable=False),
        sa.Column("tax_rate_bp", sa.Integer(), nullable=False),
        sa.Column("sale_type", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_line")),
        info={"home": "store"},
    )
    op.create_index("ix_order_line_order_id", "order_line", ["order_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_order_line_order_id", table_name="order_line")
    op.drop_table("order_line")
    op.drop_table("staff_permission")
    op.drop_index("ix_parcel_number", table_name="parcel")
    op.drop_index("ix_parcel_fulfilment_id", table_name="parcel")
    op.drop_table("parcel")
    op.drop_index("ix_orders_number", table_name="orders")
    op.drop_table("orders")
    op.drop_index("ix_fulfilment_line_fulfilment_id", table_name="fulfilment_line")
    op.drop_table("fulfilment_line")
    op.drop_index("ix_staff_location_id", table_name="staff")
    op.drop_table("staff")
    op.drop_index("ix_spool_job_status", table_name="spool_job")
    op.drop_table("spool_job")
    op.drop_table("replica_state")
    op.drop_index("ix_pending_command_sequence", table_name="pending_command")
    op.drop_table("pending_command")
    op.drop_table("number_pointer")
    op.drop_index("ix_number_block_device_id", table_name="number_block")
    op.drop_table("number_block")
    op.drop_index("ix_movement_article_id", table_name="movement")
    op.drop_table("movement")
    op.drop_table("local_setting")
    op.drop_index("ix_fulfilment_order_id", table_name="fulfilment")
    op.drop_index("ix_fulfilment_location_id", table_name="fulfilment")
    op.drop_table("fulfilment")
    op.drop_index("ix_exception_case_location_id", table_name="exception_case")
    op.drop_table("exception_case")
    op.drop_table("customer")
    op.drop_index("ix_bin_location_id", table_name="bin")
    op.drop_table("bin")
    op.drop_index("ix_before_image_command_id", table_name="before_image")
    op.drop_table("before_image")
    op.drop_table("audit_row")
    op.drop_table("article_place")

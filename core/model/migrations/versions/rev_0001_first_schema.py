"""The first schema.

Longer than a module should be: a revision is a list.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.String(64)
TEXT = sa.String(400)


def upgrade() -> None:
    _create_network()
    _create_customers_and_orders()
    _create_fulfilments()
    _create_stock_ledger()
    _create_people_and_devices()
    _create_exchange()


def downgrade() -> None:
    for table in (
        "idempotent_answer",
        "change",
        "stream",
        "core_setting",
        "outcome",
        "envelope",
        "number_block",
        "api_token",
        "enrolment_code",
        "device",
        "staff_permission",
        "staff",
        "reservation",
        "movement",
        "notification",
        "exception_case",
        "article_place",
        "bin",
        "parcel",
        "fulfilment_line",
        "fulfilment",
        "order_line",
        "orders",
        "customer",
        "piece",
        "position",
        "article_price",
        "location",
        "article",
    ):
        op.drop_table(table)


def _create_network() -> None:
    op.create_table(
        "article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sku", KEY, nullable=False),
        sa.Column("gtin", KEY, nullable=False),
        sa.Column("style", KEY, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("brand", TEXT, nullable=False),
        sa.Column("category", KEY, nullable=False),
        sa.Column("size", KEY, nullable=False),
        sa.Column("colour", KEY, nullable=False),
        sa.Column("colour_hex", KEY, nullable=False),
        sa.Column("is_serialised", sa.Boolean(), nullable=False),
        sa.Column("tax_rate_bp", sa.Integer(), nullable=False),
        sa.Column("weight_g", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
        sa.UniqueConstraint("sku", name="uq_article_sku"),
    )
    op.create_index("ix_article_gtin", "article", ["gtin"])
    op.create_index("ix_article_style", "article", ["style"])
    op.create_table(
        "location",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", KEY, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("street", TEXT, nullable=False),
        sa.Column("postcode", KEY, nullable=False),
        sa.Column("city", TEXT, nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.Column("timezone", KEY, nullable=False),
        sa.Column("opening", TEXT, nullable=False),
        sa.Column("capacity_per_hour", sa.Integer(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_location"),
        sa.UniqueConstraint("code", name="uq_location_code"),
    )
    op.create_table(
        "article_price",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("valid_from", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=False),
        sa.Column("currency", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.PrimaryKeyConstraint("article_id", "valid_from", name="pk_article_price"),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
            name="fk_article_price_article_id_article",
            deferrable=True,
            initially="DEFERRED",
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "position",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("location_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sellable", sa.Integer(), nullable=False),
        sa.Column("allocated", sa.Integer(), nullable=False),
        sa.Column("soft_held", sa.Integer(), nullable=False),
        sa.Column("display", sa.Integer(), nullable=False),
        sa.Column("damaged", sa.Integer(), nullable=False),
        sa.Column("quarantine", sa.Integer(), nullable=False),
        sa.Column("in_repair", sa.Integer(), nullable=False),
        sa.Column("transit_in", sa.Integer(), nullable=False),
        sa.Column("transit_out", sa.Integer(), nullable=False),
        sa.Column("partner_owned", sa.Integer(), nullable=False),
        sa.Column("safety", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.BigInteger(), nullable=False),
        sa.Column("heard_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "location_id", name="pk_position"),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
            name="fk_position_article_id_article",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["location_id"],
            ["location.id"],
            name="fk_position_location_id_location",
            deferrable=True,
            initially="DEFERRED",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_position_location_id", "position", ["location_id"])
    op.create_table(
        "piece",
        sa.Column("id", KEY, nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("serial", KEY, nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=True),
        sa.Column("bucket", KEY, nullable=False),
        sa.Column("sold_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_piece"),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
            name="fk_piece_article_id_article",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("article_id", "serial", name="uq_piece_article_id"),
    )


def _create_customers_and_orders() -> None:
    op.create_table(
        "customer",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("email", TEXT, nullable=False),
        sa.Column("phone", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_customer"),
    )
    op.create_table(
        "orders",
        sa.Column("id", KEY, nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("reference", TEXT, nullable=False),
        sa.Column("channel", KEY, nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("placed_at", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.Column("is_held", sa.Boolean(), nullable=False),
        sa.Column("delivery_kind", KEY, nullable=False),
        sa.Column("pickup_location_id", sa.Integer(), nullable=True),
        sa.Column("postcode", KEY, nullable=False),
        sa.Column("city", TEXT, nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("currency", KEY, nullable=False),
        sa.Column("payment", KEY, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_orders"),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customer.id"],
            name="fk_orders_customer_id_customer",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("number", name="uq_orders_number"),
    )
    op.create_table(
        "order_line",
        sa.Column("id", KEY, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Integer(), nullable=False),
        sa.Column("unfillable", sa.Integer(), nullable=False),
        sa.Column("unit_price_cents", sa.Integer(), nullable=False),
        sa.Column("tax_rate_bp", sa.Integer(), nullable=False),
        sa.Column("sale_type", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_order_line"),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["orders.id"],
            name="fk_order_line_order_id_orders",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_order_line_order_id", "order_line", ["order_id"])


def _create_fulfilments() -> None:
    op.create_table(
        "fulfilment",
        sa.Column("id", KEY, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("state_at", sa.BigInteger(), nullable=False),
        sa.Column("order_number", KEY, nullable=False),
        sa.Column("customer_name", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("to_pay_cents", sa.Integer(), nullable=False),
        sa.Column("currency", KEY, nullable=False),
        sa.Column("promised_at", sa.BigInteger(), nullable=False),
        sa.Column("pickup_code_digest", KEY, nullable=False),
        sa.Column("destination", TEXT, nullable=False),
        sa.Column("claimed_by", KEY, nullable=True),
        sa.Column("claimed_device", KEY, nullable=True),
        sa.Column("claimed_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_fulfilment"),
    )
    op.create_index("ix_fulfilment_location_id", "fulfilment", ["location_id", "state"])
    op.create_index("ix_fulfilment_order_id", "fulfilment", ["order_id"])
    op.create_table(
        "fulfilment_line",
        sa.Column("id", KEY, nullable=False),
        sa.Column("fulfilment_id", KEY, nullable=False),
        sa.Column("order_line_id", KEY, nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("picked", sa.Integer(), nullable=False),
        sa.Column("short", sa.Integer(), nullable=False),
        sa.Column("short_reason", KEY, nullable=False),
        sa.Column("handed_over", sa.Integer(), nullable=False),
        sa.Column("put_back", sa.Integer(), nullable=False),
        sa.Column("serials", sa.JSON(), nullable=False),
        sa.Column("sku", KEY, nullable=False),
        sa.Column("gtin", KEY, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("category", KEY, nullable=False),
        sa.Column("size", KEY, nullable=False),
        sa.Column("colour", KEY, nullable=False),
        sa.Column("colour_hex", KEY, nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=False),
        sa.Column("is_serialised", sa.Boolean(), nullable=False),
        sa.Column("zone", KEY, nullable=False),
        sa.Column("aisle", KEY, nullable=False),
        sa.Column("shelf", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_fulfilment_line"),
        sa.ForeignKeyConstraint(
            ["fulfilment_id"],
            ["fulfilment.id"],
            name="fk_fulfilment_line_fulfilment_id_fulfilment",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_fulfilment_line_fulfilment_id", "fulfilment_line", ["fulfilment_id"])
    op.create_table(
        "parcel",
        sa.Column("id", KEY, nullable=False),
        sa.Column("fulfilment_id", KEY, nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("weight_g", sa.Integer(), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.Column("bin", KEY, nullable=False),
        sa.Column("packed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_parcel"),
        sa.ForeignKeyConstraint(
            ["fulfilment_id"],
            ["fulfilment.id"],
            name="fk_parcel_fulfilment_id_fulfilment",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index("ix_parcel_fulfilment_id", "parcel", ["fulfilment_id"])
    op.create_index("ix_parcel_number", "parcel", ["number"])
    op.create_table(
        "bin",
        sa.Column("id", KEY, nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("code", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bin"),
        sa.UniqueConstraint("location_id", "code", name="uq_bin_location_id"),
    )
    op.create_table(
        "article_place",
        sa.Column("location_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("zone", KEY, nullable=False),
        sa.Column("aisle", KEY, nullable=False),
        sa.Column("shelf", KEY, nullable=False),
        sa.PrimaryKeyConstraint("location_id", "article_id", name="pk_article_place"),
    )
    op.create_table(
        "exception_case",
        sa.Column("id", KEY, nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("aggregate", TEXT, nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("raised_at", sa.BigInteger(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("settled_by", KEY, nullable=True),
        sa.Column("settlement", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_exception_case"),
    )
    op.create_index("ix_exception_case_location_id", "exception_case", ["location_id", "settled_at"])
    op.create_table(
        "notification",
        sa.Column("id", KEY, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_notification"),
    )


def _create_stock_ledger() -> None:
    op.create_table(
        "movement",
        sa.Column("id", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("bucket", KEY, nullable=False),
        sa.Column("to_bucket", KEY, nullable=True),
        sa.Column("serial", KEY, nullable=True),
        sa.Column("reason", KEY, nullable=False),
        sa.Column("aggregate", sa.String(120), nullable=False),
        sa.Column("command_id", KEY, nullable=False),
        sa.Column("actor", KEY, nullable=False),
        sa.Column("network_version", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_movement"),
    )
    op.create_index("ix_movement_article_id", "movement", ["article_id", "location_id"])
    op.create_table(
        "reservation",
        sa.Column("id", KEY, nullable=False),
        sa.Column("order_line_id", KEY, nullable=True),
        sa.Column("fulfilment_line_id", KEY, nullable=True),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_reservation"),
    )
    op.create_index("ix_reservation_order_line_id", "reservation", ["order_line_id"])


def _create_people_and_devices() -> None:
    op.create_table(
        "staff",
        sa.Column("id", KEY, nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("role", KEY, nullable=False),
        sa.Column("badge", KEY, nullable=False),
        sa.Column("pin_verifier", TEXT, nullable=False),
        sa.Column("verifier_expires_at", sa.BigInteger(), nullable=False),
        sa.Column("is_revoked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
    )
    op.create_index("ix_staff_location_id", "staff", ["location_id"])
    op.create_table(
        "staff_permission",
        sa.Column("staff_id", KEY, nullable=False),
        sa.Column("permission", KEY, nullable=False),
        sa.Column("is_granted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", "permission", name="pk_staff_permission"),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name="fk_staff_permission_staff_id_staff",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_table(
        "device",
        sa.Column("id", KEY, nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("token_digest", KEY, nullable=False),
        sa.Column("enrolled_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("held_reason", KEY, nullable=False),
        sa.Column("last_sequence", sa.Integer(), nullable=False),
        sa.Column("last_hash", sa.LargeBinary(), nullable=False),
        sa.Column("clock_offset_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_device"),
        sa.UniqueConstraint("token_digest", name="uq_device_token_digest"),
    )
    op.create_table(
        "enrolment_code",
        sa.Column("code_digest", KEY, nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("code_digest", name="pk_enrolment_code"),
    )
    op.create_table(
        "api_token",
        sa.Column("token_digest", KEY, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("scope", KEY, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("is_revoked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("token_digest", name="pk_api_token"),
    )
    op.create_table(
        "number_block",
        sa.Column("id", KEY, nullable=False),
        sa.Column("device_id", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("prefix", KEY, nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("leased_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_number_block"),
    )
    op.create_index("ix_number_block_device_id", "number_block", ["device_id", "kind"])


def _create_exchange() -> None:
    op.create_table(
        "envelope",
        sa.Column("device_id", KEY, nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("command_id", KEY, nullable=False),
        sa.Column("aggregate", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("device_id", "sequence", name="pk_envelope"),
    )
    op.create_index("ix_envelope_aggregate", "envelope", ["aggregate"])
    op.create_index("ix_envelope_command_id", "envelope", ["command_id"])
    op.create_table(
        "outcome",
        sa.Column("id", KEY, nullable=False),
        sa.Column("device_id", KEY, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("status", KEY, nullable=False),
        sa.Column("code", KEY, nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("store_version", sa.BigInteger(), nullable=False),
        sa.Column("network_version", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outcome"),
        sa.UniqueConstraint("device_id", "sequence", name="uq_outcome_device_id"),
    )
    op.create_table(
        "core_setting",
        sa.Column("name", KEY, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_core_setting"),
    )
    op.create_table(
        "stream",
        sa.Column("name", KEY, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("floor", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_stream"),
    )
    op.create_table(
        "change",
        sa.Column("stream", KEY, nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("table_name", KEY, nullable=False),
        sa.Column("row_key", sa.String(200), nullable=False),
        sa.Column("image", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("stream", "version", "table_name", "row_key", name="pk_change"),
    )
    op.create_table(
        "idempotent_answer",
        sa.Column("token_digest", KEY, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("request_digest", KEY, nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_digest", "key", name="pk_idempotent_answer"),
    )

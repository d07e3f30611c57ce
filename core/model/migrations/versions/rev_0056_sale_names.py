"""Sales by their customers' names, for who asks for one of another store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.rules.words import name_words

revision = "0056"
down_revision = "0053"
branch_labels = None
depends_on = None

AT_ONCE = 2_000


def upgrade() -> None:
    op.create_table(
        "sale_name",
        sa.Column("sale_id", sa.String(64), nullable=False),
        sa.Column("words", sa.String(400), nullable=False),
        sa.Column("sold_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sale_id"],
            ["sale.id"],
            name="fk_sale_name_sale_id_sale",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("sale_id", name="pk_sale_name"),
    )
    # Before its rows: PostgreSQL builds none while their deferred checks wait.
    op.create_index("ix_sale_name_words", "sale_name", ["words", "sold_at"])
    _name_sales()


def downgrade() -> None:
    op.drop_table("sale_name")


def _name_sales() -> None:
    """Those that are there already, some at a time."""
    sale = sa.table("sale", sa.column("id"), sa.column("customer_name"), sa.column("sold_at"))
    named = sa.table("sale_name", sa.column("sale_id"), sa.column("words"), sa.column("sold_at"))
    connection, after = op.get_bind(), ""
    while True:
        query = sa.select(sale).where(sale.c.customer_name != "", sale.c.id > after)
        rows = connection.execute(query.order_by(sale.c.id).limit(AT_ONCE)).all()
        found = [
            {"sale_id": row.id, "words": words, "sold_at": row.sold_at}
            for row in rows
            if (words := name_words(row.customer_name))
        ]
        if found:
            connection.execute(sa.insert(named), found)
        if len(rows) < AT_ONCE:
            return
        after = rows[-1].id

"""What carriers tell of parcels, by the parcel: two may have one number.

What was told until now has counted for all parcels of its number, and goes on to.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

TIMES = {"parcel_delivery": "delivered_at", "parcel_loss": "lost_at"}


def upgrade() -> None:
    for table, time in TIMES.items():
        columns = _told(table, time)
        names = ", ".join(column.name for column in columns)
        said = ", ".join(f"{table}.{column.name}" for column in columns)
        op.execute(
            f"CREATE TEMPORARY TABLE told AS SELECT parcel.id AS parcel_id, {said}"
            f" FROM {table} JOIN parcel ON parcel.number = {table}.number"
        )
        op.drop_table(table)
        op.create_table(
            table,
            sa.Column("parcel_id", sa.String(64), nullable=False),
            *columns,
            sa.PrimaryKeyConstraint("parcel_id", name=f"pk_{table}"),
        )
        op.execute(f"INSERT INTO {table} (parcel_id, {names}) SELECT parcel_id, {names} FROM told")
        op.execute("DROP TABLE told")


def downgrade() -> None:
    for table, time in TIMES.items():
        columns = _told(table, time)
        rest = [column.name for column in columns[1:]]
        first = ", ".join(f"min({name}) AS {name}" for name in rest)
        op.execute(f"CREATE TEMPORARY TABLE told AS SELECT number, {first} FROM {table} GROUP BY number")
        op.drop_table(table)
        op.create_table(table, *columns, sa.PrimaryKeyConstraint("number", name=f"pk_{table}"))
        names = ", ".join(["number", *rest])
        op.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM told")
        op.execute("DROP TABLE told")


def _told(table: str, time: str) -> list[sa.Column[object]]:
    columns: list[sa.Column[object]] = [
        sa.Column("number", sa.String(64), nullable=False),
        sa.Column(time, sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=False),
    ]
    if table == "parcel_loss":
        columns.append(sa.Column("cause", sa.String(64), nullable=False))
    return columns

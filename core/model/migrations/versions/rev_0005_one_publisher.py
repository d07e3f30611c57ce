"""What is published is kept in the database, and who publishes it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    publication = op.create_table(
        "publication",
        sa.Column("stream", sa.String(64), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("beat", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("stream", name="pk_publication"),
    )
    op.bulk_insert(publication, [{"stream": "network", "revision": 0, "state": b"", "holder": "", "beat": 0}])


def downgrade() -> None:
    op.drop_table("publication")

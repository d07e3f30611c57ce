"""What is held of a credit ends with its own deed, and not with any other entry; the chain's figures for
CO2e, as every store has them once they are set."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("credit_hold", "balance_cents")
    op.create_table(
        "carbon_figures",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("parcel_g", sa.Integer(), nullable=False),
        sa.Column("tonne_km_g", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_carbon_figures"),
    )


def downgrade() -> None:
    op.drop_table("carbon_figures")
    # What is held is held for two minutes.
    op.execute("DELETE FROM credit_hold")
    op.add_column("credit_hold", sa.Column("balance_cents", sa.Integer(), nullable=False, server_default="0"))

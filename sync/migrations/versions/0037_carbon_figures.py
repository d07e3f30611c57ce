"""The chain's figures for what parcels cost in CO2e."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0037"
down_revision = "r0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "carbon_figures",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("parcel_g", sa.Integer(), nullable=False),
        sa.Column("tonne_km_g", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_carbon_figures"),
    )


def downgrade() -> None:
    op.drop_table("carbon_figures")

"""count who finds no place."""

import sqlalchemy as sa
from alembic import op

revision = "0f2c1dac10bd"
down_revision = "71181efc3640"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unmet_demand",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("wanted", sa.Date(), nullable=False),
        sa.Column("field_key", sa.String(length=40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 1", name=op.f("ck_unmet_demand_count")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unmet_demand")),
        sa.UniqueConstraint("on", "wanted", "field_key", name=op.f("uq_unmet_demand_on_wanted_field_key")),
    )


def downgrade() -> None:
    op.drop_table("unmet_demand")

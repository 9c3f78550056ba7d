"""limit the running holds of an address."""

import sqlalchemy as sa
from alembic import op

revision = "1c3d4ff14369"
down_revision = "9167ace223ee"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hold_place",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("office_day_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("address_key", sa.String(length=64), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("reservation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("n >= 1", name=op.f("ck_hold_place_n")),
        sa.ForeignKeyConstraint(
            ["office_day_id"],
            ["office_day.id"],
            name=op.f("fk_hold_place_office_day_id_office_day"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reservation_id"],
            ["reservation.id"],
            name=op.f("fk_hold_place_reservation_id_reservation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold_place")),
        sa.UniqueConstraint(
            "office_day_id", "address_key", "n", name=op.f("uq_hold_place_office_day_id_address_key_n")
        ),
        sa.UniqueConstraint("reservation_id", name=op.f("uq_hold_place_reservation_id")),
    )


def downgrade() -> None:
    op.drop_table("hold_place")

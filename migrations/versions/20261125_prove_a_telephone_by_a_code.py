"""prove a telephone by a code."""

import sqlalchemy as sa
from alembic import op

revision = "b1affb4ef188"
down_revision = "b6c1f0a94e27"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "phone_proof",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("reservation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("phone_index", sa.String(length=64), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tries BETWEEN 0 AND 5", name=op.f("ck_phone_proof_tries")),
        sa.ForeignKeyConstraint(
            ["reservation_id"],
            ["reservation.id"],
            name=op.f("fk_phone_proof_reservation_id_reservation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_proof")),
        sa.UniqueConstraint("reservation_id", "phone_index", name=op.f("uq_phone_proof_reservation_id_phone_index")),
        sa.UniqueConstraint("token", name=op.f("uq_phone_proof_token")),
    )


def downgrade() -> None:
    op.drop_table("phone_proof")

"""note which expert passed a booking on."""

import sqlalchemy as sa
from alembic import op

revision = "6a86acdcfc74"
down_revision = "b52f0a7c91de"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "expert_conflict",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reservation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("expert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("code IN ('close', 'opposed', 'other')", name=op.f("ck_expert_conflict_code")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_expert_conflict_expert_id_expert")),
        sa.ForeignKeyConstraint(
            ["reservation_id"],
            ["reservation.id"],
            name=op.f("fk_expert_conflict_reservation_id_reservation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_conflict")),
        sa.UniqueConstraint("reservation_id", "expert_id", name=op.f("uq_expert_conflict_reservation_id_expert_id")),
    )
    with op.batch_alter_table("expert_conflict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_expert_conflict_expert_id"), ["expert_id"], unique=False)



def downgrade() -> None:
    with op.batch_alter_table("expert_conflict", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_expert_conflict_expert_id"))

    op.drop_table("expert_conflict")

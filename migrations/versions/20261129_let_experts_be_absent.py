"""let experts be absent."""

import sqlalchemy as sa
from alembic import op

revision = "f34b73b3a090"
down_revision = "1f88f6538e9f"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "expert_absence",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("expert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("entered_by", sa.String(length=255), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("last >= first", name=op.f("ck_expert_absence_dates")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_expert_absence_expert_id_expert")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_absence")),
        sa.UniqueConstraint("token", name=op.f("uq_expert_absence_token")),
    )
    with op.batch_alter_table("expert_absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_expert_absence_expert_id"), ["expert_id"], unique=False)

    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closed_reason", sa.String(length=30), nullable=True))
        batch_op.create_check_constraint(batch_op.f("ck_slot_closed_reason"), "closed_reason IN ('absence')")


def downgrade() -> None:
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_slot_closed_reason"), type_="check")
        batch_op.drop_column("closed_reason")

    with op.batch_alter_table("expert_absence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_expert_absence_expert_id"))

    op.drop_table("expert_absence")

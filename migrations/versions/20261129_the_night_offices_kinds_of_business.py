"""The kinds of business that the night office receives."""

import sqlalchemy as sa
from alembic import op

revision = "e05c38fe23a3"
down_revision = "3b952e845834"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "night_task",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("business_key", sa.String(length=40), nullable=False),
        sa.Column("starts", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.Column("last_acceptance", sa.Time(), nullable=True),
        sa.Column("fee", sa.Integer(), nullable=True),
        sa.Column("fee_note", sa.String(length=200), nullable=False),
        sa.Column("fee_note_en", sa.String(length=200), nullable=False),
        sa.Column("bring", sa.Text(), nullable=False),
        sa.Column("bring_en", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("notes_en", sa.Text(), nullable=False),
        sa.Column("may_reserve", sa.Boolean(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.CheckConstraint("ends > starts", name=op.f("ck_night_task_span")),
        sa.CheckConstraint("fee >= 0", name=op.f("ck_night_task_fee")),
        sa.CheckConstraint(
            "last_acceptance > starts AND last_acceptance <= ends", name=op.f("ck_night_task_last_acceptance")
        ),
        sa.CheckConstraint("seats > 0", name=op.f("ck_night_task_seats")),
        sa.ForeignKeyConstraint(["business_key"], ["business.key"], name=op.f("fk_night_task_business_key_business")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_night_task")),
        sa.UniqueConstraint("business_key", name=op.f("uq_night_task_business_key")),
    )


def downgrade() -> None:
    op.drop_table("night_task")

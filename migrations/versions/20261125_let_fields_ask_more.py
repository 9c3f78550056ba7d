"""let fields ask more."""

import sqlalchemy as sa
from alembic import op

revision = "e1b2b785e6f7"
down_revision = "0f2c1dac10bd"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consultation_question",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("field_key", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("label_en", sa.String(length=60), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.Column("hint_en", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("choices_en", sa.Text(), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind = 'text' OR choices <> ''", name=op.f("ck_consultation_question_choices")),
        sa.CheckConstraint("kind IN ('text', 'choice')", name=op.f("ck_consultation_question_kind")),
        sa.ForeignKeyConstraint(
            ["field_key"],
            ["consultation_field.key"],
            name=op.f("fk_consultation_question_field_key_consultation_field"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_question")),
        sa.UniqueConstraint("field_key", "key", name=op.f("uq_consultation_question_field_key_key")),
    )
    with op.batch_alter_table("consultation_field", schema=None) as batch_op:
        batch_op.add_column(sa.Column("disclaimer", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("disclaimer_en", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answers", sa.Text(), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.drop_column("answers")

    with op.batch_alter_table("consultation_field", schema=None) as batch_op:
        batch_op.drop_column("disclaimer_en")
        batch_op.drop_column("disclaimer")

    op.drop_table("consultation_question")

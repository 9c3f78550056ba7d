"""add texts in English."""

import sqlalchemy as sa
from alembic import op

revision = "8e132a0901eb"
down_revision = "1961e7537bd5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("consultation_field", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name_en", sa.String(length=60), server_default="", nullable=False))
        batch_op.add_column(sa.Column("bring_en", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("notes_en", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("holiday_override", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name_en", sa.String(length=60), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("holiday_override", schema=None) as batch_op:
        batch_op.drop_column("name_en")

    with op.batch_alter_table("consultation_field", schema=None) as batch_op:
        batch_op.drop_column("notes_en")
        batch_op.drop_column("bring_en")
        batch_op.drop_column("name_en")

"""leave minutes between consultations."""

import sqlalchemy as sa
from alembic import op

revision = "f0167c9a34f5"
down_revision = "bca6e465194b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("consultation_field", schema=None) as batch_op:
        batch_op.add_column(sa.Column("buffer", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_check_constraint(op.f("ck_consultation_field_buffer"), "buffer >= 0")


def downgrade() -> None:
    with op.batch_alter_table("consultation_field", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_consultation_field_buffer"), type_="check")
        batch_op.drop_column("buffer")

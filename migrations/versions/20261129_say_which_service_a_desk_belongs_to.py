"""say which service a desk belongs to."""

import sqlalchemy as sa
from alembic import op

revision = "3b952e845834"
down_revision = "176737166191"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("consultation_field", schema=None) as batch_op:
        batch_op.add_column(sa.Column("service", sa.String(length=20), server_default="consultation", nullable=False))
        batch_op.create_check_constraint(op.f("ck_consultation_field_service"), "service IN ('consultation', 'night')")
        batch_op.alter_column("name_en", existing_type=sa.String(length=60), type_=sa.String(length=100))


def downgrade() -> None:
    with op.batch_alter_table("consultation_field", schema=None) as batch_op:
        batch_op.alter_column("name_en", existing_type=sa.String(length=100), type_=sa.String(length=60))
        batch_op.drop_constraint(op.f("ck_consultation_field_service"), type_="check")
        batch_op.drop_column("service")


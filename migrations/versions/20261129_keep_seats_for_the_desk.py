"""keep seats for the desk."""

import sqlalchemy as sa
from alembic import op

revision = "cc36de6c10e0"
down_revision = "2a0d00329c09"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("consultation_field", schema=None) as batch_op:
        batch_op.add_column(sa.Column("desk_seats", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_check_constraint(op.f("ck_consultation_field_desk_seats"), "desk_seats >= 0")
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kept_seats", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_check_constraint(op.f("ck_slot_kept_seats"), "kept_seats >= 0 AND kept_seats <= capacity")


def downgrade() -> None:
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_slot_kept_seats"), type_="check")
        batch_op.drop_column("kept_seats")
    with op.batch_alter_table("consultation_field", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_consultation_field_desk_seats"), type_="check")
        batch_op.drop_column("desk_seats")

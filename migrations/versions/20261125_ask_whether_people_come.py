"""Ask whether people come: their answer, when, and who heard it."""

import sqlalchemy as sa
from alembic import op

revision = "0d1259419b92"
down_revision = "3b36213fc590"
branch_labels = None
depends_on = None

COMPLETE = "(answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL)"


def upgrade() -> None:
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answer", sa.String(length=6), nullable=True))
        batch_op.add_column(sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("answered_by", sa.String(length=7), nullable=True))
        batch_op.create_check_constraint(batch_op.f("ck_reservation_answer"), "answer IN ('comes', 'cannot')")
        batch_op.create_check_constraint(batch_op.f("ck_reservation_answered_by"), "answered_by IN ('citizen', 'staff')")
        batch_op.create_check_constraint(batch_op.f("ck_reservation_answered"), COMPLETE)


def downgrade() -> None:
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        for name in ("answered", "answered_by", "answer"):
            batch_op.drop_constraint(batch_op.f(f"ck_reservation_{name}"), type_="check")
        batch_op.drop_column("answered_by")
        batch_op.drop_column("answered_at")
        batch_op.drop_column("answer")

"""add who books for somebody."""

import sqlalchemy as sa
from alembic import op

revision = "e51dc370737d"
down_revision = "824237cbcb59"
branch_labels = None
depends_on = None

PERSON = "ck_reservation_person_when_booked"
BEFORE = (
    "state IN ('expired', 'held') OR destroyed_at IS NOT NULL OR (name IS NOT NULL AND phone IS NOT NULL"
    " AND person_key IS NOT NULL AND reference IS NOT NULL AND reserved_at IS NOT NULL)"
)
AFTER = (
    "state IN ('expired', 'held') OR destroyed_at IS NOT NULL OR (name IS NOT NULL"
    " AND (phone IS NOT NULL OR proxy_phone IS NOT NULL)"
    " AND person_key IS NOT NULL AND reference IS NOT NULL AND reserved_at IS NOT NULL)"
)


def upgrade() -> None:
    with op.batch_alter_table("reservation") as batch_op:
        batch_op.add_column(sa.Column("proxy_name", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("proxy_phone", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("proxy_email", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("proxy_phone_index", sa.String(length=64), nullable=True))
        batch_op.drop_constraint(batch_op.f(PERSON), type_="check")
        batch_op.create_check_constraint(batch_op.f(PERSON), AFTER)
        batch_op.create_index(batch_op.f("ix_reservation_proxy_phone_index"), ["proxy_phone_index"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("reservation") as batch_op:
        batch_op.drop_index(batch_op.f("ix_reservation_proxy_phone_index"))
        batch_op.drop_constraint(batch_op.f(PERSON), type_="check")
        batch_op.create_check_constraint(batch_op.f(PERSON), BEFORE)
        for name in ("proxy_phone_index", "proxy_email", "proxy_phone", "proxy_name"):
            batch_op.drop_column(name)

"""let people leave early."""

from alembic import op

revision = "5b0f6c0d9a31"
down_revision = "e837f64e27b8"
branch_labels = None
depends_on = None

NAME = "ck_reservation_state"
BEFORE = "state IN ('cancelled', 'checked_in', 'displaced', 'done', 'expired', 'held', 'no_show', 'reserved')"
AFTER = "state IN ('cancelled', 'checked_in', 'displaced', 'done', 'expired', 'held', 'left', 'no_show', 'reserved')"


def upgrade() -> None:
    _change(AFTER)


def downgrade() -> None:
    op.execute("UPDATE reservation SET state = 'no_show' WHERE state = 'left'")
    _change(BEFORE)


def _change(condition: str) -> None:
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(NAME), type_="check")
        batch_op.create_check_constraint(op.f(NAME), condition)

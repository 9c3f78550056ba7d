"""tell programs from browsers."""

import sqlalchemy as sa
from alembic import op

revision = "5b7c1f0d9a42"
down_revision = "a4d99446de86"
branch_labels = None
depends_on = None

TABLES = ("reservation", "waiting_entry")
BEFORE = "via IN ('web', 'telephone', 'walk_in')"
AFTER = "via IN ('api', 'telephone', 'walk_in', 'web')"


def upgrade() -> None:
    _change(AFTER)


def downgrade() -> None:
    for table in TABLES:
        op.execute(sa.text(f"UPDATE {table} SET via = 'web' WHERE via = 'api'"))  # noqa: S608 (names of our own)
    _change(BEFORE)


def _change(condition: str) -> None:
    for table in TABLES:
        name = op.f(f"ck_{table}_via")
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(name, type_="check")
            batch_op.create_check_constraint(name, condition)

"""let people wait for somebody else."""

import sqlalchemy as sa
from alembic import op

revision = "fe01e06f70d7"
down_revision = "7c1e0a9d5b42"
branch_labels = None
depends_on = None

PERSON = "ck_waiting_entry_person"
BEFORE = (
    "destroyed_at IS NOT NULL OR (name IS NOT NULL AND phone IS NOT NULL AND person_key IS NOT NULL"
    " AND phone_index IS NOT NULL)"
)
AFTER = (
    "destroyed_at IS NOT NULL OR (name IS NOT NULL AND person_key IS NOT NULL"
    " AND ((phone IS NOT NULL AND phone_index IS NOT NULL)"
    " OR (proxy_name IS NOT NULL AND proxy_phone IS NOT NULL AND proxy_phone_index IS NOT NULL)))"
)


def upgrade() -> None:
    with op.batch_alter_table("waiting_entry") as batch_op:
        batch_op.add_column(sa.Column("proxy_name", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("proxy_phone", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("proxy_email", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("proxy_phone_index", sa.String(length=64), nullable=True))
        batch_op.drop_constraint(batch_op.f(PERSON), type_="check")
        batch_op.create_check_constraint(batch_op.f(PERSON), AFTER)
        batch_op.create_index(batch_op.f("ix_waiting_entry_proxy_phone_index"), ["proxy_phone_index"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("waiting_entry") as batch_op:
        batch_op.drop_index(batch_op.f("ix_waiting_entry_proxy_phone_index"))
        batch_op.drop_constraint(batch_op.f(PERSON), type_="check")
        batch_op.create_check_constraint(batch_op.f(PERSON), BEFORE)
        for name in ("proxy_phone_index", "proxy_email", "proxy_phone", "proxy_name"):
            batch_op.drop_column(name)

"""tell whether anything has changed."""

import sqlalchemy as sa
from alembic import op

revision = "3a7e8323281a"
down_revision = "2f7a5675b057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change_stamp",
        sa.Column("room", sa.String(length=20), nullable=False),
        sa.Column("shard", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("room", "shard", name=op.f("pk_change_stamp")),
    )


def downgrade() -> None:
    op.drop_table("change_stamp")

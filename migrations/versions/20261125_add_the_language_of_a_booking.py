"""add the language of a booking."""

import sqlalchemy as sa
from alembic import op

revision = "824237cbcb59"
down_revision = "8e132a0901eb"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("language", sa.String(length=10), server_default="ko", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.drop_column("language")

"""name experts' organisations in English."""

import sqlalchemy as sa
from alembic import op

revision = "040d273528da"
down_revision = "c41f0d2b7a95"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("expert", schema=None) as batch_op:
        batch_op.add_column(sa.Column("organisation_en", sa.String(length=100), server_default="", nullable=False))



def downgrade() -> None:
    with op.batch_alter_table("expert", schema=None) as batch_op:
        batch_op.drop_column("organisation_en")


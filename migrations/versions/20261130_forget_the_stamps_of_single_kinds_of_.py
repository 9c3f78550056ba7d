"""forget the stamps of single kinds of business."""

import sqlalchemy as sa
from alembic import op

revision = "37a888d45a6a"
down_revision = "3a7e8323281a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("business", schema=None) as batch_op:
        batch_op.drop_column("stamp")



def downgrade() -> None:
    with op.batch_alter_table("business", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stamp", sa.BIGINT(), server_default="0", nullable=False))


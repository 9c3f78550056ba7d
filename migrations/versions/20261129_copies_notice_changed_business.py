"""Let copies of the kinds of business notice a change, and measure ways from a town."""

import sqlalchemy as sa
from alembic import op

revision = "7aa69771fdac"
down_revision = "63af9ab3636a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("business", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stamp", sa.BigInteger(), server_default="0", nullable=False))

    with op.batch_alter_table("department", schema=None) as batch_op:
        batch_op.add_column(sa.Column("coordinates", sa.String(length=40), server_default="", nullable=False))



def downgrade() -> None:
    with op.batch_alter_table("department", schema=None) as batch_op:
        batch_op.drop_column("coordinates")

    with op.batch_alter_table("business", schema=None) as batch_op:
        batch_op.drop_column("stamp")


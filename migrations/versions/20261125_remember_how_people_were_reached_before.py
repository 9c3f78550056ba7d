"""Remember how people were reached before a correction, so that they are told there too."""

import sqlalchemy as sa
from alembic import op

revision = "71181efc3640"
down_revision = "0d1259419b92"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("former_phone", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("former_email", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.drop_column("former_email")
        batch_op.drop_column("former_phone")

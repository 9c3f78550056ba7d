"""Remember how the proxy was reached before a correction too."""

import sqlalchemy as sa
from alembic import op

revision = "b6c1f0a94e27"
down_revision = "1c3d4ff14369"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("former_proxy_phone", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("former_proxy_email", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.drop_column("former_proxy_email")
        batch_op.drop_column("former_proxy_phone")

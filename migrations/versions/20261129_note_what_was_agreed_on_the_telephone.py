"""note what was agreed on the telephone."""

import sqlalchemy as sa
from alembic import op

revision = "1f88f6538e9f"
down_revision = "3d887cc3572a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("note", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_column("note")

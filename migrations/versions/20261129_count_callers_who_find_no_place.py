"""count callers who find no place."""

import sqlalchemy as sa
from alembic import op

revision = "c1d7a2be4f60"
down_revision = "4ca15ad24cc1"
branch_labels = None
depends_on = None



def upgrade() -> None:
    with op.batch_alter_table("unmet_demand", schema=None) as batch_op:
        batch_op.add_column(sa.Column("channel", sa.String(length=10), server_default="web", nullable=False))
        batch_op.create_check_constraint(
            op.f("ck_unmet_demand_channel"), "channel IN ('web', 'telephone', 'walk_in')"
        )
        batch_op.drop_constraint(op.f("uq_unmet_demand_on_wanted_field_key"), type_="unique")
        batch_op.create_unique_constraint(
            op.f("uq_unmet_demand_on_wanted_field_key_channel"), ["on", "wanted", "field_key", "channel"]
        )


def downgrade() -> None:
    op.execute("DELETE FROM unmet_demand WHERE channel <> 'web'")
    with op.batch_alter_table("unmet_demand", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("uq_unmet_demand_on_wanted_field_key_channel"), type_="unique")
        batch_op.create_unique_constraint(
            op.f("uq_unmet_demand_on_wanted_field_key"), ["on", "wanted", "field_key"]
        )
        batch_op.drop_constraint(op.f("ck_unmet_demand_channel"), type_="check")
        batch_op.drop_column("channel")

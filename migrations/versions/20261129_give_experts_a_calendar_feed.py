"""give experts a calendar feed."""

import sqlalchemy as sa
from alembic import op

revision = "bcefa599249e"
down_revision = "6a86acdcfc74"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "expert_feed",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("expert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_index", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_expert_feed_expert_id_expert")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_feed")),
        sa.UniqueConstraint("expert_id", name=op.f("uq_expert_feed_expert_id")),
        sa.UniqueConstraint("token_index", name=op.f("uq_expert_feed_token_index")),
    )


def downgrade() -> None:
    op.drop_table("expert_feed")

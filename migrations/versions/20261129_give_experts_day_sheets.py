"""give experts day sheets."""

import sqlalchemy as sa
from alembic import op

revision = "4ca15ad24cc1"
down_revision = "bcefa599249e"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "expert_day_sheet",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_index", sa.String(length=64), nullable=False),
        sa.Column("expert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=255), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code_name", sa.String(length=43), nullable=True),
        sa.Column("code_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.CheckConstraint("(code_name IS NULL) = (code_until IS NULL)", name=op.f("ck_expert_day_sheet_code")),
        sa.CheckConstraint("tries BETWEEN 0 AND 5", name=op.f("ck_expert_day_sheet_tries")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_expert_day_sheet_expert_id_expert")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_day_sheet")),
        sa.UniqueConstraint("code_name", name=op.f("uq_expert_day_sheet_code_name")),
        sa.UniqueConstraint("expert_id", "day", name=op.f("uq_expert_day_sheet_expert_id_day")),
        sa.UniqueConstraint("token_index", name=op.f("uq_expert_day_sheet_token_index")),
    )
    with op.batch_alter_table("expert", schema=None) as batch_op:
        batch_op.add_column(sa.Column("phone", sa.Text(), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table("expert", schema=None) as batch_op:
        batch_op.drop_column("phone")

    op.drop_table("expert_day_sheet")

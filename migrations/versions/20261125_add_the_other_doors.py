"""add the other doors."""

import sqlalchemy as sa
from alembic import op

revision = "3b36213fc590"
down_revision = "e51dc370737d"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "other_door",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("url", sa.String(length=200), nullable=False),
        sa.Column("hours", sa.String(length=100), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("field_keys", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("needs_word", sa.Boolean(), nullable=False),
        sa.Column("name_en", sa.String(length=60), nullable=False),
        sa.Column("hours_en", sa.String(length=100), nullable=False),
        sa.Column("note_en", sa.String(length=200), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_other_door_name")),
        sa.CheckConstraint("phone <> '' OR url <> ''", name=op.f("ck_other_door_reachable")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_door")),
        sa.UniqueConstraint("key", name=op.f("uq_other_door_key")),
        sa.UniqueConstraint("token", name=op.f("uq_other_door_token")),
    )


def downgrade() -> None:
    op.drop_table("other_door")

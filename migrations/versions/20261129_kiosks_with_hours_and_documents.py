"""Kiosks with hours and places, the documents that they issue, and which machine lacks which."""

import sqlalchemy as sa
from alembic import op

revision = "e70dce06a163"
down_revision = "81d31db25144"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kiosk_document",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("business_key", sa.String(length=40), nullable=False),
        sa.Column("fee", sa.Integer(), nullable=True),
        sa.Column("identification", sa.String(length=20), nullable=False),
        sa.Column("weekday_hours", sa.String(length=60), nullable=False),
        sa.Column("saturday_hours", sa.String(length=60), nullable=False),
        sa.Column("holiday_hours", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "identification IN ('fingerprint', 'other', 'none', 'unknown')",
            name=op.f("ck_kiosk_document_identification"),
        ),
        sa.CheckConstraint("fee >= 0", name=op.f("ck_kiosk_document_fee")),
        sa.ForeignKeyConstraint(
            ["business_key"], ["business.key"], name=op.f("fk_kiosk_document_business_key_business")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kiosk_document")),
        sa.UniqueConstraint("business_key", name=op.f("uq_kiosk_document_business_key")),
    )
    op.create_table(
        "kiosk_exception",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kiosk_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("business_key", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["business_key"],
            ["kiosk_document.business_key"],
            name=op.f("fk_kiosk_exception_business_key_kiosk_document"),
        ),
        sa.ForeignKeyConstraint(["kiosk_id"], ["kiosk.id"], name=op.f("fk_kiosk_exception_kiosk_id_kiosk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kiosk_exception")),
        sa.UniqueConstraint("kiosk_id", "business_key", name=op.f("uq_kiosk_exception_kiosk_id_business_key")),
    )
    with op.batch_alter_table("kiosk_exception", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kiosk_exception_business_key"), ["business_key"], unique=False)

    with op.batch_alter_table("kiosk", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source_key", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("spot", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("coordinates", sa.String(length=40), server_default="", nullable=False))
        batch_op.add_column(sa.Column("phone", sa.String(length=20), server_default="", nullable=False))
        batch_op.add_column(sa.Column("manager", sa.String(length=100), server_default="", nullable=False))
        batch_op.add_column(sa.Column("weekday_hours", sa.String(length=60), server_default="", nullable=False))
        batch_op.add_column(sa.Column("saturday_hours", sa.String(length=60), server_default="", nullable=False))
        batch_op.add_column(sa.Column("holiday_hours", sa.String(length=60), server_default="", nullable=False))
        batch_op.add_column(sa.Column("features", sa.String(length=100), server_default="", nullable=False))
        batch_op.add_column(sa.Column("back_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("unsure", sa.String(length=100), server_default="", nullable=False))
        batch_op.create_unique_constraint(batch_op.f("uq_kiosk_source_key"), ["source_key"])



def downgrade() -> None:
    with op.batch_alter_table("kiosk", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_kiosk_source_key"), type_="unique")
        batch_op.drop_column("unsure")
        batch_op.drop_column("back_on")
        batch_op.drop_column("features")
        batch_op.drop_column("holiday_hours")
        batch_op.drop_column("saturday_hours")
        batch_op.drop_column("weekday_hours")
        batch_op.drop_column("manager")
        batch_op.drop_column("phone")
        batch_op.drop_column("coordinates")
        batch_op.drop_column("spot")
        batch_op.drop_column("source_key")

    with op.batch_alter_table("kiosk_exception", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kiosk_exception_business_key"))

    op.drop_table("kiosk_exception")
    op.drop_table("kiosk_document")

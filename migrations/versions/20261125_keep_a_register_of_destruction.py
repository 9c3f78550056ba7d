"""keep a register of destruction."""

import sqlalchemy as sa
from alembic import op

revision = "f82f87bdcc56"
down_revision = "b1affb4ef188"
branch_labels = None
depends_on = None

KEPT = (
    "(kept_until IS NULL) = (kept_at IS NULL) AND (kept_until IS NULL) = (kept_by IS NULL)"
    " AND (kept_until IS NULL) = (kept_document IS NULL) AND (kept_until IS NULL) = (kept_reason IS NULL)"
)


def upgrade() -> None:
    op.create_table(
        "destruction",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("rule", sa.String(length=10), nullable=False),
        sa.Column("length", sa.Integer(), nullable=True),
        sa.Column("approval", sa.String(length=10), nullable=False),
        sa.Column("approved_by", sa.String(length=255), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("boundary", sa.Date(), nullable=True),
        sa.Column("listed", sa.Integer(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("first_date", sa.Date(), nullable=True),
        sa.Column("last_date", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(approval = 'admin') = (boundary IS NOT NULL) AND (approval = 'admin') = (approved_by IS NOT NULL)"
            " AND (approval = 'admin') = (listed IS NOT NULL)",
            name=op.f("ck_destruction_approved"),
        ),
        sa.CheckConstraint(
            "(done_at IS NULL) = (count IS NULL) AND (approval = 'admin' OR done_at IS NOT NULL)",
            name=op.f("ck_destruction_done"),
        ),
        sa.CheckConstraint("(rule = 'request') = (length IS NULL)", name=op.f("ck_destruction_length")),
        sa.CheckConstraint("approval IN ('setting', 'admin', 'person')", name=op.f("ck_destruction_approval")),
        sa.CheckConstraint("rule IN ('months', 'days', 'request')", name=op.f("ck_destruction_rule")),
        sa.CheckConstraint(
            "(first_date IS NULL) = (last_date IS NULL) AND first_date <= last_date", name=op.f("ck_destruction_dates")
        ),
        sa.CheckConstraint("count >= 0 AND (count > 0) = (first_date IS NOT NULL)", name=op.f("ck_destruction_count")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destruction")),
        sa.UniqueConstraint("kind", "boundary", name=op.f("uq_destruction_kind_boundary")),
    )
    with op.batch_alter_table("destruction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_destruction_done_at"), ["done_at"], unique=False)

    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kept_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("kept_reason", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("kept_document", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("kept_by", sa.String(length=255), nullable=True))
        batch_op.add_column(sa.Column("kept_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_reservation_kept_until"), ["kept_until"], unique=False)
        batch_op.create_check_constraint(batch_op.f("ck_reservation_kept"), KEPT)



def downgrade() -> None:
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_reservation_kept"), type_="check")
        batch_op.drop_index(batch_op.f("ix_reservation_kept_until"))
        batch_op.drop_column("kept_at")
        batch_op.drop_column("kept_by")
        batch_op.drop_column("kept_document")
        batch_op.drop_column("kept_reason")
        batch_op.drop_column("kept_until")

    with op.batch_alter_table("destruction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_destruction_done_at"))

    op.drop_table("destruction")

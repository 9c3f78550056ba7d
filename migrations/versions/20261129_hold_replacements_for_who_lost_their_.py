"""hold replacements for who lost their time."""

import sqlalchemy as sa
from alembic import op

revision = "3d887cc3572a"
down_revision = "dd6d058ca01e"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "displacement",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reservation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("open_for", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("displaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offer_slot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("offer_token", sa.String(length=43), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=7), nullable=True),
        sa.CheckConstraint(
            "answer IN ('accepted', 'cancelled', 'chosen', 'returned')", name=op.f("ck_displacement_answer")
        ),
        sa.CheckConstraint("answered_by IN ('citizen', 'staff', 'house')", name=op.f("ck_displacement_answered_by")),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL)",
            name=op.f("ck_displacement_answered"),
        ),
        sa.CheckConstraint(
            "(offered_at IS NULL) = (offer_slot_id IS NULL) AND (offered_at IS NULL) = (offer_token IS NULL) AND (over_at IS NULL OR offered_at IS NOT NULL)",
            name=op.f("ck_displacement_offer"),
        ),
        sa.CheckConstraint(
            "(open_for IS NULL) = (answer IS NOT NULL) AND (open_for IS NULL OR open_for = reservation_id)",
            name=op.f("ck_displacement_open"),
        ),
        sa.ForeignKeyConstraint(["offer_slot_id"], ["slot.id"], name=op.f("fk_displacement_offer_slot_id_slot")),
        sa.ForeignKeyConstraint(
            ["reservation_id"], ["reservation.id"], name=op.f("fk_displacement_reservation_id_reservation")
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_displacement_slot_id_slot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_displacement")),
        sa.UniqueConstraint("open_for", name=op.f("uq_displacement_open_for")),
    )
    with op.batch_alter_table("displacement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_displacement_offer_slot_id"), ["offer_slot_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_displacement_reservation_id"), ["reservation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_displacement_slot_id"), ["slot_id"], unique=False)

    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.create_check_constraint(
            batch_op.f("ck_reservation_replacement"), "purpose <> 'replacement' OR replaces_id IS NOT NULL"
        )
        batch_op.create_index(
            "uq_reservation_replaces_id",
            ["replaces_id"],
            unique=True,
            sqlite_where=sa.text("state = 'held'"),
            postgresql_where=sa.text("state = 'held'"),
        )



def downgrade() -> None:
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_reservation_replaces_id",
            sqlite_where=sa.text("state = 'held'"),
            postgresql_where=sa.text("state = 'held'"),
        )
        batch_op.drop_constraint(batch_op.f("ck_reservation_replacement"), type_="check")

    with op.batch_alter_table("displacement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_displacement_slot_id"))
        batch_op.drop_index(batch_op.f("ix_displacement_reservation_id"))
        batch_op.drop_index(batch_op.f("ix_displacement_offer_slot_id"))

    op.drop_table("displacement")

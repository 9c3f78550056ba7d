"""add the waiting list."""

import sqlalchemy as sa
from alembic import op

revision = "1a2afc4a5a16"
down_revision = "e1b2b785e6f7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "waiting_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("reference", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("first_date", sa.Date(), nullable=False),
        sa.Column("last_date", sa.Date(), nullable=True),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("via", sa.String(length=10), nullable=False),
        sa.Column("holder", sa.String(length=43), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone_index", sa.String(length=64), nullable=True),
        sa.Column("person_key", sa.String(length=64), nullable=True),
        sa.Column("open_key", sa.String(length=64), nullable=True),
        sa.Column("consent_version", sa.String(length=20), nullable=False),
        sa.Column("consent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("consent_by", sa.String(length=255), nullable=True),
        sa.Column("language", sa.String(length=10), server_default="ko", nullable=False),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state IN ('offered', 'waiting')) = (ended_at IS NULL)", name=op.f("ck_waiting_entry_ended")
        ),
        sa.CheckConstraint(
            "state IN ('ended', 'left', 'offered', 'served', 'waiting')", name=op.f("ck_waiting_entry_state")
        ),
        sa.CheckConstraint("via IN ('web', 'telephone', 'walk_in')", name=op.f("ck_waiting_entry_via")),
        sa.CheckConstraint(
            "destroyed_at IS NOT NULL OR (name IS NOT NULL AND phone IS NOT NULL AND person_key IS NOT NULL AND phone_index IS NOT NULL)",
            name=op.f("ck_waiting_entry_person"),
        ),
        sa.CheckConstraint("last_date IS NULL OR last_date >= first_date", name=op.f("ck_waiting_entry_dates")),
        sa.CheckConstraint("open_key IS NULL OR ended_at IS NULL", name=op.f("ck_waiting_entry_open_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_entry")),
        sa.UniqueConstraint("open_key", name=op.f("uq_waiting_entry_open_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_waiting_entry_reference")),
        sa.UniqueConstraint("token", name=op.f("uq_waiting_entry_token")),
    )
    with op.batch_alter_table("waiting_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waiting_entry_person_key"), ["person_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_waiting_entry_phone_index"), ["phone_index"], unique=False)
        batch_op.create_index(batch_op.f("ix_waiting_entry_state_id"), ["state", "id"], unique=False)

    op.create_table(
        "waiting_line",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("last_number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_waiting_line_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_line")),
    )
    op.create_table(
        "waiting_event",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("slot", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("desk", sa.String(length=40), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("desks", sa.Text(), nullable=True),
        sa.Column("first_date", sa.Date(), nullable=True),
        sa.Column("last_date", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('accepted', 'declined', 'ended', 'joined', 'lapsed', 'left', 'offered', 'overridden', 'skipped', 'taken', 'withdrawn')",
            name=op.f("ck_waiting_event_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["waiting_entry.id"], name=op.f("fk_waiting_event_entry_id_waiting_entry")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_waiting_event")),
    )
    with op.batch_alter_table("waiting_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waiting_event_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "waiting_wish",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("desk", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["waiting_entry.id"], name=op.f("fk_waiting_wish_entry_id_waiting_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_wish")),
        sa.UniqueConstraint("entry_id", "desk", name=op.f("uq_waiting_wish_entry_id_desk")),
    )
    op.create_table(
        "waiting_pass",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["waiting_entry.id"], name=op.f("fk_waiting_pass_entry_id_waiting_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slot.id"], name=op.f("fk_waiting_pass_slot_id_slot"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_pass")),
        sa.UniqueConstraint("entry_id", "slot_id", name=op.f("uq_waiting_pass_entry_id_slot_id")),
    )
    with op.batch_alter_table("waiting_pass", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waiting_pass_slot_id"), ["slot_id"], unique=False)

    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("waiting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index(batch_op.f("ix_reservation_waiting_id"), ["waiting_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_reservation_waiting_id_waiting_entry"), "waiting_entry", ["waiting_id"], ["id"]
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_reservation_offer"), "purpose <> 'offer' OR waiting_id IS NOT NULL"
        )


def downgrade() -> None:
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_reservation_offer"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_reservation_waiting_id_waiting_entry"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_reservation_waiting_id"))
        batch_op.drop_column("waiting_id")

    with op.batch_alter_table("waiting_pass", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_waiting_pass_slot_id"))

    op.drop_table("waiting_pass")
    op.drop_table("waiting_wish")
    with op.batch_alter_table("waiting_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_waiting_event_entry_id"))

    op.drop_table("waiting_event")
    op.drop_table("waiting_line")
    with op.batch_alter_table("waiting_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_waiting_entry_state_id"))
        batch_op.drop_index(batch_op.f("ix_waiting_entry_phone_index"))
        batch_op.drop_index(batch_op.f("ix_waiting_entry_person_key"))

    op.drop_table("waiting_entry")

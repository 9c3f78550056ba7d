"""take in who walks in."""

import sqlalchemy as sa
from alembic import op

revision = "8a453468431b"
down_revision = "cc36de6c10e0"
branch_labels = None
depends_on = None

TABLE, NAME = "reservation", "ck_reservation_person_when_booked"
BEFORE, AFTER = (
    "state IN ('expired', 'held') OR destroyed_at IS NOT NULL OR (name IS NOT NULL"
    f" AND (phone IS NOT NULL OR proxy_phone IS NOT NULL{more})"
    " AND person_key IS NOT NULL AND reference IS NOT NULL AND reserved_at IS NOT NULL)"
    for more in ("", " OR via = 'walk_in'")
)


def upgrade() -> None:
    _change(AFTER)
    op.create_table(
        "walk_in",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("office_day_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("desk", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("person_key", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("reservation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("consent_version", sa.String(length=20), nullable=False),
        sa.Column("consent_basis", sa.String(length=10), nullable=True),
        sa.Column("consent_by", sa.String(length=255), nullable=True),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'seated') = (reservation_id IS NOT NULL)", name=op.f("ck_walk_in_seated")),
        sa.CheckConstraint(
            "state <> 'waiting' OR name IS NOT NULL OR destroyed_at IS NOT NULL", name=op.f("ck_walk_in_person")
        ),
        sa.CheckConstraint("state IN ('left', 'seated', 'waiting')", name=op.f("ck_walk_in_state")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_walk_in_number")),
        sa.ForeignKeyConstraint(["office_day_id"], ["office_day.id"], name=op.f("fk_walk_in_office_day_id_office_day")),
        sa.ForeignKeyConstraint(
            ["reservation_id"], ["reservation.id"], name=op.f("fk_walk_in_reservation_id_reservation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_walk_in")),
        sa.UniqueConstraint("office_day_id", "desk", "number", name=op.f("uq_walk_in_office_day_id_desk_number")),
        sa.UniqueConstraint("reservation_id", name=op.f("uq_walk_in_reservation_id")),
        sa.UniqueConstraint("token", name=op.f("uq_walk_in_token")),
    )
    with op.batch_alter_table("walk_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_walk_in_person_key"), ["person_key"], unique=False)



def downgrade() -> None:
    _change(BEFORE)
    with op.batch_alter_table("walk_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_walk_in_person_key"))

    op.drop_table("walk_in")


def _change(condition: str) -> None:
    with op.batch_alter_table(TABLE, schema=None) as batch_op:
        batch_op.drop_constraint(op.f(NAME), type_="check")
        batch_op.create_check_constraint(op.f(NAME), condition)

"""keep the codes of outcomes, which were words of a setting, in a table; bookings bear the codes."""

import sqlalchemy as sa
from alembic import op

revision = "590a54a153e3"
down_revision = "78112ec04ad3"
branch_labels = None
depends_on = None

KNOWN = {
    "상담 완료": ("advised", "Advised"),
    "추가 상담 필요": ("again", "Further consultation needed"),
    "타 기관 안내": ("referred", "Referred to another office"),
    "연락 없이 미방문": ("absent", "Did not come"),
}
"""Key and English name of the words that every office had."""

DEFAULT = ", ".join(list(KNOWN)[:3])
"""Of the setting, which never named the last one."""

SETTING = "FROM setting WHERE name = 'advising.outcomes'"
BOOKING = sa.table("reservation", sa.column("outcome", sa.String))


def upgrade() -> None:
    codes = op.create_table(
        "outcome_code",
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("name_en", sa.String(length=60), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("is_active OR key <> 'absent'", name=op.f("ck_outcome_code_needed")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_outcome_code_name")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_outcome_code")),
        sa.UniqueConstraint("name", name=op.f("uq_outcome_code_name")),
    )
    rows = _codes()
    op.bulk_insert(codes, rows)
    _rename({row["name"]: row["key"] for row in rows})
    op.execute(f"DELETE {SETTING}")


def downgrade() -> None:
    rows = op.get_bind().execute(sa.text("SELECT key, name, is_active FROM outcome_code ORDER BY position, name")).all()
    active = ", ".join(name for key, name, is_active in rows if is_active and key != "absent")
    insert = sa.text(
        "INSERT INTO setting (name, value, changed_at, changed_by) "
        "VALUES ('advising.outcomes', :value, CURRENT_TIMESTAMP, 'migration')"
    )
    if active != DEFAULT:
        op.get_bind().execute(insert, {"value": active})
    _rename({key: name for key, name, _is_active in rows})
    op.drop_table("outcome_code")


def _codes() -> list[dict[str, object]]:
    """What the setting offered, in its order, as the older version read it; then, out of use, what else bookings bear
    and what a new office has: a seed that is loaded again must not offer what this one took off.
    """
    bind = op.get_bind()
    stored = bind.execute(sa.text(f"SELECT value {SETTING}")).scalar()
    text = stored if stored is not None else DEFAULT
    offered = [" ".join(one.split())[:20].strip() for one in text.split(",")]
    used = bind.execute(sa.select(BOOKING.c.outcome).where(BOOKING.c.outcome.is_not(None)).distinct()).scalars()
    words = [one for one in dict.fromkeys([*offered, *sorted(used), *KNOWN]) if one]
    active = {*offered, "연락 없이 미방문"}
    return [
        {
            "key": KNOWN.get(word, (f"outcome-{number}",))[0],
            "name": word,
            "name_en": KNOWN.get(word, ("", ""))[1],
            "is_active": word in active,
            "position": number,
        }
        for number, word in enumerate(words, 1)
    ]


def _rename(names: dict[str, str]) -> None:
    """All at once, for a word may be another one's key."""
    if names:
        after = sa.case(names, value=BOOKING.c.outcome, else_=BOOKING.c.outcome)
        op.execute(BOOKING.update().where(BOOKING.c.outcome.is_not(None)).values(outcome=after))

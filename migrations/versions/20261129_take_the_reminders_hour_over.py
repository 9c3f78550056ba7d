"""take the hour of the reminder over into the list of reminders."""

from alembic import op

revision = "7c1e0a9d5b42"
down_revision = "6d6995866d7d"
branch_labels = None
depends_on = None

DAYS = "(SELECT value FROM setting WHERE name = 'notices.reminder_working_days')"
HOUR = "(SELECT value FROM setting WHERE name = 'notices.reminder_time')"
OLD = "('notices.reminder_working_days', 'notices.reminder_time')"


def upgrade() -> None:
    # Where staff had changed the one reminder that there was, it stays the only one: they said what they want.
    op.execute(
        "INSERT INTO setting (name, value, changed_at, changed_by) "
        f"SELECT 'notices.reminders', coalesce({DAYS}, '1') || '근무일 전 ' || coalesce({HOUR}, '10:00'), "
        "changed_at, changed_by "
        f"FROM setting WHERE name IN {OLD} ORDER BY changed_at DESC LIMIT 1"
    )
    op.execute(f"DELETE FROM setting WHERE name IN {OLD}")


def downgrade() -> None:
    op.execute("DELETE FROM setting WHERE name = 'notices.reminders'")  # the older version has its defaults

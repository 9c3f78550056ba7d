"""keep a note of each call."""

import sqlalchemy as sa
from alembic import op

revision = "7c41e0b95d2a"
down_revision = "c1d7a2be4f60"
branch_labels = None
depends_on = None

LAST = """SELECT max(tried.id) FROM notice_attempt AS tried
JOIN notice AS noted ON noted.id = tried.notice_id
WHERE noted.note IS NOT NULL GROUP BY tried.notice_id"""


def upgrade() -> None:
    # Not in a batch: SQLite would copy the table of notices, and lose every try along with the old one.
    op.add_column("notice_attempt", sa.Column("note", sa.Text(), nullable=True))
    op.execute(
        "UPDATE notice_attempt SET note = (SELECT notice.note FROM notice WHERE notice.id = notice_attempt.notice_id) "
        f"WHERE id IN ({LAST})"
    )
    op.drop_column("notice", "note")


def downgrade() -> None:
    op.add_column("notice", sa.Column("note", sa.Text(), nullable=True))
    op.execute(
        "UPDATE notice SET note = (SELECT tried.note FROM notice_attempt AS tried "
        "WHERE tried.notice_id = notice.id AND tried.note IS NOT NULL ORDER BY tried.id DESC LIMIT 1)"
    )
    op.drop_column("notice_attempt", "note")

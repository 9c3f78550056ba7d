"""let templates of AlimTalk bear their code and buttons, and take the codes over from the settings."""

import sqlalchemy as sa
from alembic import op

revision = "b52f0a7c91de"
down_revision = "5b0f6c0d9a31"
branch_labels = None
depends_on = None

OLD = "name LIKE 'notices.alimtalk^_%' ESCAPE '^'"
KIND = "substr(name, 18)"
"""What follows `notices.alimtalk_`."""


def upgrade() -> None:
    op.add_column("notice_text", sa.Column("template_code", sa.String(length=60), server_default="", nullable=False))
    op.add_column("notice_text", sa.Column("buttons", sa.Text(), server_default="[]", nullable=False))
    # Where staff had written the text of an AlimTalk, its row takes the code; else one without a text is made.
    op.execute(
        "UPDATE notice_text SET template_code = "
        f"coalesce((SELECT value FROM setting WHERE {OLD} AND {KIND} = notice_text.kind), '') "
        "WHERE channel = 'alimtalk' AND language = 'ko'"
    )
    op.execute(
        "INSERT INTO notice_text (kind, channel, language, subject, body, template_code, changed_at, changed_by) "
        f"SELECT {KIND}, 'alimtalk', 'ko', '', '', value, changed_at, changed_by FROM setting "
        f"WHERE {OLD} AND value <> '' AND {KIND} NOT IN "
        "(SELECT kind FROM notice_text WHERE channel = 'alimtalk' AND language = 'ko')"
    )
    op.execute(f"DELETE FROM setting WHERE {OLD}")


def downgrade() -> None:
    op.execute(
        "INSERT INTO setting (name, value, changed_at, changed_by) "
        "SELECT 'notices.alimtalk_' || kind, template_code, changed_at, changed_by FROM notice_text "
        "WHERE channel = 'alimtalk' AND language = 'ko' AND template_code <> ''"
    )
    op.execute("DELETE FROM notice_text WHERE body = ''")
    op.drop_column("notice_text", "buttons")
    op.drop_column("notice_text", "template_code")

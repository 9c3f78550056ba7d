"""keep each try of a notice."""

import sqlalchemy as sa
from alembic import op

revision = "12d719a8ef5b"
down_revision = "040d273528da"
branch_labels = None
depends_on = None


WITH, WITHOUT = "channel IN ('alimtalk', 'sms', 'email', 'call')", "channel IN ('sms', 'email', 'call')"


def upgrade() -> None:
    op.create_table(
        "notice_attempt",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("notice_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lease_token", sa.String(length=43), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('begun', 'sent', 'put_off', 'outage', 'failed', 'missed', 'dropped')",
            name=op.f("ck_notice_attempt_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name=op.f("fk_notice_attempt_notice_id_notice"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_attempt")),
        sa.UniqueConstraint("lease_token", name=op.f("uq_notice_attempt_lease_token")),
    )
    with op.batch_alter_table("notice_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_attempt_notice_id_id"), ["notice_id", "id"], unique=False)

    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("fallback", sa.String(length=40), server_default="", nullable=False))
        batch_op.add_column(sa.Column("provider_ref", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("report_due_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_notice_report_due_at"), ["report_due_at"], unique=False)
        batch_op.drop_constraint(batch_op.f("ck_notice_channel"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_notice_channel"), WITH)


def downgrade() -> None:
    # The older version knows no AlimTalk: what was to go there goes out as a text message.
    op.execute("UPDATE notice SET channel = 'sms' WHERE channel = 'alimtalk'")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_notice_channel"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_notice_channel"), WITHOUT)
        batch_op.drop_index(batch_op.f("ix_notice_report_due_at"))
        batch_op.drop_column("report_due_at")
        batch_op.drop_column("provider_ref")
        batch_op.drop_column("fallback")

    with op.batch_alter_table("notice_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_attempt_notice_id_id"))

    op.drop_table("notice_attempt")

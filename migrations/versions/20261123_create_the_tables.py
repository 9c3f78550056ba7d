"""create the tables."""

import sqlalchemy as sa
from alembic import op

revision = "871fa114d181"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("account_name", sa.String(length=255), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("previous", sa.String(length=64), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.CheckConstraint("(seq IS NULL) = (digest IS NULL)", name=op.f("ck_access_entry_sealed")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_entry")),
        sa.UniqueConstraint("seq", name=op.f("uq_access_entry_seq")),
    )
    with op.batch_alter_table("access_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_entry_account_name_at"), ["account_name", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_entry_action_at"), ["action", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_entry_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_entry_person"), ["person"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_entry_subject"), ["subject"], unique=False)

    op.create_table(
        "audit_seal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pruned_seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pruned_digest", sa.String(length=64), nullable=False),
        sa.Column("pruned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kept", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kept_digest", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_seal_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_seal")),
    )
    op.create_table(
        "console_message",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("provider_key", sa.String(length=43), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_console_message")),
        sa.UniqueConstraint("provider_key", name=op.f("uq_console_message_provider_key")),
    )
    with op.batch_alter_table("console_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_console_message_created_at"), ["created_at"], unique=False)

    op.create_table(
        "consultation_field",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("walk_in", sa.String(length=20), nullable=False),
        sa.Column("attendance", sa.String(length=10), nullable=False),
        sa.Column("bring", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.CheckConstraint("attendance IN ('self', 'family', 'proxy')", name=op.f("ck_consultation_field_attendance")),
        sa.CheckConstraint("walk_in IN ('booking_required', 'walk_in_ok')", name=op.f("ck_consultation_field_walk_in")),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_consultation_field_capacity")),
        sa.CheckConstraint("ends > starts", name=op.f("ck_consultation_field_span")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_consultation_field_minutes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_field")),
        sa.UniqueConstraint("key", name=op.f("uq_consultation_field_key")),
    )
    op.create_table(
        "holiday_override",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("effect", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("document_number", sa.String(length=60), nullable=False),
        sa.Column("entered_by", sa.String(length=255), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("effect IN ('holiday', 'working')", name=op.f("ck_holiday_override_effect")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday_override")),
        sa.UniqueConstraint("date", name=op.f("uq_holiday_override_date")),
    )
    op.create_table(
        "job_heartbeat",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ok_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job_heartbeat")),
    )
    op.create_table(
        "job_run",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=200), nullable=False),
        sa.Column("by", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_run")),
    )
    with op.batch_alter_table("job_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_run_name_started_at"), ["name", "started_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_job_run_started_at"), ["started_at"], unique=False)

    op.create_table(
        "login_failure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_failure")),
    )
    with op.batch_alter_table("login_failure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_failure_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_login_failure_subject_at"), ["subject", "at"], unique=False)

    op.create_table(
        "notice",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dedup", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("useful_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("provider_key", sa.String(length=43), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_token", sa.String(length=43), nullable=True),
        sa.Column("last_answer", sa.String(length=200), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("settled_by", sa.String(length=255), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'sending') = (lease_token IS NOT NULL)", name=op.f("ck_notice_lease")),
        sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_notice_sent")),
        sa.CheckConstraint("channel IN ('sms', 'email', 'call')", name=op.f("ck_notice_channel")),
        sa.CheckConstraint(
            "state IN ('planned', 'sending', 'sent', 'failed', 'missed', 'dropped')", name=op.f("ck_notice_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("dedup", name=op.f("uq_notice_dedup")),
        sa.UniqueConstraint("provider_key", name=op.f("uq_notice_provider_key")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_state_next_attempt_at"), ["state", "next_attempt_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_subject_kind_due_at"), ["subject", "kind", "due_at"], unique=False)

    op.create_table(
        "office_day",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("planned_by", sa.String(length=10), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=10), nullable=True),
        sa.Column("closed_reason", sa.String(length=30), nullable=True),
        sa.Column("closed_text", sa.Text(), nullable=True),
        sa.Column("document_number", sa.String(length=60), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(state = 'closed') = (closed_by IS NOT NULL)", name=op.f("ck_office_day_closed_by")),
        sa.CheckConstraint("kind IN ('consultation', 'night')", name=op.f("ck_office_day_kind")),
        sa.CheckConstraint("planned_by IN ('rule', 'staff')", name=op.f("ck_office_day_planned_by")),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_office_day_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_day")),
        sa.UniqueConstraint("kind", "date", name=op.f("uq_office_day_kind_date")),
    )
    op.create_table(
        "roles",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.CheckConstraint("name IN ('admin', 'staff', 'expert')", name=op.f("ck_roles_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
        sa.UniqueConstraint("name", name=op.f("uq_roles_name")),
    )
    op.create_table(
        "scheduler_lease",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("runner", sa.String(length=120), nullable=True),
        sa.Column("running_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_scheduler_lease")),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "sms_agent_message",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("msg_key", sa.String(length=43), nullable=False),
        sa.Column("kind", sa.String(length=3), nullable=False),
        sa.Column("recipient", sa.String(length=20), nullable=False),
        sa.Column("callback", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=10), server_default="ready", nullable=False),
        sa.Column("result", sa.String(length=200), nullable=True),
        sa.Column("useful_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_reported", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('SMS', 'LMS')", name=op.f("ck_sms_agent_message_kind")),
        sa.CheckConstraint(
            "status IN ('ready', 'sending', 'sent', 'failed')", name=op.f("ck_sms_agent_message_status")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_agent_message")),
        sa.UniqueConstraint("msg_key", name=op.f("uq_sms_agent_message_msg_key")),
    )
    with op.batch_alter_table("sms_agent_message", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sms_agent_message_status_created_at"), ["status", "created_at"], unique=False
        )

    op.create_table(
        "users",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("display_name", sa.String(length=60), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("tf_primary_method", sa.String(length=64), nullable=True),
        sa.Column("tf_totp_secret", sa.Text(), nullable=True),
        sa.Column("tf_last_counter", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("logged_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_users_email")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_users_fs_uniquifier")),
        sa.UniqueConstraint("token", name=op.f("uq_users_token")),
    )
    op.create_table(
        "account_session",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.String(length=20), nullable=True),
        sa.CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name=op.f("ck_account_session_ended")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_account_session_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_session")),
        sa.UniqueConstraint("token", name=op.f("uq_account_session_token")),
    )
    with op.batch_alter_table("account_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_session_last_seen_at"), ["last_seen_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_account_session_user_id"), ["user_id"], unique=False)

    op.create_table(
        "expert",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("organisation", sa.String(length=100), nullable=False),
        sa.Column("field_key", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("term_from", sa.Date(), nullable=True),
        sa.Column("term_to", sa.Date(), nullable=True),
        sa.Column("pledged_on", sa.Date(), nullable=True),
        sa.CheckConstraint("term_to >= term_from", name=op.f("ck_expert_term")),
        sa.ForeignKeyConstraint(["account_id"], ["users.id"], name=op.f("fk_expert_account_id_users")),
        sa.ForeignKeyConstraint(
            ["field_key"], ["consultation_field.key"], name=op.f("fk_expert_field_key_consultation_field")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert")),
        sa.UniqueConstraint("account_id", name=op.f("uq_expert_account_id")),
        sa.UniqueConstraint("token", name=op.f("uq_expert_token")),
    )
    with op.batch_alter_table("expert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_expert_field_key"), ["field_key"], unique=False)

    op.create_table(
        "roles_users",
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name=op.f("fk_roles_users_role_id_roles")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_roles_users_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "role_id", name=op.f("pk_roles_users")),
    )
    op.create_table(
        "slot",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("office_day_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("desk", sa.String(length=40), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_slot_capacity")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_slot_span")),
        sa.ForeignKeyConstraint(["office_day_id"], ["office_day.id"], name=op.f("fk_slot_office_day_id_office_day")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
        sa.UniqueConstraint("office_day_id", "desk", "starts_at", name=op.f("uq_slot_office_day_id_desk_starts_at")),
        sa.UniqueConstraint("token", name=op.f("uq_slot_token")),
    )
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slot_desk_starts_at"), ["desk", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_slot_office_day_id"), ["office_day_id"], unique=False)

    op.create_table(
        "reservation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("reference", sa.String(length=8), nullable=True),
        sa.Column("slot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("purpose", sa.String(length=12), nullable=False),
        sa.Column("replaces_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("holder", sa.String(length=43), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.Column("reserved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("via", sa.String(length=10), nullable=False),
        sa.Column("expert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("phone_index", sa.String(length=64), nullable=True),
        sa.Column("person_key", sa.String(length=64), nullable=True),
        sa.Column("is_extra", sa.Boolean(), nullable=False),
        sa.Column("open_key", sa.String(length=128), nullable=True),
        sa.Column("consent_version", sa.String(length=20), nullable=True),
        sa.Column("consent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consent_by", sa.String(length=255), nullable=True),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state IN ('checked_in', 'done', 'held', 'reserved')) = (seat IS NOT NULL)",
            name=op.f("ck_reservation_seat_by_state"),
        ),
        sa.CheckConstraint("purpose IN ('form', 'offer', 'replacement')", name=op.f("ck_reservation_purpose")),
        sa.CheckConstraint("state <> 'held' OR expires_at IS NOT NULL", name=op.f("ck_reservation_held_expires")),
        sa.CheckConstraint(
            "state IN ('cancelled', 'checked_in', 'displaced', 'done', 'expired', 'held', 'no_show', 'reserved')",
            name=op.f("ck_reservation_state"),
        ),
        sa.CheckConstraint(
            "state IN ('expired', 'held') OR destroyed_at IS NOT NULL OR (name IS NOT NULL AND phone IS NOT NULL AND person_key IS NOT NULL AND reference IS NOT NULL AND reserved_at IS NOT NULL)",
            name=op.f("ck_reservation_person_when_booked"),
        ),
        sa.CheckConstraint("via IN ('web', 'telephone', 'walk_in')", name=op.f("ck_reservation_via")),
        sa.CheckConstraint("open_key IS NULL OR seat IS NOT NULL", name=op.f("ck_reservation_open_key")),
        sa.CheckConstraint("seat IS NULL OR seat >= 1", name=op.f("ck_reservation_seat")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_reservation_expert_id_expert")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["reservation.id"], name=op.f("fk_reservation_replaces_id_reservation")
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slot.id"], name=op.f("fk_reservation_slot_id_slot"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservation")),
        sa.UniqueConstraint("open_key", name=op.f("uq_reservation_open_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_reservation_reference")),
        sa.UniqueConstraint("slot_id", "seat", name=op.f("uq_reservation_slot_id_seat")),
        sa.UniqueConstraint("token", name=op.f("uq_reservation_token")),
    )
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reservation_expert_id"), ["expert_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reservation_holder"), ["holder"], unique=False)
        batch_op.create_index(batch_op.f("ix_reservation_person_key"), ["person_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_reservation_phone_index"), ["phone_index"], unique=False)
        batch_op.create_index(batch_op.f("ix_reservation_state_expires_at"), ["state", "expires_at"], unique=False)



def downgrade() -> None:
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reservation_state_expires_at"))
        batch_op.drop_index(batch_op.f("ix_reservation_phone_index"))
        batch_op.drop_index(batch_op.f("ix_reservation_person_key"))
        batch_op.drop_index(batch_op.f("ix_reservation_holder"))
        batch_op.drop_index(batch_op.f("ix_reservation_expert_id"))

    op.drop_table("reservation")
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slot_office_day_id"))
        batch_op.drop_index(batch_op.f("ix_slot_desk_starts_at"))

    op.drop_table("slot")
    op.drop_table("roles_users")
    with op.batch_alter_table("expert", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_expert_field_key"))

    op.drop_table("expert")
    with op.batch_alter_table("account_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_session_user_id"))
        batch_op.drop_index(batch_op.f("ix_account_session_last_seen_at"))

    op.drop_table("account_session")
    op.drop_table("users")
    with op.batch_alter_table("sms_agent_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sms_agent_message_status_created_at"))

    op.drop_table("sms_agent_message")
    op.drop_table("setting")
    op.drop_table("scheduler_lease")
    op.drop_table("roles")
    op.drop_table("office_day")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_subject_kind_due_at"))
        batch_op.drop_index(batch_op.f("ix_notice_state_next_attempt_at"))
        batch_op.drop_index(batch_op.f("ix_notice_due_at"))

    op.drop_table("notice")
    with op.batch_alter_table("login_failure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_login_failure_subject_at"))
        batch_op.drop_index(batch_op.f("ix_login_failure_at"))

    op.drop_table("login_failure")
    with op.batch_alter_table("job_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_run_started_at"))
        batch_op.drop_index(batch_op.f("ix_job_run_name_started_at"))

    op.drop_table("job_run")
    op.drop_table("job_heartbeat")
    op.drop_table("holiday_override")
    op.drop_table("consultation_field")
    with op.batch_alter_table("console_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_console_message_created_at"))

    op.drop_table("console_message")
    op.drop_table("audit_seal")
    with op.batch_alter_table("access_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_access_entry_subject"))
        batch_op.drop_index(batch_op.f("ix_access_entry_person"))
        batch_op.drop_index(batch_op.f("ix_access_entry_at"))
        batch_op.drop_index(batch_op.f("ix_access_entry_action_at"))
        batch_op.drop_index(batch_op.f("ix_access_entry_account_name_at"))

    op.drop_table("access_entry")

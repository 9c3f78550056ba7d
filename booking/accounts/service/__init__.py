"""Use cases of the accounts: make and change them, sessions, lock-outs."""

from booking.accounts.service.changing import (
    activate,
    change_role,
    create,
    deactivate,
    ensure_good_password,
    issue_password,
    log_out_at,
    log_out_elsewhere,
    log_out_everywhere,
    note_own_change,
    reset_second_factor,
    unlock,
)
from booking.accounts.service.handing import Duty, Handover, add_duty, hand_over, plan_handover, tell_duties
from booking.accounts.service.locking import (
    claim_attempt,
    claim_of_the_day,
    clear_failures,
    ensure_not_locked,
    forgive_attempt,
    note_failure,
)
from booking.accounts.service.sessions import end_session, end_sessions, forget_old, keep_alive, start_session
from booking.accounts.service.typed import bring_typed, drop_typed, forget_typed, keep_typed

__all__ = [
    "Duty",
    "Handover",
    "activate",
    "add_duty",
    "bring_typed",
    "change_role",
    "claim_attempt",
    "claim_of_the_day",
    "clear_failures",
    "create",
    "deactivate",
    "drop_typed",
    "end_session",
    "end_sessions",
    "ensure_good_password",
    "ensure_not_locked",
    "forget_old",
    "forget_typed",
    "forgive_attempt",
    "hand_over",
    "issue_password",
    "keep_alive",
    "keep_typed",
    "log_out_at",
    "log_out_elsewhere",
    "log_out_everywhere",
    "note_failure",
    "note_own_change",
    "plan_handover",
    "reset_second_factor",
    "start_session",
    "tell_duties",
    "unlock",
]

"""Use cases of the consultations: filling the days, and keeping fields and experts."""

from booking.consultations.service.days import Kept, expert_for, keep_days
from booking.consultations.service.sessions import apply_field, set_session

__all__ = ["Kept", "apply_field", "expert_for", "keep_days", "set_session"]

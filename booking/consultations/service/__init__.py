"""Use cases of the consultations: filling the days, and keeping fields and experts."""

from booking.consultations.service.days import expert_for

__all__ = ["expert_for"]

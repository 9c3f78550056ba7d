"""The room's jobs. Each opens its own transaction and returns how much it did."""

from datetime import datetime

from booking.db import transaction
from booking.quality.service import visit_survey


def invite_to_survey(now: datetime) -> int:
    """Plan the invitations of visits that are done."""
    with transaction():
        return visit_survey.invite(now)


def mix_answers(now: datetime) -> int:
    """Take from the answers of the day what tells when each came."""
    with transaction():
        return visit_survey.mix_answers(now)


def forget_answered(now: datetime) -> int:
    """Forget which visits were answered, once they cannot be answered any more."""
    with transaction():
        return visit_survey.forget_answered(now)

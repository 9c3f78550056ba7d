"""What will not take place in the coming weeks, as staff read it on their page and in the weekly mail."""

from datetime import datetime

from booking import dates
from booking.calendar import service as calendar
from booking.calendar.wording import change_words, election_warning, reason_text, why_closed, why_slot_closed
from booking.consultations import queries as consultations
from booking.nightoffice.queries import Closings


def closing_lines(closings: Closings) -> list[str]:
    """A sentence for each session, night and field that will not take place, by date, and the warnings of elections."""
    names = (
        {field.key: field.name for field in consultations.list_fields(active_only=False)} if closings.resting else {}
    )
    said = [(day.date, f"{dates.day(day.date)} 전문가 상담: {why_closed(day)}") for day in closings.sessions]
    said += [(one.date, f"{dates.day(one.date)} 수요 야간민원실: {reason_text(one)}") for one in closings.nights]
    said += [
        (slot.day.date, f"{dates.day(slot.day.date)} {names.get(slot.desk, slot.desk)}: {why_slot_closed(slot)}")
        for slot in closings.resting
    ]
    said += [(day, election_warning(day)) for day in closings.near_election]
    return [sentence for _, sentence in sorted(said)]


def proposal_lines(now: datetime) -> list[str]:
    """A sentence for each day on which the service that knows the holidays says something else than what counts."""
    changes = [one for proposal in calendar.list_proposals(now) for one in proposal.changes]
    return [f"특일정보의 제안(공휴일 화면에서 적용): {change_words(one)}" for one in changes]

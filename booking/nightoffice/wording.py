"""What will not take place in the coming weeks, as staff read it on their page and in the weekly mail."""

from booking import dates
from booking.calendar.wording import election_warning, reason_text, why_closed
from booking.nightoffice.queries import Closings


def closing_lines(closings: Closings) -> list[str]:
    """A sentence for each session and night that will not take place, by date, and the warnings of elections."""
    said = [(day.date, f"{dates.day(day.date)} 전문가 상담: {why_closed(day)}") for day in closings.sessions]
    said += [(one.date, f"{dates.day(one.date)} 수요 야간민원실: {reason_text(one)}") for one in closings.nights]
    said += [(day, election_warning(day)) for day in closings.near_election]
    return [sentence for _, sentence in sorted(said)]

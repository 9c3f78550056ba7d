"""What of people the roster shows."""

from datetime import date

ON_DAY = "on_day"
ALWAYS = "always"


def shows_names(policy: str, day: date, today: date) -> bool:
    """Whether the roster of `day` shows names in full. policy: the setting `desk.roster_names`.

    Lists show only what their use needs, masked by default (안전성 확보조치 기준 12). The use that needs whole names is
    calling people in, and that is on the day itself; before and after it a clerk reveals the one that is asked about.
    """
    return policy == ALWAYS or (policy == ON_DAY and day == today)

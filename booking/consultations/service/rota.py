"""Who advises on single days, all experts at once. Who does not come on a day is away on that day, and nothing more."""

from collections.abc import Mapping
from datetime import date, datetime

from booking import clock
from booking.audit.rules import Actor
from booking.consultations import queries
from booking.consultations.service.absences import add_absence, remove_absence


def set_rota(wanted: Mapping[tuple[int, date], bool], *, reason: str, actor: Actor, now: datetime) -> int:
    """Enter for experts (their keys) and days whether they come; how many of these were otherwise before.

    Longer absences stay as they are: they are taken back as a whole. The caller has the days looked at again, in the
    same transaction. ExpertUnknown, AbsencePast; ReasonMissing, TextTooLong where somebody does not come.
    """
    absences, changed = queries.list_absences(clock.office_date(now)), 0
    for (expert, day), comes in sorted(wanted.items()):
        own = [one for one in absences if one.expert_id == expert and one.first <= day <= one.last]
        if not comes and not own:
            add_absence(expert, day, day, reason=reason, actor=actor, now=now)
            changed += 1
        elif comes and own and all(one.first == one.last for one in own):
            for one in own:
                remove_absence(one.token, actor=actor, now=now)
            changed += 1
    return changed

"""A pause of online booking after visits that somebody did not come to. Off unless the office switches it on."""

from collections.abc import Sequence
from datetime import datetime

from dateutil.relativedelta import relativedelta


def paused_until(missed: Sequence[datetime], *, limit: int, within: int, pause: int) -> datetime | None:
    """Until when somebody who missed visits at these instants books only through staff; None where never.

    limit: so many missed visits within `within` months begin a pause of `pause` months at the last of them; 0 is off.
    Months are the calendar's: from the 21st to the 21st.
    """
    if limit <= 0:
        return None
    times = sorted(missed)
    ends = [
        last + relativedelta(months=pause)
        for first, last in zip(times, times[limit - 1 :], strict=False)
        if last < first + relativedelta(months=within)
    ]
    return max(ends, default=None)

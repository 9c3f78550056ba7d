"""What follows every change of the calendar, in the same transaction: days, nights and bookings are looked at again.

The settings of the calendar are a part of it, so changing one of them counts at once too.
"""

from dataclasses import dataclass
from datetime import datetime

from booking import clock, wording
from booking.audit.rules import Actor
from booking.consultations import service as consultations
from booking.nightoffice import service as nightoffice
from booking.notices.queries import quiet_hours
from booking.reservations import queries as bookings
from booking.reservations import service as reservations

FOLLOWED_SETTINGS = ("calendar.", "consultations.", "nightoffice.")
"""Beginnings of the names of settings that days and nights follow."""


@dataclass(frozen=True)
class Followed:
    """What a change of the calendar led to. returned: bookings that have their own time again."""

    days: consultations.Kept
    nights: nightoffice.Kept
    displaced: int
    reappointed: int
    returned: int


def recheck(now: datetime, actor: Actor) -> Followed:
    """Keep the consultation days and the nights by the calendar as it is now, rehouse who booked what is closed, and
    give bookings whose expert is not there another one."""
    days = consultations.keep_days(now, actor)
    nights, before = nightoffice.keep_nights(now, actor), bookings.count_returned(now)
    displaced, reappointed = reservations.rehouse(now, actor), reservations.reappoint(now, actor)
    displaced += reservations.displace_unadvised(now, actor)
    return Followed(days, nights, displaced, reappointed, bookings.count_returned(now) - before)


def recheck_setting(name: str, now: datetime, actor: Actor) -> Followed | None:
    """The same after a change of this setting, where days and nights follow it; else None."""
    return recheck(now, actor) if name.startswith(FOLLOWED_SETTINGS) else None


def sentences(followed: Followed | None) -> list[str]:
    """What followed from a change as staff read it, one sentence for each thing that happened."""
    if followed is None:
        return []
    days = followed.days
    counts = [
        (days.created, "상담일 {}일을 새로 만들었습니다."),
        (days.near_election, "새로 만든 상담일 {}일이 선거일 전 60일 안입니다. 열어도 되는지 확인해 주세요."),
        (days.closed, "상담일 {}일을 휴무로 바꾸었습니다."),
        (days.reopened, "상담일 {}일을 다시 열었습니다."),
        (days.shifted, "상담일 {}일의 접수 시작 시각을 바꾸었습니다."),
        (days.desks_closed, "상담위원이 없는 분야 {}건을 그날 쉬도록 했습니다."),
        (days.desks_opened, "쉬기로 했던 분야 {}건을 다시 열었습니다."),
        (followed.nights.closed, "야간민원실 {}일을 휴무로 바꾸었습니다."),
        (followed.nights.reopened, "야간민원실 {}일을 다시 열었습니다."),
        (followed.nights.shifted, "야간민원실 {}일의 예약 시작 시각을 바꾸었습니다."),
        (followed.nights.fitted, "야간민원실 {}일의 방문 예약 시간을 바꾸었습니다."),
        (followed.displaced, f"예약 {{}}건의 일정 변경을 안내합니다. 예약하신 분들께 {when_told()}."),
        (followed.returned, f"예약 {{}}건이 원래 시간으로 돌아갔습니다. 휴무 안내를 이미 받은 분께 {when_told()}."),
        (followed.reappointed, "예약 {}건의 상담위원을 바꾸었습니다."),
    ]
    return [sentence.format(count) for count, sentence in counts if count]


def when_told() -> str:
    """When people are told of a closing that is made now, as staff read it: at once, or after the quiet hours."""
    now = clock.now()
    morning = quiet_hours().over(now)
    return "바로 알립니다" if morning == now else f"밤 시간이 끝나는 {wording.moment(morning)}에 알립니다"


def lines(followed: Followed) -> list[str]:
    """What followed from a change as a command prints it."""
    kept = (("consultation days", followed.days), ("nights", followed.nights))
    told = [f"{what}: {it.created} made, {it.closed} closed, {it.reopened} reopened" for what, it in kept]
    returned = [f"bookings returned: {followed.returned}"] if followed.returned else []
    return [*told, f"bookings displaced: {followed.displaced}", *returned]

"""Plain values and rules of notices: who is reached how, how long a text may be, when a failure is tried again."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import phonenumbers

from booking import contacts

KINDS = {
    "confirmed": "예약 완료 안내",
    "moved": "일정 변경 안내",
    "cancelled": "예약 취소 안내",
    "reminder": "방문 예정 안내",
    "displaced": "휴무에 따른 예약 해제 안내",
    "replacement": "대신 잡은 시간 안내",
    "replacement_over": "대신 잡은 시간 종료 안내",
    "taken_back": "다시 열린 상담 안내",
    "reference": "예약번호 안내",
    "corrected": "연락처 변경 안내",
    "offer": "빈자리 안내",
    "offer_withdrawn": "안내한 자리의 휴무 안내",
    "line_left": "빈자리 알림 신청 종료 안내",
    "line_ended": "빈자리 알림 신청 기간 종료 안내",
    "line_closed": "기다리는 날의 휴무 안내",
    "code": "전화번호 인증번호",
    "alarm": "자동 작업 경보",
    "closures": "주간 휴무 예정 안내",
    "experts": "상담위원에 관한 담당자 알림",
    "day_list": "상담위원 하루 일정 안내",
    "review": "접속 기록 점검 알림",
    "survey": "방문 설문 안내",
}
ALARM = "alarm"
"""Goes to who keeps the product running, not to a citizen; it is no part of the backlog that it may tell of."""
CLOSURES = "closures"
"""Goes to the office's own staff every week, by mail."""
EXPERTS = "experts"
"""Goes to the office's own staff, by mail: a term that ends, an absence that an expert has entered."""
DAY_LIST = "day_list"
"""Goes to each expert before a day on which somebody booked, by mail: their accounts have no telephone."""
REVIEW = "review"
"""Goes to the office's own staff, by mail: the log of a month that nobody has reviewed."""
SURVEY = "survey"
"""Asks who was here how it was."""
NEVER_CALLED = ("code", ALARM, CLOSURES, EXPERTS, DAY_LIST, REVIEW, SURVEY)
"""Kinds that nobody calls for where no message arrives: people ask for another one, look at the page, or need not
answer."""
CAN_WAIT = (
    "reminder",
    "displaced",
    "replacement",
    "replacement_over",
    "taken_back",
    "offer",
    "offer_withdrawn",
    "line_left",
    "line_ended",
    "line_closed",
    DAY_LIST,
    SURVEY,
)
"""Kinds that wait for the end of the quiet hours, unless their use were past by then. The others answer what somebody
has just done, or warn of what somebody else did with a booking."""
ASKING = ("displaced", "replacement", "replacement_over")
"""Kinds that ask for an answer: who calls about them can note it at the booking."""
CHANNELS = {"alimtalk": "알림톡", "sms": "문자", "email": "전자우편", "call": "전화 안내"}
STATES = {
    "planned": "보낼 예정",
    "sending": "보내는 중",
    "sent": "보냄",
    "failed": "보내지 못함",
    "missed": "때를 놓침",
    "dropped": "보낼 필요 없음",
}
ROLES = {
    "person": "상담받으실 분",
    "proxy": "신청인",
    "former": "전에 적으신 연락처",
    "former_proxy": "전에 적으신 신청인 연락처",
    "operator": "운영 담당자",
    "expert": "상담위원",
}

OPEN = ("planned", "sending")
"""States in which a notice is still on its way."""

DEAD = ("failed", "missed")
"""States in which a channel told nobody."""

OUTCOMES = {
    "told": "통화하여 안내함",
    "not_needed": "안내가 필요 없게 됨",
    "wrong_number": "번호가 잘못됨",
    "given_up": "여러 번 걸었으나 연락되지 않음",
    "no_answer": "받지 않음 (다시 걸기)",
}
"""What a clerk may say about a call. `no_answer` leaves it on the list; the others settle it."""

NOTE_LENGTH = 200
"""Characters of what a clerk notes about a call."""

TRIES = {
    "begun": "보내는 중이거나 중단됨",
    "sent": "보냄",
    "put_off": "다시 보내기로 함",
    "outage": "연결되지 않음",
    "failed": "보내지 못함",
    "missed": "때를 놓침",
    "dropped": "보낼 필요 없음",
}
"""What became of one try, as the ledger says it."""

HANDED_OVER = ("begun", "sent", "put_off", "failed")
"""Tries in which somebody may have got something; in the others nothing left the house."""

SETTLED_STATE = {"told": "sent", "not_needed": "dropped", "wrong_number": "failed", "given_up": "failed"}

PATIENCE = timedelta(hours=2)
"""How long a notice waits for a provider that cannot be reached at all, before a person has to call instead."""

LONGEST_WAIT = timedelta(days=1)
"""How long after its first try a notice may still get new patience, because others went through meanwhile."""

OUTAGE_PAUSE = timedelta(minutes=2)
CALL_PAUSE = timedelta(minutes=5)
"""How often a waiting call's subject is read again, to see whether it is still wanted."""
_PAUSES = (1, 5, 15, 30, 60)

FIRST_REPORT = timedelta(seconds=30)
"""How long after handing over a provider is first asked whether the message arrived."""

REPORTS_END = timedelta(hours=24)
"""After this it is not asked any more: operators try a telephone that is off for about a day."""

KAKAO = "카카오"
"""What the privacy notice has to name among the processors (개인정보 보호법 26조) before telephones go to AlimTalk."""

NOT_BY_ALIMTALK = ("displaced", "replacement_over")
"""Kinds that a text message carries instead: an AlimTalk has only lines that are never empty, and these tell of a time
that is held, or was, of why, and of other doors, each only where there is one."""

DEFAULT_ORDER = "alimtalk>sms+email"
ORDERS_OF = {"code": "sms", ALARM: "sms+email", CLOSURES: "email", EXPERTS: "email", DAY_LIST: "email", REVIEW: "email"}
"""Channels of kinds that no setting decides: a code proves a telephone, so it goes there as a text; an alarm goes
wherever somebody may see it."""


@dataclass(frozen=True)
class Recipient:
    """Somebody to tell. role: person (who comes) or proxy (who booked for them). phone in E.164, or None.

    name: whom to ask for on the telephone, where it is not the person whom the message is about.
    """

    role: str
    phone: str | None
    email: str | None
    name: str = ""


@dataclass(frozen=True)
class Message:
    """What a subject's loader answers at the moment of sending; nothing of it is stored.

    recipients by role; values for the text (name, date, time, field, place, reference, phone, reason); due: the instant
    at which this kind is due for the subject as it is now, or None where it does not move with the subject; person: the
    person key that the access log names when a clerk looks at the telephone number; language: the one it is sent in;
    uses: for a kind of which a subject gets several, by occasion, until when each is useful; no others are wanted.
    answer_by: until when an answer is awaited, where one is.
    """

    recipients: dict[str, Recipient]
    values: dict[str, str]
    due: datetime | None = None
    person: str = ""
    language: str = "ko"
    uses: Mapping[str, datetime] | None = None
    answer_by: datetime | None = None


def is_mobile(phone: str | None) -> bool:
    """Whether a text message reaches this number. What is no number at all is reached by nothing."""
    try:
        return bool(phone) and contacts.is_mobile(phone or "")
    except phonenumbers.NumberParseException:
        return False


def channels_for(recipient: Recipient) -> list[str]:
    """What could reach somebody: text message and e-mail where there is an address for them; else a call by staff."""
    reached = [name for name, has in (("sms", is_mobile(recipient.phone)), ("email", bool(recipient.email))) if has]
    return reached or ["call"]


def tracks(order: str, recipient: Recipient, without: Collection[str] = ()) -> list[list[str]]:
    """The channels of an order that reach somebody, track by track; a call where none does."""
    reached = [
        [name for name in track.split(">") if name not in without and address(name, recipient)]
        for track in order.split("+")
    ]
    return [track for track in reached if track] or [["call"]]


def dedup(
    subject: str, kind: str, due: datetime, channel: str, role: str, *, again: str = "", occasion: str = ""
) -> str:
    """The name by which the same notice is known when it is planned again.

    again: which sending by hand it is. occasion: of a kind of which a subject gets several, which one it is, whatever
    becomes of the instant at which it is due.
    """
    parts = (subject, kind, occasion or at_due(due), channel, role)
    return "|".join((*parts, again) if again else parts)


def at_due(due: datetime) -> str:
    """The occasion of a notice that is known by the instant at which it is due."""
    return due.astimezone(UTC).isoformat()


def again_of(name: str) -> str:
    """Which sending by hand a notice is, by its `dedup`; empty for the first one, which was planned."""
    return name.split("|", 5)[5] if name.count("|") == 5 else ""


def occasion_of(name: str) -> str:
    """The occasion of a notice, by its `dedup`."""
    return name.split("|", 3)[2]


def judge(
    due: datetime, useful_until: datetime | None, role: str, message: Message | None, now: datetime, occasion: str = ""
) -> str:
    """What becomes of a notice whose subject was read again: send, dropped or missed.

    Dropped where nobody wants it any more: the subject says so, has moved to another time, has no such occasion, or
    lost this recipient. Missed where its use is past, by what was stored or by what the subject says now.
    """
    if message is None or role not in message.recipients:
        return "dropped"
    if message.due is not None and message.due != due:
        return "dropped"
    if message.uses is not None and occasion not in message.uses:
        return "dropped"
    ends = end_of_use(useful_until, role, message, occasion)
    return "missed" if ends is not None and ends <= now else "send"


def end_of_use(stored: datetime | None, role: str, message: Message, occasion: str) -> datetime | None:
    """Until when a notice is of use: as was stored when it was planned, and as its subject says now of its occasion.

    Whom only a call reaches is called about one occasion of several, so no later one takes its place.
    """
    is_called = channels_for(message.recipients[role]) == ["call"]
    ends = [stored, None if is_called else (message.uses or {}).get(occasion)]
    return min((end for end in ends if end is not None), default=None)


def address(channel: str, recipient: Recipient) -> str | None:
    """Where a channel reaches somebody now; None where it does not any more."""
    if channel == "email":
        return recipient.email or None
    return recipient.phone if is_mobile(recipient.phone) else None


def without_addresses(answer: str) -> str:
    """A provider's answer fit for the ledger: no e-mail address, no long number, and short."""
    answer = re.sub(r"[^\s<>@]+@[^\s<>@]+", "…", " ".join(answer.split()))
    return re.sub(r"\+?\d[\d-]{6,}", "…", answer)[:200]


def report_pause(waited: timedelta) -> timedelta | None:
    """How long after `waited` to ask a provider again whether a message arrived; None once that makes no sense."""
    if waited >= REPORTS_END:
        return None
    return min(max(waited, FIRST_REPORT), timedelta(hours=1))


def pause(attempts: int) -> timedelta:
    """How long to wait after the `attempts`-th failed attempt (from 1)."""
    return timedelta(minutes=_PAUSES[min(attempts, len(_PAUSES)) - 1])

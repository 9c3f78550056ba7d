"""What notices are called on work pages."""

from collections.abc import Collection
from typing import Any

from flask import url_for

from booking import clock, wording
from booking.notices import queries, rules, texts
from booking.notices.models import Notice, NoticeAttempt

KINDS, CHANNELS, STATES, ROLES, OUTCOMES, TRIES = (
    rules.KINDS,
    rules.CHANNELS,
    rules.STATES,
    rules.ROLES,
    rules.OUTCOMES,
    rules.TRIES,
)

TEXTS = {**KINDS, texts.FOOT: "전자우편의 끝말", texts.VISIT_FOOT: "전자우편의 끝말 (야간민원실 방문)"}
"""Texts that staff may replace, as their pages are titled."""

BADGES = {
    "planned": "wait",
    "sending": "wait",
    "sent": "good",
    "failed": "bad",
    "missed": "bad",
    "dropped": "off",
}


PAGES = {"reservation": ("desk.show", "reference"), "waiting": ("desk.waiting_entry", "entry")}
"""Where staff find what a notice is about: the endpoint, and what it calls the reference."""


def reference(notice: Notice) -> str:
    """What it is about, as it is read out: `R7K3-9MXW`; empty for what has no reference."""
    what, _, name = notice.subject.partition(":")
    if what not in PAGES:
        return ""
    return f"{name[:4]}-{name[4:]}" if len(name) == 8 else name


def answer_page(notice: Notice) -> str:
    """Where staff note the answer that a notice asks for; empty where it asks for none."""
    found = page(notice) if notice.kind in rules.ASKING else ""
    return found and f"{found}#do"


def page(notice: Notice) -> str:
    """The address of the page of what it is about; empty where there is none."""
    what, _, name = notice.subject.partition(":")
    if what not in PAGES:
        return ""
    endpoint, argument = PAGES[what]
    values: dict[str, Any] = {argument: name}
    return url_for(endpoint, **values)


def state(notice: Notice) -> str:
    """The state in words; a call is not sent but made."""
    if notice.channel == "call":
        words = {"planned": "걸 전화", "sent": "통화함", "failed": "연락하지 못함"}
        return words.get(notice.state, STATES[notice.state])
    return STATES[notice.state]


def times(found: Collection[NoticeAttempt]) -> str:
    """How often a notice was handed over, or else how often that was tried."""
    handed = sum(one.outcome in rules.HANDED_OVER for one in found)
    return f"{handed}번" if handed or not found else f"시도 {len(found)}번"


def is_again(notice: Notice) -> bool:
    """Whether a clerk had it sent once more."""
    return bool(rules.again_of(notice.dedup))


def when(notice: Notice) -> str:
    """What happened or will happen when: `10시 1분 보냄` is told by the state, this is its time."""
    if notice.sent_at is not None:
        return wording.moment(notice.sent_at)
    if notice.settled_at is not None:
        return wording.moment(notice.settled_at)
    if morning := queries.kept_until(notice, clock.now()):
        return f"밤에는 보내지 않아 {wording.moment(morning)}에 보냄"
    if notice.channel != "call" and notice.state == "planned" and notice.attempts:
        return f"다시 보낼 때: {wording.moment(notice.next_attempt_at)}"
    return ""

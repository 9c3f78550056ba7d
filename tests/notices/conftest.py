"""A house with one booking in it, and providers that do as they are told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from booking import clock
from booking.db import db, transaction
from booking.notices import queries, rules, service
from booking.notices.channels import Letter, Receipt, solapi
from booking.notices.models import Notice
from booking.notices.rules import Message, Recipient
from booking.notices.service import planning
from tests.support.solapi import Vendor, serve

NOW = clock.parse("2026-12-18T10:00")
VISIT = clock.parse("2026-12-21T10:00")
SUBJECT = "reservation:R7K39MXW"
VALUES = {
    "name": "홍길동",
    "date": "2026. 12. 21.(월)",
    "time": "오전 10시",
    "field": "생활법률",
    "what": "상담",
    "event": "상담",
    "opened": "생활법률 상담",
    "place": "진주시청 1층 민원여권과",
    "reference": "R7K3-9MXW",
    "phone": "055-749-5114",
    "reason": "",
    "months": "2026년 10월",
    "news": "김법률 상담위원(생활법률)의 위촉 기간이 2026. 12. 20.(일)에 끝납니다.",
    "appointments": "오전 10시 R7K3-9MXW",
    "survey_code": "K7M-3RX-9AW",
    "closures": "2026. 12. 30.(수) 수요 야간민원실: 쉽니다.",
}
HONG = Recipient("person", "+821012345678", "hong@example.org")


@dataclass
class Desk:
    """The room that wants notices sent: `message` is what its loader answers."""

    message: Message | None = field(default_factory=lambda: Message({"person": HONG}, VALUES, person="a person key"))
    reads: int = 0

    def load(self, subject: str, now: datetime) -> Message | None:
        self.reads += 1
        return self.message

    def plan(
        self,
        *recipients: Recipient,
        kind: str = "reminder",
        subject: str = SUBJECT,
        due: datetime = NOW,
        useful_until: datetime | None = VISIT,
    ) -> None:
        with transaction():
            service.plan(
                kind, subject, recipients or [HONG], due=due, useful_until=useful_until, now=NOW - timedelta(hours=1)
            )

    def change(self, **changes: object) -> None:
        assert self.message is not None
        self.message = replace(self.message, **changes)


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A desk whose loader is registered for every kind, and afterwards whichever was registered before."""
    before, desk = dict(planning._loaders), Desk()
    for kind in rules.KINDS:
        service.register(kind, desk.load)
    yield desk
    planning._loaders.clear()
    planning._loaders.update(before)


class Provider:
    """A channel that keeps what it took. `answers` are raised or returned in turn, then everything is taken."""

    def __init__(self, *answers: Exception | str) -> None:
        self.answers = list(answers)
        self.letters: list[Letter] = []
        self.tries = 0
        self.is_closed = False

    def send(self, letter: Letter, now: datetime) -> Receipt:
        self.tries += 1
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if isinstance(answer, Exception):
            raise answer
        self.letters.append(letter)
        return Receipt(answer)

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def ledger() -> Callable[[], dict[str, str]]:
    """The state of each notice, by `channel` (and `role` where it is not the person)."""

    def read() -> dict[str, str]:
        db.session.rollback()
        return {_name(row): row.state for row in db.session.query(Notice).order_by(Notice.id)}

    return read


def _name(notice: Notice) -> str:
    return notice.channel if notice.role == "person" else f"{notice.channel} {notice.role}"


@pytest.fixture
def row() -> Callable[[str], Notice]:
    """The one notice of a channel, read afresh."""

    def read(channel: str) -> Notice:
        db.session.rollback()
        (notice,) = db.session.query(Notice).filter_by(channel=channel)
        return queries.get(notice.id)

    return read


@pytest.fixture
def vendor(monkeypatch: pytest.MonkeyPatch) -> Iterator[Vendor]:
    """A server of the vendor's shape, and little patience with it."""
    monkeypatch.setattr(solapi, "TIMEOUT", (1, 0.3))
    with serve() as vendor:
        yield vendor

"""What a message of a text looks like, and how many bytes it has: with a made-up person, or a real booking masked."""

from dataclasses import dataclass
from datetime import time, timedelta

from flask import current_app
from flask_babel import force_locale

from booking import clock, contacts, wording
from booking.audit import service as audit
from booking.consultations import queries as consultations
from booking.errors import outline
from booking.notices import queries, service, texts
from booking.notices.models import Notice
from booking.notices.rules import Message
from booking.office import plain_words
from booking.settings import queries as settings
from booking.web import actor

SAMPLE_TIME = time(10)
_SECRETS = {"code": "123456", "link": "/r/R7K39MXW.5f0c9a1e"}
"""What no page shows of a real booking."""
_SIGNS = {"reference": "R7K3-9MXW", **_SECRETS}
SAMPLES = {
    "ko": {
        **_SIGNS,
        "name": "홍길동",
        "field": "생활법률",
        "what": "상담",
        "event": "상담",
        "opened": "생활법률 상담",
        "reason": "임시공휴일",
        "bring": "계약서 사본",
        "news": "김법률 상담위원(생활법률)의 위촉 기간이 2026. 12. 31.(목)에 끝납니다.",
        "survey_code": "K7M-3RX-9AW",
        "appointments": "오전 10시 R7K3-9MXW\n오전 10시 30분 R8F2-4KTD",
        "months": "2026년 10월",
        "closures": "2026. 12. 30.(수) 수요 야간민원실: 공휴일(임시공휴일)이어서 열지 않습니다.",
    },
    "en": {
        **_SIGNS,
        "name": "Gildong Hong",
        "field": "Law",
        "what": "consultation",
        "event": "consultation",
        "opened": "Law consultation",
        "reason": "public holiday",
        "bring": "a copy of the contract",
        "news": "The term of an expert ends on 31 December 2026 (Thu).",
        "survey_code": "K7M-3RX-9AW",
        "appointments": "10 a.m. R7K3-9MXW\n10:30 a.m. R8F2-4KTD",
        "months": "October 2026",
        "closures": "30 December 2026 (Wed), Wednesday night office: closed for a public holiday.",
    },
}
"""Of whom a message is shown, by language: nobody."""


@dataclass(frozen=True)
class Preview:
    """A message made of a text. size: of its body, in bytes (text messages) or characters.

    bare: its body where everything that may be empty is; empty where that is the same.
    """

    subject: str
    body: str
    bare: str
    size: int
    subject_size: int


def preview(kind: str, channel: str, language: str, words: texts.Words, given: dict[str, str]) -> Preview:
    """The message that a text makes of values. Broken variables stay out."""
    values = texts.values_for(kind, channel, given)
    variables = texts.KINDS[kind]
    empty = {one.value: "" for one in variables.variables if variables.may_lack(one.name)}
    end = texts.foot(kind, channel, language, values)
    full, bare = (texts.compose(words, channel, each, end) for each in (values, values | empty))
    measure = texts.size if channel == "sms" else len
    return Preview(
        full.subject, full.body, "" if bare.body == full.body else bare.body, measure(full.body), measure(full.subject)
    )


def booking(kind: str, language: str) -> dict[str, str] | None:
    """The values of the last real message of a kind, its person masked; None where there is none.

    Whose data was looked at is logged.
    """
    for notice in queries.list_latest(kind):
        message = _read(notice)
        if message is not None and message.language == language:
            audit.seen(
                "notice_text.previewed", actor=actor(), now=clock.now(), subject=notice.subject, person=message.person
            )
            masked = {
                "name": contacts.mask_name(message.values.get("name", "")),
                "reference": message.values.get("reference", "")[:4] + "-****",
            }
            office = texts.office_values(current_app.config["BASE_URL"], language)
            return {**dict.fromkeys(texts.LONGEST, ""), **office, **message.values, **masked, **_SECRETS}
    return None


def _read(notice: Notice) -> Message | None:
    try:
        return service.loader(notice.kind)(notice.subject, clock.now())
    except Exception as error:  # one broken booking must not hide the text
        current_app.logger.error("the loader of %s notices failed: %s", notice.kind, outline(error))
        return None


def sample(language: str) -> dict[str, str]:
    """The values of a booking that nobody made: the office and the field are real, the person and the day are not."""
    start = clock.at_office(clock.today() + timedelta(days=10), SAMPLE_TIME)
    field = next(iter(consultations.list_fields()), None)
    with force_locale(language):
        return {
            **texts.office_values(current_app.config["BASE_URL"], language),
            **SAMPLES.get(language, SAMPLES["en"]),
            **({"field": plain_words(field, "name")} if field else {}),
            "date": wording.day(start),
            "time": wording.hour(start),
            "place": settings.get_text("office.place", language),
            "new_date": wording.day(start + timedelta(days=28)),
            "new_time": wording.hour(start),
            "no_place": "",
            "doors": "",
            "until": wording.moment(start - timedelta(days=2)),
        }

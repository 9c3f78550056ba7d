"""Forms of the desk. Korean only, as all work pages."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice
from wtforms.validators import DataRequired, Length

from booking import languages, wording
from booking.calendar.rules import NIGHT
from booking.errors import BookingError
from booking.fields import EmailField, Read, SelectField, StringField, TelField, TextAreaField
from booking.reasons import REASON_LENGTH, read_reason
from booking.reservations.errors import ReasonMissing
from booking.reservations.forms import ReadForProxy, SentOnce
from booking.reservations.labels import VIA as VIA_NAMES
from booking.reservations.queries.consent import notice_in_force
from booking.reservations.rules import people
from booking.reservations.rules.consent import CONSENT, DUTY, Notice
from booking.reservations.rules.people import Person, make_person
from booking.reservations.rules.states import TELEPHONE, WALK_IN

OVERRIDABLE = {
    "booking_paused",
    "too_many_bookings",
    "too_many_visits",
    "not_open_yet",
    "cutoff_passed",
    "already_reserved",
    "line_first",
    "booking_required",
}
"""Refusals that a reason leaves aside."""

VIA = [SelectChoice(way, VIA_NAMES[way]) for way in (TELEPHONE, WALK_IN)]

_reason = [Read(read_reason), Length(max=REASON_LENGTH, message=f"{REASON_LENGTH}자까지 적어 주세요.")]
_NO_NAMES = "접속 기록에 남습니다. 이름과 전화번호는 적지 마세요."
_QUIET = {"autocomplete": "off", "spellcheck": "false"}


class FindForm(FlaskForm):
    """Find somebody on the roster. It is posted, so that a name never stands in an address or a server's log."""

    q = StringField("이름·전화번호·예약번호", [Length(max=60, message="60자까지 적어 주세요.")], render_kw=_QUIET)


class CancelForm(FlaskForm):
    """Cancel for a citizen."""

    reason = StringField("취소 사유", _reason, description=_NO_NAMES, render_kw=_QUIET | {"maxlength": REASON_LENGTH})


def _override_reason() -> StringField:
    """Each form makes its own where it stands on its page: errors are listed in this order."""
    return StringField("예외 사유 — 규칙을 벗어나 받을 때만", _reason, render_kw=_QUIET | {"maxlength": REASON_LENGTH})


class OverrideForm(FlaskForm):
    """What lets staff leave the citizens' rules aside: the reason for it, and nothing else to tick."""

    override_reason = _override_reason()

    @property
    def override_text(self) -> str:
        """The reason of an override, empty without one."""
        return read_reason(self.override_reason.data or "")

    def ask_for_reason(self, error: BookingError) -> None:
        """Mark the reason as missing where with one this refusal would not have been."""
        if error.code in OVERRIDABLE and not self.override_text:
            self.override_reason.errors = [wording.sentence(ReasonMissing(field="override_reason"))]


class MoveForm(OverrideForm):
    """Move a booking to another free time. The radio buttons of `slot` are made by the page."""

    slot = StringField("옮길 시간", [DataRequired("시간을 골라 주세요.")])
    override_reason = _override_reason()


def language_choices() -> list[SelectChoice]:
    """The languages that a message can be written in."""
    return [SelectChoice(code, languages.name_of(code)) for code in languages.offered()]


class ReadOut(BooleanField):
    """The tick that the clerk read the privacy notice out; it claims no consent where the notice asks for none.

    find_notice: the notice in force that the form shows.
    """

    SAID = {
        CONSENT: ("안내문을 읽어 드리고 동의를 받았습니다.", "읽어 드리고 동의를 받은 뒤 표시해 주세요."),
        DUTY: ("안내문을 읽어 드렸습니다.", "안내문을 읽어 드린 뒤 표시해 주세요."),
    }
    OPTIONAL = "전자우편과 상담 내용 같은 선택 항목은 괜찮다고 하실 때만 적습니다."
    VISIT_OPTIONAL = "전자우편 같은 선택 항목은 괜찮다고 하실 때만 적습니다."

    def __init__(self, find_notice: Callable[[], Notice], **more: Any) -> None:
        basis = find_notice().basis
        label, missing = self.SAID[basis]
        hint = self.OPTIONAL if basis == DUTY else ""
        super().__init__(label, [DataRequired(missing)], description=hint, **more)
        self.visit_hint = self.VISIT_OPTIONAL if hint else ""
        self.type = BooleanField.__name__  # by which the pages draw a box to tick


def who_field() -> RadioField:
    """Whose consultation a caller asks for. Each form makes its own, as above."""
    return RadioField(
        "누구의 상담인가요?",
        [Read(people.read_who, required=True)],
        choices=_who_choices("상담"),
        default=people.OWN,
        validate_choice=False,
    )


def person_name_field() -> StringField:
    """The name of the person a caller asks for."""
    return StringField(
        "상담받으실 분의 성함",
        [ReadForProxy(lambda text: people.read_name(text, "person_name"), required=True)],
        render_kw=_QUIET | {"maxlength": people.NAME_LENGTH},
    )


def person_phone_field() -> TelField:
    """The telephone of that person, if they have one."""
    return TelField(
        "상담받으실 분의 연락처",
        [ReadForProxy(people.read_own_phone)],
        render_kw=_QUIET | {"inputmode": "tel", "maxlength": people.PHONE_LENGTH},
    )


def _who_choices(what: str) -> list[SelectChoice]:
    return [SelectChoice(people.OWN, "본인 예약"), SelectChoice(people.PROXY, f"대리 예약 (다른 분의 {what})")]


class OfService(FlaskForm):
    """Forms of the desk that both services share: `fit` has them speak of a visit where nobody advises."""

    VISIT_LABELS: ClassVar[Mapping[str, str]] = {
        "who": "누구의 방문인가요?",
        "person_name": "방문하실 분의 성함",
        "person_phone": "방문하실 분의 연락처",
        "slot": "방문 시간",
        "desk": "업무",
        "desks": "업무",
    }

    def fit(self, service: str) -> Self:
        """The form as it stands for a service."""
        if service == NIGHT:
            for field in self:
                field.label.text = self.VISIT_LABELS.get(field.name, field.label.text)
                if field.name == "who" and isinstance(field, RadioField):
                    field.choices = _who_choices("방문")
                if isinstance(field, ReadOut):
                    field.description = field.visit_hint
        return self


class CallerForm(OfService, SentOnce, OverrideForm):
    """Book for somebody on the telephone or at the desk. The radio buttons of `slot` are made by the page."""

    notice = HiddenField()
    via = RadioField("접수 방법", [DataRequired("전화인지 현장인지 골라 주세요.")], choices=VIA, default=TELEPHONE)
    slot = StringField("상담 시간", [DataRequired("시간을 골라 주세요.")])
    name = StringField(
        "이름", [Read(people.read_name, required=True)], render_kw=_QUIET | {"maxlength": people.NAME_LENGTH}
    )
    phone = TelField(
        "전화번호",
        [Read(people.read_phone, required=True)],
        render_kw=_QUIET | {"inputmode": "tel", "maxlength": people.PHONE_LENGTH},
    )
    language = SelectField("안내를 보낼 언어", choices=language_choices, default=languages.FIRST)
    who = who_field()
    person_name = person_name_field()
    person_phone = person_phone_field()
    email = EmailField(
        "전자우편",
        [Read(people.read_email)],
        render_kw=_QUIET | {"inputmode": "email", "maxlength": people.EMAIL_LENGTH},
    )
    question = TextAreaField(
        "상담 요지", [Read(people.read_question)], render_kw={"rows": 3, "maxlength": people.QUESTION_LENGTH}
    )
    consent = ReadOut(notice_in_force)
    override_reason = _override_reason()

    def person(self) -> Person:
        """The person of a form that is valid. The e-mail is the one of who calls: the person's own, or the proxy's."""
        return make_person(
            self.name.data or "",
            self.phone.data or "",
            self.email.data or "",
            self.question.data or "",
            who=self.who.data or "",
            person_name=self.person_name.data or "",
            person_phone=self.person_phone.data or "",
        )

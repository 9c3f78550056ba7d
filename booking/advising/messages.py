"""What staff are told about experts, read again at the moment of sending. Registered in `create_app`."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from booking import clock, wording
from booking.advising.service import sheets
from booking.consultations import queries as consultations
from booking.consultations.models import Absence
from booking.errors import BookingError
from booking.notices import queries as outbox
from booking.notices import service as notices
from booking.notices.rules import EXPERTS, Recipient
from booking.notices.service import Message
from booking.reservations.messages import proving
from booking.reservations.service.proving import code_of
from booking.settings import queries as settings


def register() -> None:
    """Make this room the one that fills in what staff are told about experts."""
    notices.register(EXPERTS, load)
    notices.register("code", load_code)


def load_code(subject: str, now: datetime) -> Message | None:
    """A code: that of a day sheet, or one of the citizens' (`reservations.messages.proving`)."""
    kind, _, name = subject.partition(":")
    if kind != "sheet":
        return proving.load(subject, now)
    found = sheets.find_sent(name, now)
    if found is None or found[1].phone is None:
        return None
    phone = found[1].phone
    return Message({"person": Recipient("person", phone, None)}, {"code": code_of(name, phone)})


def recipient() -> Recipient | None:
    """Whom it goes to, by the settings; None where nobody has said."""
    email = str(settings.get("advising.email"))
    return Recipient("operator", None, email) if email else None


def term_subject(token: str, ends: date) -> str:
    """The name under which the notice of the end of an expert's term is known."""
    return f"term:{token}:{ends.isoformat()}"


def tell_absence(absence: Absence, now: datetime) -> None:
    """Plan to tell staff what an expert has entered, in the same transaction."""
    _tell(f"absence:{absence.token}", absence.last, now)


def tell_return(absence: Absence, now: datetime) -> None:
    """Plan to tell staff that an expert comes after all."""
    token = consultations.get_expert(absence.expert_id).token
    _tell(f"return:{token}:{absence.first.isoformat()}:{absence.last.isoformat()}", absence.last, now)


def _tell(subject: str, last: date, now: datetime) -> None:
    whom, until = recipient(), clock.at_office(last + timedelta(days=1), time.min)
    if whom is not None:
        notices.plan(EXPERTS, subject, [whom], due=now, useful_until=until, now=now)


def is_planned(subject: str) -> bool:
    """Whether staff have been told, or will be."""
    return any(notice.state != "dropped" for notice in outbox.list_about(subject))


def load(subject: str, now: datetime) -> Message | None:
    """The news as they are now; None where they hold no more, or nobody is to be told."""
    whom, (kind, token, *more) = recipient(), subject.split(":")
    try:
        news = _LOADERS[kind](token, *more)
    except BookingError:
        return None
    return Message({whom.role: whom}, {"news": news}) if whom and news else None


def _term(token: str, ends: str) -> str:
    expert = consultations.get_expert_by_token(token)
    if expert.term_to is None or expert.term_to.isoformat() != ends or not expert.is_active:
        return ""
    return f"{_whose(expert.id)}의 위촉 기간이 {wording.day(expert.term_to)}에 끝납니다."


def _absence(token: str) -> str:
    absence = consultations.get_absence(token)
    return f"{_whose(absence.expert_id)}이 오지 못하는 날을 적었습니다: {_days(absence.first, absence.last)}"


def _return(token: str, first: str, last: str) -> str:
    expert, days = consultations.get_expert_by_token(token), (date.fromisoformat(first), date.fromisoformat(last))
    return f"{_whose(expert.id)}이 오지 못한다고 적었던 날을 지웠습니다: {_days(*days)}"


def _whose(expert_id: int) -> str:
    expert = consultations.get_expert(expert_id)
    return f"{expert.name} 상담위원({expert.field.name})"


def _days(first: date, last: date) -> str:
    return wording.day(first) if first == last else f"{wording.day(first)} ~ {wording.day(last)}"


_LOADERS: dict[str, Callable[..., str]] = {"term": _term, "absence": _absence, "return": _return}

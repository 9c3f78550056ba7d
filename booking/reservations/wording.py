"""A day's roster as a sheet, for files that leave the product."""

from booking import wording
from booking.calendar.rules import NIGHT
from booking.reservations.labels import VIA, states_of
from booking.reservations.models import Reservation
from booking.reservations.queries.board import Board, Place
from booking.sheets import Cell, Sheet

HEADS = ("시간", "분야", "예약번호", "이름", "전화번호", "신청인", "상담 요지", "상담위원", "접수", "상태")
VISIT_HEADS = ("시간", "업무", "예약번호", "이름", "전화번호", "신청인", "접수", "상태")


def roster_name(service: str) -> str:
    """What the roster of a day of this service is called."""
    return "야간민원실 일정표" if service == NIGHT else "일정표"


def roster_sheet(board: Board, *, is_full: bool) -> Sheet:
    """The roster of a day: a row for each place, free ones included, then the cancelled bookings.

    is_full: names, telephones and questions as they are. Else names and telephones have their middle hidden, and
    questions are left out: a sheet shows what its use needs (안전성 확보조치 기준 12). A night's has neither questions
    nor experts.
    """
    rows = [_row(place, is_full) for place in board.places]
    fields = {place.slot.desk: place.field for place in board.places}
    cancelled = [
        Place(row.slot, fields[row.slot.desk], row.state, row) for row in board.cancelled if row.slot.desk in fields
    ]
    rows += [_row(place, is_full) for place in cancelled]
    kind = board.day.kind
    return Sheet(f"{board.day.date.isoformat()} {roster_name(kind)}", _heads(kind), rows)


def _row(place: Place, is_full: bool) -> list[Cell]:
    row = place.booking
    kind = place.slot.day.kind
    about = _person(row, is_full, is_visit=kind == NIGHT) if row else [""] * (len(_heads(kind)) - 3)
    return [wording.hour(place.slot.starts_at), place.field.name, *about, states_of(kind)[place.state]]


def _heads(service: str) -> tuple[str, ...]:
    return VISIT_HEADS if service == NIGHT else HEADS


def _person(row: Reservation, is_full: bool, *, is_visit: bool) -> list[Cell]:
    """Reference, name, telephone (else that of who booked), who booked, question and expert of advice, way in."""
    if is_full:
        people = (row.name, row.shown_phone or row.shown_proxy_phone, row.proxy_name)
    else:
        people = (row.masked_name, row.masked_phone or row.masked_proxy_phone, row.masked_proxy_name)
    question = row.matter if is_full else ""
    advice = () if is_visit else (question, row.expert.name if row.expert else "")
    return [row.shown_reference, *(text or "" for text in (*people, *advice)), VIA[row.via]]

"""What the expert's pages share: their blueprint, who looks, which bookings are theirs, refusals."""

from flask import Blueprint, abort, render_template
from flask_security import current_user
from werkzeug.wrappers import Response

from booking import clock
from booking.consultations import queries as consultations
from booking.consultations.models import Expert
from booking.errors import BookingError
from booking.reservations import labels, queries
from booking.reservations.errors import ReservationUnknown
from booking.reservations.models import Reservation

pages = Blueprint("expert", __name__, url_prefix="/expert")

NOT_YOURS = "내 상담에 없는 예약입니다. 화면을 새로 열어 확인해 주세요."

Answer = Response | str | tuple[str, int]


def find_expert() -> Expert | None:
    """Who looks, where their account belongs to an expert whose term covers today."""
    expert = consultations.find_expert_of_account(current_user.id)
    return expert if expert is not None and expert.serves_on(clock.today()) else None


def get_expert() -> Expert:
    """Who looks; 403 for an account without an expert who serves today."""
    return find_expert() or abort(403)


def get_own(reference: str) -> Reservation:
    """A booking of today or later that is with who looks. ReservationUnknown for every other one, whether it exists or
    not."""
    row, expert = queries.get_by_reference(reference), get_expert()
    is_listed = row.expert_id == expert.id and row.slot.day.date >= clock.today() and row.state in queries.LISTED
    if not is_listed or row.destroyed_at is not None:
        raise ReservationUnknown
    return row


@pages.errorhandler(BookingError)
def refused(error: BookingError) -> tuple[str, int]:
    """A refusal in the words of the desk, with the way back."""
    is_unknown = isinstance(error, ReservationUnknown)
    sentence = NOT_YOURS if is_unknown else labels.refusal(error)
    return render_template("advising/refused.html", sentence=sentence), 404 if is_unknown else error.status

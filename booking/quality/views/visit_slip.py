"""The survey's address on a paper that is handed out at the desk."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import current_app, url_for
from markupsafe import Markup

from booking import qr
from booking.quality.queries import visit_survey as queries
from booking.quality.rules.visit_survey import show_code

if TYPE_CHECKING:
    from booking.reservations.models import Reservation


@dataclass(frozen=True)
class Slip:
    """What stands there. home: the city's address as one types it; below it the number is entered."""

    address: str
    home: str
    code: str
    picture: Markup


def survey_slip(booking: "Reservation") -> Slip | None:
    """The slip of a visit; None where visitors are not asked. The number works once the person is there."""
    if not queries.is_on() or not booking.reference:
        return None
    code, base = queries.code_of(booking.reference), str(current_app.config["BASE_URL"])
    address = base + url_for("visit_survey.ask", code=code)
    shown = urlsplit(base + url_for("visit_survey.enter"))
    return Slip(address, f"{shown.netloc}{shown.path}", show_code(code), qr.svg(address, "방문 설문 주소의 QR 코드"))

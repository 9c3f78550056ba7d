"""What the experts' side gives out: links to day sheets, sheets to sign, the month's attendance."""

import base64
from collections.abc import Sequence
from datetime import date
from typing import Any

import qrcode
from flask import current_app, url_for
from qrcode.image.svg import SvgPathImage

from booking import clock, links, office, wording
from booking.advising import queries
from booking.advising.queries import Attended
from booking.consultations import queries as consultations
from booking.consultations.models import Expert
from booking.reservations.models import Reservation
from booking.sheets import Sheet


def sheet_link(token: str) -> dict[str, str]:
    """The address of a day sheet, and its QR code as a picture inside the page."""
    address = str(current_app.config["BASE_URL"]) + url_for("expert_pages.sheet", signed=links.sign("sheet", token))
    picture = qrcode.make(address, image_factory=SvgPathImage).to_string()
    return {"address": address, "code": f"data:image/svg+xml;base64,{base64.b64encode(picture).decode()}"}


def card_paper(row: Reservation, *, may_read: bool) -> dict[str, Any]:
    """What stands on the card of a consultation. may_read: the whole name and the question too."""
    field = consultations.get_field(row.slot.desk)
    outcomes = queries.list_outcomes(also=row.outcome)
    return {"booking": row, "field": field, "outcomes": outcomes, "may_read": may_read}


def outcome_words(key: str | None) -> Any:
    """What came of a consultation, for a page, in the reader's language where the office gave it; empty for None."""
    code = queries.find_outcome(key)
    return office.words(code, "name") if code else key or ""


def attendance_paper(expert: Expert, day: date, attended: Attended) -> dict[str, Any]:
    """What stands on the sheet by which an expert confirms a day: its hours are those of the field until it is over."""
    field = expert.field
    starts = clock.to_office(attended.starts_at).time() if attended.starts_at else field.starts
    ends = clock.to_office(attended.ends_at).time() if attended.ends_at else field.ends
    return {"expert": expert, "day": day, "attended": attended, "hours": wording.span(starts, ends)}


def attendance_sheet(month: date, attended: Sequence[Attended]) -> Sheet:
    """The month's attendance for the fee, one line for each expert and day."""
    heads = ("날짜", "상담위원", "소속", "분야", "시작", "끝", "상담 완료(건)", "미방문(건)", "서명")
    rows = [
        (
            one.day,
            one.expert.name,
            one.expert.organisation,
            one.expert.field.name,
            f"{clock.to_office(one.starts_at):%H:%M}" if one.starts_at else "",
            f"{clock.to_office(one.ends_at):%H:%M}" if one.ends_at else "",
            one.done,
            one.absent,
            "",
        )
        for one in attended
    ]
    return Sheet(f"{month:%Y-%m} 출석부", heads, rows)

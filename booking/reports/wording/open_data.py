"""The open data: its columns, and its lines as CSV and JSON."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l

from booking import sheets
from booking.office import plain_setting
from booking.reports.queries import Line
from booking.settings import queries as settings
from booking.sheets import Sheet

COLUMNS = {
    "period": _l("달(2026-12) 또는 한 해의 합계(2026)"),
    "field": _l("상담 분야. all은 모든 분야의 합계, none은 분야를 고르지 않고 찾아보신 분"),
    "field_name": _l("상담 분야의 이름"),
    "seats": _l("열린 상담 시간의 자리"),
    "consultations": _l("상담을 받으신 건"),
    "no_shows": _l("연락 없이 오지 않으신 건"),
    "cancellations": _l("취소하신 건"),
    "unmet": _l("자리를 찾지 못하신 건"),
}
"""Columns of the files, with what each of them counts."""

HEADS = {
    "seats": _l("자리"),
    "consultations": _l("상담"),
    "no_shows": _l("미방문"),
    "cancellations": _l("취소"),
    "unmet": _l("자리 없음"),
}
"""The same in so few words that a table on a page holds them."""

FIGURES = {"consultations": "held", "no_shows": "no_show", "cancellations": "cancelled", "unmet": "unmet"}


def csv_content(lines: Sequence[Line]) -> bytes:
    """The lines as CSV; what is hidden is empty."""
    return sheets.csv_file(Sheet("open data", list(COLUMNS), [tuple(_plain(line).values()) for line in lines]))


def json_content(lines: Sequence[Line], today: date) -> dict[str, Any]:
    """The lines as JSON with what one needs to know to use them; what is hidden is null."""
    return {
        "title": "풀리고 상담 통계",
        "publisher": plain_setting("office.name"),
        "licence": plain_setting("reports.licence"),
        "as_of": today.isoformat(),
        "hidden_below": settings.get("reports.small_cells"),
        "rows": [_plain(line) for line in lines],
    }


def _plain(line: Line) -> dict[str, Any]:
    names = {"period": line.span, "field": line.field, "field_name": line.name, "seats": line.seats}
    return {**names, **{column: line.counts[figure] for column, figure in FIGURES.items()}}

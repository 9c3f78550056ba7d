"""What the figures' pages share."""

from io import BytesIO

from flask import Blueprint, abort, request, send_file
from werkzeug.wrappers import Response

from booking import clock
from booking.reports import labels, queries
from booking.reports.forms import PeriodForm
from booking.reports.queries import Report

pages = Blueprint("reports", __name__, url_prefix="/staff/reports")
pages.context_processor(lambda: {"meanings": labels.MEANINGS, "cell": labels.cell})

Answer = Response | str | tuple[str, int]


def asked_report() -> Report:
    """The figures of the months in the address; 400 for months that are none, which only a made-up address has."""
    today = clock.today()
    period = PeriodForm(request.args).read(today)
    if period is None:
        abort(400)
    return queries.report(period, today)


def file(content: bytes, mimetype: str, name: str) -> Response:
    """A file to take. It holds nobody's data, so it is not sealed and no reason is asked."""
    return send_file(BytesIO(content), mimetype, as_attachment=True, download_name=name)

"""How a program is told that something was refused or failed: application/problem+json (RFC 9457)."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from http import HTTPStatus

from flask import Response, request
from flask_babel import lazy_gettext as _l
from werkzeug.http import HTTP_STATUS_CODES

from booking import clock, wording
from booking.api import showing
from booking.api.errors import Refusals, ValueUnknown
from booking.api.operations import takes
from booking.api.schemas import FieldProblem, Problem, Slot
from booking.errors import BookingError

MIMETYPE = "application/problem+json"

PROPERTIES = {"desks": "fields"}
"""Properties that forms call otherwise."""

FAILURES = {
    400: ("bad_request", _l("보내신 내용을 읽지 못했습니다.")),
    403: ("forbidden", _l("볼 수 없는 내용입니다.")),
    404: ("not_found", _l("찾으시는 내용이 없습니다. 주소를 다시 확인해 주세요.")),
    405: ("method_not_allowed", _l("이 주소로는 할 수 없는 일입니다.")),
    413: ("too_large", _l("보내신 내용이 너무 깁니다. 줄여서 다시 보내 주세요.")),
    415: ("unsupported_type", _l("내용은 application/json 형식으로 보내 주세요.")),
    429: ("too_many_requests", _l("짧은 시간에 요청이 너무 많이 들어왔습니다. 1분쯤 뒤에 다시 시도해 주세요.")),
    500: ("failed", _l("일시적인 오류가 생겼습니다. 잠시 뒤에 다시 시도해 주세요.")),
    503: ("busy", _l("잠시 이용할 수 없습니다. 잠시 뒤에 다시 시도해 주세요.")),
}
"""By HTTP status the code and the sentence of what no use case refused. Other statuses speak as 400 or 500."""


def refusal(error: BookingError) -> Response:
    """The answer to one refusal."""
    return refusals([error])


def all_refusals(error: Refusals) -> Response:
    """The answer to several refusals of one request."""
    waiting_url = showing.waiting_url(error.waiting_for) if error.waiting_for else None
    return refusals(error.errors, [showing.free_slot(slot) for slot in error.nearest], waiting_url)


def refusals(errors: Sequence[BookingError], nearest: Sequence[Slot] = (), waiting_url: str | None = None) -> Response:
    """One answer to several refusals, at least one; its status is that of the first."""
    listed = [_field_problem(one) for one in errors]
    values = {name: _plain(value) for name, value in errors[0].parameters.items()}
    return _answer(errors[0].status, listed, values, nearest, waiting_url)


def _field_problem(error: BookingError) -> FieldProblem:
    field = None if error.field is None else PROPERTIES.get(error.field, re.sub("^answer-", "answers/", error.field))
    return FieldProblem(code=error.code, field=field, pointer=_pointer(error, field), detail=wording.sentence(error))


def _pointer(error: BookingError, field: str | None) -> str | None:
    """Where the field stands in the body that was sent; None where it stands elsewhere."""
    if field is None or not (isinstance(error, ValueUnknown) or takes(request.endpoint, field.partition("/")[0])):
        return None
    nested = field.startswith("answers/")
    name = field.replace("~", "~0")
    return "/" + (name if nested else name.replace("/", "~1"))


def failure(status: int) -> Response:
    """The answer with an HTTP status that comes from no use case."""
    code, sentence = FAILURES.get(status) or FAILURES[400 if status < 500 else 500]
    return _answer(status, [FieldProblem(code=code, field=None, pointer=None, detail=str(sentence))], {})


def _answer(
    status: int,
    errors: list[FieldProblem],
    parameters: dict[str, str | int],
    nearest: Sequence[Slot] = (),
    waiting_url: str | None = None,
) -> Response:
    problem = Problem(
        type="about:blank",
        title=HTTP_STATUS_CODES[status],
        status=status,
        detail=errors[0].detail,
        code=errors[0].code,
        field=errors[0].field,
        parameters=parameters,
        errors=errors,
        nearest=list(nearest),
        waiting_url=waiting_url,
    )
    answer = Response(problem.model_dump_json(), status, mimetype=MIMETYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _plain(value: object) -> str | int:
    if isinstance(value, datetime):
        return clock.to_office(value).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value if isinstance(value, int) else str(value)

"""One operation of the API: its address, what it takes in and gives out; parsed, called and answered in one place.

What an operation says of itself here is what it does and what the OpenAPI document says (`booking.api.document`).
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Blueprint, Response, abort, request
from pydantic import BaseModel, ValidationError

from booking.api.errors import BodyMalformed, ParameterInvalid, Refusals, ValueInvalid, ValueMissing, ValueUnknown
from booking.errors import BookingError

pages = Blueprint("api", __name__, url_prefix="/api/v1")

LARGEST_BODY = 64 * 1024
"""Bytes of a body; a booking with a long question in Korean needs 3,000."""

FAULTS: dict[str, type[BookingError]] = {"missing": ValueMissing, "extra_forbidden": ValueUnknown}
Model = TypeVar("Model", bound=BaseModel)
View = Callable[..., BaseModel | None]
Answering = Callable[..., Response]


@dataclass(frozen=True)
class Operation:
    """What the document says of one operation.

    refusals: the statuses of refusals beside those that every operation may meet. opened_with: `hold` (its secret),
    `reservation` or `waiting` (their access tokens), where the operation is not public. is_repeatable: takes an
    Idempotency-Key.
    """

    method: str
    rule: str
    name: str
    summary: str
    description: str
    answer: type[BaseModel] | None
    status: int
    refusals: tuple[int, ...]
    query: type[BaseModel] | None
    body: type[BaseModel] | None
    opened_with: str | None
    is_limited: bool
    is_repeatable: bool


OPERATIONS: list[Operation] = []


def takes(endpoint: str | None, name: str) -> bool:
    """Whether the operation of this endpoint takes a body with a property of this name."""
    found = next((one for one in OPERATIONS if f"{pages.name}.{one.name}" == endpoint), None)
    return found is not None and found.body is not None and name in found.body.model_fields


def operation(
    method: str,
    rule: str,
    summary: str,
    answer: type[BaseModel] | None,
    *refusals: int,
    status: int = 200,
    query: type[BaseModel] | None = None,
    body: type[BaseModel] | None = None,
    opened_with: str | None = None,
    limit: Callable[[Answering], Answering] | None = None,
    is_repeatable: bool = False,
) -> Callable[[View], View]:
    """Make a function an operation. It gets the parsed query, then the parsed body, then the parts of the address."""

    def enter(view: View) -> View:
        description = " ".join((view.__doc__ or "").split())
        OPERATIONS.append(
            Operation(
                method, rule, view.__name__, summary, description, answer, status, refusals, query, body, opened_with,
                limit is not None, is_repeatable,
            )
        )  # fmt: skip

        @functools.wraps(view)
        def answered(**parts: str) -> Response:
            given = [*([_read_query(query)] if query else []), *([_read_body(body)] if body else [])]
            shown = view(*given, **parts)
            if shown is None:
                return Response(status=HTTPStatus.NO_CONTENT)
            return Response(shown.model_dump_json(), status, mimetype="application/json")

        limited = limit(answered) if limit else answered
        pages.add_url_rule(rule, view.__name__, limited, methods=[method])
        return view

    return enter


def _read_query(model: type[Model]) -> Model:
    try:
        return model.model_validate(request.args.to_dict())
    except ValidationError as error:
        raise Refusals([ParameterInvalid(field=_field(fault)) for fault in error.errors()]) from error


def _read_body(model: type[Model]) -> Model:
    """The body as an object of `model`. 415, 413; Refusals with a status of 422 for what is no such object."""
    if request.mimetype != "application/json":
        abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    body = request.get_data(cache=False)
    if len(body) > LARGEST_BODY:
        abort(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        raise Refusals([_fault(fault) for fault in error.errors()]) from error


def _fault(fault: Any) -> BookingError:
    field = _field(fault)
    return BodyMalformed() if field is None else FAULTS.get(fault["type"], ValueInvalid)(field=field)


def _field(fault: Any) -> str | None:
    return "/".join(map(str, fault["loc"]))[:60] or None

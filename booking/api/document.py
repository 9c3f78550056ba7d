"""The OpenAPI 3.1 document, made from the operations and their schemas, so that it cannot say anything else."""

import re
from functools import cache
from typing import Any

from flask import Response, jsonify
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from werkzeug.http import HTTP_STATUS_CODES

from booking.api import schemas
from booking.api.examples import EXAMPLES
from booking.api.operations import OPERATIONS, Operation, pages

Json = dict[str, Any]

REFERENCE = "#/components/schemas/{model}"
PARTS: dict[str, Json] = {
    "date": {"type": "string", "format": "date"},
    "field": {"type": "string", "pattern": schemas.KEY},
    "business": {"type": "string", "pattern": schemas.KEY},
    "slot": {"type": "string", "pattern": schemas.NAME},
    "hold": {"type": "string", "pattern": schemas.NAME},
    "reference": {"type": "string", "minLength": 1, "maxLength": 40},
}
"""The parts of addresses."""

SCHEMES: dict[str, Json] = {
    "hold": {"type": "http", "scheme": "bearer", "description": "The secret of the hold, from POST /holds."},
    "reservation": {
        "type": "http",
        "scheme": "bearer",
        "description": "An access token, from POST /reservations or POST /reservations/lookup.",
    },
    "waiting": {
        "type": "http",
        "scheme": "bearer",
        "description": "An access token of a place in line, from POST /waiting or POST /waiting/lookup.",
    },
}
KEY: Json = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Random text of the caller's own, such as a UUID: the same key and body give the same answer.",
    "schema": {"type": "string", "minLength": 16, "maxLength": 128, "pattern": "^[!-~]+$"},
}
ABOUT = (
    "The use cases of the citizens' pages for programs. No cookies, no registration. Times are ISO 8601 in office "
    "time (+09:00). Refusals are application/problem+json (RFC 9457) with a stable `code`, the `field` it belongs to, "
    "and a sentence for people in `detail`."
)


@pages.get("/openapi.json")
def openapi() -> Response:
    """The document."""
    answer = jsonify(_document())
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


@cache
def _document() -> Json:
    models = [(one.body, "validation") for one in OPERATIONS if one.body]
    models += [(one.answer, "serialization") for one in OPERATIONS if one.answer]
    models.append((schemas.Problem, "serialization"))
    _, defined = models_json_schema(
        list(dict.fromkeys(models)),  # type: ignore[arg-type] # mode is one of two literals
        ref_template=REFERENCE,
    )
    paths: dict[str, Json] = {}
    for one in OPERATIONS:
        paths.setdefault(re.sub(r"<(\w+)>", r"{\1}", one.rule), {})[one.method.lower()] = _operation(one)
    return {
        "openapi": "3.1.0",
        "info": {"title": "풀리고 (Pulligo)", "version": "1", "description": ABOUT},
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {"schemas": defined["$defs"], "securitySchemes": SCHEMES},
    }


def _operation(one: Operation) -> Json:
    parts = re.findall(r"<(\w+)>", one.rule)
    parameters = [{"name": part, "in": "path", "required": True, "schema": PARTS[part]} for part in parts]
    parameters += _query(one.query) if one.query else []
    parameters += [KEY] if one.is_repeatable else []
    shown: Json = {
        "operationId": one.name,
        "summary": one.summary,
        "description": one.description,
        "responses": _answers(one),
    }
    if parameters:
        shown["parameters"] = parameters
    if one.body:
        content: Json = {"schema": _ref(one.body)}
        if one.name in EXAMPLES:
            content["example"] = EXAMPLES[one.name]
        shown["requestBody"] = {"required": True, "content": {"application/json": content}}
    if one.opened_with:
        shown["security"] = [{one.opened_with: []}]
    return shown


def _query(model: type[BaseModel]) -> list[Json]:
    known = model.model_json_schema(ref_template=REFERENCE)["properties"]
    return [{"name": name, "in": "query", "required": False, "schema": _given(known[name])} for name in known]


def _given(schema: Json) -> Json:
    """The schema of a parameter, which is left out where it has no value and never null."""
    [given] = [kind for kind in schema["anyOf"] if kind != {"type": "null"}]
    return dict(given)


def _answers(one: Operation) -> Json:
    good: Json = {"description": HTTP_STATUS_CODES[one.status]}
    if one.answer:
        good["content"] = {"application/json": {"schema": _ref(one.answer)}}
    met = {400, *one.refusals, *({413, 415, 422} if one.body else ()), *({401} if one.opened_with else ())}
    met |= {429} if one.is_limited else set()
    refused = {"application/problem+json": {"schema": _ref(schemas.Problem)}}
    return {str(one.status): good} | {
        str(status): {"description": HTTP_STATUS_CODES[status], "content": refused} for status in sorted(met)
    }


def _ref(model: type[BaseModel]) -> Json:
    return {"$ref": REFERENCE.format(model=model.__name__)}

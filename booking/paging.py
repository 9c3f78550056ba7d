"""Which page of a long list an address asks for."""

import re
from http import HTTPStatus

from flask import abort, request


def page_number() -> int:
    """The page in the address (`?page=3`), from 1, which is also the usual one; 404 for what no list has."""
    text = request.args.get("page", "1")
    return int(text) if re.fullmatch("[1-9][0-9]{0,4}", text) else abort(HTTPStatus.NOT_FOUND)

"""What the pages of notices share."""

import re

from flask import Blueprint, abort, request

from booking.notices import labels

pages = Blueprint("notices", __name__, url_prefix="/staff")
pages.context_processor(lambda: {"labels": labels})


def page_number() -> int:
    """The page that the address asks for, from 1; 404 for what is none."""
    text = request.args.get("page", "1")
    return int(text) if re.fullmatch("[1-9][0-9]{0,4}", text) else abort(404)

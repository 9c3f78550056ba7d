"""What the pages for everybody share."""

from flask import Blueprint, Response

pages = Blueprint("open_data", __name__)


def for_everybody(answer: Response) -> Response:
    """Any site's scripts may read it, and proxies keep it for an hour."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer

"""What the pages of notices share."""

from flask import Blueprint

from booking.notices import labels

pages = Blueprint("notices", __name__, url_prefix="/staff")
pages.context_processor(lambda: {"labels": labels})

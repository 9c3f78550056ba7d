"""The blueprint of the staff's pages about the experts of a day."""

from flask import Blueprint
from werkzeug.wrappers import Response

pages = Blueprint("advising_desk", __name__, url_prefix="/staff")

Answer = Response | str | tuple[str, int]

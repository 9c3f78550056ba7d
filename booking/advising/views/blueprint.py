"""What the pages without a log-in share: their blueprint, and who reads them."""

from flask import Blueprint
from werkzeug.wrappers import Response

from booking import web
from booking.accounts import queries as accounts
from booking.audit.rules import Actor
from booking.consultations.models import Expert

pages = Blueprint("expert_pages", __name__)

Answer = Response | str | tuple[str, int]


def as_expert(expert: Expert) -> Actor:
    """Whoever has an expert's link, for the log: it is theirs, though nobody has logged in."""
    name = accounts.get_user(expert.account_id).email if expert.account_id is not None else ""
    return Actor(expert.account_id, name, "expert", web.actor().address)

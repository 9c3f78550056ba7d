"""What the pages of the cases share."""

from http import HTTPStatus

from flask import Blueprint, abort

from booking.business import rules
from booking.counter import queries as counter
from booking.nightoffice import queries as nightoffice

NAMES = {"counter": "원스톱 방문 민원창구", "night": "수요 야간민원실"}

pages = Blueprint("cases", __name__, url_prefix="/staff/cases")
pages.context_processor(lambda: {"names_of_services": NAMES})


def known(service: str) -> str:
    """A service of an address; 404 for what is none."""
    return service if service in rules.SERVICES else abort(HTTPStatus.NOT_FOUND)


def kinds_of(service: str) -> list[tuple[str, str, str]]:
    """Key, name and other words of each kind of business that a service does now, by name."""
    if service == "night":
        found = [task.business for task in nightoffice.list_tasks()]
    else:
        found = [offer.business for offer in counter.list_offers()]
    return sorted(((one.key, one.name, one.words) for one in found), key=lambda one: one[1])

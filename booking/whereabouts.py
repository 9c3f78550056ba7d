"""From where work pages are reached: by the host names and from the networks that the settings name.

Elsewhere they answer as if there were no such page, log-in included. An expert or a monitor sits outside the office, so
their pages have places of their own. Who has shut everybody out opens again on the server: `booking settings reset
accounts.staff_networks` (docs/operations.md).
"""

from http import HTTPStatus
from ipaddress import ip_address, ip_network
from typing import NoReturn

from flask import Flask, abort, g, request
from flask_security import current_user
from sqlalchemy.exc import SQLAlchemyError

from booking import addresses
from booking.accounts.rules import OUTSIDERS
from booking.settings import queries as settings
from booking.settings.errors import SettingShutsOut

STAFF, EXPERT = "staff", "expert"
PAGES = {
    "/staff": (STAFF,),
    "/expert": (EXPERT,),
    "/monitor": (EXPERT,),
    "/login": (STAFF, EXPERT),
    "/account": (STAFF, EXPERT),
}
"""Whose a page is, by the first part of its path. Logging out is nobody's secret."""


def init_app(app: Flask) -> None:
    """Look at each request before anything is answered."""
    app.before_request(_keep_out)
    app.add_template_global(is_work_open, "is_work_open")


def is_open_to(role: str) -> bool:
    """Whether the pages of an account with this role are reached from where this request comes."""
    return _is_reached(EXPERT if role in OUTSIDERS else STAFF)


def is_work_open() -> bool:
    """Whether this request may reach any work page: else nothing on its page leads there or looks like one."""
    return not g.get("is_kept_out", False) and (_is_reached(STAFF) or _is_reached(EXPERT))


def ensure_still_in(setting: str) -> None:
    """SettingShutsOut where a changed setting would shut out who is just changing it."""
    if setting.startswith("accounts.staff_") and not _is_reached(STAFF):
        raise SettingShutsOut


def _keep_out() -> None:
    whose = PAGES.get("/" + request.path.split("/")[1], ())
    is_shared, is_reached = len(whose) > 1, not whose or any(map(_is_reached, whose))
    if is_reached and is_shared and current_user.is_authenticated:
        is_reached = is_open_to(current_user.role)
    if not is_reached:
        deny()


def deny() -> NoReturn:
    """Answer as to an address that nobody has."""
    g.is_kept_out = True
    request.url_rule = None
    abort(HTTPStatus.NOT_FOUND)


def _is_reached(whose: str) -> bool:
    try:
        hosts, networks = (str(settings.get(f"accounts.{whose}_{kind}")).split() for kind in ("hosts", "networks"))
    except SQLAlchemyError:  # while the database does not answer nobody logs in, and pages say why
        return True
    return (not hosts or _host() in hosts) and (not networks or _is_within(networks))


def _host() -> str:
    """The host that the browser named, without its port."""
    host = request.host.lower()
    return host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() and not host.endswith("]") else host


def _is_within(networks: list[str]) -> bool:
    """Whether the visitor's address (as `booking.proxies` believes it) is in one of the networks."""
    address = addresses.plain(request.remote_addr or "")
    return address is not None and any(ip_address(address) in ip_network(network) for network in networks)

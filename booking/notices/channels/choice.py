"""Which channel carries e-mail and text messages in this installation."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from booking.notices.channels.agent import Agent
from booking.notices.channels.base import Absent, Channel
from booking.notices.channels.console import Console
from booking.notices.channels.smtp import Smtp
from booking.notices.channels.solapi import Solapi


def choose(config: Mapping[str, Any]) -> dict[str, Channel]:
    """The channels `email`, `sms` and `alimtalk` by MAIL_URL and SMS_URL. ValueError for an address of an unknown kind.

    In the demo no mail leaves, whatever MAIL_URL says; in production an empty address is no channel at all, and
    `console:` has to be asked for.
    """
    return {"email": _email(config), "sms": _sms(config), "alimtalk": _alimtalk(config)}


def _email(config: Mapping[str, Any]) -> Channel:
    scheme = _scheme(config, "MAIL_URL")
    if scheme == "console":
        return Console("email")
    if scheme in ("smtp", "smtps"):
        return Smtp(config["MAIL_URL"], sender=_sender(config), site=_site(config))
    if scheme == "":
        return Absent()
    raise ValueError(f"MAIL_URL: {scheme}: is neither smtp, smtps nor console")


def _sms(config: Mapping[str, Any]) -> Channel:
    scheme = _scheme(config, "SMS_URL")
    if scheme == "console":
        return Console("sms")
    if scheme == "agent":
        return Agent()
    if scheme == "solapi":
        return Solapi(config["SMS_URL"])
    if scheme == "":
        return Absent()
    raise ValueError(f"SMS_URL: {scheme}: is neither solapi, agent nor console")


def _alimtalk(config: Mapping[str, Any]) -> Channel:
    scheme = _scheme(config, "SMS_URL")
    if scheme == "console":
        return Console("alimtalk")
    if scheme == "solapi" and "pf" in parse_qs(urlsplit(config["SMS_URL"]).query):
        return Solapi(config["SMS_URL"], is_kakao=True)
    return Absent()


def carries_texts(config: Mapping[str, Any]) -> bool:
    """Whether this installation sends text messages at all."""
    return not isinstance(_sms(config), Absent)


def is_console_used(config: Mapping[str, Any]) -> bool:
    """Whether any message stays in the house, so that staff have a page to see it."""
    return "console" in (_scheme(config, "MAIL_URL"), _scheme(config, "SMS_URL"))


def is_silent(config: Mapping[str, Any]) -> bool:
    """Whether no message leaves this installation: all of them stay in the house."""
    return {_scheme(config, "MAIL_URL"), _scheme(config, "SMS_URL")} == {"console"}


def _scheme(config: Mapping[str, Any], name: str) -> str:
    is_demo = config["BOOKING_MODE"] == "demo"
    if is_demo and (name == "MAIL_URL" or not config[name]):
        return "console"
    return urlsplit(config[name]).scheme


def _site(config: Mapping[str, Any]) -> str:
    return urlsplit(config["BASE_URL"]).hostname or "localhost"


def _sender(config: Mapping[str, Any]) -> str:
    return config["MAIL_FROM"] or f"no-reply@{_site(config)}"

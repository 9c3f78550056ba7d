"""What belongs to an AlimTalk besides its text: the provider's name for the approved template, and its buttons."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from booking.db import db
from booking.errors import BookingError
from booking.notices import errors
from booking.notices.models import NoticeText
from booking.notices.texts.checking import offered
from booking.notices.texts.filling import names_in, put_in, without_variables
from booking.notices.texts.stored import FIRST, may_have_links
from booking.notices.texts.variables import BUTTON

MOST_BUTTONS, NAME_LENGTH, URL_LENGTH = 5, 14, 500
"""Kakao's rules: how many buttons an AlimTalk has at most, and the characters of a button's name and address."""

LINK = "WL"
"""The one kind of button that there is: it opens an address of the web."""

_CODE = re.compile(r"KA01TP[A-Za-z0-9_-]{1,54}")
_ADDRESS = re.compile(r"https?://[^\s{}]+", re.IGNORECASE)


@dataclass(frozen=True)
class Button:
    """A button that opens an address. url may have variables, as the text has, and `#{링크}`."""

    name: str
    url: str
    kind: str = LINK


@dataclass(frozen=True)
class Template:
    """What the provider approved. code: its name there, empty where there is none and a text message goes instead."""

    code: str = ""
    buttons: tuple[Button, ...] = ()


def find_template(kind: str) -> Template:
    """The template of a kind, as staff noted it. Templates are approved in Korean."""
    query = select(NoticeText.template_code, NoticeText.buttons)
    row = db.session.execute(query.filter_by(kind=kind, channel="alimtalk", language=FIRST)).first()
    return read(row.template_code, row.buttons) if row else Template()


def read(code: str, buttons: str) -> Template:
    """A template as it is stored."""
    return Template(code, tuple(Button(one["name"], one["url"], one["kind"]) for one in json.loads(buttons)))


def to_json(template: Template) -> str:
    """Its buttons as they are stored."""
    return json.dumps([{"name": one.name, "kind": one.kind, "url": one.url} for one in template.buttons])


def is_usable(template: Template) -> bool:
    """Whether AlimTalk goes out by it: it has a code, and its buttons lead where the settings allow links."""
    return bool(template.code) and (not template.buttons or may_have_links())


def fill_buttons(template: Template, values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Name and address of each button. values: by the names of variables (`for_template`)."""
    return tuple((one.name, put_in(one.url, values)) for one in template.buttons)


def template_faults(kind: str, template: Template) -> list[BookingError]:
    """Why a template cannot be kept, each fault at its field: `template_code`, and of the n-th button `button_n` and
    `button_n_url`."""
    found: list[BookingError] = []
    if template.code and not _CODE.fullmatch(template.code):
        found.append(errors.TemplateCodeWrong(field="template_code"))
    if template.buttons and not template.code:
        found.append(errors.TemplateCodeMissing(field="template_code"))
    if len(template.buttons) > MOST_BUTTONS:
        found.append(errors.ButtonsTooMany(field=f"button_{MOST_BUTTONS}", most=MOST_BUTTONS))
    for number, button in enumerate(template.buttons[:MOST_BUTTONS], 1):
        found += [*_name_faults(button.name, f"button_{number}"), *_url_faults(kind, button, f"button_{number}_url")]
    return found


def _name_faults(name: str, field: str) -> Iterator[BookingError]:
    if not name:
        yield errors.ButtonHalf(field=field)
    elif len(name) > NAME_LENGTH:
        yield errors.TextTooManyLetters(field=field, found=len(name), most=NAME_LENGTH)
    elif re.search(r"[{}]", name):
        yield errors.ButtonNameVariable(field=field)


def _url_faults(kind: str, button: Button, field: str) -> Iterator[BookingError]:
    if not button.url:
        yield errors.ButtonHalf(field=field)
        return
    if not may_have_links():
        yield errors.ButtonLinkForbidden(field=field)
    if not _ADDRESS.fullmatch(without_variables(button.url).replace(" ", "")) or " " in button.url:
        yield errors.ButtonAddressWrong(field=field)
    if len(button.url) > URL_LENGTH:
        yield errors.TextTooManyLetters(field=field, found=len(button.url), most=URL_LENGTH)
    known = {BUTTON, *(one.name for one in offered(kind, "alimtalk"))}
    for name in dict.fromkeys(names_in(button.url)):
        if name not in known:
            yield errors.TextVariableUnknown(field=field, name=name)

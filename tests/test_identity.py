"""No identity number is kept anywhere (개인정보 보호법 24조의2): no form, page, command or file brings one in."""

from collections.abc import Callable
from pathlib import Path

import pytest
import wtforms
from bs4 import Tag
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from booking import wording
from booking.db import db
from booking.errors import BookingError, IdentityNumber
from booking.identity import find_identity_number
from booking.settings import registry, rules
from tests import test_access_matrix as matrix
from tests.support import forms
from tests.support.access import ROUTES
from tests.support.pages import Page

house = matrix.house

RESIDENT = ("900101-1234567", "000101-3234567", "900101-5234567", "제 번호 9001011234567입니다")
"""With a check digit or without (since 2020-10), a foreigner's, and inside of a text."""

OTHERS = ("M12345678", "11-22-333333-44")
NO_ADDRESS = ("M12345678",)
"""A passport's number, and what is somebody's student number in an address: `m12345678@school.example`."""

HARMLESS = ("123-45-67890", "1234567890", "010-1234-5678", "055-749-5114", "상대동 284-12", "산 12-3번지", "2026-11-23")

NOT_KEPT = {
    "notice": "the version of the notice that was read: any other is refused",
    "offer": "names an offered place: it is compared with those there are",
    "token": "names a form that may be sent twice: what is no token of ours is replaced",
    "form_key": "names a form that may be sent twice: 22 signs, which no such number has",
    "desks": "keys of fields of advice: they are compared with those there are",
    "optional": "read as yes or no",
    "who": "read as own or proxy, else refused in words of its own",
    "difference": "what a file said, which is read again, value by value, each of which refuses such a number",
    "offered": "names the choices that a page showed: they are compared with those there are",
    "seen": "names the difference that was shown: any other is refused",
    "next": "Flask-Security's: where it leads on to, which it checks",
    "setup": "Flask-Security's: the way to a second factor, compared with those there are",
}
"""Fields that bring in no text to keep, and why. Passwords are hashed, and a number is refused nowhere in them."""

CHOSEN = "one of the choices of a setting, which the service compares"
OUTCOME = "a button's code, compared with the outcomes there are"
FOR_TEXT_MESSAGES = "Flask-Security's: where it would send codes by text message, a way that is not offered"


def _why_not(form: wtforms.Form, field: wtforms.Field) -> str:
    """Why a field need not refuse identity numbers; empty where it must."""
    if isinstance(field, wtforms.PasswordField):
        return "hashed"
    if (type(form).__name__, field.name) == ("SecondFactorForm", "phone"):
        return FOR_TEXT_MESSAGES
    if (type(form).__name__, field.name) == ("OutcomeForm", "code"):
        return OUTCOME
    if isinstance(field, wtforms.RadioField) and field.name == "value":
        return CHOSEN
    return NOT_KEPT.get(field.name, "")


def _said(kind: type[wtforms.Form], name: str, text: str) -> list[str]:
    """What a form says at a field with this text in it, when all else counts that can."""
    form = forms.filled(kind, {"who": "proxy", "slot": "a-time", "desk": "law", name: text})
    inline = getattr(kind, f"validate_{name}", None)
    field = next(one for one in form if one.name == name)  # a form knows it by its attribute, which may be another one
    field.validate(form, [inline] if inline else [])
    return [str(error) for error in field.errors]


def _fields() -> list[tuple[type[wtforms.Form], wtforms.Field]]:
    kinds = [(kind, forms.filled(kind, {})) for kind in forms.kinds()]
    return [(kind, field) for kind, form in kinds for field in forms.texts(form) if not _why_not(form, field)]


def _numbers(field: wtforms.Field) -> set[str]:
    return {*RESIDENT, *OTHERS} - set(NO_ADDRESS if getattr(field, "is_address", False) else ())


@pytest.fixture
def sentence(sqlite_app: Flask) -> str:
    """The refusal's words."""
    return wording.sentence(IdentityNumber())


def test_every_text_of_every_form_refuses_identity_numbers(sqlite_app: Flask, city: Path, sentence: str) -> None:
    with sqlite_app.test_request_context():
        found = _fields()
        taken = [
            f"{kind.__module__}.{kind.__name__}.{field.name} takes {number}"
            for kind, field in found
            for number in _numbers(field)
            if _said(kind, field.name, number).count(sentence) != 1
        ]
    assert len(found) > 100
    assert not taken, "\n".join(taken)


def test_no_other_number_is_refused_for_one(sqlite_app: Flask, city: Path, sentence: str) -> None:
    with sqlite_app.test_request_context():
        refused = [
            f"{kind.__name__}.{field.name} refuses {text}"
            for kind, field in _fields()
            for text in HARMLESS
            if sentence in _said(kind, field.name, text)
        ]
    assert not refused, "\n".join(refused)


def test_no_form_escapes(sqlite_app: Flask, city: Path) -> None:
    """Forms that are made while the product runs are known, and what is excepted is still there."""
    assert forms.files_with_makers() == set(forms.MAKERS), "tests/support/forms.py makes forms that functions make"
    with sqlite_app.test_request_context():
        every = [forms.filled(kind, {}) for kind in forms.kinds()]
        reasons = {_why_not(form, field) for form in every for field in forms.texts(form)}
    assert reasons >= {*NOT_KEPT.values(), CHOSEN, FOR_TEXT_MESSAGES, "hashed"}


def test_what_counts_for_nothing_is_not_refused(sqlite_app: Flask, city: Path) -> None:
    """Who books for themselves may not even see the fields of another person; nothing of them is kept."""
    from booking.reservations.forms import ReservationForm

    with sqlite_app.test_request_context():
        form = forms.filled(ReservationForm, {"who": "own", "person_name": RESIDENT[0], "person_phone": RESIDENT[0]})
        form.validate()
        assert not form.person_name.errors and not form.person_phone.errors


def test_no_setting_takes_one(sqlite_app: Flask) -> None:
    for setting in registry.SETTINGS:
        with pytest.raises(BookingError) as refused:
            rules.parse(setting, RESIDENT[0])
        assert refused.value.code == "identity_number", setting.name


# -- pages ---------------------------------------------------------------------------------------------------------


def _visitor(row_answers: dict[str, object]) -> str:
    """Who is shown a page, an admin before others."""
    return next((name for name in ("admin", *row_answers) if row_answers[name] == 200), "")


def _controls(form: Tag) -> list[Tag]:
    kinds = {"text", "tel", "email", "search", "url"}
    return [one for one in form.find_all(["input", "textarea"]) if one.get("type", "text") in kinds and one.get("name")]


def _told(page: Page, name: str) -> str:
    """What is written to a control of the page: its notes, as screen readers read them."""
    shown = [one for form in page.soup.find_all("form") for one in _controls(form) if one["name"] == name]
    noted = " ".join(str(control.get("aria-describedby", "")) for control in shown).split()
    return " ".join(note.get_text(" ") for id in noted for note in page.soup.find_all(id=id))


def _read(browser: FlaskClient, path: str, method: str = "GET", data: dict[str, str] | None = None) -> Page:
    sent = {"query_string": data} if method == "GET" else {"data": data}
    answer = browser.open(path, method=method, **sent)
    html = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
    answer.close()
    return Page(path, answer.status_code, html)


def _tried(browser: FlaskClient, page: Page, form: Tag, sentence: str) -> list[str]:
    """Send a form with a number in each of its texts: the fields that do not say that they take none.

    Answers of the desk count with the time of their field alone; the walk through the forms tries them.
    """
    names = [str(one["name"]) for one in _controls(form) if not str(one["name"]).startswith("answer_")]
    action = page._target(form)
    typed = page.filled(action) | {"who": "proxy"} | dict.fromkeys(names, RESIDENT[0])
    again = _read(browser, action, str(form.get("method", "get")).upper(), typed)
    missing = [f"{action} {name}: {again.status}" for name in names if sentence not in _told(again, name)]
    return missing + ([f"{action}: {again.status}"] if again.status != 400 else [])


def test_each_page_says_so_at_the_field_and_nothing_is_kept(
    sqlite_app: Flask, house: matrix.House, sentence: str
) -> None:
    tried, wrong = 0, list[str]()
    for route, row in ROUTES.items():
        method, rule = route.split(" ", 1)
        visitor = _visitor(dict(row.answers))
        if method != "GET" or not visitor or rule.startswith("/api/"):
            continue
        browser = matrix._browser(sqlite_app, house, visitor)
        page = _read(browser, house.path(rule))
        for form in page.soup.select("main form"):
            if isinstance(form, Tag) and _controls(form):
                tried, wrong = tried + 1, wrong + _tried(browser, page, form, sentence)
    assert not wrong, "\n".join(wrong)
    assert tried > 30
    assert not _kept(), "in the tables"


def _kept() -> list[str]:
    """Where an identity number stands in any table, with encrypted columns read."""
    db.session.rollback()
    return [
        f"{table.name}.{column.name}"
        for table in db.metadata.sorted_tables
        for column in table.columns
        for value in db.session.scalars(select(column))
        if isinstance(value, str | dict | list) and find_identity_number(str(value)) == "resident"
    ]


# -- commands and files --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("settings", "set", "office.name", RESIDENT[0]),
        ("holidays", "add", "2027-03-02", RESIDENT[1]),
        ("holidays", "add", "2027-03-02", "임시공휴일", "--reason", RESIDENT[2]),
        ("holidays", "withdraw", "2027-03-01", "--document", RESIDENT[0]),
        ("accounts", "create", "new@city.example", "--role", "staff", "--name", "김 M12345678"),
        ("accounts", "create", "9001011234567@city.example", "--role", "staff", "--name", "김담당"),
    ],
)
def test_no_command_takes_one(
    sqlite_app: Flask, command: Callable[..., Result], sentence: str, arguments: tuple[str, ...]
) -> None:
    result = command(*arguments, exit_code=None)
    assert result.exit_code in (1, 2) and sentence in result.output
    assert not _kept()


SEEDS = {
    '[settings]\n"office.name" = "{}"': "setting office.name: identity_number (value)",
    '[[fields]]\nkey = "x"\nname = "가"\nposition = 9\nstarts = 10:00:00\nends = 11:00:00\nnotes = "{}"':
        "field x: identity_number (notes)",
    '[[questions]]\nfield_key = "law"\nkey = "lot"\nlabel = "지번"\nhint = "{}"':
        "question law lot: identity_number (hint)",
    '[[experts]]\nname = "{}"\norganisation = "마을"\nfield_key = "y"': "identity_number (name)",
    '[[kiosks]]\nkey = "k"\nname = "시청"\naddress = "{}"': "kiosk k: identity_number (address)",
    '[[doors]]\nkey = "d"\nname = "공단"\nphone = "132"\nnote = "{}"': "door d: identity_number (note)",
}  # fmt: skip
"""A row of each section with a text to fill in, and what is said about it."""


@pytest.mark.parametrize("content", SEEDS)
def test_no_file_of_a_city_brings_one_in(
    sqlite_app: Flask, city: Path, command: Callable[..., Result], tmp_path: Path, content: str
) -> None:
    file = tmp_path / "city.toml"
    file.write_text(content.format(RESIDENT[0]), encoding="utf-8")
    result = command("seed", str(file), exit_code=2)
    assert SEEDS[content] in result.output
    assert not _kept()

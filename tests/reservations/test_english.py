"""A booking in English, from the choice of a time to the cancellation: the language stays, in every answer."""

from collections.abc import Callable

import pytest
from flask import Flask

from booking.audit.rules import Actor
from booking.consultations.models import Field
from booking.db import db, transaction
from booking.settings import service as settings
from tests.reservations.conftest import NOW, Desk
from tests.reservations.walking import DAY_PAGE, TYPED, bookings
from tests.support.pages import Citizen, Page

INTERPRETERS = "a[href='tel:1345']"


@pytest.fixture(autouse=True)
def _now(at: Callable[..., object]) -> None:
    at(NOW)


def is_english(page: Page) -> bool:
    return page.html.lstrip().startswith('<!doctype html>\n<html lang="en">') and "Pulligo" in page.text


def hold(citizen: Citizen, desk: Desk) -> str:
    citizen.get("/?lang=en")
    page = citizen.get(DAY_PAGE)
    assert is_english(page) and page.heading == "Consultations on Monday, 21 December 2026"
    assert page.soup.select_one(INTERPRETERS), "before booking"
    form = citizen.submit("/holds", {"slot": desk.slot().token})
    assert is_english(form) and form.redirects == [303]
    return form.url.rsplit("/", 1)[1]


def test_the_whole_way_in_english(app: Flask, desk: Desk, citizen: Citizen) -> None:
    token = hold(citizen, desk)
    wrong = citizen.submit("/check", {**TYPED, "phone": "12"})
    assert wrong.status == 400 and is_english(wrong)
    assert "Check the telephone number" in wrong.text
    check = citizen.submit("/check", TYPED)
    assert is_english(check) and "Monday, 21 December 2026 at 10:00 am" in check.text
    done = citizen.submit(f"/holds/{token}")
    assert is_english(done) and done.soup.select_one(INTERPRETERS), "on the confirmation"
    (row,) = bookings()
    assert row.language == "en"
    path = f"/reservations/{row.reference}"
    assert all(is_english(citizen.get(f"{path}{more}")) for more in ("", "/move", "/cancel"))
    assert is_english(citizen.submit("/cancel"))


def test_who_books_in_korean_is_told_of_no_interpreter(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    assert not citizen.get(DAY_PAGE).soup.select_one(INTERPRETERS)


def test_a_taken_time_is_told_in_english(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    citizen.get("/?lang=en")
    citizen.get(DAY_PAGE)
    desk.hold(desk.slot())
    page = citizen.submit("/holds", {"slot": desk.slot().token})
    assert page.status == 409 and is_english(page)
    assert "Somebody else is booking this time now" in page.text


def test_what_staff_entered_is_said_in_english_or_marked(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    with transaction():
        db.session.query(Field).filter_by(key="law").update({"name_en": "", "notes_en": "Bring <all> papers."})
        db.session.query(Field).filter_by(key="national-tax").update({"name_en": "National tax"})
        settings.put("office.place", "진주시청 별관", actor=Actor.job("tests"), now=NOW)
        settings.put("office.place_en", "", actor=Actor.job("tests"), now=NOW)
    page = citizen.get(f"{DAY_PAGE}?lang=en")
    korean = {mark.get_text() for mark in page.soup.select("main [lang=ko]")}
    assert {"생활법률", "진주시청 별관"} <= korean
    assert "National tax" in page.text and "Bring <all> papers." in page.text
    assert not citizen.get(f"{DAY_PAGE}?lang=ko").soup.select("main [lang=ko]")

"""Organisations of experts in English: on the day, in the notice; marked Korean where nobody wrote it."""

from collections.abc import Callable

from flask import Flask

from booking.consultations import queries
from booking.consultations.models import Question
from booking.db import db, transaction
from booking.reservations.queries.consent import notice_in_force
from tests.reservations.conftest import DAY, NOW, Desk
from tests.support.pages import Citizen
from tests.support.work import Worker

ENGLISH = "Home Doctor legal service"


def test_english_pages_name_them_in_english(
    sqlite_app: Flask, desk: Desk, citizen: Citizen, at: Callable[..., object]
) -> None:
    at(NOW)
    version = notice_in_force().version
    with transaction():
        lawyer = queries.list_experts("law")[0]
        lawyer.organisation, lawyer.organisation_en = "법률홈닥터", ENGLISH
    assert notice_in_force().version != version
    version = notice_in_force().version
    with transaction():
        queries.list_experts("law")[0].organisation_en = f"{ENGLISH} of Jinju"
    assert notice_in_force().version == version, "the Korean wording is the binding one"
    citizen.get("/?lang=en")
    fill_in_english(citizen, desk)
    for page in (citizen.get(f"/consultations/{DAY}"), citizen.get("/privacy")):
        assert f"{ENGLISH} of Jinju" in page.text and "법률홈닥터" not in page.text
        assert '<span lang="ko">표본</span>' in page.html
    assert "법률홈닥터" in citizen.get("/privacy?lang=ko").text


def fill_in_english(citizen: Citizen, desk: Desk) -> None:
    citizen.get(f"/consultations/{DAY}")
    page = citizen.submit("/holds", {"slot": desk.slot().token})
    assert page.status == 200 and ENGLISH in page.soup.select_one("section.consent").get_text()


def test_staff_enter_it(app: Flask, desk: Desk) -> None:
    expert = queries.list_experts("law")[0]
    path = f"/staff/consultations/experts/{expert.token}"
    clerk = Worker(app)
    form = {"name": "김법률", "organisation": "법률홈닥터", "organisation_en": f" {ENGLISH} ", "field_key": "law"}
    clerk.post(path, **form, position="0", account_id=clerk.get(path).filled(path)["account_id"], is_active="y")
    db.session.expire_all()
    assert queries.list_experts("law")[0].organisation_en == ENGLISH


def test_the_citys_own_are_seeded(sqlite_app: Flask, city: object) -> None:
    assert all(one.organisation_en.isascii() and one.organisation_en for one in queries.list_experts())


def test_what_a_field_asks_is_named_in_english(sqlite_app: Flask, desk: Desk, citizen: Citizen) -> None:
    with transaction():
        law = queries.get_field("law")
        law.name_en = "Everyday law"
        db.session.add(Question(field_key="law", key="matter", label="사건", label_en="Matter", position=1))
        db.session.add(Question(field_key="law", key="court", label="법원", position=2))
    page = citizen.get("/privacy?lang=en")
    assert "Matter (Everyday law), 생활법률 법원" in page.text and "생활법률 사건" not in page.text
    assert "생활법률 사건, 생활법률 법원" in citizen.get("/privacy?lang=ko").text

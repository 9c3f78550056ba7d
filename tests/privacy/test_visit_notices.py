"""The notices of visits to the night office stand on the privacy policy and among the wordings that staff see."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from booking import clock
from booking.db import transaction
from booking.privacy.staff_views.wordings import ABOUT
from booking.reservations import service
from booking.reservations.queries import consent
from booking.settings import service as settings
from tests.reservations.conftest import CLERK, NOW
from tests.support.nights import put_kind
from tests.support.pages import Citizen
from tests.support.work import Worker

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture(autouse=True)
def now(sqlite_app: Flask, at: Callable[..., datetime]) -> datetime:
    return at(NOW)


def put(name: str, text: str) -> None:
    with transaction():
        settings.put(name, text, actor=CLERK, now=NOW)


def test_the_policy_tells_of_visits_where_some_are_booked(citizen: Citizen, now: datetime) -> None:
    put("nightoffice.weeks_ahead", "1")
    visit, waiting = consent.notice_in_force("night").version, consent.waiting_notice_in_force("night").version
    put_kind("passport", "여권 신청", now)
    page = citizen.get("/privacy")
    assert visit in page.text and waiting in page.text
    assert "야간민원실 방문 예약의 목적, 항목, 보유 기간" in page.text
    assert "Visits to the night office" in citizen.get("/privacy?lang=en").text


def test_who_asks_afterwards_says_so_when_a_visit_is_booked() -> None:
    purposes = {}
    for asked in ("yes", "no"):
        put("quality.visit_survey", asked)
        purposes[asked] = [find("night").text for find in (consent.notice_in_force, consent.waiting_notice_in_force)]
    assert all("다녀가신 뒤의 설문 안내" in text for text in purposes["yes"])
    assert not any("설문" in text for text in purposes["no"])


def test_staff_see_all_four_and_each_compared_with_its_own_last_wording(sqlite_app: Flask) -> None:
    for months in ("12", "24"):
        put("privacy.person_months", months)
        for kind in ("consultation", "night"):
            with transaction():
                service.put_in_force(clock.now(), find=lambda kind=kind: consent.notice_in_force(kind))
    page = Worker(sqlite_app).get("/staff/privacy/wordings")
    for what in ABOUT.values():
        assert f"지금 쓰는 {what} 안내문" in page.text
    assert "뺌: 보유 기간: 방문일부터 12개월" in page.text
    assert "상담위원" not in "".join(one.text for one in page.soup.select("del, ins")), "of the other service"

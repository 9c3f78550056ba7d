"""What citizens read about the kiosks."""

from dataclasses import replace
from pathlib import Path

from flask import Flask

from booking import clock
from booking.audit.rules import Actor
from booking.db import transaction
from booking.kiosks import service
from booking.kiosks.service import KioskValues
from tests.support.pages import Citizen

JOB = Actor.job("tests")


def test_the_kiosks_of_the_city(app: Flask, city: Path, citizen: Citizen) -> None:
    page = citizen.get("/kiosks")
    assert "모두 30곳이며, 이 가운데 24시간 이용할 수 있는 곳은 22곳입니다." in page.text
    places = [" ".join(place.get_text(" ").split()) for place in page.soup.select(".placelist > li")]
    assert places[0].startswith("진주시청 24시간") and places[-1].startswith("진주중앙시장 예시 자료")
    assert "지문" in page.text and "수수료" in page.text


def test_a_kiosk_shows_its_marks(sqlite_app: Flask, citizen: Citizen) -> None:
    plain = KioskValues("시장", "진양호로 1", hours="평일 09:00~18:00", is_sample=True)
    with transaction():
        service.add_kiosk(plain, actor=JOB, now=clock.now())
        unknown = replace(plain, name="역", address="", hours="", is_working=False, is_sample=False, position=1)
        service.add_kiosk(unknown, actor=JOB, now=clock.now())
    places = [" ".join(place.get_text(" ").split()) for place in citizen.get("/kiosks").soup.select(".placelist > li")]
    assert places == [
        "시장 예시 자료 진양호로 1 평일 09:00~18:00",
        "역 고장·점검 이용 시간은 전화로 확인해 주세요.",
    ]

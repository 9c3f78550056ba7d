"""The city with a change of each kind that staff make to its data."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import service as calendar_service
from booking.db import transaction
from booking.guide import service as guide_service
from booking.guide.service import DoorValues
from booking.notices import service as notices
from booking.notices.texts import Button, Template, Words
from booking.settings import service as settings_service


@pytest.fixture(autouse=True)
def _now(at: Callable[[str], object]) -> None:
    at("2026-11-23T12:00")


@pytest.fixture
def edited(city: Path, actor: Actor) -> None:
    """The city with one change of each kind that staff make."""
    why = {"actor": actor, "now": clock.now()}
    with transaction():
        settings_service.put("office.name", "진주시 민원과", **why)
        settings_service.put("nightoffice.starts", "17:30", **why)
        calendar_service.add_holiday(date(2027, 3, 3), "임시공휴일", reason="의결", document_number="총무-1", **why)
        calendar_service.withdraw_holiday(date(2027, 5, 5), reason="정정", **why)
        guide_service.add_door(DoorValues('=이름 "따옴표"', phone="132", note="첫째\\둘째"), **why)
        settings_service.put("notices.sms_links", "yes", **why)
        buttons = (Button("예약 확인", "https://x.example#{링크}"), Button("누리집", "https://x.example/"))
        notices.put_template("moved", Template("KA01TP1", buttons), **why)
        own = notices.find_text("cancelled", "sms", "ko")
        notices.put_text("cancelled", "sms", "ko", Words(own.subject, own.body.replace("취소", "모두 취소")), **why)

"""Whose data an account saw is taken along with name and telephone, to tell them of a leak."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import msoffcrypto
from flask import Flask
from openpyxl import load_workbook

from booking.audit import service as audit
from tests.reservations.conftest import CLERK, NOW, Desk, a_person
from tests.support.work import Worker, entries

PASSWORD = "a seal for this file"
ADDRESS = f"/staff/audit/seen/file?account={CLERK.name}&first=2026-11-23&last=2026-11-23"


def test_their_contacts_are_taken_along_sealed_with_a_reason(
    sqlite_app: Flask, desk: Desk, at: Callable[..., datetime]
) -> None:
    at(NOW)
    row = desk.book(desk.slot(), a_person(email="hong@example.org", question="보증금"))
    whose = row.person_key or ""
    for people in ([whose, "dd" * 32], [whose]):
        audit.seen_each("roster.viewed", actor=CLERK, now=NOW, subject="roster:2026-12-21", people=people)
    boss = Worker(sqlite_app, "boss@city.example", "admin")
    boss.post(ADDRESS, 400)
    sent = {"use": "inspection", "password": PASSWORD, "password_again": PASSWORD}
    answer = boss.client.post(ADDRESS, data=sent)
    assert answer.status_code == 200
    heads, *rows = list(opened(answer.data))
    assert heads[:2] == ("이름", "전화번호")
    number = f"예약 {str(row.reference)[:4]}-{str(row.reference)[4:]}"
    assert sorted(str(one[:3]) + str((one[5], one[8], one[9])) for one in rows) == [
        "('홍길동', '010-1234-5678', 'hong@example.org')" + str((number, 2, "일정표 열람")),
        "(None, None, None)" + str((None, 1, "일정표 열람")),
    ]
    assert {(one.person, one.reason) for one in entries("log.downloaded")} == {
        (person, "검사·감사 (2건)") for person in (whose, "dd" * 32)
    }


def opened(file: bytes) -> list[tuple[object, ...]]:
    """The rows of a sealed workbook."""
    plain = BytesIO()
    sealed = msoffcrypto.OfficeFile(BytesIO(file))
    sealed.load_key(password=PASSWORD)
    sealed.decrypt(plain)
    return list(load_workbook(plain).worksheets[0].iter_rows(values_only=True))

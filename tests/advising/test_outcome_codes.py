"""The codes of what comes of a consultation: staff keep them, experts press those in use, and no booking loses its."""

import pytest
from flask import Flask

from booking.advising import queries
from booking.advising.errors import OutcomeUnknown
from booking.advising.service import record_outcome
from booking.db import transaction
from booking.reservations.rules.outcomes import ABSENT
from tests.reservations.conftest import CLERK, DAY, Desk, a_person, wall
from tests.support.experts import as_expert
from tests.support.work import Worker, entries

AT_TEN = wall(DAY, 10, 5)


@pytest.fixture
def clerk(sqlite_app: Flask, desk: Desk, at: object) -> Worker:
    at(AT_TEN)  # type: ignore[operator]
    return Worker(sqlite_app)


def test_a_code_is_added_renamed_and_retired_and_the_log_says_so(sqlite_app: Flask, clerk: Worker, desk: Desk) -> None:
    first, second = desk.book(desk.slot("law", 0)), desk.book(desk.slot("law", 1), a_person("남궁민", "010-2222-3333"))
    clerk.post(
        "/staff/outcomes/new", key="mediation", name=" 조정  권고", name_en="Mediation", position="0", is_active="y"
    )
    expert = as_expert(sqlite_app, "김법률")
    codes = [one.text for one in expert.get("/expert/").soup.select(f"#r-{first.reference} .visit__do button")]
    assert codes == ["조정 권고", "상담 완료", "추가 상담 필요", "타 기관 안내", "연락 없이 미방문"]
    page = expert.post(f"/expert/appointments/{first.reference}/outcome", code="mediation")
    assert "조정 권고" in expert.get("/expert/").soup.select_one(f"#r-{first.reference}").text and page
    clerk.post("/staff/outcomes/mediation", name="조정 안내", position="9")
    for code in ("mediation", "합의됨"):
        with pytest.raises(OutcomeUnknown), transaction():
            record_outcome(second, code, actor=CLERK, now=AT_TEN)
    buttons = expert.get("/expert/").soup.select(f"#r-{second.reference} .visit__do button")
    assert "mediation" not in [one["value"] for one in buttons]
    assert "조정 안내" in clerk.get(f"/staff/reservations/{first.reference}").text
    assert "☑ 조정 안내" in clerk.get(f"/staff/reservations/{first.reference}/card").text
    assert "조정 안내" in clerk.get("/staff/reports?first=2026-12&last=2026-12").text
    assert len(entries("outcome.added")) == 1 == len(entries("outcome.changed"))


@pytest.mark.parametrize(
    ("path", "values", "said", "status"),
    [
        ("new", {"key": "advised", "name": "다른 말"}, "같은 이름의 상담 결과", 409),
        ("new", {"key": "Nein!", "name": "다른 말"}, "영어 소문자", 400),
        ("new", {"key": "other", "name": "상담 완료"}, "같은 이름의 상담 결과", 409),
        ("again", {"name": "가" * 21}, "20자까지", 400),
        (ABSENT, {"name": "미방문"}, "미방문은 늘", 409),
    ],
)
def test_what_is_refused_is_said_at_its_field_and_nothing_typed_is_lost(
    clerk: Worker, path: str, values: dict[str, str], said: str, status: int
) -> None:
    active = {} if path == ABSENT else {"is_active": "y"}
    page = clerk.post(f"/staff/outcomes/{path}", status, position="3", **active, **values)
    assert said in page.text and page.soup.select_one("#name")["value"] == values["name"]  # type: ignore[index]
    assert len(queries.list_outcomes()) == 4 and not entries("outcome.added") + entries("outcome.changed")

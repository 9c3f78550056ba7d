"""A desk changes hands in one step: role, place as an expert, mailboxes; the old account is closed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from booking.accounts import queries, rules
from booking.calendar import queries as calendar
from booking.consultations import jobs
from booking.consultations import queries as consultations
from booking.consultations.models import Expert
from booking.db import db, transaction
from booking.reservations import service as reservations
from booking.reservations.models import Reservation
from booking.reservations.rules.people import make_person
from booking.settings import queries as settings
from booking.settings import service as settings_service
from tests.support.people import is_in, log_in, make_account
from tests.support.work import Worker, entries

OLD, NEW = "clerk@city.example", "next@city.example"
WHY = {"reason": "2027년 1월 정기 인사"}


@pytest.fixture
def now(at: Callable[[str], datetime]) -> datetime:
    return at("2026-11-23T10:00")


@pytest.fixture
def boss(sqlite_app: Flask, now: datetime) -> Worker:
    return Worker(sqlite_app, "boss@city.example", "admin")


def path(email: str = OLD) -> str:
    return f"/staff/accounts/{queries.get_user_by_email(email).token}/hand-over"


def hand_over(boss: Worker, email: str = OLD, status: int = 303, **sent: str) -> str:
    """Look at what it does, then do it. What was shown."""
    shown = boss.post(path(email), 200, **{"email": NEW, "display_name": "이후임"} | WHY | sent)
    assert "아직 아무것도 바뀌지 않았습니다" in shown.text
    boss.post(path(email), status, **shown.filled(path(email)))
    return shown.text


def changes(action: str) -> tuple[str, str, dict[str, object]]:
    entry = entries(action)[-1]
    return entry.subject, entry.reason, {name: after for name, _, after in entry.changes}


def test_a_new_successor_takes_role_and_mailboxes_and_the_old_account_is_closed(
    sqlite_app: Flask, boss: Worker, now: datetime, actor: object
) -> None:
    clerk = Worker(sqlite_app)
    with transaction():
        settings_service.put("notices.closures_email", "Clerk@city.example", actor=actor, now=now)
        settings_service.put("advising.email", "team@city.example", actor=actor, now=now)
    shown = boss.post(path(), 200, email=" Next@city.example", display_name="이후임", **WHY)
    assert "이후임(next@city.example) 계정을 담당자 권한으로 새로 만들고" in shown.text
    assert "로그인된 1곳에서 로그아웃됩니다." in shown.text
    assert "‘휴무 예정을 받을 전자우편’ 설정을 후임자의 전자우편으로 바꿉니다." in shown.text
    assert queries.find_user(NEW) is None and is_in(clerk.client), "it was only shown"
    done = boss.post(path(), 200, **shown.filled(path()))
    assert "임시 비밀번호" in done.heading and "업무를 넘겼습니다." in done.text
    new, old = queries.get_user_by_email(NEW), queries.get_user_by_email(OLD)
    assert (new.role, new.active, new.must_change_password, old.active) == ("staff", True, True, False)
    assert not is_in(clerk.client) and log_in(sqlite_app.test_client(), OLD).status_code == 401
    assert settings.get("notices.closures_email") == NEW and settings.get("advising.email") == "team@city.example"
    assert changes("account.handed_over") == (f"account:{OLD}", WHY["reason"], {"successor": NEW})
    assert changes("account.took_over")[2] == {"predecessor": OLD, "role": "staff"}
    assert changes("account.deactivated")[:2] == (f"account:{OLD}", WHY["reason"])
    rights = boss.get("/staff/audit/rights").text
    assert f"후임자: {NEW}" in rights and f"전임자: {OLD}" in rights


def test_an_account_that_is_there_takes_over_with_the_stronger_role(sqlite_app: Flask, boss: Worker) -> None:
    make_account("root@city.example", "admin", display_name="박전임")
    make_account(NEW, "staff", display_name="이후임")
    shown = hand_over(boss, "root@city.example", display_name="")
    assert "이미 있는 이후임(next@city.example) 계정이 이어받습니다. 권한은 더 높은 관리자입니다." in shown
    new = queries.get_user_by_email(NEW)
    assert (
        new.role == "admin"
        and not new.must_change_password
        and log_in(sqlite_app.test_client(), NEW).status_code == 303
    )
    assert changes("account.role_changed")[2] == {"role": "admin"}


@pytest.mark.parametrize(
    ("before", "own", "after"),
    [
        ("staff", "staff", "staff"),
        ("staff", "admin", "admin"),
        ("admin", "staff", "admin"),
        ("expert", "expert", "expert"),
        ("staff", "", "staff"),
        ("expert", "staff", None),
        ("admin", "expert", None),
    ],
)
def test_the_role_that_a_successor_has(before: str, own: str, after: str | None) -> None:
    assert rules.role_after(before, own) == after


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"email": OLD}, 400, "인계할 계정과 다른 전자우편"),
        ({"email": "law@city.example"}, 409, "상담위원과 담당자는 서로"),
        ({"email": "gone@city.example"}, 409, "사용 중지한 계정입니다."),
        ({"display_name": " "}, 400, "이름을 60자 안에서"),
        ({"email": "who"}, 400, "전자우편 주소를 확인해"),
        ({"reason": " "}, 400, "사유를 적어 주세요."),
        ({"reason": "010-1234-5678로 연락"}, 400, "전화번호"),
    ],
)
def test_what_cannot_be_handed_over(boss: Worker, sent: dict[str, str], status: int, said: str) -> None:
    make_account()
    make_account("law@city.example", "expert")
    gone = make_account("gone@city.example")
    with transaction():
        gone.active = False
    page = boss.post(path(), status, **{"email": NEW, "display_name": "이후임"} | WHY | sent)
    assert said in page.text and page.soup.find(id="errors")
    assert queries.get_user_by_email(OLD).active and queries.find_user(NEW) is None


def test_nobody_hands_over_the_own_account(boss: Worker) -> None:
    assert "다른 관리자에게" in boss.post(path("boss@city.example"), 409, email=NEW, display_name="이후임", **WHY).text
    assert "업무 인계" not in boss.get(path("boss@city.example").removesuffix("/hand-over")).text


def test_what_changed_since_it_was_shown_is_shown_again(sqlite_app: Flask, boss: Worker) -> None:
    make_account()
    shown = boss.post(path(), 200, email=NEW, display_name="이후임", **WHY)
    make_account(NEW, "admin")
    again = boss.post(path(), 200, **shown.filled(path()))
    assert "이미 있는 김담당(next@city.example)" in again.text and queries.get_user_by_email(OLD).active


def test_what_another_admin_has_handed_over_meanwhile_is_not_given_twice(sqlite_app: Flask, boss: Worker) -> None:
    make_account()
    shown = boss.post(path(), 200, email=NEW, display_name="이후임", **WHY)
    other = Worker(sqlite_app, "other@city.example", "admin")
    first = other.post(path(), 200, email="first@city.example", display_name="박후임", **WHY)
    other.post(path(), 200, **first.filled(path()))
    again = boss.post(path(), 200, **shown.filled(path()))
    assert "이미 사용 중지되어 있습니다." in again.text and queries.find_user(NEW) is None


def test_an_experts_successor_advises_in_the_same_place(
    sqlite_app: Flask, boss: Worker, city: object, now: datetime, actor: object
) -> None:
    law = make_account("law@city.example", "expert")
    jobs.create_days(now)
    expert = db.session.query(Expert).filter_by(field_key="law").one()
    with transaction():
        expert.account_id, expert.pledged_on, expert.phone = law.id, date(2026, 1, 2), "+821012345678"
        expert.term_to = now.date() + timedelta(days=200)
        day = calendar.find_office_day("consultation", date(2026, 12, 21))
        assert day
        row: Reservation = reservations.book_for_caller(
            *(calendar.list_slots(day, "law")[0].token, make_person("홍길동", "010-1234-5678", "", "")),
            via="telephone",
            consent_version="2026-11",
            actor=actor,
            now=now,
            override="",
        )
    shown = hand_over(boss, "law@city.example", 200)
    assert "생활법률 분야의 상담위원 자리와 앞으로의 예약을" in shown and "예약 1건의 상담위원이 바뀝니다." in shown
    db.session.expire_all()
    heir = consultations.find_expert_of_account(queries.get_user_by_email(NEW).id)
    assert heir and heir.id != expert.id and row.expert_id == heir.id and not expert.is_active
    assert (heir.name, heir.organisation, heir.field_key) == ("이후임", expert.organisation, "law")
    assert (heir.term_from, heir.term_to) == (now.date(), now.date() + timedelta(days=200))
    assert heir.pledged_on is None and heir.phone is None, "these are a person's own"
    assert expert.name != "이후임" and expert.pledged_on == date(2026, 1, 2)


def test_an_account_that_advises_already_takes_no_second_place(sqlite_app: Flask, boss: Worker, city: object) -> None:
    law, tax = make_account("law@city.example", "expert"), make_account(NEW, "expert")
    with transaction():
        experts = db.session.query(Expert).order_by(Expert.id).limit(2).all()
        experts[0].account_id, experts[1].account_id = law.id, tax.id
    page = boss.post(path("law@city.example"), 409, email=NEW, **WHY)
    assert "이미 다른 상담위원의 계정입니다." in page.text and experts[0].is_active

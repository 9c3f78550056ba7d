"""The survey after a visit: who is invited, that an answer is one a visit, and that it is nobody's."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from booking import clock
from booking.db import db, transaction
from booking.notices.jobs import deliver
from booking.notices.models import Notice
from booking.quality import jobs
from booking.quality.errors import SurveyUnknown
from booking.quality.models.visit_survey import AnsweredVisit, VisitAnswer
from booking.quality.queries import visit_survey as queries
from booking.quality.rules import visit_survey as rules
from booking.quality.service import visit_survey as service
from booking.reservations import service as reservations
from booking.reservations.models import Reservation
from booking.reservations.rules.states import CHECKED_IN, DONE
from booking.reservations.service import destruction
from booking.settings import service as settings
from tests.notices.conftest import Provider
from tests.quality.visits import TAPS, some_visit, visited
from tests.reservations.conftest import CLERK, DAY, Desk, a_person, wall

END = wall(DAY, 11)


def notices() -> list[Notice]:
    return list(db.session.scalars(select(Notice).where(Notice.kind == "survey")))


def invite(now: datetime) -> int:
    return jobs.invite_to_survey(now)


def test_who_was_there_is_invited_once(app: Flask, desk: Desk) -> None:
    row = visited(desk, "홍길동", email="hong@example.org")
    assert invite(END + rules.DELAY - timedelta(seconds=1)) == 0, "a wrong tap can be taken back first"
    assert invite(END + rules.DELAY) == 1
    with transaction():
        reservations.undo(row, actor=CLERK, now=END + timedelta(hours=1))
    with transaction():
        reservations.answer_state(row, DONE, actor=CLERK, now=END + timedelta(hours=1))
    assert invite(END + timedelta(hours=2)) == 0
    [notice] = notices()
    assert (notice.channel, notice.fallback) == ("email", "sms"), "the mail comes first, and staff call nobody"


def test_nobody_is_invited_who_was_not_there_or_cannot_be_written_to(sqlite_app: Flask, desk: Desk) -> None:
    desk.book(desk.slot())
    visited(desk, "김전화", phone="055-749-5114", nth=1)
    assert invite(END + timedelta(hours=1)) == 0


def test_the_switch_ends_invitations_and_answers(sqlite_app: Flask, desk: Desk) -> None:
    row = visited(desk)
    code = queries.code_of(row.reference or "")
    assert queries.get_visit(code, END).desk == "law"
    with transaction():
        settings.put("quality.visit_survey", "no", actor=CLERK, now=END)
    assert invite(END + timedelta(hours=1)) == 0
    with pytest.raises(SurveyUnknown):
        queries.get_visit(code, END)


def test_what_was_taken_back_is_not_sent(sqlite_app: Flask, desk: Desk) -> None:
    row = visited(desk)
    invite(END + rules.DELAY)
    with transaction():
        reservations.undo(row, actor=CLERK, now=END + timedelta(hours=1))
    provider = Provider()
    deliver(END + timedelta(hours=1), {"sms": provider, "email": provider})
    assert provider.letters == [] and notices()[0].state == "dropped"


def test_a_text_message_is_enough_without_a_link(sqlite_app: Flask, desk: Desk) -> None:
    row = visited(desk)
    invite(END + rules.DELAY)
    provider = Provider()
    deliver(END + rules.DELAY, {"sms": provider})
    [letter] = provider.letters
    assert rules.show_code(queries.code_of(row.reference or "")) in letter.body
    assert "생활법률" in letter.body and "http" not in letter.body and "/survey" not in letter.body


def test_no_message_by_night(sqlite_app: Flask, desk: Desk) -> None:
    visited(desk)
    provider = Provider()
    invite(END + rules.DELAY)
    deliver(wall(DAY, 21, 30), {"sms": provider})
    assert provider.letters == []


def test_the_number_is_the_visits_and_its_time_ends(sqlite_app: Flask, desk: Desk) -> None:
    row = visited(desk)
    code = queries.code_of(row.reference or "")
    shown = rules.show_code(code)
    assert len(shown) == 11 and queries.get_visit(shown.lower(), END).reference == row.reference
    last = wall(DAY + timedelta(days=14), 23, 59)
    assert queries.get_visit(code, last).reference == row.reference
    for typed, now in ((code, last + timedelta(minutes=1)), (row.reference or "", END), (code[:-1], END), ("", END)):
        with pytest.raises(SurveyUnknown):
            queries.get_visit(typed, now)


def test_one_answer_a_visit_and_nothing_leads_back(app: Flask, desk: Desk) -> None:
    row = visited(desk)
    visit = queries.get_visit(queries.code_of(row.reference or ""), END)
    with transaction():
        assert service.answer(visit, TAPS, "좋았습니다") is True
    with transaction():
        assert service.answer(visit, dict.fromkeys(TAPS, 1), None) is False
    [kept], [mark] = db.session.scalars(select(VisitAnswer)).all(), db.session.scalars(select(AnsweredVisit)).all()
    assert (kept.kindness, kept.usefulness, kept.waiting, kept.comment) == (5, 4, 3, "좋았습니다")
    assert kept.month == mark.month == clock.parse("2026-12-01T00:00")
    columns = {column.name for column in VisitAnswer.__table__.columns}
    assert columns == {"id", "desk", "month", "kindness", "usefulness", "waiting", "comment"}
    assert (row.reference or "") not in mark.fingerprint and len(mark.fingerprint) == 64


def test_what_is_kept_of_a_comment_does_not_tell_when_it_came(sqlite_app: Flask) -> None:
    with transaction():
        service.answer(some_visit(), TAPS, "좋았습니다")
    kept = db.session.scalar(text("SELECT comment FROM visit_answer")) or ""
    assert kept.startswith("gAAAAAAAAAAA"), "a Fernet token shows its version and a time to everybody: 8 bytes of zeros"


def test_answers_stand_in_no_order_of_their_coming(sqlite_app: Flask) -> None:
    visits = [some_visit(nth) for nth in range(12)]
    for number, visit in enumerate(visits):
        with transaction():
            service.answer(visit, dict.fromkeys(TAPS, 1 + number % 5), f"{number:02}")
    came = [comment or "" for comment in db.session.scalars(select(VisitAnswer.comment).order_by(VisitAnswer.id))]
    assert sorted(came) == [f"{number:02}" for number in range(12)] != came


def test_no_transaction_tells_after_the_night_when_an_answer_came(postgres_app: Flask) -> None:
    """The marks of the answered visits keep theirs, in the order of the answers: the answers lose it."""
    for number in range(9):
        with transaction():
            service.answer(some_visit(number), dict.fromkeys(TAPS, 1 + number % 5), f"{number}")
    place = text("SELECT xmin::text, id FROM visit_answer ORDER BY ctid")
    assert len({row.xmin for row in db.session.execute(place)}) == 9
    kept = {(one.id, one.kindness, one.comment) for one in db.session.scalars(select(VisitAnswer))}
    db.session.rollback()
    assert jobs.mix_answers(END) == 9
    rows = db.session.execute(place).all()
    assert len({row.xmin for row in rows}) == 1 and [row.id for row in rows] == sorted(row.id for row in rows)
    assert {(one.id, one.kindness, one.comment) for one in db.session.scalars(select(VisitAnswer))} == kept
    db.session.rollback()
    assert jobs.mix_answers(clock.parse("2027-02-01T00:20")) == 0, "nothing is known any more to which they could lead"


def test_that_a_visit_was_answered_is_forgotten(sqlite_app: Flask) -> None:
    visit = some_visit()
    with transaction():
        service.answer(visit, TAPS, None)
    assert jobs.forget_answered(wall(DAY + timedelta(days=14), 12)) == 0
    assert jobs.forget_answered(clock.parse("2027-02-01T03:50")) == 1
    assert db.session.scalar(select(VisitAnswer.desk)) == "law", "what was said stays"


def test_comments_are_destroyed_in_their_time_and_registered(app: Flask) -> None:
    visit = some_visit()
    with transaction():
        service.answer(visit, TAPS, "좋았습니다")
    with transaction():
        assert destruction.destroy_past_due(service.COMMENT, clock.parse("2027-12-31T03:40")) == 0
    with transaction():
        assert destruction.destroy_past_due(service.COMMENT, clock.parse("2028-01-01T03:40")) == 1
    kept = db.session.scalars(select(VisitAnswer).execution_options(populate_existing=True)).one()
    assert kept.comment is None and kept.kindness == 5


@pytest.mark.parametrize(
    ("taps", "least", "expected"),
    [
        ([(5, 5, 5)] * 5, 5, 100),
        ([(1, 1, 1)] * 5, 5, 0),
        ([(5, 3, 1)] * 5, 5, 50),
        ([(5, 5, 5)] * 4, 5, None),
        ([], 3, None),
    ],
)
def test_points(taps: list[tuple[int, int, int]], least: int, expected: float | None) -> None:
    found = rules.result([[[dict(zip(rules.QUESTIONS, one, strict=True)) for one in taps]]], least)
    assert found.count == len(taps) and (found.scores and found.scores["total"]) == expected


def test_who_is_only_checked_in_can_answer_from_the_card(sqlite_app: Flask, desk: Desk) -> None:
    row = desk.book(desk.slot())
    code = queries.code_of(row.reference or "")
    with pytest.raises(SurveyUnknown):
        queries.get_visit(code, END)
    with transaction():
        reservations.answer_state(db.session.get_one(Reservation, row.id), CHECKED_IN, actor=CLERK, now=wall(DAY, 10))
    assert queries.get_visit(code, END)


def test_who_is_asked_of_two_is_the_person(sqlite_app: Flask, desk: Desk) -> None:
    alone = service.recipient_of(desk.book(desk.slot("law", 1), a_person("나나나", "010-3333-0001")))
    assert alone is not None and alone.role == "person"

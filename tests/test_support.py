"""The tests' own machinery: a clean database for each test, and a client that is a browser of its own."""

import os
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask, g
from flask.testing import FlaskClient

from booking import clock
from booking.calendar.models import HolidayOverride
from booking.db import db, transaction, writing
from tests.support import kept, memory
from tests.support.languages import faults as untranslated
from tests.support.pages import Citizen, faults
from tests.support.people import make_account
from tests.support.turns import turn

GOOD = """<!doctype html><html lang="ko"><head><title>제목</title></head><body><h1>예약</h1>{}</body></html>"""


def _override() -> HolidayOverride:
    return HolidayOverride(
        date=clock.today(), effect="holiday", name="날", entered_by="x", entered_at=datetime(2026, 1, 1, tzinfo=UTC)
    )


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_begins_with_empty_tables(app: Flask, turn: int) -> None:
    with transaction() as session:
        session.add(_override())
    assert [row.id for row in db.session.query(HolidayOverride)] == [1]


def test_rows_that_were_kept_are_put_back_and_others_can_follow(app: Flask, city: object) -> None:
    def rows() -> list[object]:
        return [sorted(map(str, db.session.execute(table.select()))) for table in db.metadata.sorted_tables]

    before, put_back = rows(), kept.keep()
    assert not kept.is_empty()
    with writing():
        db.drop_all()
        db.create_all()
    assert kept.is_empty()
    put_back()
    assert rows() == before
    make_account()  # in a table whose numbers begin again, and in the log, where they go on


def test_a_request_shares_nothing_with_the_test(app: Flask, client: FlaskClient) -> None:
    g.mark = "of the test"
    seen = []
    app.before_request_funcs.setdefault(None, []).append(lambda: seen.append(g.get("mark")))
    client.get("/nowhere-at-all")
    app.before_request_funcs[None].pop()
    assert seen == [None]


def test_a_request_waits_for_no_transaction_of_the_test(app: Flask, client: FlaskClient) -> None:
    with transaction() as session:
        session.add(_override())
        with pytest.raises(AssertionError, match="for ever"):
            client.get("/nowhere-at-all")
    db.session.query(HolidayOverride).one().name = "another"
    with pytest.raises(AssertionError, match="did not commit"):
        client.get("/nowhere-at-all")


def test_a_view_that_forgets_to_commit_is_found_out(make_app: Callable[..., Flask]) -> None:
    app = make_app(tables=True)

    @app.post("/forget/<int:status>")
    def forget(status: int) -> tuple[str, int]:
        with writing():
            db.session.add(_override())
            db.session.flush()
        return "", status

    with pytest.raises(AssertionError, match="uncommitted"):
        app.test_client().post("/forget/200")
    assert app.test_client().post("/forget/409").status_code == 409


def test_a_citizen_reads_a_sound_page(sqlite_app: Flask, citizen: Citizen) -> None:
    page = citizen.get("/nowhere-at-all")
    assert page.status == 404
    assert page.heading


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("", None),
        ("<h1>또</h1>", "2 h1"),
        ("<form method=post action=/x><label>이름 <input name=n></label></form>", "no csrf_token"),
        ("<form action=/x><input name=csrf_token value=y type=hidden></form>", "into an address"),
        ("<input name=n>", "field without label"),
        ("<label for=a>이름</label><input id=a name=n>", None),
        ("<label for=b>이름</label>", "names b"),
        ("<p id=a></p><p id=a></p>", "stands twice"),
        ('<p style="color:red">x</p>', "inline style"),
        ("<script>alert(1)</script>", "inline style sheet or script"),
        ("<div><p>x</div></p>", "not valid HTML"),
        ("<button></button>", "button without words"),
        ("<table><tr><th>a</th></tr></table>", "caption"),
        ("<p>노쇼</p>", "the page says"),
        ("<p>{{ name }}</p>", "unfinished"),
        ("<a href='#top'>위로</a>", "not on the page"),
        ("<img src=/x.png>", "without alt"),
    ],
)
def test_what_is_wrong_with_a_page_is_found(body: str, complaint: str | None) -> None:
    found = list(faults(GOOD.format(body)))
    assert any(complaint in line for line in found) if complaint else found == []


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<p>Book</p>", None),
        ("<p>예약하기</p>", "not marked in <p>: 예약하기"),
        ('<p lang="ko">예약하기</p>', None),
        ('<p lang="ko"><b>예약하기</b> <a lang="en">예약</a></p>', "not marked in <a>: 예약"),
        ('<p>Where: <span lang="ko">진주시청</span> 1층</p>', "not marked in <p>"),
        ('<input aria-label="이름">', "not marked in <input>: 이름"),
        ('<input value="홍길동"><textarea>상속</textarea><!-- 주석 -->', None),
        ("<p>%(count)d places</p>", "a placeholder in <p>"),
        ('<p lang="ko">{opens_at}부터</p>', "a placeholder in <p>"),
    ],
)
def test_korean_is_found_on_a_page_in_english(body: str, complaint: str | None) -> None:
    found = list(untranslated(f'<html lang="en"><body>{body}</body></html>'))
    assert bool(found) == bool(complaint) and (complaint is None or complaint in found[0])


def test_who_wants_to_be_alone_waits_and_is_not_passed(tmp_path: Path) -> None:
    seen: list[str] = []

    def take(name: str, alone: bool, begun: Event, leave: Event) -> None:
        with turn(tmp_path, alone=alone):
            seen.append(name)
            begun.set()
            assert leave.wait(20)

    def start(name: str, alone: bool) -> tuple[Thread, Event, Event]:
        begun, leave = Event(), Event()
        thread = Thread(target=take, args=(name, alone, begun, leave))
        thread.start()
        return thread, begun, leave

    first, first_begun, first_leaves = start("first", alone=False)
    assert first_begun.wait(20)
    race, race_begun, race_leaves = start("race", alone=True)
    assert not race_begun.wait(0.2)  # it waits for the first
    last, last_begun, last_leaves = start("last", alone=False)
    assert not last_begun.wait(0.2)  # and nobody passes it
    first_leaves.set()
    assert race_begun.wait(20)
    assert not last_begun.wait(0.2)
    race_leaves.set()
    last_leaves.set()
    for thread in (first, race, last):
        thread.join(20)
    assert seen == ["first", "race", "last"]


@pytest.mark.parametrize(("room", "chosen", "used"), [(0, None, True), (2**62, None, False), (0, "/var/tmp", False)])  # noqa: S108
def test_temporary_files_lie_in_memory_where_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int, chosen: str | None, used: bool
) -> None:
    monkeypatch.setattr(memory, "ROOM", room)
    monkeypatch.setattr(tempfile, "tempdir", tempfile.gettempdir())
    monkeypatch.setenv("TMPDIR", chosen or "")
    if chosen is None:
        monkeypatch.delenv("TMPDIR")
    memory.use(tmp_path)
    assert (os.environ.get("TMPDIR") == str(tmp_path)) is used
    assert (tempfile.gettempdir() == str(tmp_path)) is used

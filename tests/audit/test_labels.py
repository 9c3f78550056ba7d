"""Every action that a room writes has a Korean name on the log's page."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from booking.audit import labels
from booking.audit.models import AccessEntry
from booking.settings import registry

ROOT = Path(__file__).resolve().parent.parent.parent / "booking"
KINDS = {action.split(".")[0] for action in labels.ACTIONS}
VERB = re.compile(rf"({'|'.join(sorted(KINDS))})\.[a-z_]+")


def actions(source: str) -> Iterator[str]:
    """What a file gives to changed(), seen() and seen_each(), and other texts that look like an action."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = ast.unparse(node.func).split(".")[-1]
            if called in ("changed", "seen", "seen_each"):
                yield str(node.args[0].value)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and VERB.fullmatch(node.value):
            yield node.value


def test_every_action_has_a_name(sqlite_app: Flask) -> None:
    files = [file for file in ROOT.rglob("*.py") if "audit." in (text := file.read_text("utf-8")) or "audit " in text]
    found = {action for file in files for action in actions(file.read_text("utf-8"))}
    assert len(found) > 15
    others = {setting.name for setting in registry.SETTINGS} | sqlite_app.view_functions.keys()
    assert sorted(found - labels.ACTIONS.keys() - others) == []


def test_the_page_speaks_korean() -> None:
    entry = AccessEntry(
        action="reservation.moved", subject="reservation:R7K39MXW", role="admin", account_name="a@b.example"
    )
    assert labels.action(entry) == "예약 일정 변경"
    assert labels.subject(entry) == "예약 R7K3-9MXW"
    assert labels.who(entry) == "관리자 a@b.example"
    assert labels.who(AccessEntry(role="citizen", account_name="")) == "시민"
    assert labels.subject(AccessEntry(subject="office_day:night:2026-11-25")) == "운영일 수요 야간민원실 2026-11-25"
    assert labels.subject(AccessEntry(subject="")) == ""
    assert labels.subject(AccessEntry(subject="setting:accounts.idle_minutes")) == "설정 자동 로그아웃"
    assert [labels.value(value) for value in (True, None, "", "reserved", 15)] == [
        "예",
        "없음",
        "없음",
        "예약 완료",
        "15",
    ]


def test_the_page_shows_what_differs(sqlite_app: Flask) -> None:
    before = {"state": "reserved", "slot": "2026-12-21T01:00:00+00:00", "closed_text": "점검"}
    after = {"state": "reserved", "slot": "2026-12-21T01:30:00+00:00", "via": "web"}
    entry = AccessEntry(before=json.dumps(before), after=json.dumps(after))
    assert labels.changes(entry) == [
        ("휴무 안내", "점검", "없음"),
        ("시각", "2026. 12. 21.(월) 오전 10시", "2026. 12. 21.(월) 오전 10시 30분"),
        ("예약 방법", None, "인터넷"),
    ]


def test_what_nobody_has_named_is_shown_as_it_is() -> None:
    entry = AccessEntry(action="comet.seen", subject="comet:halley", role="astronomer", account_name="")
    assert (labels.action(entry), labels.subject(entry), labels.who(entry)) == (
        "comet.seen",
        "comet halley",
        "astronomer",
    )
    assert labels.changes(AccessEntry(before=None, after='{"tail": "long"}')) == [("tail", None, "long")]


def test_a_log_in_says_in_words_why_it_was_refused_and_reasons_that_people_type_stay() -> None:
    refused, typed = (AccessEntry(action=action, reason="place") for action in ("login.refused", "roster.downloaded"))
    assert (labels.reason(refused), labels.reason(typed)) == ("업무 화면을 열지 않은 곳", "place")
    assert labels.reason(AccessEntry(action="login.failed", reason="")) == ""

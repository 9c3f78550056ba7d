"""`booking export` and `booking import`: everything out and back, a preview first, and all or nothing."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.consultations import queries as consultations
from booking.db import db, transaction
from booking.kiosks import queries as kiosks
from booking.kiosks import service as kiosks_service
from booking.settings import queries as settings
from tests.support.work import entries

Command = Callable[..., Result]
SAME = "0 added, 0 changed"
pytestmark = pytest.mark.usefixtures("sqlite_app")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "city.toml"


def test_what_goes_out_comes_back_without_a_difference(edited: None, command: Command, file: Path) -> None:
    command("export", "--output", file)
    data = tomllib.loads(file.read_text("utf-8"))
    assert set(data) == {
        "settings",
        "fields",
        "questions",
        "experts",
        "outcomes",
        "doors",
        "departments",
        "businesses",
        "night_tasks",
        "counter_tasks",
        "kiosk_documents",
        "kiosks",
        "yearly_figures",
        "holidays",
        "texts",
        "templates",
    }
    assert data["settings"]["office.name"] == "진주시 민원과" and data["settings"]["nightoffice.starts"] == "17:30"
    assert len(data["settings"]) == len(settings.list_current())
    assert not any("account" in name for row in data["experts"] for name in row)
    assert SAME in command("import", file).output


def test_the_seed_is_such_a_file_with_less_in_it(city: Path, command: Command) -> None:
    assert SAME in command("import", city).output


def test_an_empty_installation_gets_all_of_it(edited: None, command: Command, file: Path) -> None:
    command("export", "--output", file)
    before = tomllib.loads(file.read_text("utf-8"))
    with transaction():
        for table in ("other_door", "kiosk_exception", "kiosk", "kiosk_document",
                      "expert", "consultation_question", "consultation_field", "setting",
                      "holiday_override", "notice_text"):  # fmt: skip
            db.session.execute(db.text(f"DELETE FROM {table}"))  # noqa: S608 (names of tables, from here)
    out = command("import", file, "--apply").output
    assert "+ 상담 분야 생활법률 (law)" in out and "~ 설정 야간민원실 시작 시각" in out
    after = tomllib.loads(command("export").output)
    assert _without_tokens(after) == _without_tokens(before)
    assert SAME in command("import", file).output


def _without_tokens(data: dict[str, object]) -> object:
    def plain(row: object) -> object:
        return {name: value for name, value in row.items() if name != "token"} if isinstance(row, dict) else row

    return {name: list(map(plain, part)) if isinstance(part, list) else part for name, part in data.items()}


def test_a_preview_changes_nothing_and_applying_is_logged(city: Path, command: Command, file: Path) -> None:
    text = city.read_text("utf-8").replace('name = "생활법률"', 'name = "생활 법률"')
    holiday = '[[holidays]]\ndate = 2026-12-21\neffect = "holiday"\nname = "임시공휴일"\nreason = "의결"\n'
    file.write_text(f"{text}\n{holiday}")
    out = command("import", file).output
    assert "    이름: 생활법률 -> 생활 법률" in out and "session of 2026-12: 2026-12-21 -> 2026-12-22" in out
    assert "1 added, 1 changed" in out and "--apply" in out
    assert consultations.get_field("law").name == "생활법률" and calendar.find_override(date(2026, 12, 21)) is None
    assert "1 added, 1 changed" in command("import", file, "--apply").output
    db.session.rollback()
    assert consultations.get_field("law").name == "생활 법률"
    [entry] = entries("field.changed")
    assert (entry.role, entry.before, entry.after) == ("command", '{"name":"생활법률"}', '{"name":"생활 법률"}')
    [note] = entries("masterdata.imported")
    assert note.after == '{"rows_of_fields":1,"rows_of_holidays":1}'
    assert calendar.find_override(date(2026, 12, 21)) is not None


@pytest.mark.parametrize(
    ("addition", "said"),
    [
        ('[[door]]\nname = "x"', "이런 표는 없습니다"),
        ('[[doors]]\nname = "가"\nphone = "132"\nfax = "1"', "다른 상담 창구 5번째 항목 ‘fax’: 이런 칸은 없습니다"),
        ('[[doors]]\nname = "가"', "전화번호"),
        ('[[doors]]\nkey = "legal-aid"\nname = "또"\nphone = "132"', "같은 것이 파일에 두 번"),
        ('[[experts]]\nname = "가"\nfield_key = "law"', "상담위원 5번째 항목 ‘소속’: 꼭 있어야 하는 값입니다"),
        ('[[holidays]]\ndate = "내일"\neffect = "holiday"\nreason = "x"', "‘날짜’: 값의 꼴이 맞지 않습니다"),
        ('[[holidays]]\ndate = 2027-03-03\neffect = "half"\nreason = "x"', "공휴일로, 근무일로 가운데 하나"),
        ('[[kiosks]]\nname = "' + "가" * 101 + '"', "100자까지"),
        ('[[kiosks]]\nname = "900101-1234567"', "주민등록번호"),
        ('[[counter_tasks]]\nkey = "passport"\nfee = -1', "원스톱 창구 업무 71번째 항목 ‘수수료(원)’: 넣을 수 없는 수"),
        ('[[night_tasks]]\nkey = "passport"\nfee = 99999999', "‘수수료(원)’: 넣을 수 없는 수입니다. 0부터 9,999,999"),
        ('[[night_tasks]]\nkey = "passport"\nseats = 0', "1부터 20까지 적어 주세요"),
        ('[[kiosk_documents]]\nkey = "passport"\nfee = inf', "값의 꼴이 맞지 않습니다"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_where_it_is_and_nothing_is_made(
    city: Path, command: Command, file: Path, addition: str, said: str
) -> None:
    text = city.read_text("utf-8").replace('name = "생활법률"', 'name = "생활 법률"')
    file.write_text(f"{text}\n{addition}\n")
    found = command("import", file, "--apply", exit_code=1).output
    assert said in found and "nothing was changed" in found
    assert consultations.get_field("law").name == "생활법률" and entries("field.changed") == []


def test_settings_that_depend_on_each_other_change_together(city: Path, command: Command, file: Path) -> None:
    file.write_text('[settings]\n"nightoffice.starts" = "21:00"\n"nightoffice.ends" = 22:30:00\n')
    command("import", file, "--apply")
    db.session.rollback()
    assert (str(settings.get("nightoffice.starts")), str(settings.get("nightoffice.ends"))) == ("21:00:00", "22:30:00")
    file.write_text('[settings]\n"nightoffice.starts" = "9시"\n"office.nam" = "x"\n')
    found = command("import", file, exit_code=1).output
    assert "설정 1번째 항목 ‘값’" in found and "설정 2번째 항목" in found


def test_a_place_that_staff_took_off_the_list_does_not_come_back(city: Path, command: Command, actor: Actor) -> None:
    kiosk = kiosks.list_kiosks()[0]
    with transaction():
        kiosks_service.remove_kiosk(kiosk.token, actor=actor, now=clock.now())
    assert "뺀 적이 있는" in command("import", city, exit_code=1).output

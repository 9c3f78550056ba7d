"""The catalogues: everything that citizens are told is in them, and what is wrong in one is said."""

from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from click.testing import Result

from booking import catalogue, languages

CITY = "[%(city)s] 상담 예약 완료"


def test_sentences_are_found_in_templates_and_code() -> None:
    found = catalogue.extract()
    for sentence in (
        "예약번호를 모르시나요?",  # a template
        "고르신 시간을 찾을 수 없습니다. 시간을 다시 골라 주세요.",  # a refusal
        "전화번호",  # a form's label
        "기간 안에 답을 받지 못했습니다.",  # a value of a message
        ("%(cause)s이고 %(days)s이 공휴일(%(names)s)",) * 2,  # with a plural
    ):
        assert found.get(sentence) is not None, sentence
    assert found.get("예약 취소", "state") is not None, "with a context"
    assert not [message.locations for message in found if message.locations]


def test_english_is_complete() -> None:
    """Whoever adds a sentence adds its English one: `make catalogue` brings it into the file, empty."""
    english = catalogue.read(languages.catalogues(languages.FOLDER)["en"], "en")
    assert not list(catalogue.faults(catalogue.extract(), english))


def _faults(translation: str | None, *, fuzzy: bool = False) -> list[str]:
    found, translated = Catalog("en"), Catalog("en")
    found.add(CITY)
    if translation is not None:
        translated.add(CITY, translation, flags=["fuzzy"] if fuzzy else [])
    return list(catalogue.faults(found, translated))


@pytest.mark.parametrize(
    ("translation", "fuzzy", "said"),
    [
        (None, False, "not translated"),
        ("", False, "not translated"),
        ("[%(city)s] Booked", True, "unsure"),
        ("Booked", False, "placeholders"),
        ("[%(town)s] Booked", False, "placeholders"),
        ("[%(city)s] %(city)s", False, "placeholders"),
        ("[{city}] Booked", False, "placeholders"),
    ],
)
def test_what_is_wrong_with_a_translation(translation: str | None, fuzzy: bool, said: str) -> None:
    (fault,) = _faults(translation, fuzzy=fuzzy)
    assert said in fault


def test_a_good_translation_has_no_faults() -> None:
    assert not _faults("[%(city)s] Booked")


def test_both_forms_of_a_plural_are_wanted() -> None:
    found, translated = Catalog("en"), Catalog("en")
    found.add(("%(num)d일", "%(num)d일"))
    translated.add(("%(num)d일", "%(num)d일"), ("%(num)d day", ""))
    assert list(catalogue.faults(found, translated)) == ["not translated: %(num)d일"]


def test_bringing_a_catalogue_up_to_date_keeps_what_is_there(tmp_path: Path) -> None:
    found = catalogue.extract()
    catalogue.update("vi", tmp_path, found)
    file = tmp_path / "vi" / "LC_MESSAGES" / "messages.po"
    begun = file.read_text("utf-8")
    assert "#:" not in begun and "Creation-Date" not in begun, "nothing that changes by itself"
    text = begun.replace('msgid "전화번호"\nmsgstr ""', 'msgid "전화번호"\nmsgstr "Số điện thoại"')
    prepared = '\nmsgctxt "later"\nmsgid "아직 하지 않는 말"\nmsgstr "x"\n'
    file.write_text(f'{text}{prepared}\nmsgid "아무도 하지 않는 말"\nmsgstr ""\n', encoding="utf-8")
    kept = catalogue.update("vi", tmp_path, found)
    assert [message.id for message in catalogue.unsaid(found, kept)] == ["아직 하지 않는 말"]
    assert "아무도 하지 않는 말" not in file.read_text("utf-8"), "nobody says it, and nothing is lost with it"
    assert file.read_text("utf-8").replace(prepared, "") == text, "a new one is empty, an old one stays"
    catalogue.update("vi", tmp_path, found, prunes=True)
    assert file.read_text("utf-8") == text
    assert languages.catalogues(tmp_path) == {"vi": file}


def test_the_command_names_what_is_missing(
    sqlite_app: object, command: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languages, "FOLDER", tmp_path)
    assert "vi: " in command("catalogue", "update", "vi").output
    assert "vi: not translated: 전화번호" in command("catalogue", "check", exit_code=1).output
    file = languages.catalogues(tmp_path)["vi"]
    file.write_text(file.read_text("utf-8") + '\nmsgid "아직 하지 않는 말"\nmsgstr "x"\n', encoding="utf-8")
    for arguments in (("check",), ("update", "vi")):
        assert "vi: said nowhere: 아직 하지 않는 말" in command("catalogue", *arguments, exit_code=None).output
    assert "said nowhere" not in command("catalogue", "update", "vi", "--prune").output
    assert "no language" in command("catalogue", "update", "xx", exit_code=1).output
    assert not (tmp_path / "xx").exists()

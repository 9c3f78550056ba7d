"""The tables of master data: their columns, their rows as they are now, and how one is written, by its room's rules.

Nothing is ever removed by a file. Accounts are no master data: an expert keeps the one that is there.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from booking.advising import queries as advising
from booking.advising import service as advising_service
from booking.advising.service import OutcomeValues
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar import service as calendar_service
from booking.consultations import queries as consultations
from booking.consultations import service as consultations_service
from booking.consultations.service import ExpertValues, FieldValues, QuestionValues
from booking.guide import queries as guide
from booking.guide import service as guide_service
from booking.guide.service import DoorValues
from booking.masterdata.rules import Column, Row
from booking.masterdata.service.services import SERVICES
from booking.masterdata.service.tables import CHOICES, LONGEST, Section, columns_of, fresh, key_of, merged, plain
from booking.notices import service as notices_service
from booking.notices.service import Button, Template
from booking.settings import queries as settings
from booking.settings import rules as settings_rules
from booking.settings import service as settings_service


def _settings() -> list[Row]:
    return [{"name": one.setting.name, "value": settings_rules.to_text(one.value)} for one in settings.list_current()]


def _put_setting(row: Row, _before: Row | None, actor: Actor, now: datetime) -> None:
    name, text = str(row["name"]), str(row["value"])
    if text == settings_rules.to_text(settings.get_current(name).setting.default):
        settings_service.reset(name, actor=actor, now=now)
    else:
        settings_service.put(name, text, actor=actor, now=now)


def _put_field(row: Row, before: Row | None, actor: Actor, now: datetime) -> None:
    key = str(row["key"])
    if before is None:
        consultations_service.add_field(key, fresh(FieldValues, row), actor=actor, now=now)
    else:
        values = consultations_service.values_of(consultations.get_field(key))
        consultations_service.change_field(key, merged(values, row), actor=actor, now=now)


def _questions() -> list[Row]:
    found = [one for field in consultations.list_fields(active_only=False) for one in _questions_of(field.key)]
    return [plain(one, QUESTIONS) for one in found]


def _questions_of(field_key: str) -> list[Any]:
    return list(consultations.list_questions(field_key))


def _put_question(row: Row, before: Row | None, actor: Actor, now: datetime) -> None:
    names = str(row["field_key"]), str(row["key"])
    if before is None:
        consultations_service.add_question(*names, fresh(QuestionValues, row), actor=actor, now=now)
    else:
        was = fresh(QuestionValues, before)
        consultations_service.change_question(*names, merged(was, row), actor=actor, now=now)


def _put_expert(row: Row, before: Row | None, actor: Actor, now: datetime) -> None:
    if before is None:
        consultations_service.add_expert(fresh(ExpertValues, row), actor=actor, now=now)
        return
    expert = consultations.get_expert_by_token(str(before["token"]))
    values = merged(consultations_service.values_of_expert(expert), row)
    consultations_service.change_expert(expert.id, values, actor=actor, now=now)


def _put_outcome(row: Row, before: Row | None, actor: Actor, now: datetime) -> None:
    key = str(row["key"])
    if before is None:
        advising_service.add_outcome(key, fresh(OutcomeValues, row), actor=actor, now=now)
    else:
        values = merged(fresh(OutcomeValues, before), row)
        advising_service.change_outcome(key, values, actor=actor, now=now)


def _put_door(row: Row, before: Row | None, actor: Actor, now: datetime) -> None:
    if before is None:
        guide_service.add_door(fresh(DoorValues, row), key=key_of(row), actor=actor, now=now)
    else:
        values = merged(fresh(DoorValues, before), row)
        guide_service.change_door(str(before["token"]), values, actor=actor, now=now)


def _put_holiday(row: Row, before: Row | None, actor: Actor, now: datetime) -> None:
    values = {**(before or {}), **row}
    why: dict[str, Any] = {
        "reason": str(values.get("reason") or ""),
        "document_number": str(values.get("document_number") or ""),
        "actor": actor,
        "now": now,
    }
    day: Any = values["date"]
    if values["effect"] == "working":
        calendar_service.withdraw_holiday(day, **why)
    else:
        name, name_en = str(values.get("name") or ""), str(values.get("name_en") or "")
        calendar_service.add_holiday(day, name, name_en=name_en, **why)


def _texts() -> list[Row]:
    return [plain(one, TEXTS) for one in notices_service.list_own_texts()]


def _put_text(row: Row, before: Row | None, actor: Actor, now: datetime) -> None:
    names = str(row["kind"]), str(row["channel"]), str(row["language"])
    own = notices_service.find_text(*names)
    was = before or {"subject": own.subject, "body": own.body}
    words = replace(own, subject=str(row.get("subject", was["subject"])), body=str(row.get("body", was["body"])))
    notices_service.put_text(*names, words, actor=actor, now=now)


def _templates() -> list[Row]:
    """Each button is a line: its name, and its address after the last blank."""
    return [
        {"kind": kind, "template_code": one.code, "buttons": "\n".join(f"{it.name} {it.url}" for it in one.buttons)}
        for kind, one in notices_service.list_templates().items()
    ]


def _put_template(row: Row, before: Row | None, actor: Actor, now: datetime) -> None:
    values = {**(before or {}), **row}
    pairs = [line.rpartition(" ") for line in str(values.get("buttons") or "").splitlines()]
    template = Template(str(values["template_code"]), tuple(Button(name, url) for name, _, url in pairs))
    notices_service.put_template(str(row["kind"]), template, actor=actor, now=now)


FIELDS = columns_of(FieldValues, "key")
QUESTIONS = columns_of(QuestionValues, "field_key", "key")
UNCARRIED = frozenset({"account_id", "phone"})
"""Of experts: a log-in belongs to its installation, and a telephone in no plain file."""

EXPERTS = columns_of(ExpertValues, "token", without=UNCARRIED)
OUTCOMES = tuple(
    replace(one, longest={"key": 20, "name": 20}.get(one.name, one.longest), is_needed=one.name in ("key", "name"))
    for one in columns_of(OutcomeValues, "key")
)
DOORS = columns_of(DoorValues, "token", "key")
HOLIDAYS = (
    Column("date", "date", is_needed=True),
    Column("effect", "text", CHOICES["effect"], is_needed=True),
    *(Column(name, "text", longest=LONGEST[name]) for name in ("name", "name_en")),
    Column("reason", "text", longest=200, is_needed=True),
    Column("document_number", "text", longest=60),
)
TEXTS = (
    *(Column(name, "text", longest=30, is_needed=True) for name in ("kind", "channel", "language")),
    Column("subject", "text", longest=200),
    Column("body", "text", is_needed=True),
)
TEMPLATES = (
    Column("kind", "text", longest=30, is_needed=True),
    Column("template_code", "text", longest=60, is_needed=True),
    Column("buttons", "text"),
)
SETTINGS = (Column("name", "text", longest=60, is_needed=True), Column("value", "text", longest=2_000))

SECTIONS: tuple[Section, ...] = (
    Section("settings", SETTINGS, (("name",),), _settings, _put_setting),
    Section(
        "fields", FIELDS, (("key",),),
        lambda: [plain(one, FIELDS) for one in consultations.list_fields(active_only=False)], _put_field,
    ),
    Section("questions", QUESTIONS, (("field_key", "key"),), _questions, _put_question),
    Section(
        "experts", EXPERTS, (("token",), ("field_key", "organisation", "name")),
        lambda: [plain(one, EXPERTS) for one in consultations.list_experts(active_only=False)], _put_expert,
        frozenset({"token"}),
    ),
    Section(
        "outcomes", OUTCOMES, (("key",),),
        lambda: [plain(one, OUTCOMES) for one in advising.list_outcomes(active_only=False)], _put_outcome,
    ),
    Section(
        "doors", DOORS, (("key",), ("token",), ("name",)),
        lambda: [plain(one, DOORS) for one in guide.list_doors(active_only=False)], _put_door,
        frozenset({"key", "token"}),
    ),
    *SERVICES,
    Section(
        "holidays", HOLIDAYS, (("date",),),
        lambda: [plain(one, HOLIDAYS) for one in calendar.list_overrides()], _put_holiday,
    ),
    Section("texts", TEXTS, (("kind", "channel", "language"),), _texts, _put_text),
    Section("templates", TEMPLATES, (("kind",),), _templates, _put_template),
)  # fmt: skip
"""In the order in which they are written, for later ones name earlier ones."""

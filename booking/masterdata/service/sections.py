"""The tables of master data: their columns, their rows as they are now, and how one is written, by its room's rules.

Nothing is ever removed by a file. Accounts are no master data: an expert keeps the one that is there.
"""

from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date, datetime, time
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
from booking.kiosks import queries as kiosks
from booking.kiosks import service as kiosks_service
from booking.kiosks.service import KioskValues
from booking.masterdata.rules import Column, Row
from booking.notices import service as notices_service
from booking.notices.service import Button, Template
from booking.settings import queries as settings
from booking.settings import rules as settings_rules
from booking.settings import service as settings_service

KINDS: dict[Any, str] = {str: "text", int: "number", bool: "bool", time: "time", date | None: "date", date: "date"}
CHOICES = {
    "walk_in": ("booking_required", "walk_in_ok"),
    "attendance": ("self", "family", "proxy"),
    "kind": ("text", "choice"),
    "effect": ("holiday", "working"),
}
LONGEST = {
    "name": 60, "name_en": 60, "label": 60, "label_en": 60, "organisation": 100, "organisation_en": 100, "phone": 20,
    "url": 200, "hours": 100, "hours_en": 100, "note": 200, "note_en": 200, "address": 200, "key": 40, "reason": 200,
    "document_number": 60, "subject": 200, "field_key": 40,
}  # fmt: skip
"""Characters that the tables hold, by the names of the columns."""


@dataclass(frozen=True)
class Section:
    """One table. identities: columns by which a row of a file is known again, the surest first.

    list_rows: as they are now. write: make a row (before None) or give it the new values of a file.
    """

    name: str
    columns: tuple[Column, ...]
    identities: tuple[tuple[str, ...], ...]
    list_rows: Callable[[], list[Row]]
    write: Callable[[Row, Row | None, Actor, datetime], object]
    fixed: frozenset[str] = frozenset()

    def column(self, name: str) -> Column | None:
        """The column of this name."""
        return next((one for one in self.columns if one.name == name), None)

    def find(self, row: Row, rows: Sequence[Row]) -> Row | None:
        """Which of the rows that are there a row of a file is about."""
        for names in self.identities:
            wanted = [row.get(name) for name in names]
            if all(wanted):
                found = next((one for one in rows if [one.get(name) for name in names] == wanted), None)
                if found is not None:
                    return found
        return None


def _columns(values: type, *names: str, without: frozenset[str] = frozenset()) -> tuple[Column, ...]:
    own = [Column(name, "text", longest=LONGEST.get(name), is_needed=name not in ("key", "token")) for name in names]
    for field in fields(values):
        if field.name not in without:
            kind: Any = field.type
            is_needed = field.default is MISSING
            own.append(Column(field.name, KINDS[kind], CHOICES.get(field.name, ()), LONGEST.get(field.name), is_needed))
    return tuple(own)


def _merged(values: Any, row: Row) -> Any:
    """The values with those of a row that they have too."""
    given = {field.name: row[field.name] for field in fields(values) if field.name in row}
    dates = {field.name for field in fields(values) if field.type == date | None}
    return replace(values, **{name: value for name, value in given.items() if value is not None or name in dates})


def _fresh(kind: type, row: Row) -> Any:
    names = {field.name for field in fields(kind)}
    return kind(**{name: value for name, value in row.items() if name in names and value is not None})


def _plain(values: Any, columns: tuple[Column, ...]) -> Row:
    return {column.name: getattr(values, column.name) for column in columns}


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
        consultations_service.add_field(key, _fresh(FieldValues, row), actor=actor, now=now)
    else:
        values = consultations_service.values_of(consultations.get_field(key))
        consultations_service.change_field(key, _merged(values, row), actor=actor, now=now)


def _questions() -> list[Row]:
    found = [one for field in consultations.list_fields(active_only=False) for one in _questions_of(field.key)]
    return [_plain(one, QUESTIONS) for one in found]


def _questions_of(field_key: str) -> list[Any]:
    return list(consultations.list_questions(field_key))


def _put_question(row: Row, before: Row | None, actor: Actor, now: datetime) -> None:
    names = str(row["field_key"]), str(row["key"])
    if before is None:
        consultations_service.add_question(*names, _fresh(QuestionValues, row), actor=actor, now=now)
    else:
        was = _fresh(QuestionValues, before)
        consultations_service.change_question(*names, _merged(was, row), actor=actor, now=now)


def _put_expert(row: Row, before: Row | None, actor: Actor, now: datetime) -> None:
    if before is None:
        consultations_service.add_expert(_fresh(ExpertValues, row), actor=actor, now=now)
        return
    expert = consultations.get_expert_by_token(str(before["token"]))
    values = _merged(consultations_service.values_of_expert(expert), row)
    consultations_service.change_expert(expert.id, values, actor=actor, now=now)


def _put_outcome(row: Row, before: Row | None, actor: Actor, now: datetime) -> None:
    key = str(row["key"])
    if before is None:
        advising_service.add_outcome(key, _fresh(OutcomeValues, row), actor=actor, now=now)
    else:
        values = _merged(_fresh(OutcomeValues, before), row)
        advising_service.change_outcome(key, values, actor=actor, now=now)


def _put_door(row: Row, before: Row | None, actor: Actor, now: datetime) -> None:
    if before is None:
        guide_service.add_door(_fresh(DoorValues, row), key=_key(row), actor=actor, now=now)
    else:
        values = _merged(_fresh(DoorValues, before), row)
        guide_service.change_door(str(before["token"]), values, actor=actor, now=now)


def _put_kiosk(row: Row, before: Row | None, actor: Actor, now: datetime) -> None:
    if before is None:
        kiosks_service.add_kiosk(_fresh(KioskValues, row), key=_key(row), actor=actor, now=now)
    else:
        values = _merged(_fresh(KioskValues, before), row)
        kiosks_service.change_kiosk(str(before["token"]), values, actor=actor, now=now)


def _key(row: Row) -> str | None:
    return str(row["key"]) if row.get("key") else None


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
    return [_plain(one, TEXTS) for one in notices_service.list_own_texts()]


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


FIELDS = _columns(FieldValues, "key")
QUESTIONS = _columns(QuestionValues, "field_key", "key")
UNCARRIED = frozenset({"account_id", "phone"})
"""Of experts: a log-in belongs to its installation, and a telephone in no plain file."""

EXPERTS = _columns(ExpertValues, "token", without=UNCARRIED)
OUTCOMES = tuple(
    replace(one, longest={"key": 20, "name": 20}.get(one.name, one.longest), is_needed=one.name in ("key", "name"))
    for one in _columns(OutcomeValues, "key")
)
DOORS = _columns(DoorValues, "token", "key")
KIOSKS = tuple(
    replace(one, longest={"name": 100, "hours": 200}.get(one.name, one.longest))
    for one in _columns(KioskValues, "token", "key")
)
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
        lambda: [_plain(one, FIELDS) for one in consultations.list_fields(active_only=False)], _put_field,
    ),
    Section("questions", QUESTIONS, (("field_key", "key"),), _questions, _put_question),
    Section(
        "experts", EXPERTS, (("token",), ("field_key", "organisation", "name")),
        lambda: [_plain(one, EXPERTS) for one in consultations.list_experts(active_only=False)], _put_expert,
        frozenset({"token"}),
    ),
    Section(
        "outcomes", OUTCOMES, (("key",),),
        lambda: [_plain(one, OUTCOMES) for one in advising.list_outcomes(active_only=False)], _put_outcome,
    ),
    Section(
        "doors", DOORS, (("key",), ("token",), ("name",)),
        lambda: [_plain(one, DOORS) for one in guide.list_doors(active_only=False)], _put_door,
        frozenset({"key", "token"}),
    ),
    Section(
        "kiosks", KIOSKS, (("key",), ("token",), ("name", "address"), ("name",)),
        lambda: [_plain(one, KIOSKS) for one in kiosks.list_kiosks()], _put_kiosk, frozenset({"key", "token"}),
    ),
    Section(
        "holidays", HOLIDAYS, (("date",),),
        lambda: [_plain(one, HOLIDAYS) for one in calendar.list_overrides()], _put_holiday,
    ),
    Section("texts", TEXTS, (("kind", "channel", "language"),), _texts, _put_text),
    Section("templates", TEMPLATES, (("kind",),), _templates, _put_template),
)  # fmt: skip
"""In the order in which they are written, for later ones name earlier ones."""

"""Plan notices beside what they tell about, in the same transaction."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from booking.db import db, insert, new_token
from booking.notices import rules, texts
from booking.notices.models import Notice
from booking.notices.rules import Message, Recipient
from booking.settings import queries as settings

Load = Callable[[str, datetime], Message | None]
"""Reads a subject again at the moment of sending. None: nobody wants this notice any more."""

LoadAll = Callable[[Collection[str], datetime], dict[str, Message | None]]
"""The same for many subjects at once, by subject, with as many statements for fifty as for two."""

_loaders: dict[str, tuple[Load, LoadAll | None]] = {}


def register(kind: str, load: Load, load_all: LoadAll | None = None) -> None:
    """Let the room whose matter `kind` is say, at sending, to whom and with which values.

    load_all spares lists a question for each line; without it they ask `load` for every one. ValueError for an unknown
    kind. Registering again replaces: each application made in a process registers its rooms.
    """
    if kind not in rules.KINDS:
        raise ValueError(f"unknown kind of notice: {kind}")
    _loaders[kind] = (load, load_all)


def loader(kind: str) -> Load:
    """The registered loader. LookupError where no room has registered one."""
    return _loaders[kind][0]


def load_all(kind: str, subjects: Collection[str], now: datetime) -> dict[str, Message | None]:
    """What the kind's loader says about many subjects, by subject. LookupError where no room has registered one."""
    load, together = _loaders[kind]
    return together(subjects, now) if together else {subject: load(subject, now) for subject in subjects}


def plan(
    kind: str,
    subject: str,
    recipients: Sequence[Recipient],
    *,
    due: datetime,
    useful_until: datetime | None,
    now: datetime,
    occasion: str = "",
    no_call: str = "",
) -> list[Notice]:
    """Outbox rows in the caller's transaction, due at `due`: for each recipient the first channel of each track.

    A track is a row of channels of which one is enough; the kind's setting says which there are (`rules.ORDERS`).

    Planning the same notice again does no harm; one that had been dropped, because its subject did not want it then, is
    planned anew. occasion: which one it is of several of this kind; else the due instant tells. Whom no channel reaches
    stands on the call list, and so does a subject that names nobody; where nobody is to be called about it (no_call:
    why), that is entered as dropped instead.
    """
    if kind not in rules.KINDS:
        raise ValueError(f"unknown kind of notice: {kind}")
    rows = [
        _row(kind, subject, recipient.role, track, due, useful_until, now, occasion)
        for recipient in recipients or [Recipient("person", None, None)]
        for track in tracks_for(kind, recipient)
    ]
    for row in rows:
        if no_call and row["channel"] == "call":
            _forgo(row, no_call)
        else:
            put(row)
    names = [row["dedup"] for row in rows]
    query = select(Notice).where(Notice.dedup.in_(names)).order_by(Notice.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def tracks_for(kind: str, recipient: Recipient) -> list[list[str]]:
    """By which channels somebody is told of a kind, by the settings: one channel of each list, the first that works.

    AlimTalk counts only where the kind has a template that may be used, and the privacy notice names who carries it.
    E-mail goes to whom agreed to that, for no other address is kept. Whom nothing reaches is called.
    """
    order = settings.find(f"notices.order_{kind}") or rules.ORDERS_OF.get(kind, rules.DEFAULT_ORDER)
    is_named = rules.KAKAO in settings.get("privacy.processors")
    without = () if is_named and template_of(kind) else ("alimtalk",)
    return rules.tracks(order, recipient, without)


def template_of(kind: str) -> str:
    """The name under which the provider knows the AlimTalk template of a kind.

    Empty where there is none, its buttons lead to the web and the settings allow no links, or an AlimTalk cannot say
    what the kind has to (`rules.NOT_BY_ALIMTALK`).
    """
    if kind in rules.NOT_BY_ALIMTALK:
        return ""
    found = texts.find_template(kind)
    return found.code if texts.is_usable(found) else ""


def put(row: dict[str, Any]) -> None:
    """Insert an outbox row unless it is there; bring one back that was dropped."""
    again = {name: row[name] for name in ("due_at", "next_attempt_at", "useful_until", "planned_at", "fallback")}
    statement: Any = insert(Notice).values(row)
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=[Notice.dedup],
            set_={
                "state": "planned",
                "attempts": 0,
                "first_attempt_at": row.get("first_attempt_at"),
                "last_answer": "",
                **again,
            },
            where=(Notice.state == "dropped") & Notice.settled_at.is_(None),
        )
    )


def _forgo(row: dict[str, Any], why: str) -> None:
    """Enter a notice that is not to be sent, for the ledger; one that is there stays as it is."""
    statement: Any = insert(Notice).values(row | {"state": "dropped", "last_answer": why})
    db.session.execute(statement.on_conflict_do_nothing(index_elements=[Notice.dedup]))


def _row(
    kind: str,
    subject: str,
    role: str,
    track: Sequence[str],
    due: datetime,
    useful_until: datetime | None,
    now: datetime,
    occasion: str,
) -> dict[str, Any]:
    return {
        "dedup": rules.dedup(subject, kind, due, track[0], role, occasion=occasion),
        "kind": kind,
        "subject": subject,
        "role": role,
        "channel": track[0],
        "fallback": ",".join(track[1:]),
        "due_at": due,
        "useful_until": useful_until,
        "provider_key": new_token(),
        "state": "planned",
        "attempts": 0,
        "next_attempt_at": due,
        "last_answer": "",
        "planned_at": now,
    }

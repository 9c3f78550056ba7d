"""The call list: whom staff have to tell, because no channel did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, flash, redirect, render_template, url_for

from booking import clock, contacts
from booking.audit import service as audit
from booking.db import transaction
from booking.errors import outline
from booking.notices import labels, queries, rules, service, texts
from booking.notices.forms import OutcomeForm
from booking.notices.models import Notice, NoticeAttempt
from booking.notices.rules import Message, Recipient
from booking.notices.staff_views.blueprint import pages
from booking.paging import page_number
from booking.web import actor, staff_page

SIZE = 50


@dataclass(frozen=True)
class Call:
    """A line of the list. name and phone are masked unless revealed; text is what to say, once it is.

    language: the one in which the booking was made. until: by when the call is to be made, None where nothing says.
    notes: what was said in earlier calls about the same matter.
    """

    notice: Notice
    until: datetime | None
    name: str
    phone: str
    email: str
    is_revealed: bool
    why: list[str]
    text: str
    language: str
    notes: list[NoticeAttempt]


@pages.get("/calls")
@staff_page
def calls() -> Any:
    """Whom to call, the most pressing first, and who was not told in time."""
    return _page()


@pages.post("/calls/<key>/reveal")
@staff_page
def reveal(key: str) -> Any:
    """The list with one name and telephone in full, once. That it was asked is logged."""
    notice = queries.get_by_key(key)
    message = _read_one(notice)
    person = message.person if message else ""
    audit.seen("notice.revealed", actor=actor(), now=clock.now(), subject=notice.subject, person=person)
    return _page(revealed=key)


@pages.post("/calls/<key>/outcome")
@staff_page
def settle(key: str) -> Any:
    """Note how the call went, and what was agreed; 400 with the list where nothing was chosen."""
    form = OutcomeForm()
    if not form.validate():
        queries.get_by_key(key)
        return _page(wrong=key, form=form), 400
    with transaction():
        said, note = form.outcome.data, form.note.data or ""
        notice = service.settle_call(key, said, note=note, actor=actor(), now=clock.now())
        flash(f"{labels.reference(notice)} {rules.KINDS[notice.kind]}: {rules.OUTCOMES[form.outcome.data]}")
    answer = labels.answer_page(notice) if said == "told" and _read_one(notice) else ""
    if answer:
        flash("아직 답을 기다리는 예약입니다. 통화하며 답을 들으셨으면 ‘처리’에서 기록해 주세요.")
    return redirect(answer or url_for("notices.calls", page=page_number()), 303)


def _page(*, revealed: str = "", wrong: str = "", form: OutcomeForm | None = None) -> str:
    now, missed = clock.now(), queries.list_unheard()
    pressing, messages = _by_pressure(queries.list_calls(now))
    total = len(pressing)
    page = min(page_number(), max(1, -(-total // SIZE)))  # the last one, where its calls were settled meanwhile
    due = pressing[(page - 1) * SIZE : page * SIZE]
    messages |= _read([notice for notice in [*due, *missed] if notice.id not in messages])
    subjects = {notice.subject for notice in [*due, *missed]}
    failures, notes = queries.list_failed({notice.subject for notice in due}), queries.list_notes_all(subjects)
    lists = [
        [_call(notice, messages[notice.id], revealed, failures, notes[notice.subject]) for notice in part]
        for part in (due, missed)
    ]
    calls = [call for call in lists[0] if call]
    return render_template(
        "notices/calls.html",
        due=calls,
        total=total - len(due) + len(calls),
        missed=[call for call in lists[1] if call],
        later=queries.count_later_calls(now),
        wrong=wrong,
        form=form or OutcomeForm(formdata=None),
        page=page,
        earlier=url_for("notices.calls", page=page - 1) if page > 1 else "",
        more=url_for("notices.calls", page=page + 1) if page * SIZE < total else "",
    )


def _by_pressure(calls: list[Notice]) -> tuple[list[Notice], dict[int, Message | None]]:
    """The calls in the order in which they are to be made, and what was read for that, by their keys: by when an answer
    is awaited moves with what is held, so no row has it."""
    messages = _read([notice for notice in calls if notice.kind in rules.ASKING])
    ends = {notice.id: _until(notice, messages.get(notice.id)) for notice in calls}
    latest = max((end for end in ends.values() if end), default=clock.now())
    return sorted(calls, key=lambda notice: (ends[notice.id] is None, ends[notice.id] or latest)), messages


def _until(notice: Notice, message: Message | None) -> datetime | None:
    ends = (notice.useful_until, message.answer_by if message else None)
    return min((end for end in ends if end), default=None)


def _call(
    notice: Notice, message: Message | None, revealed: str, failures: list[Notice], notes: list[NoticeAttempt]
) -> Call | None:
    """The line of a notice; None for one that nobody wants any more, which the next delivery takes off the list."""
    occasion = rules.occasion_of(notice.dedup)
    if message is None or rules.judge(notice.due_at, None, notice.role, message, notice.due_at, occasion) == "dropped":
        return None
    who, is_revealed = message.recipients[notice.role], notice.provider_key == revealed
    name = who.name or message.values.get("name", "")
    return Call(
        notice,
        _until(notice, message),
        name if is_revealed else contacts.mask_name(name),
        _phone(who, is_revealed),
        (who.email or "") if is_revealed else "",
        is_revealed,
        _why(notice, failures),
        _text(notice, message) if is_revealed else "",
        message.language,
        notes,
    )


def _read(notices: Sequence[Notice]) -> dict[int, Message | None]:
    """What each notice says now, by its key. All of a kind are read together, or one by one where one is broken."""
    found: dict[int, Message | None] = {}
    for kind in {notice.kind for notice in notices}:
        same = [notice for notice in notices if notice.kind == kind]
        try:
            messages = service.load_all(kind, {notice.subject for notice in same}, clock.now())
        except Exception:
            found |= {notice.id: _read_one(notice) for notice in same}
        else:
            found |= {notice.id: messages.get(notice.subject) for notice in same}
    return found


def _read_one(notice: Notice) -> Message | None:
    try:
        return service.loader(notice.kind)(notice.subject, clock.now())
    except Exception as error:  # one broken booking must not hide the others
        current_app.logger.error("the loader of %s notices failed: %s", notice.kind, outline(error))
        return None


def _phone(who: Recipient, is_revealed: bool) -> str:
    if not who.phone:
        return ""
    return contacts.spell_phone(who.phone) if is_revealed else contacts.mask_phone(who.phone)


def _why(notice: Notice, failures: list[Notice]) -> list[str]:
    """Why a person has to call: what failed, or that there was nothing to send to."""
    if notice.state == "missed":
        return ["알릴 때가 지났습니다."]
    same = [failed for failed in failures if _matter(failed) == _matter(notice)]
    tried = [f"{rules.CHANNELS[failed.channel]}: {failed.last_answer or '보내지 못함'}" for failed in same]
    return tried or ["문자나 전자우편을 받을 수 없는 분입니다."]


def _matter(notice: Notice) -> tuple[object, ...]:
    return (notice.subject, notice.kind, notice.due_at, notice.role)


def _text(notice: Notice, message: Message) -> str:
    """What the text message would have said, for the clerk to read out."""
    office = texts.office_values(current_app.config["BASE_URL"])
    try:
        return texts.render(notice.kind, "sms", {**office, **message.values}).body
    except texts.ValueMissing:
        return ""

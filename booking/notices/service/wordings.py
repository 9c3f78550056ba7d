"""Replace the product's own texts, each change audited."""

from datetime import datetime

from sqlalchemy import delete, select, update

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db, insert
from booking.identity import ensure_no_identity_numbers
from booking.notices import rules, texts
from booking.notices.errors import TextUnknown
from booking.notices.models import NoticeText
from booking.notices.texts import Words


def put_text(kind: str, channel: str, language: str, words: Words, *, actor: Actor, now: datetime) -> bool:
    """Let `words` be the text from now on. True when something changed; what is the product's own needs no row.

    TextUnknown; the first of the text's faults; IdentityNumber.
    """
    own = find_text(kind, channel, language)
    for fault in texts.faults(kind, channel, language, words):
        raise fault
    ensure_no_identity_numbers({"subject": words.subject, "body": words.body})
    if words == texts.as_shown(own, channel):
        return reset_text(kind, channel, language, actor=actor, now=now)
    before = _lock(kind, channel, language)
    if before == words:
        return False
    row = {"subject": words.subject, "body": words.body, "changed_at": now, "changed_by": actor.name}
    statement = insert(NoticeText).values(kind=kind, channel=channel, language=language, **row)
    keys = [NoticeText.kind, NoticeText.channel, NoticeText.language]
    db.session.execute(statement.on_conflict_do_update(index_elements=keys, set_=row))
    _log("notice_text.changed", f"{kind}:{channel}:{language}", before or own, words, actor, now)
    return True


def reset_text(kind: str, channel: str, language: str, *, actor: Actor, now: datetime) -> bool:
    """Let the product's own text count again. True when something changed. TextUnknown.

    An AlimTalk's template stays what it is: the provider knows nothing of this.
    """
    own = find_text(kind, channel, language)
    before = _lock(kind, channel, language)
    if before is None:
        return False
    row = NoticeText.kind == kind, NoticeText.channel == channel, NoticeText.language == language
    db.session.execute(update(NoticeText).where(*row).values(subject="", body=""))
    db.session.execute(delete(NoticeText).where(*row, NoticeText.template_code == ""))
    _log("notice_text.reset", f"{kind}:{channel}:{language}", before, own, actor, now)
    return True


def find_text(kind: str, channel: str, language: str) -> Words:
    """The product's own text. TextUnknown where there is none."""
    if kind not in texts.KINDS or channel not in rules.CHANNELS:
        raise TextUnknown()
    try:
        return texts.default(kind, channel, language)
    except ValueError as error:
        raise TextUnknown() from error


def list_own_texts() -> list[NoticeText]:
    """The texts that staff made of the product's own."""
    return texts.list_own()


def _lock(kind: str, channel: str, language: str) -> Words | None:
    query = select(NoticeText).filter_by(kind=kind, channel=channel, language=language).with_for_update()
    row = db.session.scalar(query.execution_options(populate_existing=True))
    return Words(row.subject, row.body) if row and row.body else None


def _log(action: str, name: str, before: Words, after: Words, actor: Actor, now: datetime) -> None:
    audit.changed(
        action,
        actor=actor,
        now=now,
        subject=f"notice_text:{name}",
        before={"subject": before.subject, "body": before.body},
        after={"subject": after.subject, "body": after.body},
    )

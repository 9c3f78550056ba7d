"""Note what the provider approved for AlimTalk: the template's code and its buttons, each change audited."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db, insert
from booking.identity import ensure_no_identity_numbers
from booking.notices import rules, texts
from booking.notices.errors import TextUnknown
from booking.notices.models import NoticeText
from booking.notices.texts import Template
from booking.notices.texts.stored import FIRST
from booking.notices.texts.templates import read, to_json


def list_templates() -> dict[str, Template]:
    """What staff noted of the provider's templates, by kind."""
    query = select(NoticeText).filter_by(channel="alimtalk", language=FIRST).where(NoticeText.template_code != "")
    return {row.kind: read(row.template_code, row.buttons) for row in db.session.scalars(query.order_by(NoticeText.id))}


def put_template(kind: str, template: Template, *, actor: Actor, now: datetime) -> bool:
    """Let `template` be what AlimTalk of a kind goes out by. True when something changed.

    TextUnknown for a kind that has none; the first of the template's faults; IdentityNumber.
    """
    if kind not in rules.KINDS or kind in rules.ORDERS_OF:
        raise TextUnknown()
    for fault in texts.template_faults(kind, template):
        raise fault
    ensure_no_identity_numbers({f"button_{number}": one.name for number, one in enumerate(template.buttons, 1)})
    before = _lock(kind)
    if before == template:
        return False
    row: dict[str, Any] = {"template_code": template.code, "buttons": to_json(template)}
    row |= {"changed_at": now, "changed_by": actor.name}
    statement = insert(NoticeText).values(kind=kind, channel="alimtalk", language=FIRST, subject="", body="", **row)
    keys = [NoticeText.kind, NoticeText.channel, NoticeText.language]
    db.session.execute(statement.on_conflict_do_update(index_elements=keys, set_=row))
    is_empty = (NoticeText.body == "", NoticeText.template_code == "")
    db.session.execute(delete(NoticeText).where(NoticeText.kind == kind, *is_empty))
    audit.changed(
        "notice_text.template_changed",
        actor=actor,
        now=now,
        subject=f"notice_text:{kind}:alimtalk:{FIRST}",
        before={"code": before.code, "buttons": to_json(before)},
        after={"code": template.code, "buttons": to_json(template)},
    )
    return True


def _lock(kind: str) -> Template:
    query = select(NoticeText).filter_by(kind=kind, channel="alimtalk", language=FIRST).with_for_update()
    row = db.session.scalar(query.execution_options(populate_existing=True))
    return read(row.template_code, row.buttons) if row else Template()

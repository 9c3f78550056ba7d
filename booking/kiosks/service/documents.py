"""The documents that kiosks issue, as staff keep them."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.business import queries as business
from booking.consultations.service.changing import write_changes
from booking.db import db
from booking.identity import ensure_no_identity_numbers
from booking.kiosks.errors import DocumentTaken, DocumentUnknown
from booking.kiosks.models import KioskDocument
from booking.kiosks.rules import tidy_week


@dataclass(frozen=True)
class DocumentValues:
    """What staff may change about a document; `models.KioskDocument` says what each value means."""

    fee: int | None = None
    identification: str = "unknown"
    weekday_hours: str = ""
    saturday_hours: str = ""
    holiday_hours: str = ""
    note: str = ""
    position: int = 0
    is_active: bool = True
    is_sample: bool = False


def document_values(document: KioskDocument) -> DocumentValues:
    """A document's values as they are."""
    return DocumentValues(**{name: getattr(document, name) for name in DocumentValues.__dataclass_fields__})


def add_document(business_key: str, values: DocumentValues, *, actor: Actor, now: datetime) -> KioskDocument:
    """Let kiosks issue a kind of business. BusinessUnknown, DocumentTaken, HoursBroken, IdentityNumber."""
    business.get_business(business_key)
    given = asdict(_checked(values))
    document = KioskDocument(business_key=business_key, **given)
    try:
        with db.session.begin_nested():
            db.session.add(document)
    except IntegrityError as error:
        raise DocumentTaken(field="business_key") from error
    audit.changed("kiosk_document.added", actor=actor, now=now, subject=_subject(business_key), after=given)
    return document


def change_document(business_key: str, values: DocumentValues, *, actor: Actor, now: datetime) -> KioskDocument:
    """Give a document new values; the same ones again change nothing. DocumentUnknown, HoursBroken, IdentityNumber."""
    document = _find(business_key)
    if document is None:
        raise DocumentUnknown
    write_changes(
        document,
        asdict(document_values(document)),
        asdict(_checked(values)),
        action="kiosk_document.changed",
        subject=_subject(business_key),
        logged=dict,
        actor=actor,
        now=now,
    )
    return document


def _find(business_key: str) -> KioskDocument | None:
    query = select(KioskDocument).where(KioskDocument.business_key == business_key).with_for_update()
    return db.session.scalar(query, execution_options={"populate_existing": True})


def _checked(values: DocumentValues) -> DocumentValues:
    ensure_no_identity_numbers(asdict(values))
    texts: dict[str, Any] = {"note": values.note.strip(), **tidy_week(asdict(values))}
    return replace(values, **texts)


def _subject(business_key: str) -> str:
    return f"kiosk_document:{business_key}"

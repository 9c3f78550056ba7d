"""Change settings, each change audited."""

from datetime import datetime, time

from sqlalchemy import select

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db, insert
from booking.settings import queries, registry, rules
from booking.settings.errors import SettingOutOfOrder
from booking.settings.models import StoredSetting


def put(name: str, text: str, *, actor: Actor, now: datetime) -> bool:
    """Set `name` to what `text` means. True when something changed; the same value again is not logged.

    UnknownSetting for a name that is not in the registry, InvalidSetting (field `value`) for a text that is no value,
    IdentityNumber (field `value`).
    """
    setting = registry.get(name)
    value = rules.parse(setting, text)
    _ensure_order(name, value)
    stored = _lock(name)
    before = rules.to_text(setting.default) if stored is None else stored.value
    row = {"value": rules.to_text(value), "changed_at": now, "changed_by": actor.name}
    if before == row["value"]:
        return False
    statement = insert(StoredSetting).values(name=name, **row)
    db.session.execute(statement.on_conflict_do_update(index_elements=["name"], set_=row))
    if stored is not None:
        db.session.expire(stored)
    _log("setting.changed", name, before, rules.to_text(value), actor, now)
    return True


def reset(name: str, *, actor: Actor, now: datetime) -> bool:
    """Give `name` its default again. True when something changed.

    UnknownSetting; SettingOutOfOrder where another setting forbids the default.
    """
    setting = registry.get(name)
    _ensure_order(name, setting.default)
    stored = _lock(name)
    if stored is None:
        return False
    before = stored.value
    db.session.delete(stored)
    db.session.flush()
    _log("setting.reset", name, before, rules.to_text(setting.default), actor, now)
    return True


def _lock(name: str) -> StoredSetting | None:
    query = select(StoredSetting).where(StoredSetting.name == name).with_for_update()
    return db.session.scalar(query, execution_options={"populate_existing": True})


def _log(action: str, name: str, before: str, after: str, actor: Actor, now: datetime) -> None:
    audit.changed(
        action, actor=actor, now=now, subject=f"setting:{name}", before={"value": before}, after={"value": after}
    )
    queries.forget()


def _ensure_order(name: str, value: rules.Value) -> None:
    for earlier, later in registry.IN_ORDER:
        if name not in (earlier, later):
            continue
        first: time = value if name == earlier else queries.get(earlier)  # type: ignore[assignment]
        last: time = value if name == later else queries.get(later)  # type: ignore[assignment]
        if not first < last:
            raise SettingOutOfOrder(other=registry.get(later if name == earlier else earlier).title)

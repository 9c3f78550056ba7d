"""A list of kiosks against ours: what differs, and making what somebody chose of it."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, replace
from datetime import datetime

from booking.audit import service as audit
from booking.audit.rules import Actor
from booking.db import db
from booking.kiosks import queries
from booking.kiosks.errors import ListChanged, ListFaulty, ListTwiceChosen
from booking.kiosks.rules.differing import CHANGED, GONE, NEW, Change, chosen_twice, code_of, compare
from booking.kiosks.rules.matching import Here
from booking.kiosks.rules.reading import Reading, read_list
from booking.kiosks.service.keeping import KioskValues, add_kiosk, change_kiosk, remove_kiosk, values_of
from booking.settings import queries as settings


def read(data: bytes) -> Reading:
    """The kiosks of the city in a file, by the settings that say which those are. What `read_list` refuses."""
    return read_list(data, str(settings.get("kiosks.city")), str(settings.get("kiosks.group_code")))


def differences(found: Reading) -> list[Change]:
    """What a list would change: new places, changed ones, and those that it lacks."""
    kiosks = queries.list_kiosks()
    here = [Here(one.token, one.source_key, asdict(values_of(one))) for one in kiosks]
    return compare(found.rows, here, found.faults)


def usual(changes: Iterable[Change]) -> list[str]:
    """The keys of the changes that are made unless somebody says otherwise."""
    return [one.key for one in changes if one.is_usual]


def apply_list(
    found: Reading, chosen: Collection[str], code: str, *, is_faulty_fine: bool = False, actor: Actor, now: datetime
) -> list[Change]:
    """Make what was chosen of a difference; only of the very one that was seen, which `code` names. What was made.

    All of it or nothing, in the caller's transaction. is_faulty_fine: somebody said that the rows which cannot be read
    are left aside. ListFaulty without that, ListChanged, ListTwiceChosen, and what `add_kiosk` refuses.
    """
    if found.faults and not is_faulty_fine:
        raise ListFaulty(field="without_faults", count=len(found.faults))
    changes = differences(found)
    if code_of(changes) != code:
        raise ListChanged(field="chosen")
    made = [one for one in changes if one.key in chosen]
    if twice := chosen_twice(made):
        raise ListTwiceChosen(field="chosen", name=twice.name)
    for one in made:
        _make(one, actor, now)
    counts = {f"kiosks_{what}": sum(one.what == what for one in made) for what in (NEW, CHANGED, GONE)}
    audit.changed("kiosk.imported", actor=actor, now=now, subject="kiosk:import", after=counts)
    return made


def _make(one: Change, actor: Actor, now: datetime) -> None:
    if one.token is None:
        values = replace(KioskValues("", position=queries.next_position()), **one.after)
        add_kiosk(values, source_key=one.source_key, actor=actor, now=now)
    elif one.what == GONE:
        remove_kiosk(one.token, actor=actor, now=now)
    else:
        values = replace(values_of(queries.get_kiosk(one.token)), **one.after)
        change_kiosk(one.token, values, actor=actor, now=now).source_key = one.source_key
        db.session.flush()

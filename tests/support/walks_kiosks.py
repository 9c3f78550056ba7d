"""The walk through the kiosks; it stands in the table of `walks.py`."""

from collections.abc import Iterator
from datetime import date

from booking import clock
from booking.audit.rules import Actor
from booking.db import transaction
from booking.kiosks import queries, service
from tests.support.stage import Stage


def kiosks(stage: Stage) -> Iterator[str]:
    """Looking for a place, in vain too, and places that never close, that do, and that are out of order."""
    stage.go("/kiosks?words=도서관&open_now=y&features=wheelchair")
    yield "kiosks-some"
    stage.go("/kiosks?words=없는곳")
    yield "kiosks-none"
    stage.go("/kiosks?document=passport")
    yield "kiosks-not-asked-so"
    tokens = {kiosk.key: kiosk.token for kiosk in queries.list_kiosks()}
    with transaction():
        service.set_working(tokens["city-hall"], False, date(2027, 12, 1), actor=Actor.job("tests"), now=clock.now())
    for key in ("city-hall", "seongbuk", "market"):
        stage.go(f"/kiosks/{tokens[key]}")
        yield f"kiosk-{key}"

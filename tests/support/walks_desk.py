"""The walk of somebody who finds only times that are kept for the desk; it stands in the table of `walks.py`."""

from collections.abc import Iterator

from booking.db import transaction
from tests.support.stage import DAY, Stage


def kept_for_the_desk(stage: Stage) -> Iterator[str]:
    """Both times of a field are kept for who calls or walks in."""
    with transaction():
        for slot in stage.slots("law"):
            slot.kept_seats = 1
    stage.go(f"/consultations/{DAY}?field=law")
    yield "day-kept-for-desk"

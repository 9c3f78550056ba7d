"""The walk of somebody whose day was closed; it stands in the table of `walks.py`. What is held is shown there."""

from collections.abc import Iterator

from tests.support.stage import NEXT, Stage

LAST = "2027-02-22"
"""The last day that is made."""


def rehousing(stage: Stage) -> Iterator[str]:
    """Accepting, being turned out again with nothing left, and silence."""
    shown = stage.book()
    stage.close()
    stage.go(f"{shown}/cancel")
    yield "rehousing-cancel"
    stage.go(f"{shown}/data")
    yield "rehousing-data"
    stage.go(shown)
    stage.send("/accept")
    yield "rehousing-accepted"
    stage.close(LAST)
    stage.at("2026-11-23T15:10")
    stage.close(NEXT)
    stage.go(shown)
    yield "rehousing-no-place"
    stage.go(f"{shown}/move")
    yield "rehousing-no-place-move"
    stage.reopen(LAST)
    stage.go(shown)
    stage.at("2026-11-26T17:00")
    stage.lapse()
    stage.send("/accept")
    yield "rehousing-too-late"
    stage.go(shown)
    yield "rehousing-lapsed"
    stage.absent("survey", LAST)
    stage.go(f"/consultations/{LAST}")
    yield "day-field-rests"

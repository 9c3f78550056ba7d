"""The table of states, references, and the window in which citizens may book."""

from datetime import UTC, datetime, timedelta

import pytest

from booking.reservations.errors import NotAllowedNow
from booking.reservations.rules import states

ALLOWED = {
    ("held", "reserved"),
    ("held", "expired"),
    ("expired", "held"),
    ("expired", "reserved"),
    ("reserved", "checked_in"),
    ("reserved", "no_show"),
    ("reserved", "cancelled"),
    ("reserved", "displaced"),
    ("checked_in", "done"),
    ("checked_in", "reserved"),
    ("done", "checked_in"),
    ("checked_in", "left"),
    ("checked_in", "displaced"),
    ("left", "checked_in"),
    ("no_show", "reserved"),
    ("displaced", "reserved"),
    ("displaced", "cancelled"),
}


@pytest.mark.parametrize("wanted", states.STATES)
@pytest.mark.parametrize("state", states.STATES)
def test_a_state_changes_only_along_the_table(state: str, wanted: str) -> None:
    if (state, wanted) in ALLOWED:
        states.ensure_may(state, wanted)
    else:
        with pytest.raises(NotAllowedNow):
            states.ensure_may(state, wanted)


def test_a_reference_can_be_read_out() -> None:
    made = {states.new_reference() for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(reference) == 8 for reference in made)
    assert not set("".join(made)) & set("0OQD1ILSBZGUVEN")


@pytest.mark.parametrize("typed", ["R7K39MXW", "r7k3-9mxw", " R7K3 9MXW ", "Ｒ７Ｋ３－９ＭＸＷ", "r7k3–9mxw"])
def test_a_reference_is_found_however_it_is_typed(typed: str) -> None:
    assert states.normalise_reference(typed) == "R7K39MXW"
    assert states.show_reference("R7K39MXW") == "R7K3-9MXW"


OPENS = datetime(2026, 11, 21, 0, tzinfo=UTC)
CUTOFF = datetime(2026, 12, 18, 8, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "opens_at", "window"),
    [
        (OPENS - SECOND, OPENS, "not_open_yet"),
        (OPENS, OPENS, "open"),
        (CUTOFF - SECOND, OPENS, "open"),
        (CUTOFF, OPENS, "over"),
        (OPENS - SECOND, None, "open"),  # "at once"
        (CUTOFF, CUTOFF + SECOND, "over"),
    ],
)
def test_citizens_book_from_the_opening_to_the_cut_off(now: datetime, opens_at: datetime | None, window: str) -> None:
    assert states.booking_window(now, opens_at, CUTOFF) == window

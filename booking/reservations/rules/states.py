"""States and their moves, references, and when citizens may book."""

import secrets
from datetime import datetime

from booking.reservations.errors import NotAllowedNow
from booking.typed import normalise

HELD = "held"
EXPIRED = "expired"
RESERVED = "reserved"
CHECKED_IN = "checked_in"
DONE = "done"
NO_SHOW = "no_show"
LEFT = "left"
CANCELLED = "cancelled"
DISPLACED = "displaced"

MOVES: dict[str, frozenset[str]] = {
    HELD: frozenset({RESERVED, EXPIRED}),
    EXPIRED: frozenset({HELD, RESERVED}),  # claimed again on submit, where the seat is still free
    RESERVED: frozenset({CHECKED_IN, NO_SHOW, CANCELLED, DISPLACED}),
    CHECKED_IN: frozenset({DONE, LEFT, RESERVED, DISPLACED}),  # displaced: nobody there may advise on it
    DONE: frozenset({CHECKED_IN}),
    NO_SHOW: frozenset({RESERVED}),  # undone: claims a seat again
    LEFT: frozenset({CHECKED_IN}),  # the same
    CANCELLED: frozenset(),
    DISPLACED: frozenset({RESERVED, CANCELLED}),
}
"""The states and the only moves between them. Undoing is a move like any other."""

STATES = tuple(MOVES)
OCCUPYING = frozenset({HELD, RESERVED, CHECKED_IN, DONE})
"""States that sit on a seat; in all others the seat is NULL."""

UNBOOKED = frozenset({HELD, EXPIRED})
"""States before there is a booking, in which the person is not known yet."""

FORM = "form"
OFFER = "offer"
REPLACEMENT = "replacement"

WEB = "web"
TELEPHONE = "telephone"
WALK_IN = "walk_in"
API = "api"
WAYS = (WEB, TELEPHONE, WALK_IN, API)
"""How a booking or a place in line was made; `api` is a program, such as a kiosk or the city's own site."""

ONLINE = (WEB, API)
"""Ways by which citizens act for themselves, under the citizens' rules."""

COMES = "comes"
CANNOT = "cannot"
ANSWERS = (COMES, CANNOT)
"""Answers to the reminder."""

REFERENCE_ALPHABET = "23456789ACFHJKMRWXY"
"""No look-alikes (0 O D Q, 1 I L, 5 S, 8 B and so on: of each pair one stays), no vowels but A, so no words."""

REFERENCE_LENGTH = 8


def ensure_may(state: str, wanted: str) -> None:
    """NotAllowedNow unless a reservation in `state` may become `wanted`."""
    if wanted not in MOVES[state]:
        raise NotAllowedNow(state=state, wanted=wanted)


def new_reference() -> str:
    """A random reference, as it is stored: 8 of 19 characters, 34 bits; guessing meets the lock-out of look-up."""
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(REFERENCE_LENGTH))


def normalise_reference(text: str) -> str:
    """A reference as it was typed or dictated (`r7k3 9mxw`, full-width, with hyphens), in the stored form.

    The text is not checked: what fits no reservation is simply not found.
    """
    plain = normalise("NFKC", text).upper()
    return "".join(character for character in plain if character.isalnum() and character.isascii())[:64]


def show_reference(reference: str) -> str:
    """A reference as people read it out: two groups of four, `R7K3-9MXW`."""
    return f"{reference[:4]}-{reference[4:]}"


def booking_window(now: datetime, opens_at: datetime | None, cutoff: datetime) -> str:
    """Whether citizens may book or move online now: `not_open_yet`, `open` or `over`.

    opens_at None is "at once". The opening is the first moment of being open, the cut-off the first of being over.
    """
    if now >= cutoff:
        return "over"
    if opens_at is not None and now < opens_at:
        return "not_open_yet"
    return "open"

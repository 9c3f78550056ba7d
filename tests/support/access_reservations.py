"""The rows of the access table for bookings and places in line: what each kind of visitor is answered."""

ANYBODY = {
    "GET /consultations": 200,
    "GET /consultations/<text>": 200,
    "POST /holds": 400,
    "GET /lookup": 200,
    "POST /lookup": 400,
    "GET /lookup/forgotten": 200,
    "POST /lookup/forgotten": 400,
    "GET /r/<signed>": 200,
    "POST /r/<signed>": 400,
    "GET /waiting": 200,
    "POST /waiting": 400,
    "GET /waiting/find": 200,
    "POST /waiting/find": 400,
}
"""Everybody, logged in or not."""

HELD = {
    "GET /holds/<token>": 200,
    "POST /holds/<token>/check": 400,
    "POST /holds/<token>/extend": 200,
    "POST /holds/<token>": 400,
}
"""The other citizen, in whose browser the hold was made."""

OWN = {
    "GET /reservations/<reference>": 200,
    "GET /reservations/<reference>/calendar.ics": 200,
    "GET /reservations/<reference>/edit": 200,
    "POST /reservations/<reference>/edit": 400,
    "GET /reservations/<reference>/data": 200,
    "GET /reservations/<reference>/data.json": 200,
    "GET /reservations/<reference>/delete": 200,
    "POST /reservations/<reference>/delete": 409,  # an open booking is cancelled first
    "POST /reservations/<reference>/answer": 400,
    "POST /reservations/<reference>/accept": 410,  # nothing is held for it
    "GET /reservations/<reference>/cannot-come": 200,
    "GET /reservations/<reference>/cancel": 200,
    "POST /reservations/<reference>/cancel": 303,
    "GET /reservations/<reference>/move": 200,
    "POST /reservations/<reference>/move": 400,
    "GET /waiting/<token>": 200,
    "POST /waiting/<token>/accept": 410,
    "POST /waiting/<token>/decline": 303,
    "GET /waiting/<token>/leave": 200,
    "POST /waiting/<token>/leave": 303,
    "GET /waiting/<token>/edit": 200,
    "POST /waiting/<token>/edit": 400,
    "GET /waiting/<token>/data": 200,
    "GET /waiting/<token>/data.json": 200,
    "GET /waiting/<token>/delete": 200,
    "POST /waiting/<token>/delete": 303,
}
"""The citizen in whose browser the booking was made."""

STEPS = {
    "GET /staff/answers/": 303,
    "GET /staff/answers/<day>": 200,
    "POST /staff/reservations/<reference>/answer": 400,
    "GET /staff/rehousing/<any(consultation, night):kind>/<day>": 200,
    "POST /staff/reservations/<reference>/accept": 410,  # nothing is held for it
    "GET /staff/reservations/<reference>": 200,
    "POST /staff/reservations/<reference>/reveal": 200,
    "POST /staff/reservations/<reference>/<any('check-in', 'done', 'left', 'no-show'):step>": 409,  # not the day yet
    "POST /staff/reservations/<reference>/undo": 409,
    "GET /staff/reservations/<reference>/cancel": 200,
    "POST /staff/reservations/<reference>/cancel": 303,
    "GET /staff/waiting": 200,
    "POST /staff/waiting": 303,
    "GET /staff/waiting/new": 200,
    "POST /staff/waiting/new": 400,
    "GET /staff/waiting-order": 200,
    "GET /staff/waiting/<entry>": 200,
    "POST /staff/waiting/<entry>/reveal": 200,
    "POST /staff/waiting/<entry>/accept": 400,
    "POST /staff/waiting/<entry>/decline": 400,
    "POST /staff/waiting/<entry>/remove": 303,
}
"""Staff, with a booking that is not of today."""

KEEPING = {
    "GET /staff/reservations/<reference>/keep": 200,
    "POST /staff/reservations/<reference>/keep": 400,
    "POST /staff/reservations/<reference>/release": 303,
}
"""Admins."""

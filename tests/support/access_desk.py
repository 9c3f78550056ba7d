"""The rows of the access table for the desk: what staff are answered, who alone get in."""

DESK = {
    "POST /staff/reservations/<reference>/correct": 400,
    "GET /staff/reservations/<reference>/correct": 200,
    "POST /staff/reservations/<reference>/move": 400,
    "GET /staff/reservations/<reference>/booked": 200,
    "POST /staff/turned-away/<day>/<field>": 303,
    "GET /staff/paper": 200,
    "GET /staff/book/": 303,
    "GET /staff/book/<day>": 200,
    "POST /staff/book/<day>": 400,
    "GET /staff/unmet": 200,
    "GET /staff/walk-ins/<day>": 200,
    "POST /staff/walk-ins/<day>": 400,
    "POST /staff/walk-ins/<walk_in>/seat": 404,
    "POST /staff/walk-ins/<walk_in>/left": 404,
}
"""Statuses by route."""

"""The rows of the access table for the guide: what everybody is answered, and staff at its other doors."""

GUIDE = {
    "GET /guide": 200,
    "GET /guide/<key>": 200,
}

SENT = {"POST /guide/<key>/near": 400, "POST /guide/missed": 400}
"""Without a place, and without words."""

WORK = {"GET /staff/missed-words": 200, "POST /staff/missed-words": 400}
"""What staff are answered."""

DOORS = {
    "GET /staff/doors": 200,
    "GET /staff/doors/new": 200,
    "POST /staff/doors/new": 400,
    "GET /staff/doors/<token>": 200,
    "POST /staff/doors/<token>": 400,
}

VALUES = {"/guide/<key>": "law-advice", "/api/v1/guide/<business>": "law-advice"}
"""A kind of business with a way that needs no other room's data."""

"""The rows of the access table for the guide: what everybody is answered."""

GUIDE = {
    "GET /guide": 200,
    "GET /guide/<key>": 200,
}

SENT = {"POST /guide/<key>/near": 400}
"""Without a place."""

VALUES = {"/guide/<key>": "law-advice", "/api/v1/guide/<business>": "law-advice"}
"""A kind of business with a way that needs no other room's data."""

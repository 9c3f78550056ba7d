"""The rows of the access table for the one-stop counter."""

COUNTER = {
    "GET /one-stop": 200,
    "GET /one-stop/<key>": 200,
}
"""Statuses for everybody, by route."""

VALUES = {"/one-stop/<key>": "passport"}

"""The rows of the access table for the Wednesday night office."""

NIGHT = {
    "GET /night-office": 200,
    "GET /night-office/<text>": 200,
}
"""Statuses for everybody, by route."""

VALUES = {"/night-office/<text>": "2026-12-02"}

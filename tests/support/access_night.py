"""The rows of the access table for the Wednesday night office."""

NIGHT = {
    "GET /night-office": 200,
    "GET /night-office/<text>": 200,
}
"""Statuses for everybody, by route."""

DESK = {
    "GET /staff/night-tasks": 200,
    "GET /staff/night-tasks/new": 200,
    "POST /staff/night-tasks/new": 400,
    "GET /staff/night-tasks/<key>": 200,
    "POST /staff/night-tasks/<key>": 400,
}
"""Statuses for staff and admins, by route."""

VALUES = {"/night-office/<text>": "2026-12-02", "/staff/night-tasks/<key>": "passport"}

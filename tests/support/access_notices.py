"""The rows of the access table for messages and jobs."""

NOTICES = {
    "GET /staff/calls": 200,
    "POST /staff/calls/<key>/reveal": 200,
    "POST /staff/calls/<key>/outcome": 400,
    "GET /staff/notices": 200,
    "POST /staff/notices/<key>/again": 409,
    "GET /staff/notices/templates": 200,
    "GET /staff/notices/templates/<kind>/<channel>/<language>": 200,
    "POST /staff/notices/templates/<kind>/<channel>/<language>": 400,
    "POST /staff/notices/templates/<kind>/<channel>/<language>/reset": 303,
    "GET /staff/outbox": 200,
    "GET /staff/jobs": 200,
    "POST /staff/jobs/<name>/run": 303,
}
"""Statuses for staff and admins, by route."""

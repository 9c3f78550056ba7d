"""The rows of the access table for score sheets, departments, monitors and training."""

KINDNESS = {
    "GET /staff/kindness/sheets": 200,
    "GET /staff/kindness/sheets/new": 200,
    "POST /staff/kindness/sheets/new": 400,
    "GET /staff/kindness/sheets/<token>": 200,
    "POST /staff/kindness/sheets/<token>": 303,
    "GET /staff/kindness/sheets/<token>/copy": 200,
    "POST /staff/kindness/sheets/<token>/copy": 400,
    "POST /staff/kindness/sheets/<token>/remove": 303,
    "GET /staff/kindness/sheets/<token>/items/new": 200,
    "POST /staff/kindness/sheets/<token>/items/new": 400,
    "GET /staff/kindness/sheets/<token>/items/<item>": 200,
    "POST /staff/kindness/sheets/<token>/items/<item>": 400,
    "POST /staff/kindness/sheets/<token>/items/<item>/remove": 303,
}
"""Statuses for staff and admins, by route."""

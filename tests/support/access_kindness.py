"""The rows of the access table for score sheets, departments, monitors and training."""

KINDNESS = {
    "GET /staff/kindness": 200,
    "GET /staff/kindness/results.xlsx": 200,
    "GET /staff/kindness/training": 200,
    "POST /staff/kindness/training": 400,
    "GET /staff/kindness/training.xlsx": 200,
    "GET /staff/kindness/training/<token>": 200,
    "POST /staff/kindness/training/<token>": 303,
    "POST /staff/kindness/training/<token>/remove": 303,
    "GET /staff/kindness/sheets": 200,
    "GET /staff/kindness/sheets/new": 200,
    "POST /staff/kindness/sheets/new": 400,
    "GET /staff/kindness/sheets/<token>": 200,
    "POST /staff/kindness/sheets/<token>": 409,
    "GET /staff/kindness/sheets/<token>/copy": 200,
    "POST /staff/kindness/sheets/<token>/copy": 400,
    "POST /staff/kindness/sheets/<token>/remove": 409,
    "GET /staff/kindness/sheets/<token>/items/new": 200,
    "POST /staff/kindness/sheets/<token>/items/new": 400,
    "GET /staff/kindness/sheets/<token>/items/<item>": 200,
    "POST /staff/kindness/sheets/<token>/items/<item>": 400,
    "POST /staff/kindness/sheets/<token>/items/<item>/remove": 409,
    "GET /staff/monitors": 200,
    "GET /staff/monitors/new": 200,
    "POST /staff/monitors/new": 400,
    "GET /staff/monitors/spread": 200,
    "POST /staff/monitors/spread": 400,
    "GET /staff/monitors/spread/<batch>": 200,
    "POST /staff/monitors/spread/<batch>/withdraw": 303,
    "GET /staff/monitors/<token>": 200,
    "POST /staff/monitors/<token>": 400,
    "POST /staff/monitors/<token>/assign": 400,
    "GET /staff/monitors/<token>/assignments/<assignment>": 200,
    "POST /staff/monitors/<token>/assignments/<assignment>": 400,
    "POST /staff/monitors/<token>/assignments/<assignment>/withdraw": 409,  # it was begun
}
"""Statuses for staff and admins, by route."""

CORRECTING = {
    "GET /staff/monitors/contacts/<contact>": 200,
    "POST /staff/monitors/contacts/<contact>": 400,
}
"""For admins."""

MONITORS = {
    "GET /monitor/": 200,
    "GET /monitor/assignments/<token>/new": 200,
    "POST /monitor/assignments/<token>/new": 303,
    "GET /monitor/contacts/<token>": 200,
    "POST /monitor/contacts/<token>": 303,
    "POST /monitor/contacts/<token>/discard": 409,  # it was submitted
}
"""For the monitor whose they are."""

"""The rows of the access table for the one-stop counter."""

COUNTER = {
    "GET /one-stop": 200,
    "GET /one-stop/<key>": 200,
}
"""Statuses for everybody, by route."""

CASES = {
    "GET /staff/cases": 200,
    "GET /staff/cases/figures.xlsx": 200,
    "GET /staff/cases/counter": 200,
    "GET /staff/cases/night": 200,
    "POST /staff/cases/<service>": 400,
    "POST /staff/cases/<service>/undo": 400,
}
"""Statuses for staff, by route."""

CORRECTIONS = {
    "GET /staff/cases/<service>/correct": 200,
    "POST /staff/cases/<service>/correct": 400,
}
"""Statuses for admins, by route."""

VALUES = {"/one-stop/<key>": "passport", "/staff/cases/<service>": "counter"}

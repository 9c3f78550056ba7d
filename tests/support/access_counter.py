"""The rows of the access table for the one-stop counter."""

COUNTER = {
    "GET /one-stop": 200,
    "GET /one-stop/<key>": 200,
}
"""Statuses for everybody, by route."""

CASES = {
    "GET /staff/one-stop": 200,
    "GET /staff/one-stop/new": 200,
    "POST /staff/one-stop/new": 400,
    "GET /staff/one-stop/<key>": 200,
    "POST /staff/one-stop/<key>": 400,
    "GET /staff/businesses": 200,
    "GET /staff/businesses/new": 200,
    "POST /staff/businesses/new": 400,
    "GET /staff/businesses/<key>": 200,
    "POST /staff/businesses/<key>": 303,  # an empty form changes nothing
    "GET /staff/departments": 200,
    "GET /staff/departments/new": 200,
    "POST /staff/departments/new": 400,
    "GET /staff/departments/<key>": 200,
    "POST /staff/departments/<key>": 400,
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

VALUES = {
    "/one-stop/<key>": "passport",
    "/staff/cases/<service>": "counter",
    "/staff/one-stop/<key>": "passport",
    "/staff/businesses/<key>": "passport",
    "/staff/departments/<key>": "tax",
}

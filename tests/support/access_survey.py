"""The rows of the access table for the after-visit survey: what everybody is answered. The number is nobody's."""

SURVEY = {
    "GET /survey": 200,
    "POST /survey": 400,
    "GET /survey/thanks": 200,
    "GET /survey/<code>": 404,
    "POST /survey/<code>": 404,
}
"""Statuses by route."""

RESULTS = {"GET /staff/kindness/visits": 200}
"""Statuses for staff and admins."""

OWN_RESULTS = {"GET /expert/visits": (200, 200)}
"""Statuses for the expert and another one."""

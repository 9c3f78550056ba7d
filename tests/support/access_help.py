"""The rows of the access table for the help pages: status, for staff and admins, and for experts."""

HELP = {
    "GET /staff/help": 200,
    "GET /staff/help/<slug>": 200,
    "GET /staff/help/pictures/<name>": 200,
}

EXPERT_HELP = {
    "GET /expert/help": (200, 200),
    "GET /expert/help/<slug>": (200, 200),
    "GET /expert/help/pictures/<name>": (200, 200),
}
"""What an expert is answered, and another one."""

VALUES = {
    "/staff/help/<slug>": "phone-booking",
    "/expert/help/<slug>": "outcomes",
    "/staff/help/pictures/<name>": "roster",
    "/expert/help/pictures/<name>": "expert-day",
}

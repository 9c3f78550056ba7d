"""The rows of the access table for the help pages: status, for staff and admins, for experts, and for monitors."""

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

MONITOR_HELP = {
    "GET /monitor/help": 200,
    "GET /monitor/help/<slug>": 200,
    "GET /monitor/help/pictures/<name>": 404,  # none yet
}

VALUES = {
    "/staff/help/<slug>": "phone-booking",
    "/expert/help/<slug>": "outcomes",
    "/monitor/help/<slug>": "scoring",
    "/staff/help/pictures/<name>": "roster",
    "/expert/help/pictures/<name>": "expert-day",
}

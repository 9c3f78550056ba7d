"""The rows of the access table for experts. The booking that routes are called with is with the first of them."""

ADVISING = {
    "GET /expert/": (200, 200),
    "POST /expert/appointments/<reference>/outcome": (400, 404),
    "POST /expert/appointments/<reference>/undo": (409, 404),  # not the day yet
    "POST /expert/appointments/<reference>/conflict": (400, 404),
    "GET /expert/absences": (200, 200),
    "POST /expert/absences": (400, 400),
    "POST /expert/absences/<absence>/remove": (404, 404),
    "GET /expert/feed": (200, 200),
    "POST /expert/feed": (200, 200),
    "POST /expert/feed/revoke": (303, 303),
    "POST /expert/days/<day>/sheet": (200, 200),
    "POST /expert/days/<day>/sheet/revoke": (303, 303),
    "GET /expert/appointments/<reference>/card": (200, 404),
    "GET /expert/days/<day>/attendance": (200, 200),
}
"""By route, what its own expert is answered and another one; everybody else is refused."""

ADVISING_DESK = {
    "GET /staff/roster/<day>/experts": 200,
    "POST /staff/roster/<day>/experts/<token>/sheet": 200,
    "POST /staff/roster/<day>/experts/<token>/sheet/revoke": 303,
    "GET /staff/roster/<day>/experts/<token>/attendance": 200,
    "GET /staff/reservations/<reference>/card": 200,
    "GET /staff/attendance": 200,
    "POST /staff/attendance": 400,
    "GET /staff/outcomes": 200,
    "GET /staff/outcomes/new": 200,
    "POST /staff/outcomes/new": 400,
    "GET /staff/outcomes/<key>": 200,
    "POST /staff/outcomes/<key>": 400,
}
"""What staff and admins are answered."""

LINKED = {
    "GET /sheets/<signed>": 404,
    "POST /sheets/<signed>/code": 404,
    "POST /sheets/<signed>": 404,
}
"""What everybody is answered who has no link."""

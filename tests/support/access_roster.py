"""The rows of the access table for the roster's own pages, all of them the staff's: status, and what is sent."""

ROSTER: dict[str, tuple[int, dict[str, str]]] = {
    "GET /staff/roster/<day>": (200, {}),
    "POST /staff/roster/<day>": (200, {"q": "홍길동"}),
    "GET /staff/roster/<day>/live": (200, {}),
    "GET /staff/roster/<day>/download": (200, {}),
    "POST /staff/roster/<day>/download": (400, {}),
}

"""The rows of the access table for the roster's own pages: whose, status, and what is sent."""

STAFF, ADMIN = ("staff", "admin"), ("admin",)

ROSTER: dict[str, tuple[tuple[str, ...], int, dict[str, str]]] = {
    "GET /staff/roster/<day>": (STAFF, 200, {}),
    "POST /staff/roster/<day>": (STAFF, 200, {"q": "홍길동"}),
    "GET /staff/roster/<day>/live": (STAFF, 200, {}),
    "GET /staff/roster/<day>/download": (STAFF, 200, {}),
    "POST /staff/roster/<day>/download": (STAFF, 400, {}),
    "GET /staff/roster/<day>/paper": (STAFF, 200, {}),
    "POST /staff/roster/<day>/paper": (STAFF, 303, {}),
    "POST /staff/roster/<day>/paper/walk-ins": (STAFF, 400, {}),
    "GET /staff/roster-files": (ADMIN, 200, {}),
    "POST /staff/roster-files": (ADMIN, 400, {}),
}

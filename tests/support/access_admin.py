"""The rows of the access table for the pages of administration: whose, status, and what is sent."""

STAFF, ADMIN = ("staff", "admin"), ("admin",)

ADMINISTRATION: dict[str, tuple[tuple[str, ...], int, dict[str, str]]] = {
    "GET /staff/calendar/policy": (STAFF, 200, {}),
    "GET /staff/consultations/rota": (STAFF, 200, {}),
    "POST /staff/consultations/rota": (STAFF, 303, {}),
    "GET /staff/accounts/<token>/hand-over": (ADMIN, 200, {}),
    "POST /staff/accounts/<token>/hand-over": (ADMIN, 400, {}),
    "GET /staff/settings/<name>/history": (ADMIN, 200, {}),
}

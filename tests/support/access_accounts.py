"""The rows of the access table for accounts and the log: what an admin is answered, and who is logged in."""

ADMINS = {
    "GET /staff/accounts": 200,
    "GET /staff/accounts/new": 200,
    "POST /staff/accounts/new": 400,
    "GET /staff/accounts/<token>": 200,
    "POST /staff/accounts/<token>/activate": 303,
    "POST /staff/accounts/<token>/deactivate": 303,
    "POST /staff/accounts/<token>/end-sessions": 303,
    "POST /staff/accounts/<token>/sessions/<name>/end": 303,
    "POST /staff/accounts/<token>/password": 200,
    "POST /staff/accounts/<token>/reset-second-factor": 303,
    "POST /staff/accounts/<token>/role": 400,
    "POST /staff/accounts/<token>/unlock": 303,
    "GET /staff/audit": 200,
    "GET /staff/audit/verification": 200,
    "GET /staff/audit/review": 200,
    "POST /staff/audit/review": 400,
    "GET /staff/audit/rights": 200,
    "GET /staff/audit/seen": 200,
    "GET /staff/audit/seen/file": 404,
    "POST /staff/audit/seen/file": 404,
    "GET /staff/audit/seen-by": 200,
}
"""Others are refused."""

PROVIDER = {
    "GET /login/provider": 404,
    "GET /login/provider/callback": 404,
}
"""By everybody: the house has no provider."""

OWN = {
    "GET /account/practice": 200,
    "POST /account/sessions/<name>/end": 303,
    "POST /account/sessions/end-others": 303,
}
"""By the own account."""

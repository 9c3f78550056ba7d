"""The rows of the access table for privacy: what staff, and what admins are answered."""

WORDINGS = {
    "GET /staff/privacy/wordings": 200,
}

RETENTION = {
    "GET /staff/privacy/retention": 200,
    "GET /staff/privacy/retention/<kind>": 200,
    "POST /staff/privacy/retention/<kind>": 400,
    "POST /staff/privacy/retention/<kind>/withdraw": 404,
    "GET /staff/privacy/register": 200,
}

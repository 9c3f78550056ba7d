"""The rows of the access table for the kiosks, what they issue, and their import: statuses for staff by route."""

KIOSKS = {
    "GET /staff/kiosks": 200,
    "GET /staff/kiosks/new": 200,
    "POST /staff/kiosks/new": 400,
    "GET /staff/kiosks/<token>": 200,
    "POST /staff/kiosks/<token>": 400,
    "POST /staff/kiosks/<token>/remove": 303,
    "GET /staff/kiosks/documents": 200,
    "GET /staff/kiosks/documents/new": 200,
    "POST /staff/kiosks/documents/new": 400,
    "GET /staff/kiosks/documents/<key>": 200,
    "POST /staff/kiosks/documents/<key>": 400,
    "GET /staff/kiosks/import": 200,
    "POST /staff/kiosks/import": 400,
    "POST /staff/kiosks/import/ask": 400,  # nobody has set its key
    "POST /staff/kiosks/import/apply": 400,
}

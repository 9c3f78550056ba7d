"""The rows of the access table for the settings: what admins are answered."""

SETTINGS = {
    "GET /staff/settings": 200,
    "GET /staff/settings/<name>": 200,
    "POST /staff/settings/<name>": 400,
    "POST /staff/settings/<name>/reset": 303,
}

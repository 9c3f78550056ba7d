"""The rows of the access table for the calendar: what staff are answered."""

CALENDAR = {
    "GET /staff/calendar": 200,
    "GET /staff/calendar/days/<any(consultation, night):kind>/<text>": 200,
    "POST /staff/calendar/days/<any(consultation, night):kind>/<text>/close": 400,
    "POST /staff/calendar/days/<any(consultation, night):kind>/<text>/reopen": 400,
    "GET /staff/calendar/holidays": 200,
    "POST /staff/calendar/holidays": 400,
    "GET /staff/calendar/holidays/<text>": 200,
    "POST /staff/calendar/holidays/<text>/withdraw": 400,
    "POST /staff/calendar/holidays/<text>/remove": 400,
    "GET /staff/calendar/holiday-import": 200,
    "POST /staff/calendar/holiday-import": 400,
    "POST /staff/calendar/holiday-import/apply": 400,
    "POST /staff/calendar/holiday-import/proposals/<int:year>": 404,
    "GET /staff/calendar/sessions/<text>": 200,
    "POST /staff/calendar/sessions/<text>": 400,
}

"""The rows of the access table for the figures: statuses of staff's pages."""

REPORTS = {
    "GET /staff/reports": 200,
    "GET /staff/reports/figures.xlsx": 200,
    "GET /staff/reports/month.hwpx": 200,
    "GET /staff/reports/year": 200,
    "GET /staff/reports/duty": 200,
    "GET /staff/reports/yearly": 200,
    "POST /staff/reports/yearly": 400,
    "POST /staff/reports/yearly/<int(max=9999):year>/<figure>/remove": 404,
}

OPEN_DATA = (
    "GET /open-data",
    "GET /open-data/monthly.csv",
    "GET /open-data/monthly.json",
    "GET /open-data/yearly.csv",
    "GET /open-data/yearly.json",
    "GET /year",
    "GET /year/<int:year>",
    "GET /year/<int:year>.xlsx",
)
"""For everybody."""

YEARS = {"/year/<int:year>": "2026", "/staff/reports/yearly/<int(max=9999):year>/<figure>": "night_cases"}
"""What stands for placeholders."""

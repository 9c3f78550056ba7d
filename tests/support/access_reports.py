"""The rows of the access table for the figures: statuses of staff's pages."""

REPORTS = {
    "GET /staff/reports": 200,
    "GET /staff/reports/figures.xlsx": 200,
    "GET /staff/reports/month.hwpx": 200,
    "GET /staff/reports/year": 200,
    "GET /staff/reports/duty": 200,
}

OPEN_DATA = ("GET /open-data", "GET /open-data/monthly.csv", "GET /open-data/monthly.json")
"""For everybody."""

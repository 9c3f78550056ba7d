"""The rows of the access table for the figures: statuses of staff's pages."""

REPORTS = {
    "GET /staff/reports": 200,
    "GET /staff/reports/figures.xlsx": 200,
    "GET /staff/reports/month.hwpx": 200,
    "GET /staff/reports/year": 200,
}

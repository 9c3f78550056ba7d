"""The rows of the access table for the file of master data, which is the admins': status."""

MASTERDATA = {
    "GET /staff/masterdata": 200,
    "GET /staff/masterdata/workbook": 200,
    "POST /staff/masterdata": 400,
    "POST /staff/masterdata/apply": 400,
}
"""Statuses by route."""

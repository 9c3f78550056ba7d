"""Gather figures. Nothing here writes."""

from booking.reports.queries.published import Line, published
from booking.reports.queries.report import NO_FIELD, FieldName, Report, report

__all__ = ["NO_FIELD", "FieldName", "Line", "Report", "published", "report"]

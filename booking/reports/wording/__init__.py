"""The figures as people read them: tables, sheets, documents."""

from booking.reports.wording.tables import Table, comparison, period_name, sheets, tables, year_months

__all__ = ["Table", "comparison", "period_name", "sheets", "tables", "year_months"]

"""The figures as people read them: tables, sheets, documents."""

from booking.reports.wording.tables import Table, period_name, sheets, tables

__all__ = ["Table", "period_name", "sheets", "tables"]

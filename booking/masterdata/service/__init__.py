"""Use cases of the master data: give all of it, compare a file with it, and make what the file says."""

from booking.masterdata.service.comparing import Plan, compare
from booking.masterdata.service.sections import SECTIONS
from booking.masterdata.service.tables import Section
from booking.masterdata.service.writing import Refused, export, note, write

__all__ = ["SECTIONS", "Plan", "Refused", "Section", "compare", "export", "note", "write"]

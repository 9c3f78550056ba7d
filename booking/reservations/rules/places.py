"""Where people come to, by the service."""

from booking.calendar.rules import CONSULTATION, NIGHT

PLACES = {CONSULTATION: "office.place", NIGHT: "nightoffice.place"}
"""The names of the settings."""

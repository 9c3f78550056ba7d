"""The tables of the room."""

from booking.reservations.models.demand import UnmetDemand
from booking.reservations.models.reservation import Reservation

__all__ = ["Reservation", "UnmetDemand"]

"""The tables of the room."""

from booking.reservations.models.conflict import Conflict
from booking.reservations.models.demand import UnmetDemand
from booking.reservations.models.destruction import Destruction
from booking.reservations.models.displacement import Displacement
from booking.reservations.models.export import ExportPassword, RosterFile
from booking.reservations.models.limits import HoldPlace
from booking.reservations.models.proof import PhoneProof
from booking.reservations.models.reservation import Reservation
from booking.reservations.models.waiting import (
    WaitingEntry,
    WaitingEvent,
    WaitingLine,
    WaitingPass,
    WaitingWish,
)
from booking.reservations.models.walk_in import WalkIn
from booking.reservations.models.wording import ConsentWording

__all__ = [
    "Conflict",
    "ConsentWording",
    "Destruction",
    "Displacement",
    "ExportPassword",
    "HoldPlace",
    "PhoneProof",
    "Reservation",
    "RosterFile",
    "UnmetDemand",
    "WaitingEntry",
    "WaitingEvent",
    "WaitingLine",
    "WaitingPass",
    "WaitingWish",
    "WalkIn",
]

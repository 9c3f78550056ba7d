"""What the room's messages say, read again at the moment of sending."""

from booking.reservations.messages import bookings, day_lists, proving, waiting, waiting_closed


def register() -> None:
    """Make this room the one that fills in its kinds of notices."""
    bookings.register()
    waiting.register()
    waiting_closed.register()
    proving.register()
    day_lists.register()

"""How small a group is told: one number for what visitors say and for what monitors score."""

from booking.settings import queries as settings


def least_answers() -> int:
    """How many answers of visitors, or contacts of monitors, a group needs to be told.

    One number, for the reason is one: of a few, those who were there know who said it, or who was called.
    """
    return int(settings.get("quality.least_answers"))

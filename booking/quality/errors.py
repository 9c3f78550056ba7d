"""Refusals of the room."""

from booking.errors import BookingError


class SheetUnknown(BookingError):
    """There is no such score sheet, or no such item on it."""

    code = "score_sheet_unknown"
    status = 404


class SheetFrozen(BookingError):
    """Scores were submitted on this sheet, so it stays as it is; a copy can be changed."""

    code = "sheet_frozen"
    status = 409


class SheetTwice(BookingError):
    """Somebody made a sheet of the same kind and half-year in the same moment."""

    code = "sheet_twice"
    status = 409


class StagesInvalid(BookingError):
    """The stages of a sheet are some, not too many, not too long, and each another one."""

    code = "stages_invalid"


class StageInUse(BookingError):
    """A stage with items is not taken off its sheet."""

    code = "stage_in_use"
    status = 409


class LabelsInvalid(BookingError):
    """The words of a scale are one for each of its points, or none."""

    code = "labels_invalid"


class TooManyItems(BookingError):
    """A monitor fills a sheet in on a phone: it has an end."""

    code = "items_many"
    status = 409


class SurveyUnknown(BookingError):
    """No visit has this survey number, or its time is over: nobody learns which of the two."""

    code = "survey_unknown"
    status = 404

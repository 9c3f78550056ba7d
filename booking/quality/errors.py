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


class SheetAssigned(BookingError):
    """A sheet that somebody is to score by is not taken away."""

    code = "sheet_assigned"
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


class MonitorUnknown(BookingError):
    """There is no such monitor."""

    code = "monitor_unknown"
    status = 404


class MonitorTwice(BookingError):
    """This account's person is a monitor already."""

    code = "monitor_twice"
    status = 409


class AccountUnfit(BookingError):
    """A monitor's account has the role of a monitor, and no other."""

    code = "monitor_account_unfit"


class TermBackwards(BookingError):
    """A term does not end before it begins."""

    code = "monitor_term_backwards"


class AssignmentUnknown(BookingError):
    """There is no such assignment, or it is another monitor's."""

    code = "assignment_unknown"
    status = 404


class AssignmentTwice(BookingError):
    """A monitor scores a department by a sheet under one assignment."""

    code = "assignment_twice"
    status = 409


class AssignmentUsed(BookingError):
    """An assignment that was begun stays."""

    code = "assignment_used"
    status = 409


class AssignmentDone(BookingError):
    """All contacts of an assignment were submitted; staff may ask for more. Parameter: due."""

    code = "assignment_done"
    status = 409


class DueBelowDone(BookingError):
    """No fewer contacts are asked for than were submitted already. Parameter: done."""

    code = "due_below_done"
    status = 409


class MonitorsFew(BookingError):
    """No department is scored by more monitors than were chosen. Parameter: count."""

    code = "monitors_few"


class TermTooLate(BookingError):
    """Whose term begins after the last day cannot score until then."""

    code = "monitor_term_late"


class PlanChanged(BookingError):
    """Only what somebody has seen before is assigned to many."""

    code = "plan_changed"
    status = 409


class SheetEmpty(BookingError):
    """Nothing can be scored on a sheet without items."""

    code = "sheet_empty"


class ContactUnknown(BookingError):
    """There is no such contact, or it is another monitor's."""

    code = "contact_unknown"
    status = 404


class ContactFinal(BookingError):
    """What was submitted stays; only an admin corrects it."""

    code = "contact_final"
    status = 409


class ContactDay(BookingError):
    """A contact lies in the half-year of its sheet, and not ahead."""

    code = "contact_day"


class OutsideTerm(BookingError):
    """A contact lies in the monitor's term. Parameters: start, end."""

    code = "outside_term"


class ContactIncomplete(BookingError):
    """A contact is submitted with day, time, place and all scores."""

    code = "contact_incomplete"

    def __init__(self, missing: list[str]) -> None:
        """missing: names of fields, and names of items in addresses."""
        super().__init__()
        self.missing = missing


class PointsInvalid(BookingError):
    """Points lie on the scale of an item of the sheet."""

    code = "points_invalid"


class TrainingUnknown(BookingError):
    """There is no such line in the training plan."""

    code = "training_unknown"
    status = 404


class ItemNotTold(BookingError):
    """Training follows from what the results show, and from nothing that they hide."""

    code = "item_not_told"
    status = 404


class TrainingAhead(BookingError):
    """A training was not held before it was."""

    code = "training_ahead"

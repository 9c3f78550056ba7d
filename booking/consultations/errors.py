"""Refusals of the consultations."""

from booking.errors import BookingError


class FieldUnknown(BookingError):
    """A field is named by its key; there is none with this one."""

    code = "field_unknown"
    status = 404


class ExpertUnknown(BookingError):
    """There is no such expert."""

    code = "expert_unknown"
    status = 404


class FieldExists(BookingError):
    """A key names one field."""

    code = "field_exists"
    status = 409


class FieldNameTaken(BookingError):
    """Citizens choose a field by its name, so no two have the same."""

    code = "field_name_taken"
    status = 409


class QuestionUnknown(BookingError):
    """A question is named by its field and its key; there is none with these."""

    code = "question_unknown"
    status = 404


class QuestionExists(BookingError):
    """A key names one question of a field."""

    code = "question_exists"
    status = 409


class ChoicesMissing(BookingError):
    """Who is to choose needs at least two things to choose from."""

    code = "choices_missing"


class ChoicesUneven(BookingError):
    """The English words of choices stand in the same lines as the Korean ones, or nowhere."""

    code = "choices_uneven"


class SpanTooShort(BookingError):
    """A field's hours hold at least one consultation of its length. Parameter: minutes."""

    code = "span_too_short"


class DeskSeatsTooMany(BookingError):
    """No more seats of a day are kept for telephone and desk than a field has. Parameter: places."""

    code = "desk_seats_too_many"


class TermBackwards(BookingError):
    """A term of appointment ends on or after the day on which it begins."""

    code = "term_backwards"


class AbsenceUnknown(BookingError):
    """There is no such absence any more."""

    code = "absence_unknown"
    status = 404


class AbsenceBackwards(BookingError):
    """An absence ends on or after the day on which it begins."""

    code = "absence_backwards"


class AbsencePast(BookingError):
    """An absence that is over changes nothing any more."""

    code = "absence_past"


class SessionNone(BookingError):
    """A month that has no session has none to drop."""

    code = "session_none"
    status = 409


class AccountTaken(BookingError):
    """An account belongs to one expert."""

    code = "account_taken"
    status = 409


class AccountUnfit(BookingError):
    """An expert logs in with an account that has the role expert."""

    code = "account_unfit"


class SeedBroken(BookingError):
    """A seed file is TOML with the sections and values that booking/data/jinju.toml shows. Parameter: why."""

    code = "seed_broken"


class PhoneUnfit(BookingError):
    """Codes go to an expert's mobile telephone, as text messages."""

    code = "phone_unfit"

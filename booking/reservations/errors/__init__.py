"""Refusals of the room. The docstring is the sentence of the rule; the Korean one is in `booking.wording`."""

from booking.errors import BookingError
from booking.reservations.errors.advising import ConflictTooLate as ConflictTooLate
from booking.reservations.errors.advising import ConflictUnknown as ConflictUnknown
from booking.reservations.errors.advising import NoExpertThen as NoExpertThen
from booking.reservations.errors.advising import NotesOff as NotesOff
from booking.reservations.errors.advising import NoteTooLong as NoteTooLong
from booking.reservations.errors.advising import OtherDay as OtherDay
from booking.reservations.errors.destruction import AlreadyApproved as AlreadyApproved
from booking.reservations.errors.destruction import AlreadyDestroyed as AlreadyDestroyed
from booking.reservations.errors.destruction import ApprovalOver as ApprovalOver
from booking.reservations.errors.destruction import DocumentMissing as DocumentMissing
from booking.reservations.errors.destruction import KindUnknown as KindUnknown
from booking.reservations.errors.destruction import NotPastDue as NotPastDue
from booking.reservations.errors.destruction import RecordKept as RecordKept
from booking.reservations.errors.rehousing import ReplacementOver as ReplacementOver
from booking.reservations.errors.waiting import AlreadyWaiting as AlreadyWaiting
from booking.reservations.errors.waiting import BookedThen as BookedThen
from booking.reservations.errors.waiting import DatesBackwards as DatesBackwards
from booking.reservations.errors.waiting import DatesPast as DatesPast
from booking.reservations.errors.waiting import NoDayThen as NoDayThen
from booking.reservations.errors.waiting import OfferOver as OfferOver
from booking.reservations.errors.waiting import TooManyWaits as TooManyWaits
from booking.reservations.errors.waiting import WaitingUnknown as WaitingUnknown


class SlotTaken(BookingError):
    """Each seat of a slot belongs to one reservation at a time."""

    code = "slot_taken"
    status = 409


class SlotHeld(SlotTaken):
    """A time whose last seat somebody is only filling in the form for may come free again in a moment."""

    code = "slot_held"


class SlotKept(SlotTaken):
    """A time whose last free seats are kept for who calls or walks in, until their release."""

    code = "slot_kept"


class LineFirst(SlotTaken):
    """A free place goes to who stands first in line for it before anybody else may claim it."""

    code = "line_first"


class NotOpenYet(BookingError):
    """Citizens book from the moment that was announced for the day."""

    code = "not_open_yet"
    status = 409


class CutOffPassed(BookingError):
    """Booking and moving online end at the cut-off; afterwards the staff may, with a reason."""

    code = "cutoff_passed"
    status = 409


class SlotOver(BookingError):
    """Nobody is booked into the past: citizens until a consultation starts, staff until its day ends."""

    code = "slot_over"
    status = 409


class AlreadyReserved(BookingError):
    """A person has at most one open reservation in a field on one day."""

    code = "already_reserved"
    status = 409


class HoldGone(BookingError):
    """A lapsed hold whose seat went to somebody else cannot be confirmed."""

    code = "hold_gone"
    status = 410


class RequestRepeatedOtherwise(BookingError):
    """A hold that a program asks for again under the same key is the same hold: the key stands for one request."""

    code = "request_repeated_otherwise"
    status = 422


class HoldUnknown(BookingError):
    """No hold has this token."""

    code = "hold_unknown"
    status = 404


class TooManyHolds(BookingError):
    """One address has a limited number of unfinished holds running on one day. `minutes` until one of them lapses."""

    code = "too_many_holds"
    status = 429


class TooManyBookings(BookingError):
    """One telephone has a limited number of open bookings; staff may book more, with a reason."""

    code = "too_many_bookings"
    status = 409


class TooManyVisits(TooManyBookings):
    """The same of visits to the night office, which are counted by themselves."""

    code = "too_many_visits"


class TooManyToday(BookingError):
    """What citizens do online sends messages to a telephone: so often in 24 hours; staff do more for them."""

    code = "too_many_today"
    status = 429


class TooManyFromHere(TooManyToday):
    """One address books so much of one day in 24 hours, whatever telephones it names."""

    code = "too_many_from_here"


class PhoneUnproven(BookingError):
    """Where the office wants it, who books online first proves the telephone by a code sent to it."""

    code = "phone_unproven"
    status = 409


class CodeWrong(BookingError):
    """A telephone is proved by the code that was sent to it last, within ten minutes and five tries."""

    code = "code_wrong"


class PhoneUnprovable(BookingError):
    """A code goes out by text message alone, so only a mobile telephone can be proved online."""

    code = "phone_unprovable"
    status = 409


class NoMoreExtensions(BookingError):
    """A hold can be extended a limited number of times."""

    code = "no_more_extensions"
    status = 409


class ReservationUnknown(BookingError):
    """The reference and the telephone number fit no reservation, or it is not this browser's."""

    code = "reservation_unknown"
    status = 403


class NotAllowedNow(BookingError):
    """A reservation changes its state only along the table of allowed moves."""

    code = "not_allowed_now"
    status = 409


class NotYetTold(BookingError):
    """Nobody is destroyed before they were told that their booking was cancelled or their telephone corrected."""

    code = "not_yet_told"
    status = 409


class PeopleDestroyed(BookingError):
    """A booking whose people were destroyed is a figure, and stays what it was then."""

    code = "people_destroyed"
    status = 409


class AlreadyStarted(BookingError):
    """Cancelling is open until the consultation starts."""

    code = "already_started"
    status = 409


class ReasonMissing(BookingError):
    """Staff may override a citizen's rule only with a reason, which is logged."""

    code = "reason_missing"


class OtherDesk(BookingError):
    """A reservation moves within its own field."""

    code = "other_desk"
    status = 409


class FieldMissing(BookingError):
    """A required field was left empty."""

    code = "field_missing"


class TooLong(BookingError):
    """A text is longer than its field takes."""

    code = "too_long"


class ChoiceUnknown(BookingError):
    """Who chooses an answer chooses one that is offered."""

    code = "choice_unknown"


class WhoUnknown(BookingError):
    """Somebody books for themselves or for one other person."""

    code = "who_unknown"


class NameInvalid(BookingError):
    """A name is written in letters."""

    code = "name_invalid"


class PhoneInvalid(BookingError):
    """A telephone number is one that can be called in Korea, mobile or landline."""

    code = "phone_invalid"


class EmailInvalid(BookingError):
    """An e-mail address is written as name@domain."""

    code = "email_invalid"


class NoticeChanged(BookingError):
    """A booking is made under the privacy notice that its person has read."""

    code = "notice_changed"


class ConsentMissing(BookingError):
    """A booking needs an answer to the privacy notice that was shown with it."""

    code = "consent_missing"


class OptionalMissing(BookingError):
    """Who refused the optional items agrees to them before some are added."""

    code = "optional_missing"


class DigitsInvalid(BookingError):
    """Behind a signed link four digits are asked for: the last ones of the telephone."""

    code = "digits_invalid"


class DigitsWrong(BookingError):
    """A signed link opens only with the last four digits of a telephone of the booking."""

    code = "digits_wrong"
    status = 403


class AnswerUnknown(BookingError):
    """The reminder is answered by coming or by not being able to."""

    code = "answer_unknown"


class VisitCounts(BookingError):
    """A missed visit that counts towards a pause of online booking is kept until it counts no more."""

    code = "visit_counts"
    status = 409


class BookingPaused(BookingError):
    """Who did not come several times books through staff for a while (off unless the office switches it on)."""

    code = "booking_paused"
    status = 409

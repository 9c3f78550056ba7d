"""Refusals of the accounts."""

from booking.errors import BookingError, NotFound


class Locked(BookingError):
    """After too many wrong attempts nothing is checked for a while, right or wrong. `minutes` until the next try."""

    code = "locked"
    status = 429


class UnknownAccount(NotFound):
    """There is no such account."""

    code = "unknown_account"


class EmailInvalid(BookingError):
    """A log-in name is an e-mail address."""

    code = "account_email_invalid"

    def __init__(self) -> None:
        super().__init__(field="email")


class EmailTaken(BookingError):
    """A log-in name belongs to one account."""

    code = "account_email_taken"
    status = 409

    def __init__(self) -> None:
        super().__init__(field="email")


class NameMissing(BookingError):
    """An account carries the name of the one who uses it."""

    code = "account_name_missing"

    def __init__(self) -> None:
        super().__init__(field="display_name")


class PasswordShort(BookingError):
    """A password has at least `minimum` characters."""

    code = "password_short"


class PasswordSimple(BookingError):
    """A password has at least five different characters."""

    code = "password_simple"


class PasswordLikeEmail(BookingError):
    """A password does not hold the log-in name."""

    code = "password_like_email"


class UnknownRole(BookingError):
    """The roles are admin, staff and expert."""

    code = "unknown_role"

    def __init__(self) -> None:
        super().__init__(field="role")


class OwnAccount(BookingError):
    """Nobody changes the own rights or locks the own account."""

    code = "own_account"
    status = 409


class SuccessorSame(BookingError):
    """A desk is handed over to somebody else."""

    code = "successor_same"

    def __init__(self) -> None:
        super().__init__(field="email")


class SuccessorInactive(BookingError):
    """Who takes a desk over may log in."""

    code = "successor_inactive"
    status = 409

    def __init__(self) -> None:
        super().__init__(field="email")


class SuccessorUnfit(BookingError):
    """An expert takes over from an expert, staff from staff: an account has one role."""

    code = "successor_unfit"
    status = 409

    def __init__(self) -> None:
        super().__init__(field="email")


class LastAdmin(BookingError):
    """There is always an admin who can log in."""

    code = "last_admin"
    status = 409

"""What the notices room refuses."""

from booking.errors import BookingError, NotFound


class NoticeUnknown(NotFound):
    """There is no such notice."""

    code = "notice_unknown"


class NoticeNotSendable(BookingError):
    """The notice is on its way, its use is past, or it is of a kind that nobody sends by hand."""

    code = "notice_not_sendable"
    status = 409


class NoticeSettled(BookingError):
    """The call has been settled already, or its notice is no call."""

    code = "notice_settled"
    status = 409


class TextUnknown(NotFound):
    """There is no such text."""

    code = "text_unknown"


class TextEmpty(BookingError):
    """A message says something."""

    code = "text_empty"


class TextBraces(BookingError):
    """Braces stand only around the names of variables, as in `#{이름}`, and are closed on their `line`."""

    code = "text_braces"


class TextVariableUnknown(BookingError):
    """A text has only the variables that its kind offers."""

    code = "text_variable_unknown"


class TextVariableMissing(BookingError):
    """A message of this kind says nothing without some variables."""

    code = "text_variable_missing"


class TextVariableUnsure(BookingError):
    """What has to be said does not stand only in lines that are left out when another variable is empty."""

    code = "text_variable_unsure"


class TextVariableFixed(BookingError):
    """Nothing can be left out of an AlimTalk, which the provider fills; so no variable in it may be empty."""

    code = "text_variable_fixed"


class TextSubjectVariable(BookingError):
    """A subject has no variable that may be empty, and no address."""

    code = "text_subject_variable"


class TextLinkVariable(BookingError):
    """A text message is complete without a link; where the setting forbids them, it has none."""

    code = "text_link_variable"


class TextWithLink(BookingError):
    """The same for an address that is written out."""

    code = "text_with_link"


class TextUnsendable(BookingError):
    """A text message has only characters that telephones are sent (cp949)."""

    code = "text_unsendable"


class TextTooManyBytes(BookingError):
    """A text message fits with the longest values in it, too."""

    code = "text_too_many_bytes"


class TextTooManyLetters(BookingError):
    """The same for what is counted in characters."""

    code = "text_too_many_letters"


class TemplateCodeWrong(BookingError):
    """A template's code is the provider's: `KA01TP…`."""

    code = "template_code_wrong"


class TemplateCodeMissing(BookingError):
    """Buttons belong to a template that was approved."""

    code = "template_code_missing"


class ButtonsTooMany(BookingError):
    """An AlimTalk has five buttons at most."""

    code = "buttons_too_many"


class ButtonHalf(BookingError):
    """A button has a name and an address."""

    code = "button_half"


class ButtonNameVariable(BookingError):
    """The name of a button is the same in every message."""

    code = "button_name_variable"


class ButtonAddressWrong(BookingError):
    """A button opens an address of the web."""

    code = "button_address_wrong"


class ButtonLinkForbidden(BookingError):
    """What goes to telephones leads to the web only where the setting allows it."""

    code = "button_link_forbidden"

"""Refusals of the settings. Each belongs to the form field `value`."""

from booking.errors import BookingError, NotFound


class UnknownSetting(NotFound):
    """There is no setting of this name."""

    code = "unknown_setting"


class InvalidSetting(BookingError):
    """The text is no value of this setting."""

    code = "invalid_setting"

    def __init__(self, **parameters: object) -> None:
        super().__init__(field="value", **parameters)


class SettingEmpty(InvalidSetting):
    """This setting must not be empty."""

    code = "setting_empty"


class SettingNotANumber(InvalidSetting):
    """A whole number is wanted."""

    code = "setting_not_a_number"


class SettingOutOfRange(InvalidSetting):
    """A value from `minimum` to `maximum` is wanted."""

    code = "setting_out_of_range"


class SettingNotATime(InvalidSetting):
    """A time of the day is wanted, as HH:MM."""

    code = "setting_not_a_time"


class SettingNotAChoice(InvalidSetting):
    """One of the choices is wanted."""

    code = "setting_not_a_choice"


class SettingTooLong(InvalidSetting):
    """At most `maximum` characters, on one line."""

    code = "setting_too_long"


class SettingNotAnAddress(InvalidSetting):
    """An http or https address is wanted, or nothing."""

    code = "setting_not_an_address"


class SettingNotAnEmail(InvalidSetting):
    """An e-mail address is wanted, or nothing."""

    code = "setting_not_an_email"


class SettingNotADate(InvalidSetting):
    """A date is wanted, as YYYY-MM-DD."""

    code = "setting_not_a_date"


class SettingNotOrigins(InvalidSetting):
    """Sites are named as https://host each, with a space between, for names and paths mean nothing to a browser."""

    code = "setting_not_origins"


class SettingNotHosts(InvalidSetting):
    """Host names are wanted, without https:// and without a port, with a space between."""

    code = "setting_not_hosts"


class SettingNotNetworks(InvalidSetting):
    """Networks (192.0.2.0/24) or addresses are wanted, with a space between."""

    code = "setting_not_networks"


class SettingShutsOut(InvalidSetting):
    """Nobody shuts out themselves: the place from which a setting is changed must stay open."""

    code = "setting_shuts_out"
    status = 409


class SettingNotAPhone(InvalidSetting):
    """A telephone number that people in Korea can dial is wanted."""

    code = "setting_not_a_phone"


class SettingNotReminders(InvalidSetting):
    """Reminders are written as `N working days before HH:MM`, or `the same day HH:MM`, with commas between."""

    code = "setting_not_reminders"


class SettingReminderTwice(InvalidSetting):
    """Nobody is reminded twice on one day."""

    code = "setting_reminder_twice"


class SettingAngleBrackets(InvalidSetting):
    """A text that stands on every page holds no angle brackets, for it is no place for markup."""

    code = "setting_angle_brackets"


class SettingOutOfOrder(InvalidSetting):
    """The earlier of two times must be before the later (`other`)."""

    code = "setting_out_of_order"

"""Every setting: its type, its default, and what the clerk reads about it."""

from booking.settings.errors import UnknownSetting
from booking.settings.registry import (
    access,
    accessibility,
    advising,
    audit,
    desk,
    english,
    house,
    kiosks,
    limits,
    notices,
    privacy,
    quality,
    rehousing,
    reports,
    roster,
    services,
    waiting,
)
from booking.settings.rules import Setting

SETTINGS: tuple[Setting, ...] = (
    *services.SETTINGS,
    *limits.SETTINGS,
    *desk.SETTINGS,
    *waiting.SETTINGS,
    *rehousing.SETTINGS,
    *advising.SETTINGS,
    *roster.SETTINGS,
    *privacy.SETTINGS,
    *house.SETTINGS,
    *access.SETTINGS,
    *audit.SETTINGS,
    *notices.SETTINGS,
    *english.SETTINGS,
    *accessibility.SETTINGS,
    *reports.SETTINGS,
    *quality.SETTINGS,
    *kiosks.SETTINGS,
)

IN_ORDER = (("nightoffice.starts", "nightoffice.ends"), ("guide.counter_starts", "guide.counter_ends"))
"""Pairs of times of which the first must be before the second."""

_BY_NAME = {setting.name: setting for setting in SETTINGS}


def get(name: str) -> Setting:
    """The setting of this name. UnknownSetting."""
    try:
        return _BY_NAME[name]
    except KeyError:
        raise UnknownSetting() from None


def find(name: str) -> Setting | None:
    """The setting of this name, or None."""
    return _BY_NAME.get(name)

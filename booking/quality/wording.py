"""What desks are called on the room's pages and in its messages."""

from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from booking import office
from booking.consultations import queries as consultations


@dataclass(frozen=True)
class Desk:
    """What a visit was about. key: of a field or a window. name, name_en: as staff gave them."""

    key: str
    name: str
    name_en: str


def list_desks() -> list[Desk]:
    """Everything that people visit, in the order of the office."""
    return [Desk(one.key, one.name, one.name_en) for one in consultations.list_fields(active_only=False)]


def desk_name(key: str) -> str:
    """The name of a desk in the language that is spoken now, as plain text; of one that is gone what all desks are."""
    found = next((one for one in list_desks() if one.key == key), None)
    return office.plain_words(found, "name") if found else gettext("민원")


def desk_words(key: str) -> Markup | str:
    """The same for a page, marked as Korean where it is."""
    found = next((one for one in list_desks() if one.key == key), None)
    return office.words(found, "name") if found else gettext("민원")

"""The values of the office, the same in every message."""

from booking.settings import queries as settings


def office_values(base_url: str, language: str = "ko") -> dict[str, str]:
    """The values that are the office's own, from the settings in a language and the public address.

    interpreters: whom to call for one, empty in Korean.
    """
    office = settings.get_text("office.name", language)
    return {
        "city": office.split()[0] if office else "",
        "office": office,
        "phone": str(settings.get("office.phone")),
        "hours": settings.get_text("office.phone_hours", language),
        "home": base_url,
        "lookup": f"{base_url}/lookup",
        "waiting": f"{base_url}/waiting/find",
        "interpreters": "" if language == "ko" else str(settings.get("office.interpreters")),
    }

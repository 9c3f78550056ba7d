"""Asking 한국천문연구원 특일정보 (`getRestDeInfo` of the public data portal) for the holidays of a year.

The portal answers errors with any status and in XML even when JSON is asked for, gives ten items unless more are asked
for, and hands out its keys in two spellings, one of which is encoded already.
"""

from datetime import date

import requests

from booking import portal
from booking.calendar.errors import AnswerUnfinished, AnswerUnreadable, ServiceUnreachable, ServiceUnset
from booking.calendar.rules.answers import Answer, Named
from booking.calendar.rules.reading import MOST_BYTES, Page, finished, read_page

ROWS, MOST_PAGES = 100, 10


def ask(url: str, key: str, year: int) -> Answer:
    """The holidays of a whole year, of all pages. An answer that is not whole is none.

    key: the service key, encoded or not; it is in no refusal and no log. ServiceUnset, ServiceUnreachable, and the
    refusals of reading (AnswerRefused, AnswerUnfinished, AnswerEmpty, AnswerUnreadable, AnswerBroken, AnswerTooLong).
    """
    if not key:
        raise ServiceUnset
    wish = {"serviceKey": portal.plain_key(key), "solYear": str(year), "numOfRows": str(ROWS), "_type": "json"}
    days: list[Named] = []
    with portal.opened(url) as session:
        for number in range(1, MOST_PAGES + 1):
            page = _page(session, url, {**wish, "pageNo": str(number)})
            days += page.days
            if len(days) >= page.total:
                return finished(days, tuple(date(year, month, 1) for month in range(1, 13)))
            if not page.days:
                break
    raise AnswerUnfinished(field="file", total=page.total, count=len(days))


def _page(session: requests.Session, url: str, wish: dict[str, str]) -> Page:
    try:
        status, data = portal.fetch(session, url, wish, MOST_BYTES)
    except portal.PortalSilentError as error:
        raise ServiceUnreachable(why=str(error)) from None
    try:
        page = read_page(data)
    except AnswerUnreadable as error:
        raise (error if status == requests.codes.ok else ServiceUnreachable(why=f"HTTP {status}")) from None
    if status != requests.codes.ok:
        raise ServiceUnreachable(why=f"HTTP {status}")
    return page

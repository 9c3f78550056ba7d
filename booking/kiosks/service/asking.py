"""Asking 행정안전부_무인민원발급기정보 of the public data portal for the list of kiosks."""

from booking import portal
from booking.kiosks.errors import (
    ListTooLong,
    ListUnfinished,
    ListUnreadable,
    ServiceUnreachable,
    ServiceUnset,
)
from booking.kiosks.rules.answering import Page, read_page
from booking.kiosks.rules.reading import Reading, pick
from booking.settings import queries as settings

ROWS, MOST_PAGES = 100, 100
MOST_OF_A_PAGE = 1024 * 1024
"""Bytes; a hundred kiosks have some sixty thousand."""

OK = 200


def ask(url: str, key: str) -> Reading:
    """The kiosks of the city, of all pages of the answer. One that is not whole is none.

    Where a setting says by which code the city is known, its own alone are asked for: the whole country's come on many
    pages, whose edges were seen to move. url: with what else the service wants to be asked, such as
    `?returnType=JSON`. key: encoded or not; it is in no refusal and no log.
    ServiceUnset, ServiceUnreachable, ListUnfinished, and what `read_list` refuses.
    """
    if not (key and url):
        raise ServiceUnset(field="file")
    city, group = str(settings.get("kiosks.city")), str(settings.get("kiosks.group_code"))
    ours = {"cond[OPN_ATMY_GRP_CD::EQ]": group} if group else {}
    rows: list[dict[str, object]] = []
    with portal.opened(url) as session:
        for number in range(1, MOST_PAGES + 1):
            wish = {"serviceKey": portal.plain_key(key), "numOfRows": str(ROWS), "pageNo": str(number), **ours}
            try:
                answer = portal.fetch(session, url, wish, MOST_OF_A_PAGE)
            except portal.PortalSilentError as error:
                raise ServiceUnreachable(field="file", why=str(error)) from None
            page = _page(*answer)
            rows += page.rows
            if len(rows) >= page.total or not page.rows:
                break
    if len(rows) < page.total:
        raise ListUnfinished(field="file", total=page.total, count=len(rows))
    return pick(enumerate(rows, 1), city, group)


def _page(status: int, data: bytes) -> Page:
    """A page, or what the service says in place of one, whatever status it says it with."""
    if len(data) > MOST_OF_A_PAGE:
        raise ListTooLong(field="file", maximum=MOST_OF_A_PAGE // 1024 // 1024)
    try:
        page = read_page(data)
    except ListUnreadable:
        if status == OK:
            raise
        raise ServiceUnreachable(field="file", why=f"HTTP {status}") from None
    if status != OK:
        raise ServiceUnreachable(field="file", why=f"HTTP {status}")
    return page

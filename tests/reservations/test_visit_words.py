"""No page and no message about a visit to the night office calls it a consultation."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime

import pytest
from flask import Flask
from flask_babel import force_locale

from booking.calendar.models import Slot
from booking.consultations import queries as consultations
from booking.db import db, transaction
from booking.notices import service as notices
from booking.notices import texts
from booking.reservations import service
from booking.reservations.messages.services import service_words
from booking.reservations.models import Reservation, WaitingEntry
from booking.reservations.queries.waiting_search import search_line
from booking.reservations.rules.people import make_person
from booking.reservations.service.telling import subject_of
from tests.notices.conftest import VALUES
from tests.reservations.conftest import CLERK, NIGHT, NOW, Desk, a_person, wall
from tests.reservations.turned_out import close, fresh
from tests.support.pages import Citizen, Page
from tests.support.work import Worker

PAGE = f"/night-office/{NIGHT}"
PROXY = {"name": "김신청", "phone": "010-1234-5678", "who": "proxy", "person_name": "이방문", "consent": "y"}
FOR_STAFF = {"alarm", "closures", "experts", "review", "day_list"}
"""Kinds of messages that go to nobody who visits."""

ELSEWHERE = (
    "전문가 상담 12. 21.(월)",
    "상담과 야간민원실 방문을 각각",
    "consultations and visits to the night office can be",
)
"""What a page says of the consultations themselves: the roster leads to theirs, and a telephone has so many of each."""

WRONG = re.compile(r"상담|consultation|advice|\bexpert", re.IGNORECASE)


def said(page: Page) -> str:
    """What a page says between its menu and its foot, and in its title."""
    assert page.soup.main is not None and page.soup.title is not None
    text = " ".join(f"{page.soup.title.get_text()} {page.soup.main.get_text(' ')}".split())
    for words in ELSEWHERE:
        text = text.replace(words, "")
    return text


def wrong(pages: Iterable[Page]) -> list[str]:
    """Where pages speak of a consultation."""
    found = [(page.url, said(page)) for page in pages]
    places = [(url, text, at) for url, text in found for at in WRONG.finditer(text)]
    return [f"{url}: {text[max(0, at.start() - 30) : at.end() + 20]}" for url, text, at in places]


def seat(citizen: Citizen, slot: Slot, language: str = "ko") -> tuple[list[Page], str]:
    """The screens of a booking for somebody else, with a mistake on the way, and the booking's reference."""
    first = citizen.get(f"{PAGE}?lang={language}")
    form = citizen.submit("/holds", {"slot": slot.token})
    token = form.url.rsplit("/", 1)[1]
    mistaken = citizen.submit("/check", {"who": "proxy"})
    check = citizen.submit("/check", PROXY)
    done = citizen.submit(token)
    return [first, form, mistaken, check, done], done.url.split("?")[0].rsplit("/", 1)[1]


ALL = ("", "/move", "/cancel", "/edit", "/data", "/delete", "/cannot-come")


def own_pages(citizen: Citizen, reference: str, ends: Iterable[str] = ALL) -> list[Page]:
    return [citizen.get(f"/reservations/{reference}{end}") for end in ends]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_citizens_pages_of_a_visit(citizen: Citizen, windows: list[Slot], language: str) -> None:
    pages, reference = seat(citizen, windows[0], language)
    pages += own_pages(citizen, reference)
    file = citizen.client.get(f"/reservations/{reference}/calendar.ics").get_data(as_text=True)
    assert not WRONG.search(file)
    close(NIGHT, kind="night")
    pages += own_pages(citizen, reference, ("", "/move", "/cancel"))
    pages.append(citizen.submit("/cancel"))
    pages += own_pages(citizen, reference, ("/move", "/delete"))
    assert not wrong(pages)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_citizens_pages_of_who_waits_for_a_visit(
    citizen: Citizen, desk: Desk, windows: list[Slot], language: str
) -> None:
    rows = fill(desk, windows)
    pages = [citizen.get(f"/waiting?field=passport&date={NIGHT}&lang={language}")]
    pages.append(citizen.submit("/waiting", {"name": "", "last": NIGHT.isoformat()}))
    pages.append(citizen.submit("/waiting", {**PROXY, "last": NIGHT.isoformat()}))
    own = pages[-1].url.split("?")[0]
    pages += [citizen.get(own + end) for end in ("/edit", "/data", "/leave", "/delete")]
    with transaction():
        service.cancel(fresh(rows[0]), actor=CLERK, now=NOW)
    pages.append(citizen.get(own))
    close(NIGHT, kind="night")
    pages.append(citizen.get(own))
    assert not wrong(pages)


def fill(desk: Desk, windows: list[Slot]) -> list[Reservation]:
    """All seats of the night are booked."""
    people = (a_person("나나나", f"010-2222-{number:04}") for number in range(99))
    return [desk.book(slot, next(people)) for slot in windows for _seat in range(slot.capacity)]


def test_who_adds_an_address_while_waiting_reads_the_notice_of_visits(
    citizen: Citizen, desk: Desk, windows: list[Slot]
) -> None:
    fill(desk, windows)
    citizen.get(f"/waiting?field=passport&date={NIGHT}")
    own = citizen.submit("/waiting", {**PROXY, "last": NIGHT.isoformat()}).url.split("?")[0]
    citizen.get(f"{own}/edit")
    page = citizen.submit("/edit", {"proxy_email": "kim@example.org"})
    assert page.status == 200 and "연락처를 고쳤습니다" in page.text
    (entry,) = db.session.query(WaitingEntry)
    assert entry.proxy_email == "kim@example.org"


def book_for_somebody(desk: Desk, slot: Slot) -> str:
    """The reference of a visit that somebody booked for somebody else."""
    person = make_person("김신청", "010-1234-5678", "", "", who="proxy", person_name="이방문", person_phone="")
    return desk.book(slot, person).reference or ""


def test_the_work_pages_of_a_visit(
    sqlite_app: Flask, desk: Desk, windows: list[Slot], at: Callable[..., datetime]
) -> None:
    reference = book_for_somebody(desk, windows[0])
    clerk, own = Worker(sqlite_app, role="admin"), f"/staff/reservations/{reference}"
    book, walk_ins, wait = f"/staff/book/{NIGHT}", f"/staff/walk-ins/{NIGHT}", "/staff/waiting/new"
    pages = [clerk.get(path) for path in (book, f"{wait}?field=passport", "/staff/paper?service=night")]
    pages.append(clerk.post(book, 400, who="proxy"))
    pages.append(clerk.post(wait, 400, desks="passport", who="proxy"))
    person = {"name": "전화인", "phone": "010-9999-8888", "consent": "y", "via": "telephone", "who": "proxy"}
    typed = {**person, "person_name": "방문인", "desks": "passport", "token": "q" * 22, "last": NIGHT.isoformat()}
    clerk.post(wait, **typed)
    [entry] = search_line("010-9999-8888")
    pages.append(clerk.get(f"/staff/waiting/{entry.reference}"))
    at(wall(NIGHT, 18, 1))
    clerk = Worker(sqlite_app, "second@city.example", role="admin")
    pages += [clerk.get(walk_ins), clerk.post(walk_ins, 400, name="")]
    pages.append(clerk.post(f"{own}/done", 409))
    clerk.post(f"{own}/check-in", back="booking")
    ends = ("", "/booked", "/keep", "/correct")
    pages += [clerk.get(own + end) for end in ends]
    roster = f"/staff/roster/{NIGHT}"
    pages += [clerk.get(roster + end) for end in ("", "?by=field", "?print=1", "/download", "/paper")]
    pages.append(clerk.get(f"/staff/answers/{NIGHT}"))
    assert not wrong(pages)


def test_the_work_pages_of_a_closed_night(sqlite_app: Flask, desk: Desk, windows: list[Slot]) -> None:
    reference = book_for_somebody(desk, windows[0])
    close(NIGHT, kind="night")
    clerk = Worker(sqlite_app)
    paths = (f"/staff/rehousing/night/{NIGHT}", f"/staff/reservations/{reference}", f"/staff/roster/{NIGHT}")
    assert not wrong(map(clerk.get, (*paths, f"/staff/reservations/{reference}/cancel")))


KINDS = sorted(set(texts.KINDS) - FOR_STAFF - set(texts.FEET))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_messages_about_a_visit(sqlite_app: Flask, language: str) -> None:
    given = {**VALUES, **texts.office_values("https://city.example", language), "field": "여권 신청"}
    with force_locale(language):
        given |= service_words({"night"}, "여권 신청")
    given |= {"code": "123456", "interpreters": "1345", "new_date": "D", "new_time": "T", "until": "U"}
    named = [(kind, channel) for kind in KINDS for channel in ("sms", "email") if texts.has_default(kind, channel)]
    found = [texts.render(kind, channel, given, language) for kind, channel in named]
    assert not [text for text in found if WRONG.search(text.subject + text.body)]


def letter(row: Reservation) -> str:
    """The body of the letter that confirms a booking."""
    message = notices.loader("confirmed")(subject_of(fresh(row)), NOW)
    assert message is not None
    return texts.render("confirmed", "email", {**texts.office_values("https://city.example"), **message.values}).body


def test_a_message_names_what_to_bring_and_leaves_the_line_out_without(desk: Desk, windows: list[Slot]) -> None:
    with transaction():
        consultations.get_field("law").bring = "계약서 사본"
    visit, law = desk.book(windows[0]), desk.book(desk.slot())
    tax = desk.book(desk.slot("national-tax"))
    assert "준비물: 신분증, 여권용 사진" in letter(visit)
    assert "준비물: 계약서 사본" in letter(law)
    assert "준비물" not in letter(tax)

"""Pages of citizens in all their states: a browser that is led there, whatever language the pages speak.

Nothing here reads words. Forms are found by where they lead and fields by their names, which are the public contract.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from playwright.sync_api import Page, Response
from werkzeug.exceptions import HTTPException

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar.models import OfficeDay, Slot
from booking.calendar.service import close_day, reopen_day
from booking.consultations import queries as experts
from booking.consultations import service as consultations
from booking.db import transaction
from booking.nightoffice import service as nightoffice
from booking.notices.jobs import deliver
from booking.reservations import queries as bookings
from booking.reservations import service as reservations
from booking.reservations.rules.people import make_person
from booking.settings import service as settings

TRANSLATIONS = Path(__file__).resolve().parent.parent.parent / "booking" / "translations"

NOW = "2026-11-23T15:00"
DAY = "2026-12-21"
NEXT = "2027-01-20"
"""Booking for this one has not opened."""

CLERK = Actor.command("tests")
ELSEWHERE = "another browser"


def languages() -> list[str]:
    """Korean, and every language that has a catalogue."""
    return ["ko", *sorted(folder.parent.name for folder in TRANSLATIONS.glob("*/LC_MESSAGES") if folder.is_dir())]


@dataclass
class Stage:
    """A citizen's browser on a city of the test's own, and what happens around it meanwhile."""

    page: Page
    app: Flask
    at: Callable[[str], object]
    language: str = "ko"
    met: set[str] = field(default_factory=set)
    """Rules of the pages that were shown with 200."""

    def __post_init__(self) -> None:
        self.answer: Response | None = None
        self.others = 0
        self.page.on("response", self._note)
        if self.language != "ko":
            self.page.goto(f"/?lang={self.language}")

    def _note(self, answer: Response) -> None:
        is_page = answer.request.resource_type == "document" and answer.frame == self.page.main_frame
        if is_page and not 300 <= answer.status < 400:
            self.answer = answer
            if answer.status == 200:
                self.met.add(self._rule(answer.url))

    def _rule(self, url: str) -> str:
        path = "/" + url.split("/", 3)[3].split("?")[0]
        try:
            rule, _ = self.app.url_map.bind("").match(path, method="GET", return_rule=True)
        except HTTPException:
            return ""
        return f"GET {rule}"

    def html(self) -> str:
        """The page as the server sent it."""
        assert self.answer is not None
        return self.answer.text()

    # -- what the citizen does ------------------------------------------------------------------------------------

    def go(self, path: str) -> None:
        """Open an address."""
        self.page.goto(path)

    def choose(self, nth: int = 0) -> None:
        """Tick one of the times that can be chosen."""
        self.page.locator(".slot input:enabled").nth(nth).check()

    def send(self, action: str, changed: dict[str, str] | None = None) -> None:
        """Press the button of the form that leads to an address with this end. changed: hidden fields set before."""
        form = self.page.locator(f'main form[action$="{action}"], main form:not([action])').first
        for name, value in (changed or {}).items():
            form.locator(f"[name={name}]").first.evaluate("(field, value) => { field.value = value }", value)
        form.locator("button[type=submit]:not([formaction], .sr-only)").first.click()

    def fill(self, **typed: str) -> None:
        """Type into fields."""
        for name, value in typed.items():
            self.page.locator(f"main [name={name}]").first.fill(value)

    def fill_in(self, name: str = "홍길동", phone: str = "010-1234-5678") -> None:
        """Everything that a booking asks for."""
        self.fill(name=name, phone=phone, question="작년에 판 집의 양도소득세를 얼마나 내야 하는지 알고 싶습니다.")
        self.agree()

    def agree(self) -> None:
        """Agree to what the privacy notice asks for."""
        for box in self.page.locator("main [name=consent][value=y]").all():
            box.check(force=True)

    def hold(self, desk: str = "law", nth: int = 0) -> str:
        """Choose a time, up to the form; the token of the hold."""
        self.go(f"/consultations/{DAY}?field={desk}")
        self.choose(nth)
        self.send("/holds")
        return self.page.url.split("?")[0].rsplit("/", 1)[1]

    def book(self, desk: str = "law", nth: int = 0) -> str:
        """The whole way to a booking; the address of its page."""
        token = self.hold(desk, nth)
        self.fill_in()
        self.send("/check")
        self.send(f"/holds/{token}")
        return self.page.url.split("?")[0]

    # -- what happens meanwhile -----------------------------------------------------------------------------------

    def day(self, date: str = DAY) -> OfficeDay:
        """A consultation day."""
        found = calendar.find_office_day("consultation", clock.office_date(clock.parse(date)))
        assert found is not None
        return found

    def slots(self, desk: str) -> list[Slot]:
        """The times of a field on the first day."""
        return list(calendar.list_slots(self.day(), desk))

    def taken(self, desk: str, nth: int = 0, *, booked: str = "") -> None:
        """Somebody else takes a seat: holds it, or books it under a name."""
        with transaction():
            held = reservations.hold(self.slots(desk)[nth].token, f"{ELSEWHERE} {desk} {nth} {booked}", now=clock.now())
            if booked:
                self.others += 1  # each with a telephone of their own, for one may have only some bookings
                person = make_person(booked, f"010-2345-{self.others:04}", "", "")
                reservations.reserve(
                    held.token, person, holder=held.holder or "", consent_version="1", actor=CLERK,
                    now=clock.now(),
                )  # fmt: skip

    def freed(self, desk: str, nth: int = 0) -> None:
        """Whoever booked a time of the first day cancels."""
        with transaction():
            [booked] = [
                row
                for row in bookings.roster(self.day())
                if row.state == "reserved" and row.slot_id == self.slots(desk)[nth].id
            ]
            reservations.cancel(booked, actor=CLERK, now=clock.now())

    def visit(self, shown: str, state: str) -> None:
        """The desk ticks off the booking whose page is `shown`."""
        with transaction():
            found = bookings.get_by_reference(shown.rsplit("/", 1)[1])
            reservations.answer_state(found, state, actor=CLERK, now=clock.now())

    def deliver(self) -> None:
        """What is due is sent."""
        deliver(clock.now())

    def setting(self, key: str, value: str) -> None:
        """Staff change a setting."""
        with transaction():
            settings.put(key, value, actor=CLERK, now=clock.now())

    def close(self, date: str = DAY) -> None:
        """Staff close a consultation day; who is booked is told."""
        with transaction():
            close_day(self.day(date), closed_by="staff", reason="staff", text="강사 사정", actor=CLERK, now=clock.now())
            reservations.rehouse(clock.now())

    def absent(self, desk: str, date: str) -> None:
        """The experts of a field do not come."""
        day = clock.office_date(clock.parse(date))
        with transaction():
            for expert in experts.list_experts(desk):
                more = {"reason": "학회", "actor": CLERK, "now": clock.now()}
                consultations.add_absence(expert.id, day, day, **more)
            consultations.keep_desks([self.day(date)], clock.now(), CLERK)

    def reopen(self, date: str) -> None:
        """Staff open a day again."""
        with transaction():
            reopen_day(self.day(date), reason="착오", actor=CLERK, now=clock.now())
            reservations.rehouse(clock.now())

    def lapse(self) -> None:
        """What was held in vain passes on."""
        with transaction():
            reservations.expire_holds(clock.now())


def prepare(at: Callable[[str], object]) -> None:
    """The days and nights that the scheduler keeps, on a Monday in November."""
    at(NOW)
    with transaction():
        consultations.keep_days(now=clock.now(), actor=CLERK)
        nightoffice.keep_nights(clock.now(), CLERK)


Walk = Callable[[Stage], Iterator[str]]

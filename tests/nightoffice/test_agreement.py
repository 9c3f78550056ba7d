"""One rule, and everything that tells of it agrees: rows, page, feed, API and command, whatever staff correct."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from random import Random

from bs4 import BeautifulSoup
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from booking import clock
from booking.audit.rules import Actor
from booking.calendar import queries as calendar
from booking.calendar import rules
from booking.calendar import service as calendar_service
from booking.db import transaction
from booking.errors import BookingError
from booking.nightoffice import jobs
from booking.recheck import recheck
from booking.settings import service as settings
from tests.calendar import regulation

Said = dict[date, tuple[bool, str]]


def _correct(random: Random, now: datetime, actor: Actor) -> None:
    """Something that staff do to one night of the coming year."""
    today = clock.office_date(now)
    nights = list(rules.wednesdays(today, today + timedelta(weeks=52)))
    day = random.choice([*nights, *(night for night in nights if not regulation.is_working(night))])
    night, why = calendar.find_office_day("night", day), {"actor": actor, "now": now}
    what = random.choice(("add", "withdraw", "remove", "close", "reopen"))
    with suppress(BookingError):  # nothing to withdraw, to take back, to open
        if what == "add":
            calendar_service.add_holiday(day, f"쉬는 날 {day.day}", reason="의결", **why)
        elif what == "withdraw":
            calendar_service.withdraw_holiday(day, reason="정정", **why)
        elif what == "remove":
            calendar_service.remove_override(day, reason="정정", **why)
        elif what == "close" and night:
            calendar_service.close_day(night, closed_by="staff", reason="staff", text=f"행사 {day.day}", **why)
        elif night:
            calendar_service.reopen_day(night, reason="정정", **why)


def _expected(first: date, last: date) -> dict[date, bool]:
    """The rule once more: no public holiday by the regulation as staff corrected it, and not closed by staff."""
    corrected = {one.date: one.effect == "working" for one in calendar.list_overrides()}
    by_staff = {day.date for day in calendar.list_office_days("night", first, last) if day.closed_by == "staff"}
    return {
        day: corrected.get(day, regulation.is_working(day)) and day not in by_staff
        for day in rules.wednesdays(first, last)
    }


def _page(client: FlaskClient) -> Said:
    found = {}
    for row in BeautifulSoup(client.get("/night-office").data, "html.parser").select("tbody tr"):
        year, month, day = (int(part) for part in re.findall(r"\d+", row.th.get_text())[:3])
        state, told = (" ".join(cell.get_text().split()) for cell in row.find_all("td"))
        found[date(year, month, day)] = (state == "운영", told)
    return found


def _feed(client: FlaskClient, today: date) -> Said:
    events = Calendar.from_ical(client.get("/calendar/night-office.ics").data).walk("VEVENT")
    said = {
        clock.to_office(event.decoded("dtstart")).date(): (event["status"] == "CONFIRMED", str(event["description"]))
        for event in events
    }
    return {day: told for day, told in said.items() if day >= today}


def _api(client: FlaskClient, query: str = "") -> Said:
    nights = client.get(f"/api/v1/night-office{query}").get_json()["nights"]
    return {date.fromisoformat(one["date"]): (one["open"], one["reason_text"]) for one in nights}


def test_all_that_tells_of_nights_agrees_for_a_year_of_corrections(
    app: Flask,
    client: FlaskClient,
    command: Callable[..., Result],
    at: Callable[[str], datetime],
    actor: Actor,
) -> None:
    random = Random(20)
    at("2027-01-04T12:00")
    with transaction():
        settings.put("nightoffice.weeks_ahead", "52", actor=actor, now=clock.now())
    corrected = closed = 0
    for month in range(1, 13):
        now = at(f"2027-{month:02}-04T12:00")
        today = clock.office_date(now)
        jobs.keep_nights(now)
        with transaction():
            for _ in range(6):
                _correct(random, now, actor)
            if month % 2:
                recheck(now, actor)
        if not month % 2:
            jobs.keep_nights(now)  # one run of the job does what a correction at the page does at once
        rows = {day.date: day.is_open for day in calendar.list_office_days("night", today, today + timedelta(weeks=52))}
        page, feed, api = _page(client), _feed(client, today), _api(client)
        last = max(page)
        told = json.loads(command("nights", "--from", str(today), "--to", str(last), "--json").output)
        by_command = {date.fromisoformat(one["date"]): (one["open"], one["reason_text"]) for one in told}
        assert {day: is_open for day, (is_open, _) in page.items()} == _expected(today, last) == rows
        assert api == by_command and set(api) == set(page)
        assert all(api[day] == said for day, said in page.items() if not said[0])
        assert all(api[day] == said for day, said in feed.items()) and len(feed) > 25
        assert _api(client, f"?first={today}&last={last}") == api
        corrected = max(corrected, len(calendar.list_overrides()))
        closed += sum(not is_open for is_open, _ in page.values())
    assert corrected > 10 and closed > 50, "the corrections did nothing"

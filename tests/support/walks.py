"""The table of states: every page of citizens, in everything it can say, and how to get there.

A walk leads one browser on and stops at each state: it yields the state's name. There the gates look at the page
(`tests/journeys/test_gates.py`), and `make screenshots` takes its picture under that name. Pages without placeholders
in their address are found by themselves. A page with a placeholder has its rule in the `shows(...)` of a walk that
stops at it; `tests/front/test_states.py` fails for one that no walk shows.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import Flask

from booking import links
from tests.support.access import ROUTES, VISITORS
from tests.support.stage import DAY, NEXT, Stage, Walk
from tests.support.walks_counter import one_stop
from tests.support.walks_desk import kept_for_the_desk
from tests.support.walks_guide import guiding
from tests.support.walks_kiosks import kiosks
from tests.support.walks_limits import proving
from tests.support.walks_night import nights
from tests.support.walks_rehousing import rehousing
from tests.support.walks_survey import surveying
from tests.support.walks_visits import visits
from tests.support.walks_waiting import waiting
from tests.support.walks_waiting_proxy import waiting_for_somebody

NO_PAGES = ("/static/", "/api/", "/healthz", "/readyz", "/metrics", "/staff", "/expert", "/account")
"""Where addresses begin that are for machines, or for who works here."""

FILES = (".ics", ".xlsx", ".csv", ".json", ".txt", ".xml", ".webmanifest")


@dataclass(frozen=True)
class Row:
    """One walk of the table. rules: the addresses with placeholders that it shows. city: with the city's data."""

    walk: Walk
    rules: tuple[str, ...] = ()
    city: bool = True


WALKS: dict[str, Row] = {
    "guiding": Row(guiding, ("GET /guide/<key>",)),
    "kiosks": Row(kiosks, ("GET /kiosks/<token>",)),
    "kept-for-the-desk": Row(kept_for_the_desk),
    "nights": Row(nights, ("GET /night-office/<text>",)),
    "one-stop": Row(one_stop, ("GET /one-stop/<key>",)),
    "proving": Row(proving),
    "rehousing": Row(rehousing),
    "visits": Row(visits),
    "surveying": Row(surveying, ("GET /survey/<code>",)),
    "waiting-for-somebody": Row(waiting_for_somebody),
    "waiting": Row(waiting, tuple(f"GET /waiting/<token>{end}" for end in ("", "/leave", "/delete", "/edit", "/data"))),
}


def shows(*rules: str, city: bool = True) -> Callable[[Walk], Walk]:
    """Enter a walk into the table."""

    def enter(walk: Walk) -> Walk:
        WALKS[walk.__name__] = Row(walk, rules, city)
        return walk

    return enter


def pages_of_citizens() -> set[str]:
    """The rules of all pages that people without an account may open, by the access table."""
    rules = {route.removeprefix("GET ") for route, row in ROUTES.items() if route.startswith("GET /")}
    return {
        f"GET {rule}" for rule in rules
        if not rule.startswith(NO_PAGES) and not rule.endswith(FILES)
        and 200 in [ROUTES[f"GET {rule}"].answers[visitor] for visitor in VISITORS[:3]]
    }  # fmt: skip


def plain_paths(app: Flask) -> list[str]:
    """The addresses without placeholders among them."""
    found = (rule.removeprefix("GET ") for rule in pages_of_citizens())
    return sorted(
        path for path in found if "<" not in path and path in {rule.rule for rule in app.url_map.iter_rules()}
    )


def _name(path: str) -> str:
    return path.strip("/").replace("/", "-") or "first-page"


@shows("GET /consultations/<text>", "GET /year/<int:year>")
def plain(stage: Stage) -> Iterator[str]:
    """Whatever has an address of its own."""
    for path in plain_paths(stage.app):
        stage.go(path)
        yield _name(path)
    for path, name in (
        (f"/consultations/{DAY}?field=survey", "one-field"),
        (f"/consultations/{NEXT}", "not-open"),
        ("/card?field=survey", "card-one-field"),
        ("/year/2023", "year-published"),
        ("/nowhere", "not-found"),
        ("/holds", "wrong-method"),
        ("/reservations/AAAA2222", "not-here"),
    ):
        stage.go(path)
        yield name
    stage.go("/lookup")
    stage.send("/lookup")
    yield "lookup-errors"
    stage.fill(reference="AAAA-2222", phone="010-1234-5678")
    stage.send("/lookup")
    yield "lookup-not-found"
    stage.go("/lookup")
    stage.send("/lookup", {"csrf_token": "from yesterday"})
    yield "too-old"


@shows(
    "GET /holds/<token>", "GET /reservations/<reference>", "GET /reservations/<reference>/move",
    "GET /reservations/<reference>/cancel", "GET /r/<signed>",
    "GET /reservations/<reference>/cannot-come", "GET /reservations/<reference>/edit",
    "GET /reservations/<reference>/data", "GET /reservations/<reference>/delete",
)  # fmt: skip
def booking(stage: Stage) -> Iterator[str]:
    """From the choice of a time to the cancelled booking, with every mistake on the way."""
    for desk, nth, name in (("law", 0, "김영희"), ("local-tax", 1, "이철수")):
        stage.taken(desk, nth, booked=name)
    stage.taken("national-tax", 0)
    stage.go(f"/consultations/{DAY}")
    stage.send("/holds")
    yield "no-time"
    stage.go(f"/consultations/{DAY}")
    stage.choose(2)
    yield "booking-times"
    stage.send("/holds")
    token = stage.page.url.rsplit("/", 1)[1]
    yield "booking-form-empty"
    stage.send("/check")
    yield "booking-form-errors"
    stage.fill_in()
    stage.page.locator("button[formaction$='/extend']").first.click()
    yield "booking-form"
    stage.send("/check")
    yield "booking-check"
    stage.send(f"/holds/{token}")
    shown = stage.page.url
    yield "booking-done"
    stage.go(shown)
    yield "booking-shown"
    with stage.app.app_context():
        link = links.path("booking", shown.rsplit("/", 1)[1])
    stage.go(link)
    yield "link"
    stage.send(link)
    yield "link-no-digits"
    stage.fill(digits="0000")
    stage.send(link)
    yield "link-wrong-digits"
    stage.go("/r/of-nobody")
    yield "link-gone"
    stage.go("/lookup/forgotten")
    stage.send("/lookup/forgotten")
    yield "forgotten-errors"
    stage.fill(name="홍길동", phone="010-1234-5678")
    stage.send("/lookup/forgotten")
    yield "forgotten-sent"
    stage.go(f"{shown}/edit")
    yield "edit"
    stage.fill(phone="1")
    stage.send("/edit")
    yield "edit-errors"
    stage.go(f"{shown}/data")
    yield "own-data"
    stage.go(f"{shown}/delete")
    yield "delete-not-yet"
    stage.go(f"{shown}/cannot-come")
    yield "cannot-come"
    stage.go(f"{shown}/move")
    yield "move"
    stage.send("/move")
    yield "move-no-time"
    stage.choose(1)
    stage.send("/move")
    yield "moved"
    stage.go(f"{shown}/cancel")
    yield "cancel"
    stage.send("/cancel")
    yield "cancelled"
    stage.go(f"{shown}/move")
    yield "move-cancelled"
    stage.deliver()  # nobody is deleted before they were told
    stage.go(f"{shown}/delete")
    yield "delete"


@shows()
def taken(stage: Stage) -> Iterator[str]:
    """Others were faster, or the time that was held is over."""
    stage.go(f"/consultations/{DAY}?field=law")
    stage.choose()
    stage.taken("law", 0)
    stage.send("/holds")
    yield "taken"
    token = stage.hold("survey")
    stage.go(f"/consultations/{DAY}?field=survey")
    yield "own-time"
    stage.choose()
    stage.send("/holds", {"slot": stage.slots("survey")[0].token})
    yield "two-times"
    stage.at("2026-11-23T15:30")
    stage.go(f"/holds/{token}")
    yield "lapsed"
    stage.taken("survey", 0, booked="이철수")
    stage.go(f"/holds/{token}")
    yield "gone"
    stage.taken("law", 0, booked="최민수")
    stage.go(f"/consultations/{DAY}?field=law")
    stage.choose()
    stage.taken("law", 1, booked="박영수")
    stage.send("/holds")
    yield "nothing-near"
    for desk, nth, name in (("survey", 1, "김영희"), *(("national-tax", n, "김영" + "가나다라"[n]) for n in range(4)),
                            *(("local-tax", n, "이철" + "가나다라"[n]) for n in range(4))):  # fmt: skip
        stage.taken(desk, nth, booked=name)
    stage.go(f"/consultations/{DAY}")
    yield "full"
    stage.go("/")
    yield "first-page-full"
    stage.go("/consultations")
    yield "days-full"


@shows()
def closing(stage: Stage) -> Iterator[str]:
    """The day of a booking is closed."""
    shown = stage.book()
    stage.close()
    stage.go(shown)
    yield "displaced"
    stage.go(f"{shown}/move")
    yield "displaced-move"
    for path, name in (("/", "first-page"), ("/consultations", "days"), (f"/consultations/{DAY}", "day"),
                       ("/guide", "guide"), ("/card", "card")):  # fmt: skip
        stage.go(path)
        yield f"{name}-closed"


@shows()
def visiting(stage: Stage) -> Iterator[str]:
    """The day itself, and after it."""
    shown, missed = stage.book(), stage.book("local-tax")
    stage.at(f"{DAY}T09:50")
    stage.go(f"/consultations/{DAY}")
    yield "day-past"
    stage.go(f"{shown}/move")
    yield "move-too-late"
    stage.visit(shown, "checked_in")
    stage.go(shown)
    yield "checked-in"
    stage.visit(shown, "done")
    stage.go(shown)
    yield "done"
    stage.at(f"{DAY}T17:00")
    stage.visit(missed, "no_show")
    stage.go(missed)
    yield "no-show"
    stage.setting("reservations.no_show_limit", "1")
    stage.go(f"{missed}/delete")
    yield "delete-kept"


@shows(city=False)
def empty(stage: Stage) -> Iterator[str]:
    """A city that has entered nothing yet."""
    for path in plain_paths(stage.app):
        stage.go(path)
        yield f"{_name(path)}-empty"

"""The day's roster: who comes when, and what is free."""

from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, request, url_for

from booking import clock, web
from booking.audit import service as audit
from booking.calendar import queries as calendar
from booking.consultations import queries as consultations
from booking.errors import BookingError
from booking.reservations import queries
from booking.reservations.models import Reservation, WaitingEntry
from booking.reservations.queries.conflicts import list_conflicts
from booking.reservations.queries.waiting_search import search_line
from booking.reservations.rules.roster import View
from booking.reservations.staff_forms import FindForm
from booking.reservations.staff_views.blueprint import Answer, address_of, get_day, names_shown, pages
from booking.reservations.staff_views.first_days import of_other_service, tonight
from booking.reservations.staff_views.roster_print import print_page
from booking.reservations.staff_views.walk_in_list import walk_in_list

if TYPE_CHECKING:
    from booking.calendar.models import OfficeDay
    from booking.reservations.queries import Board


@pages.get("/")
@web.staff_page
def today() -> Answer:
    """To the roster of today's session, of tonight, or of the next session."""
    day = tonight(clock.today()) or queries.next_session(clock.today())
    if day is None:
        return render_template("reservations/staff/no_day.html")
    return redirect(url_for("desk.roster", **address_of(day)), 303)


@pages.get("/roster/<day>")
@web.staff_page
def roster(day: str) -> Answer:
    """A day's places by time, or by field (`?by=field`), or as it is printed (`?print=1`).

    A day with very many is shown in parts (`?part=3`); the first page is that of the present time.
    """
    if request.args.get("print"):
        return print_page(get_day(day))
    return roster_page(get_day(day), view())


@pages.post("/roster/<day>")
@web.staff_page
def find(day: str) -> Answer:
    """The same page, only with whom the clerk looks for; who has a booking on another day stands below."""
    office_day, form = get_day(day), FindForm()
    if not form.validate():
        return roster_page(office_day, form=form), 400
    text = (form.q.data or "").strip()
    if not text:
        return redirect(url_for("desk.roster", day=day), 303)
    return roster_page(office_day, form=form, found=_find(text, office_day), in_line=search_line(text))


def view() -> View:
    """What the address asks to see of a roster."""
    return View.read(request.args.get("by", ""), request.args.get("part", ""))


def roster_page(
    office_day: "OfficeDay",
    shows: View = View(),  # noqa: B008 (a value that nobody changes)
    *,
    form: FindForm | None = None,
    found: tuple[list[Reservation], list[Reservation]] | None = None,
    in_line: list[WaitingEntry] | None = None,
    revealed: str = "",
) -> str:
    """The page of a roster. found: only these bookings, on this day and on others. in_line: who of the waiting list
    was looked for as well. revealed: a reference.

    Whose data it shows is logged, person by person.
    """
    now = clock.now()
    version = queries.board_version(office_day, now)  # before the board: what comes between is asked for once more
    board = queries.board_part(office_day, now, shows) if found is None else queries.board(office_day, now)
    shown = [row.person_key for row in ([*found[0], *found[1]] if found else board.bookings)]
    arrived = walk_in_list(office_day)
    shown += [row.person_key for row in [*(in_line or []), *arrived["walk_ins"]]]
    audit.seen_each(
        "roster.viewed" if found is None else "roster.searched",
        actor=web.actor(),
        now=now,
        subject=f"office_day:{office_day.kind}:{office_day.date.isoformat()}",
        people=[key for key in shown if key],
    )
    return render_template(
        "reservations/staff/roster.html",
        **lines(board, shows, now, revealed),
        **arrived,
        version=version,
        follows=found is None and not revealed,  # what was asked for once stays as it is
        days=queries.neighbours(office_day.date, office_day.kind),
        form=form or FindForm(formdata=None),
        found=found,
        in_line=in_line or [],
        fields={field.key: field.name for field in consultations.list_desks()} if in_line else {},
        elsewhere=_elsewhere(office_day) if found is not None else [],
        window=queries.window(office_day, now),
        silent=_silent(office_day, now),
        displaced=queries.list_displaced(),
        other=of_other_service(office_day),
    )


def lines(board: "Board", shows: View, now: datetime, revealed: str = "") -> dict[str, Any]:
    """What the templates of the roster's lines need. here: the view on this very part."""
    here = View(shows.by, board.part) if len(board.parts) > 1 else View(shows.by)
    shown = {"board": board, "by": here.by, "here": here, "revealed": revealed, "shows_names": names_shown(now)}
    passed = list_conflicts([row.id for row in board.bookings])
    return {**shown, "passed": passed, "now": now, "today": clock.office_date(now)}


def _elsewhere(office_day: "OfficeDay") -> list["OfficeDay"]:
    """The other coming days, in which the same may be looked for: a name is compared with one day's rows at a time."""
    coming = calendar.list_office_days(office_day.kind, clock.today(), date.max)
    return [day for day in coming if day.id != office_day.id]


def _silent(office_day: "OfficeDay", now: datetime) -> int:
    """How many have not answered the reminder, from the hour on in which they are to be called until the day."""
    due = queries.answers_due(office_day.date)
    is_time = due <= now and clock.office_date(now) <= office_day.date
    return len(queries.answers(office_day).silent) if is_time and office_day.is_open else 0


def _find(text: str, office_day: "OfficeDay") -> tuple[list[Reservation], list[Reservation]]:
    """Bookings on the day that fit, and those of other days with this telephone or reference."""
    here = queries.search(text, office_day)
    others: list[Reservation] = []
    with suppress(BookingError):  # the text is no telephone number
        others += queries.list_by_phone(text, clock.today())
    with suppress(BookingError):  # the text is no reference
        others.append(queries.get_by_reference(text))
    return here, [row for row in dict.fromkeys(others) if row.slot.office_day_id != office_day.id]

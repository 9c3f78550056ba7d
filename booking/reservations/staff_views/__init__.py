"""The pages of the desk: the day's roster, one booking, booking for a caller."""

from flask import Flask

from booking.menu import ADMINISTRATION, FIGURES, add_work_page
from booking.reservations.staff_views import (
    answers,
    bookings,
    callers,
    correcting,
    demand,
    exporting,
    keeping,
    paper_entry,
    rehousing,
    roster,
    roster_files,
    roster_live,
    waiting,
    walk_ins,
)
from booking.reservations.staff_views.blueprint import pages

__all__ = [
    "answers",
    "bookings",
    "callers",
    "correcting",
    "demand",
    "exporting",
    "init_app",
    "keeping",
    "paper_entry",
    "rehousing",
    "roster",
    "roster_files",
    "roster_live",
    "waiting",
    "walk_ins",
]


def init_app(app: Flask) -> None:
    """Add the pages and their places in the menu."""
    app.register_blueprint(pages)
    add_work_page(app, "desk.today", "일정표", ("staff", "admin"), 10)
    add_work_page(app, "desk.answers_next", "방문 확인", ("staff", "admin"), 15)
    add_work_page(app, "desk.waiting_list", "빈자리 알림", ("staff", "admin"), 25)
    add_work_page(app, "desk.book_next", "전화·현장 접수", ("staff", "admin"), 20)
    add_work_page(app, "desk.unmet", "자리가 없던 분", ("staff", "admin"), 38, FIGURES)
    add_work_page(app, "desk.roster_files", "장애 대비", ("admin",), 82, ADMINISTRATION)

"""The menu of staff and experts: what a day at the desk asks for stands first, everything else in groups."""

from dataclasses import dataclass
from itertools import groupby

from flask import Flask, current_app

from booking.web import main_role

NOTICES, OFFICE, DESKS, KINDNESS = "안내", "운영", "창구·발급기", "친절"
FIGURES, ADMINISTRATION, OWN = "통계", "관리", "나의 메뉴"
"""The groups, in the order of their pages' positions. What is in no group is the day's work."""


@dataclass(frozen=True)
class WorkPage:
    """An entry: endpoint, its Korean label, the roles that see it, its place, and its group."""

    endpoint: str
    label: str
    roles: tuple[str, ...]
    position: int
    group: str


def init_app(app: Flask) -> None:
    """Let templates ask for the menu."""
    app.context_processor(lambda: {"work_pages": work_pages, "work_groups": work_groups})


def add_work_page(
    app: Flask, endpoint: str, label: str, roles: tuple[str, ...], position: int, group: str = ""
) -> None:
    """Enter a page into the menu. The endpoint must take no arguments."""
    pages: list[WorkPage] = app.extensions.setdefault("work_pages", [])
    pages.append(WorkPage(endpoint, label, roles, position, group))
    pages.sort(key=lambda page: page.position)


def work_pages() -> list[WorkPage]:
    """The menu for who is logged in."""
    role = main_role()
    return [page for page in current_app.extensions.get("work_pages", []) if role in page.roles]


def work_groups() -> dict[str, list[WorkPage]]:
    """The same by group; under "" the day's work."""
    found: dict[str, list[WorkPage]] = {"": []}
    for group, pages in groupby(work_pages(), key=lambda page: page.group):
        found.setdefault(group, []).extend(pages)
    return found

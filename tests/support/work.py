"""Somebody at a work page: logged in, reading answers that were inspected."""

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from booking.audit.models import AccessEntry
from booking.db import db
from tests.support.pages import Page, faults
from tests.support.people import enter


class Worker:
    """An account at a browser. Redirects are not followed; every page is inspected."""

    def __init__(self, app: Flask, email: str = "clerk@city.example", role: str = "staff") -> None:
        self.client = app.test_client()
        self.user = enter(self.client, email, role)

    def get(self, path: str, status: int = 200) -> Page:
        """Open an address."""
        return self._read(path, self.client.get(path), status)

    def post(self, path: str, status: int = 303, **data: str) -> Page:
        """Send a form."""
        return self._read(path, self.client.post(path, data=data), status)

    def _read(self, path: str, answer: TestResponse, status: int) -> Page:
        page = Page(path, answer.status_code, answer.get_data(as_text=True), [])
        assert answer.status_code == status, f"{path}: {answer.status} {page.text[:400]}"
        if status in (302, 303):
            page.url = answer.headers["Location"]
            return page
        found = list(faults(page.html))
        assert not found, f"{path}:\n" + "\n".join(found)
        return page


def entries(action: str) -> list[AccessEntry]:
    """What the access log has of an action, oldest first."""
    return list(db.session.scalars(select(AccessEntry).where(AccessEntry.action == action).order_by(AccessEntry.id)))

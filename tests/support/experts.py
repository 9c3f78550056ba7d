"""Experts in tests: logged in at their own page."""

from flask import Flask

from booking.consultations.models import Expert
from booking.db import db, transaction
from tests.support.work import Worker


def as_expert(app: Flask, name: str, email: str = "expert@city.example") -> Worker:
    """The named expert, logged in."""
    worker = Worker(app, email, "expert")
    with transaction():
        expert = db.session.query(Expert).filter_by(name=name).one()
        expert.account_id = worker.user.id
    return worker

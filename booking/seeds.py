"""A city's data as one file: which rooms load their part of it, in what order."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from booking.advising import service as advising
from booking.audit.rules import Actor
from booking.business import service as business
from booking.consultations import service as consultations
from booking.consultations.service import seed_files
from booking.counter import service as counter
from booking.guide import service as guide
from booking.kiosks import service as kiosks
from booking.nightoffice import service as nightoffice
from booking.reports import service as reports

ROOMS = (consultations, business, nightoffice, advising, kiosks, counter, guide, reports)
"""Later rooms name what earlier ones load."""


def load(data: Mapping[str, Any], *, actor: Actor, now: datetime) -> dict[str, list[tuple[str, str]]]:
    """Load a parsed TOML file. By room: (done, entry) for each entry, where done is added or kept. SeedBroken."""
    seed_files.ensure_sections(data, (section for room in ROOMS for section in room.SECTIONS))
    return {room.__name__.split(".")[1]: list(room.seed(data, actor=actor, now=now)) for room in ROOMS}

"""`booking waiting`: was anybody in line ever overtaken?"""

import click
from flask.cli import AppGroup

from booking.reservations.queries import waiting as line

REASONS = {
    "missing": "an event before this one is missing",
    "unknown": "this event is about somebody who was not in line, or not with this offer",
    "unfit": "this place was offered to somebody it does not fit, or who had another offer",
    "offered_again": "this place had been offered to the same person before",
    "overtaken": "somebody who stood before was passed over",
}

waiting = AppGroup("waiting", help="The waiting list.")


@waiting.command()
def verify() -> None:
    """Play the account of the waiting list again; exit code 1 where somebody was overtaken or an event is missing."""
    found = line.verify()
    for one in found.findings:
        click.echo(f"event {one.number}: {REASONS[one.why]}", err=True)
    if not found.is_sound:
        raise SystemExit(1)
    click.echo(
        f"{found.events} events in order, {found.offers} offers; nobody was overtaken"
        f" ({len(found.overrides)} places given by staff with a reason)"
    )

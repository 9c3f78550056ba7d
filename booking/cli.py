"""The `booking` command. Each room adds its own group from its `cli.py`."""

import os

import click
from flask.cli import FlaskGroup

from booking.accounts.cli import accounts, demo
from booking.assets import assets
from booking.audit.cli import audit
from booking.backup import backup_command, restore_command
from booking.calendar.cli import days, holidays, nights
from booking.catalogue import catalogue
from booking.consultations.cli import seed
from booking.kiosks.cli import kiosks
from booking.masterdata.cli import export_command, import_command
from booking.reservations.cli import waiting
from booking.scheduler.cli import jobs, scheduler, simulate
from booking.server import web
from booking.settings.cli import settings


def _create_app() -> object:
    import config
    from booking import create_app

    os.umask(0o077)  # whichever command makes SQLite's files, they are for its own user
    try:
        return create_app(config.load())
    except config.ConfigurationError as error:
        raise click.ClickException(str(error)) from error


@click.group(
    cls=FlaskGroup,
    create_app=_create_app,
    add_default_commands=False,
    add_version_option=False,  # it would tell Flask's version
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="pulligo", message="pulligo %(version)s")
def main() -> None:
    """풀리고: appointment booking for a city's expert consultations."""


main.add_command(accounts)
main.add_command(demo)
main.add_command(assets)
main.add_command(audit)
main.add_command(backup_command)
main.add_command(restore_command)
main.add_command(catalogue)
main.add_command(days)
main.add_command(export_command)
main.add_command(holidays)
main.add_command(kiosks)
main.add_command(import_command)
main.add_command(jobs)
main.add_command(nights)
main.add_command(scheduler)
main.add_command(seed)
main.add_command(settings)
main.add_command(simulate)
main.add_command(waiting)
main.add_command(web)

"""What the calendar's commands share: dates, reasons, and how a refusal is shown."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from typing import Any

import click

from booking import wording
from booking.errors import BookingError

REASON = "서버 명령으로 입력"
"""Why a correction was made, where the command does not say it."""


class Day(click.ParamType):  # type: ignore[type-arg]  # generic to the type checker alone
    """A date, or for a month any of its spellings in `formats`."""

    def __init__(self, name: str, *formats: str) -> None:
        self.name, self.formats = name, formats

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date; the first of the month where only a month is given."""
        for pattern in self.formats:
            with suppress(ValueError):
                return datetime.strptime(value, pattern).date()  # noqa: DTZ007 - a date of the office, no instant
        example = date(2027, 1, 20).strftime(self.formats[0])
        return self.fail(f"{value!r} is not a {self.name} like {example}", param, ctx)


DATE, MONTH = Day("date", "%Y-%m-%d"), Day("month", "%Y-%m", "%Y-%m-%d")


@contextmanager
def said() -> Iterator[None]:
    """Show a refusal as a usage error: exit code 2."""
    try:
        yield
    except BookingError as error:
        raise click.UsageError(wording.sentence(error)) from error


because = click.option("--reason", default=REASON, help="Why.")
by_document = click.option("--document", default="", help="문서번호.")

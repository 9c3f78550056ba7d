"""`booking export` and `booking import`: all settings and master data as a TOML file, and back."""

import tomllib
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Any

import click
import tomli_w
from flask.cli import with_appcontext

from booking import clock
from booking.audit.rules import Actor
from booking.db import transaction
from booking.foresight import foresee, outlook_lines
from booking.masterdata import service
from booking.masterdata.rules import Given, Row
from booking.masterdata.service import Plan, Refused
from booking.masterdata.wording import fault_sentence, lines_of, titles_of
from booking.recheck import lines, recheck
from booking.settings import queries as settings
from booking.settings import rules as settings_rules

HEAD = """\
# 설정과 기준 자료입니다. `booking import 파일`이 지금 것과 다른 점을 보여 주고, `--apply`를 붙이면 바꿉니다.
# 파일에서 뺀 것은 지우지 않습니다. 계정은 들어 있지 않습니다.
"""


@click.command("export")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="The file; without it, the terminal.")
@with_appcontext
def export_command(output: Path | None) -> None:
    """Write all settings and master data as TOML. Accounts and bookings are not among them."""
    text = HEAD + "\n" + to_toml()
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, "utf-8")
        click.echo(f"written to {output}")


def to_toml() -> str:
    """Everything as a file that `booking import` reads; `booking/data/jinju.toml` is one with less in it."""
    found = service.export()
    values = {one.setting.name: _native(one.value) for one in settings.list_current()}
    rest = {name: [_present(row) for row in rows] for name, rows in found.items() if name != "settings" and rows}
    return tomli_w.dumps({"settings": values, **rest}, multiline_strings=True)


def _native(value: Any) -> Any:
    return value if isinstance(value, int) else settings_rules.to_text(value)


def _present(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in (None, "")}


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--apply", "is_applied", is_flag=True, help="Make the difference; without it, it is only shown.")
@with_appcontext
def import_command(file: Path, is_applied: bool) -> None:
    """Compare a TOML FILE with the settings and master data that are there, show what differs and what would follow.

    What the file leaves out stays as it is. All of it is made, or nothing.
    """
    try:
        plan = service.compare(_read(file))
        if plan.faults:
            raise Refused(plan.faults)
        (_apply if is_applied else _show)(plan)
    except Refused as error:
        for fault in error.faults:
            click.echo(fault_sentence(fault, "{}번째 항목"), err=True)
        raise click.ClickException("nothing was changed") from error


def _read(file: Path) -> dict[str, list[Given]]:
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{file} is no TOML: {error}") from error
    return {name: _rows(name, section) for name, section in data.items()}


def _rows(name: str, section: Any) -> list[Given]:
    if name == "settings" and isinstance(section, Mapping):
        section = [{"name": key, "value": _text(value)} for key, value in section.items()]
    if not isinstance(section, list) or not all(isinstance(row, Mapping) for row in section):
        raise click.UsageError(f"{name} is not a list of tables")
    return [Given(number, row) for number, row in enumerate(section, 1)]


def _text(value: Any) -> Any:
    is_plain = isinstance(value, bool | int | time)
    return settings_rules.to_text(value) if is_plain else str(value) if value is not None else value


def _show(plan: Plan) -> None:
    _tell(plan)
    if plan.differences:
        now, actor = clock.now(), Actor.command("import")
        seen = foresee(lambda who, at: service.write(plan.differences, actor=who, now=at), now, actor)
        click.echo("\n".join(outlook_lines(seen)))
        click.echo("nothing was changed yet: --apply makes it")


def _apply(plan: Plan) -> None:
    now, actor = clock.now(), Actor.command("import")
    with transaction():
        service.write(plan.differences, actor=actor, now=now)
        if plan.differences:
            service.note("toml", plan.differences, actor=actor, now=now)
            click.echo("\n".join(lines(recheck(now, actor))))
    _tell(plan)


def _tell(plan: Plan) -> None:
    for title, one in zip(titles_of(plan.differences), plan.differences, strict=True):
        click.echo(f"{'+' if one.before is None else '~'} {title}")
        for column, before, after in lines_of(one):
            click.echo(f"    {column}: {after}" if before is None else f"    {column}: {before} -> {after}")
    added = sum(one.before is None for one in plan.differences)
    click.echo(f"{added} added, {len(plan.differences) - added} changed, {plan.same} as they are")

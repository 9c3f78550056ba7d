"""The house of docs/architecture.md, held by reading every import: floors, rooms, clock, environment, commits."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GROUND, TABLES, USE_CASES, EDGE = range(4)
FLOORS = {
    "rules": GROUND, "errors": GROUND, "registry": GROUND,
    "models": TABLES,
    "service": USE_CASES, "queries": USE_CASES, "texts": USE_CASES,
    "views": EDGE, "forms": EDGE, "jobs": EDGE, "cli": EDGE, "api": EDGE,
    "wording": EDGE, "labels": EDGE, "messages": EDGE, "channels": EDGE,
}  # fmt: skip
HOUSE = {  # the modules that all rooms share; the rest of booking/*.py wires and belongs to the edge
    "clock": GROUND, "errors": GROUND, "contacts": GROUND, "crypto": GROUND, "db": GROUND,
    "addresses": GROUND, "identity": GROUND, "typed": GROUND, "sheets": GROUND, "portal": GROUND,
    "stamps": GROUND, "kept": GROUND,
}  # fmt: skip
ROOMS = [
    "audit", "settings", "notices", "accounts", "calendar", "consultations", "business", "nightoffice", "reservations",
    "advising", "kiosks", "counter", "guide", "quality", "reports", "privacy", "masterdata",
]  # fmt: skip
EDGE_ROOMS = {"scheduler", "api", "help", "practice"}
DOORS = {"views", "jobs", "cli", "api"}
FRAMEWORKS = {"flask", "werkzeug", "wtforms", "apscheduler", "click", "gunicorn"}
ENTRANCES = {"service", "queries", "rules", "errors"}


def offences(path: str, source: str) -> list[str]:
    """What a file at `path` (from the repository's root) does that the house forbids, one sentence each."""
    tree = ast.parse(source)
    parts = path.removesuffix(".py").removesuffix("/__init__").split("/")
    found = [*_calls(parts, tree)]
    if parts[0] == "booking" and len(parts) > 1:
        found += _imports(parts, tree)
    return [f"{path}: {sentence}" for sentence in found]


def _calls(parts: list[str], tree: ast.Module) -> Iterator[str]:
    low = _floor(parts) in (GROUND, TABLES, USE_CASES) and parts != ["booking", "db"]
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute | ast.Call):
            continue
        text = ast.unparse(node) if isinstance(node, ast.Attribute) else ""
        if parts != ["booking", "clock"] and text.endswith(("datetime.now", "date.today", ".utcnow", "datetime.today")):
            yield f"line {node.lineno} reads the clock: {text}"
        if parts != ["config"] and text in ("os.environ", "os.getenv", "environ.get"):
            yield f"line {node.lineno} reads the environment: {text}"
        called = ast.unparse(node.func).split(".")[-1] if isinstance(node, ast.Call) else ""
        if low and called in ("commit", "transaction"):
            yield f"line {node.lineno} commits below the edge"


def _imports(parts: list[str], tree: ast.Module) -> Iterator[str]:
    floor, room = _floor(parts), _room(parts)
    if floor is None:
        yield f"has no floor: is {parts[2]} a new kind of file?"
        return
    for module, for_types in _imported(tree):
        target = module.split(".")
        framework = target[0].split("_")[0]
        if target[0] != "booking":
            allowed = room == "accounts" and target[0] == "flask_security"
            if framework in FRAMEWORKS and floor < EDGE and not allowed and parts != ["booking", "db"]:
                yield f"imports {module} below the edge"
            continue
        other, height = _room(target), _floor(target)
        if height is not None and height > floor:
            yield f"imports upward: {module}"
        wires = len(parts) == 2 or room == "scheduler"
        if not wires and {_kind(parts), _kind(target)} <= DOORS and not _same_door(parts, target):
            yield f"is an edge file and imports another: {module}"
        if floor < EDGE and room and other and room != other:
            if other not in ROOMS or ROOMS.index(other) > ROOMS.index(room):
                yield f"imports a room further right: {module}"
            elif not (target[2:3] and target[2] in ENTRANCES) and not for_types:
                yield f"enters another room by a side door: {module}"


def _imported(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """Every module imported anywhere in the file, and whether only for annotations."""
    typing = [node for node in ast.walk(tree) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)]
    for_types = {inner for node in typing for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node in for_types) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the floor"
            is_room = node.module in ("booking", *(f"booking.{room}" for room in (*ROOMS, *EDGE_ROOMS)))
            names = [f".{alias.name}" for alias in node.names] if is_room else [""]
            yield from ((f"{node.module}{name}", node in for_types) for name in names)


def _room(parts: list[str]) -> str | None:
    return parts[1] if parts[0] == "booking" and len(parts) > 1 and parts[1] in (*ROOMS, *EDGE_ROOMS) else None


def _floor(parts: list[str]) -> int | None:
    """The floor of a module; None for a file of a room that the table does not know, and for what is not ours."""
    if parts[0] != "booking":
        return None
    if _room(parts) is None:
        return HOUSE.get(parts[1], EDGE) if len(parts) > 1 else EDGE
    if parts[1] in EDGE_ROOMS:
        return EDGE
    return FLOORS.get(_kind(parts)) if len(parts) > 2 else GROUND


def _kind(parts: list[str]) -> str:
    """What a room's file is: `views` for staff_views, `forms` for consent_forms …; `api` for all of that room."""
    if parts[1:2] == ["api"]:
        return "api"
    return parts[2].removeprefix("staff_").removeprefix("expert_").removeprefix("consent_") if len(parts) > 2 else ""


def _same_door(parts: list[str], target: list[str]) -> bool:
    """Whether two edge files are one: the files of a folder such as `views`, or all of the room `api`."""
    return parts[:3] == target[:3] or parts[1] == target[1] == "api"


def test_the_house_is_kept() -> None:
    files = [ROOT / "config.py", ROOT / "wsgi.py", *(ROOT / "booking").rglob("*.py")]
    assert len(files) > 20
    found = [line for file in files for line in offences(str(file.relative_to(ROOT)), file.read_text("utf-8"))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("path", "source", "complaint"),
    [
        ("booking/calendar/rules.py", "from booking.calendar.models import Slot", "imports upward"),
        ("booking/calendar/models.py", "from booking.calendar import service", "imports upward"),
        ("booking/calendar/service.py", "def f():\n    from booking.calendar.views import pages", "imports upward"),
        ("booking/calendar/service.py", "from booking import web", "imports upward"),
        ("booking/calendar/service/days.py", "import flask", "below the edge"),
        ("booking/calendar/queries.py", "from flask_babel import gettext", "below the edge"),
        ("booking/calendar/service.py", "from flask_security import current_user", "below the edge"),
        ("booking/calendar/service.py", "from booking.reservations import service", "a room further right"),
        ("booking/audit/service.py", "import booking.settings.queries", "a room further right"),
        ("booking/reservations/service.py", "from booking.calendar.models import Slot", "side door"),
        ("booking/reservations/service.py", "from booking import calendar", "side door"),
        ("booking/calendar/views.py", "from booking.calendar.jobs import keep", "imports another"),
        ("booking/calendar/views.py", "from booking.calendar import staff_views", "imports another"),
        ("booking/calendar/cli.py", "from booking.reservations import views", "imports another"),
        ("booking/api/holds.py", "from booking.reservations.views import taken", "imports another"),
        ("booking/reservations/views/holds.py", "from booking.api import access", "imports another"),
        ("booking/calendar/helpers.py", "", "has no floor"),
        ("booking/calendar/views.py", "import datetime as dt\ndt.datetime.now()", "reads the clock"),
        ("booking/web.py", "from datetime import date\nday = date.today", "reads the clock"),
        ("booking/web.py", "import os\nos.environ['X']", "reads the environment"),
        ("booking/calendar/service.py", "db.session.commit()", "commits"),
        ("booking/calendar/queries.py", "import booking.db\nwith booking.db.transaction(): pass", "commits"),
        ("booking/calendar/queries.py", "from booking.db import transaction\nwith transaction(): pass", "commits"),
    ],
)
def test_an_offence_is_seen(path: str, source: str, complaint: str) -> None:
    assert any(complaint in line for line in offences(path, source)), offences(path, source)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        (
            "booking/calendar/views.py",
            "from booking.reservations import service\nfrom booking.calendar.forms import Form",
        ),
        ("booking/reservations/service.py", "from booking.calendar import queries as calendar"),
        (
            "booking/reservations/service.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from booking.calendar.models import Slot",
        ),
        ("booking/accounts/models.py", "from flask_security.models import fsqla_v3"),
        ("booking/__init__.py", "from booking.calendar import views\nfrom booking.calendar import cli"),
        ("booking/scheduler/timetable.py", "from booking.calendar import jobs"),
        ("booking/calendar/jobs.py", "from booking.db import transaction\nwith transaction(): pass"),
        ("booking/api/holds.py", "from booking.api import access\nfrom booking.reservations import service"),
    ],
)
def test_what_the_house_allows(path: str, source: str) -> None:
    assert offences(path, source) == []


def test_the_document_names_every_room_and_every_shared_file() -> None:
    document = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    shared = [file.name for file in (ROOT / "booking").glob("*.py") if file.name != "__init__.py"]
    rooms = [file.parent.name for file in (ROOT / "booking").glob("*/__init__.py")]
    line = next(line for line in document.splitlines() if " → " in line)
    assert [name for name in shared if f"| `{name}` |" not in document] == []
    assert [room for room in rooms if room not in line.split() and f"`{room}`" not in document] == []

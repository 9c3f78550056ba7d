"""Reading a parsed seed file, for every room that loads a section of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import MISSING, fields
from typing import Any, TypeVar

from booking.consultations.errors import SeedBroken
from booking.consultations.rules import is_key
from booking.errors import BookingError

T = TypeVar("T")


def ensure_sections(data: Mapping[str, Any], known: Iterable[str]) -> None:
    """Refuse a file with a section that no room loads. SeedBroken."""
    if unknown := sorted(set(data) - set(known)):
        raise SeedBroken(why=f"unknown section: {', '.join(unknown)}")


def values(kind: type[T], row: Mapping[str, Any]) -> T:
    """A row as a dataclass: nothing unknown, nothing missing, everything of its type. SeedBroken."""
    wanted = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    if unknown := sorted(set(row) - set(wanted)):
        raise SeedBroken(why=f"unknown: {', '.join(unknown)}")
    for name, field in wanted.items():
        if name not in row and field.default is MISSING:
            raise SeedBroken(why=f"{name} is missing")
        if name in row and not isinstance(row[name], field.type):  # type: ignore[arg-type]
            raise SeedBroken(why=f"{name} has a value of the wrong kind")
    return kind(**row)


def table(data: Mapping[str, Any], section: str) -> Mapping[str, Any]:
    """A section of names and values, empty where the file has none. SeedBroken."""
    found = data.get(section, {})
    if not isinstance(found, Mapping):
        raise SeedBroken(why=f"{section} is not a table")
    return found


def rows(data: Mapping[str, Any], section: str) -> list[Mapping[str, Any]]:
    """A section of many entries, empty where the file has none. SeedBroken."""
    found = data.get(section, [])
    if not isinstance(found, list) or not all(isinstance(row, Mapping) for row in found):
        raise SeedBroken(why=f"{section} is not a list of tables")
    return found


@contextmanager
def named(where: str) -> Iterator[None]:
    """Say to which entry of the file a refusal belongs."""
    try:
        yield
    except SeedBroken as error:
        raise SeedBroken(why=f"{where}: {error.parameters['why']}") from error
    except BookingError as error:
        details = " ".join(f"{name}={value}" for name, value in error.parameters.items())
        at = f"({error.field})" if error.field else ""
        raise SeedBroken(why=" ".join(filter(None, (f"{where}: {error.code}", details, at)))) from error


def fitting(kind: type[T], model: Any, row: Mapping[str, Any]) -> T:
    """`values` of a row of the table `model`: it has a name, and no text is longer than its column. SeedBroken."""
    found = values(kind, row)
    for name in kind.__dataclass_fields__:  # type: ignore[attr-defined] # whoever calls gives a dataclass
        column = model.__table__.c.get(name)  # a value may stand in rows of another table
        text, limit = getattr(found, name), column is not None and getattr(column.type, "length", None)
        if name == "name" and not text.strip():
            raise SeedBroken(why="name is empty")
        if limit and len(text) > limit:
            raise SeedBroken(why=f"{name} is longer than {limit}")
    return found


def load_new(
    entries: Iterable[Mapping[str, Any]],
    what: str,
    had: Iterable[str | None],
    add: Callable[[str, Mapping[str, Any]], object],
) -> Iterator[tuple[str, str]]:
    """Add the entries whose key was never there. (done, entry) for each, where done is added or kept. SeedBroken.

    what: the entry's kind in words. had: keys that are or were there. add: makes a row of a key and the other values.
    """
    known = set(had)
    for entry in entries:
        where = f"{what} {entry.get('key')}"
        with named(where):
            key = entry.get("key")
            if not isinstance(key, str) or not is_key(key):
                raise SeedBroken(why="key must be small letters, digits and hyphens")
            if key not in known:
                add(key, {name: value for name, value in entry.items() if name != "key"})
        yield ("kept" if key in known else "added"), where
        known.add(key)

"""The catalogues of translations: what the product says, found in its code and templates, and brought into each file.

Keys are the Korean sentences themselves. Files name no lines of code and are sorted, so that two people's changes
seldom meet.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import click
from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po
from flask.cli import AppGroup

from booking import languages

ROOT = Path(__file__).resolve().parent.parent
SOURCES = (
    (ROOT / "booking", (("**.py", "python"),)),
    (ROOT / "templates", (("**.html", "jinja2"),)),
)
KEYWORDS = DEFAULT_KEYWORDS | {"_l": None, "lazy_gettext": None}

_PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?\w+[^>]*>")
_RESTLESS = tuple(
    f'"{name}:'
    for name in "POT-Creation-Date PO-Revision-Date Report-Msgid-Bugs-To Last-Translator Language-Team "
    "Generated-By Project-Id-Version".split()
)
"""Headers that would change with every run, or say nothing."""


def extract() -> Catalog:
    """Every sentence that citizens can meet, as a catalogue without translations."""
    found = Catalog(charset="utf-8")
    for folder, methods in SOURCES:
        options = {"**.html": {"silent": "false"}}
        for _file, _line, key, _comments, context in extract_from_dir(folder, methods, options, KEYWORDS):
            found.add(key, context=context)
    return found


def update(code: str, folder: Path, found: Catalog, *, prunes: bool = False) -> Catalog:
    """Bring one language's file up to date with what is said, or begin it: new sentences come in empty.

    A translated sentence that nobody says stays, for it may be prepared for code that comes later, or somebody else's
    work on another branch; with `prunes` it goes out.
    """
    file = folder / code / "LC_MESSAGES" / "messages.po"
    old = read(file, code) if file.exists() else Catalog(code)
    new = Catalog(code, project="Pulligo", version="0", fuzzy=False, header_comment=f"# {languages.own_name(code)}")
    for message in found:
        if message.id:
            _add(new, message, old.get(message.id, message.context))
    if not prunes:
        for message in unsaid(found, old):
            _add(new, message, message)
    file.parent.mkdir(parents=True, exist_ok=True)
    written = BytesIO()
    write_po(written, new, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    lines = written.getvalue().decode().splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith(_RESTLESS)), encoding="utf-8")
    return new


def _add(catalog: Catalog, message: Message, known: Message | None) -> None:
    string, flags = (known.string, known.flags) if known else ("", ())
    catalog.add(message.id, string, flags=flags, context=message.context)


def unsaid(found: Catalog, translated: Catalog) -> list[Message]:
    """The sentences that are translated and stand neither in code nor in templates."""
    return [
        message
        for message in translated
        if message.id and all(_texts(message)) and found.get(message.id, message.context) is None
    ]


def read(file: Path, code: str) -> Catalog:
    """A language's file."""
    with file.open("rb") as source:
        return read_po(source, locale=code)


def faults(found: Catalog, translated: Catalog) -> Iterator[str]:
    """What is wrong with a translation of everything that `found` says, one sentence each."""
    for message in found:
        if not message.id:
            continue
        known, key = translated.get(message.id, message.context), _key(message)
        if known is None or not all(_texts(known)):
            yield f"not translated: {key}"
        elif known.fuzzy:
            yield f"marked as unsure: {key}"
        else:
            wanted = _marks(key)
            yield from (f"other placeholders than {wanted}: {text}" for text in _texts(known) if _marks(text) != wanted)


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or [""])


def _marks(text: str) -> list[str]:
    return sorted(_PLACEHOLDERS.findall(text))


catalogue = AppGroup("catalogue", help="The translations.")


@catalogue.command("update")
@click.argument("codes", nargs=-1)
@click.option("--prune", is_flag=True, help="Take out translated sentences that nobody says.")
def update_command(codes: tuple[str, ...], prune: bool) -> None:
    """Bring new sentences into the catalogues; a code that has none yet (vi) begins one."""
    found = extract()
    for code in codes or tuple(languages.catalogues(languages.FOLDER)):
        try:
            Locale.parse(code)
        except (UnknownLocaleError, ValueError) as error:
            raise click.ClickException(f"{code} is no language that CLDR knows") from error
        new = update(code, languages.FOLDER, found, prunes=prune)
        left = sum(not all(_texts(message)) for message in new if message.id)
        click.echo(f"{code}: {left} sentences without a translation")
        _tell_unsaid(code, found, new)


@catalogue.command("check")
@click.argument("codes", nargs=-1)
def check_command(codes: tuple[str, ...]) -> None:
    """Say what is missing or wrong in the catalogues; fails where something is. What nobody says is no fault."""
    files = languages.catalogues(languages.FOLDER)
    found, wrong = extract(), 0
    for code in codes or tuple(files):
        translated = read(files[code], code)
        for sentence in faults(found, translated):
            click.echo(f"{code}: {sentence}")
            wrong += 1
        _tell_unsaid(code, found, translated)
    raise SystemExit(1 if wrong else 0)


def _tell_unsaid(code: str, found: Catalog, translated: Catalog) -> None:
    for message in unsaid(found, translated):
        click.echo(f"{code}: said nowhere: {_key(message)}")

"""In which language a page speaks: Korean, unless the reader chose another one.

A language is a catalogue, `translations/<code>/LC_MESSAGES/messages.po`, whose keys are the Korean sentences. It is
read when it is first needed: no compiled copy lies beside it that could be missing or old, and a new catalogue is a
new language after a restart. What a catalogue lacks stays Korean.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, Domain, get_locale
from markupsafe import Markup, escape
from werkzeug.exceptions import HTTPException

FIRST = "ko"
FOLDER = Path(__file__).resolve().parent / "translations"
WORK = {"staff", "expert", "monitor", "login", "logout", "account"}
"""First parts of the work pages' addresses: they are Korean whatever was chosen."""

FORGETFUL = {"feeds", "api", "card"}
"""Blueprints that set no cookie: `?lang=` counts there for one answer."""

PROGRAMS = "/api/"
"""Whoever writes a program says in Accept-Language what its readers speak; a browser says what it was set to."""

_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3](?:[ \d.,~:()/-]{0,12}[^\x00-\x7f])*")
"""A run of Korean, with what stands between its words."""

_TAGS = re.compile(r'<span lang="ko">.*?</span>|<[^>]*>', re.DOTALL)


def init_app(app: Flask) -> None:
    """Find the catalogues, let each request choose, and give templates the words for it."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", FIRST)
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Asia/Seoul")
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", str(FOLDER))
    files = catalogues(Path(app.config["BABEL_TRANSLATION_DIRECTORIES"]))
    app.extensions["languages"] = [FIRST, *(code for code in files if code != FIRST)]
    babel = Babel()
    babel.domain_instance = _Catalogues(files)
    babel.init_app(app, locale_selector=_choose)
    app.before_request(_remember)
    app.add_template_global(language)
    app.add_template_global(switches, "language_switches")
    app.add_template_global(alternates, "language_alternates")
    app.add_template_filter(mark_korean)
    app.add_template_filter(name_of, "language_name")


def catalogues(folder: Path) -> dict[str, Path]:
    """The catalogues of a folder by code (`en`, `zh_Hans`), in the order of their codes."""
    found = sorted(folder.glob("*/LC_MESSAGES/messages.po"))
    return {str(Locale.parse(file.parents[1].name)): file for file in found}


def offered() -> list[str]:
    """The codes of all languages, Korean first."""
    return list(current_app.extensions["languages"])


def current() -> str:
    """The code of the language that is spoken now."""
    return str(get_locale() or FIRST)


def language() -> str:
    """The same as pages name it: `ko`, `en`, `zh-Hans`."""
    return current().replace("_", "-")


def own_name(code: str) -> str:
    """A language's name in its own words, as CLDR has it: English, Tiếng Việt, 한국어."""
    name = Locale.parse(code).get_display_name(code) or code
    return name[0].upper() + name[1:]


def name_of(code: str) -> str:
    """A language's name in the one that is spoken now: 영어, 베트남어."""
    return Locale.parse(code).get_display_name(current()) or code


class _Catalogues(Domain):
    """The catalogues, each read when it is first asked for."""

    def __init__(self, files: dict[str, Path]) -> None:
        super().__init__()
        self._files = files

    def get_translations(self) -> NullTranslations:
        code = current()
        if code not in self.cache:
            self.cache[code] = _read(self._files[code], code) if code in self._files else NullTranslations()
        return self.cache[code]


def _read(file: Path, code: str) -> Translations:
    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=code))
    compiled.seek(0)
    return Translations(compiled)


def _choose() -> str:
    if not has_request_context() or _is_work():
        return FIRST
    if asked := _asked():
        return asked
    if request.path.startswith(PROGRAMS):
        return _accepted()
    if request.blueprint in FORGETFUL:
        return FIRST
    kept = session.get("language", FIRST)
    return kept if kept in offered() else FIRST


def _accepted() -> str:
    """The first of ours among the languages that the request accepts, `en` for `en-GB` too."""
    wanted = [tag.replace("-", "_").lower() for tag, _weight in request.accept_languages]
    found = (code for tag in wanted for code in offered() if code.lower() in (tag, tag.split("_")[0]))
    return next(found, FIRST)


def _asked() -> str | None:
    """The language that the address asks for, if it is one of ours."""
    wanted = request.args.get("lang", "").replace("-", "_")
    return next((code for code in offered() if code.lower() == wanted.lower()), None)


def _remember() -> None:
    """Keep what the address asks for, as long as the browser keeps its session."""
    asked = _asked()
    if asked is None or _is_forgetful() or request.endpoint == "static" or _is_work():
        return
    if session.get("language", FIRST) != asked:
        session["language"] = asked


def _is_forgetful() -> bool:
    return request.blueprint in FORGETFUL or request.path.startswith(PROGRAMS)


def _is_work() -> bool:
    return request.path.split("/", 2)[1] in WORK


def switches() -> list[tuple[str, str, str]]:
    """For each other language: its code for `lang`, its own name, and the address of this page in it."""
    return [(tag, name, address) for tag, name, address in _links() if tag != language()]


def alternates() -> list[tuple[str, str]]:
    """The addresses of this page in all languages, for search engines; none for what is no page of its own."""
    if request.method not in ("GET", "HEAD") or request.endpoint is None or _is_work():
        return []
    base = current_app.config["BASE_URL"]
    return [*((tag, base + address) for tag, _name, address in _links()), ("x-default", base + request.path)]


def _links() -> Iterator[tuple[str, str, str]]:
    path, query = _place()
    for code in offered():
        tag = code.replace("_", "-")
        yield tag, own_name(code), f"{path}?{urlencode([*query, ('lang', tag)])}"


def _place() -> tuple[str, list[tuple[str, str]]]:
    """Path and query of the page to show in another language: this one, or the one that a form was sent from.

    What is no page is not said again: somebody may have typed a name into the address.
    """
    if _is_page(request.path) and not g.get("is_kept_out"):  # booking.whereabouts
        return request.path, [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    path = sent_from()
    return (path if path and _is_page(path) else "/"), []


def sent_from() -> str:
    """The path of this site's page on which a form was sent, as the browser says it; empty where it does not.

    What is no address at all (`http://[`) says nothing either.
    """
    try:
        page = urlsplit(request.referrer or "")
    except ValueError:
        return ""
    return page.path if page.netloc == request.host else ""


def _is_page(path: str) -> bool:
    adapter = current_app.create_url_adapter(request)
    try:
        return adapter is not None and bool(adapter.match(path, method="GET"))
    except HTTPException:
        return False


def mark_korean(text: Any) -> Any:
    """A text of data as a page in another language shows it: Korean runs are marked, to be read out as Korean.

    Tags are left alone, and so is what is marked already.
    """
    if text is None or current() == FIRST or not _HANGUL.search(str(text)):
        return text
    plain, parts, end = str(escape(text)), [], 0
    for kept in _TAGS.finditer(plain):
        parts += [_HANGUL.sub(_marked, plain[end : kept.start()]), kept[0]]
        end = kept.end()
    return Markup("".join([*parts, _HANGUL.sub(_marked, plain[end:])]))  # noqa: S704 (escaped above)


def _marked(run: re.Match[str]) -> str:
    return f'<span lang="{FIRST}">{run[0]}</span>'

"""A page of ours with what somebody had typed into one of its forms before.

It works on the finished page and not on the form behind it, so that every form has it: those of fields and those that
a template writes by itself. Nothing else of the page is touched.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import accumulate
from urllib.parse import urljoin

Attributes = dict[str, str | None]

NOT_TYPED = {"hidden", "password", "file", "submit", "button", "image", "reset"}
"""Kinds of input that stay as the page has them."""


@dataclass
class _Control:
    """A control of a form, the offsets of its tag, and for a text area those of its text. owner: an option's select."""

    tag: str
    attributes: Attributes
    start: int
    end: int
    until: int = 0
    owner: str = ""


@dataclass
class _Form:
    """A form that is sent by POST: where to, by its buttons too, and its controls. inside: the offset after its tag."""

    actions: set[str]
    inside: int
    controls: list[_Control] = field(default_factory=list)

    def hidden(self) -> set[tuple[str, str]]:
        """What tells it from other forms of the page with the same address."""
        return {
            (control.attributes.get("name") or "", control.attributes.get("value") or "")
            for control in self.controls
            if control.attributes.get("type") == "hidden" and control.attributes.get("name") != "csrf_token"
        }


def refill(page: str, address: str, action: str, typed: Sequence[tuple[str, str]], notice: str) -> str | None:
    """The page with `typed` in the form that leads to `action`, which begins with `notice` (HTML).

    address: the page's own, path and query, as `action` is. None where the page has no such form, or several between
    which nothing tells.
    """
    reader = _Reader(page, address)
    found = [form for form in reader.forms if action in form.actions]
    found = found or [form for form in reader.forms if _path(action) in map(_path, form.actions)]
    if len(found) > 1:
        found = [form for form in found if form.hidden() and form.hidden() <= set(typed)]
    if len(found) != 1:
        return None
    edits = [(found[0].inside, found[0].inside, notice), *_edits(found[0], typed)]
    for start, end, text in sorted(edits, reverse=True):
        page = page[:start] + text + page[end:]
    return page


def _path(address: str) -> str:
    return address.partition("?")[0]


class _Reader(HTMLParser):
    """Finds the forms of a page."""

    def __init__(self, page: str, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[_Form] = []
        self._address, self._open, self._select = address, False, ""
        self._lines = [0, *accumulate(len(line) + 1 for line in page.split("\n"))]
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start, attributes = self._offset(), dict(attrs)
        end = start + len(self.get_starttag_text() or "")
        if tag == "form" and (attributes.get("method") or "").lower() == "post":
            self._open = True
            self.forms.append(_Form({self._to(attributes.get("action"))}, end))
        elif self._open and tag == "button" and attributes.get("formaction"):
            self.forms[-1].actions.add(self._to(attributes["formaction"]))
        elif self._open and tag in ("input", "textarea", "select", "option"):
            self._select = attributes.get("name") or "" if tag == "select" else self._select
            self.forms[-1].controls.append(_Control(tag, attributes, start, end, end, self._select))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = False
        elif tag == "textarea" and self._open:
            self.forms[-1].controls[-1].until = self._offset()

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _to(self, action: str | None) -> str:
        return urljoin(self._address, action or "") if action else self._address


def _edits(form: _Form, typed: Sequence[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    """What to put in place of what: start, end and text."""
    values: dict[str, list[str]] = {}
    for name, value in typed:
        values.setdefault(name, []).append(value)
    turns = {name: iter(given) for name, given in values.items()}
    for control in form.controls:
        name = (control.owner if control.tag == "option" else control.attributes.get("name")) or ""
        kind = control.attributes.get("type") or "text"
        if kind == "checkbox":  # what is not ticked is not sent
            yield _marked(control, "checked", control.attributes.get("value") or "on", values.get(name, []))
        elif name not in values or (control.tag == "input" and kind in NOT_TYPED):
            continue
        elif control.tag == "option" or kind == "radio":
            mark = "selected" if control.tag == "option" else "checked"
            yield _marked(control, mark, control.attributes.get("value") or "", values[name])
        elif control.tag == "select":
            classes = " ".join([control.attributes.get("class") or "", "completed"]).strip()
            yield control.start, control.end, _tag("select", {**control.attributes, "class": classes})
        elif (text := next(turns[name], None)) is not None:
            yield _written(control, text)


def _marked(control: _Control, mark: str, own: str, values: list[str]) -> tuple[int, int, str]:
    attributes = {name: value for name, value in control.attributes.items() if name != mark}
    return control.start, control.end, _tag(control.tag, {**attributes, **({mark: None} if own in values else {})})


def _written(control: _Control, value: str) -> tuple[int, int, str]:
    if control.tag == "textarea":  # a line's end after its tag is no part of its text
        return control.end, control.until, "\n" + escape(value)
    return control.start, control.end, _tag("input", {**control.attributes, "value": value})


def _tag(name: str, attributes: Attributes) -> str:
    written = [key if value is None else f'{key}="{escape(value)}"' for key, value in attributes.items()]
    return f"<{' '.join([name, *written])}>"

"""A reader that distrusts pages: whatever it is handed must be sound HTML that everybody can use."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import urljoin, urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
BANNED_WORDS = ("노쇼", "홀드", "슬롯")
REFERRING = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "headers", "form")

WORDS = re.compile(r">[^<&\x00-\x08\x0b-\x1f\x7f-\x9f]*")
VALUES = re.compile(r'="[^"<>&\x00-\x1f\x7f-\x9f]*"')


@dataclass
class Page:
    """An answer as a citizen meets it: the final page, and the redirects that led there."""

    url: str
    status: int
    html: str
    redirects: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.soup = BeautifulSoup(self.html, "html.parser")

    @property
    def text(self) -> str:
        """What is written on the page, with single spaces."""
        return " ".join((self.soup.body or self.soup).get_text(" ").split())

    @property
    def heading(self) -> str:
        """Its h1."""
        found = self.soup.h1
        return " ".join(found.get_text(" ").split()) if found else ""

    @property
    def rows(self) -> list[str]:
        """The rows of its tables as text, without the heads."""
        return [" ".join(row.get_text(" ").split()) for row in self.soup.select("tbody tr")]

    def form(self, action: str) -> Tag:
        """The form whose address ends in `action`."""
        forms = [form for form in self.soup.find_all("form") if self._target(form).endswith(action)]
        assert forms, f"{self.url} has no form to {action}, only to {[self._target(f) for f in self.soup('form')]}"
        return forms[0]

    def _target(self, form: Tag) -> str:
        return urlsplit(urljoin(self.url, str(form.get("action") or self.url))).path

    def filled(self, action: str) -> dict[str, str]:
        """What the form to `action` would send as it stands."""
        values: dict[str, str] = {}
        for control in self.form(action).find_all(["input", "select", "textarea"]):
            name, kind = control.get("name"), control.get("type", "text")
            if not name or control.has_attr("disabled"):
                continue
            if control.name == "textarea":
                values[str(name)] = control.get_text().replace("\r\n", "\n").removeprefix("\n")
            elif control.name == "select":
                chosen = control.find("option", selected=True) or control.find("option")
                values[str(name)] = str(chosen.get("value", chosen.get_text())) if isinstance(chosen, Tag) else ""
            elif kind in ("radio", "checkbox"):
                if control.has_attr("checked"):
                    values[str(name)] = str(control.get("value", "on"))
            elif kind not in ("submit", "button", "image", "reset"):
                values[str(name)] = str(control.get("value", ""))
        return values


class Citizen:
    """A person at a browser without JavaScript: reads a page, fills in its form, follows where it is sent.

    Every page is inspected (`faults`). CSRF tokens count, as in production.
    """

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.page: Page | None = None

    def get(self, path: str) -> Page:
        """Open an address."""
        return self._read(path, self.client.get(path))

    def submit(self, action: str, values: dict[str, str] | None = None, *, also: dict[str, str] | None = None) -> Page:
        """Send the form of the present page whose address ends in `action`, with `values` typed in.

        A name that the form does not have fails the test, and so does a choice it does not offer; `also` is sent
        unchecked, as somebody with tools would.
        """
        assert self.page is not None, "no page is open"
        form = self.page.form(action)
        for name, value in (values or {}).items():
            controls = form.select(f'[name="{name}"]')
            assert controls, f"the form to {action} has no field {name}"
            offered = {str(control.get("value", "on")) for control in controls if control.get("type") == "radio"}
            assert not offered or value in offered, f"{name} does not offer {value}, only {sorted(offered)}"
        target = urljoin(self.page.url, str(form.get("action") or self.page.url))
        data = {**self.page.filled(action), **(values or {}), **(also or {})}
        if str(form.get("method", "get")).lower() == "post":
            return self._read(target, self.client.post(target, data=data))
        return self._read(target, self.client.get(target, query_string=data))

    def _read(self, url: str, answer: TestResponse) -> Page:
        redirects = []
        while answer.status_code in (301, 302, 303, 307, 308):
            redirects.append(answer.status_code)
            assert len(redirects) < 6, f"{url} redirects without end"
            url = urljoin(url, answer.headers["Location"])
            answer = self.client.get(url)
        assert answer.status_code < 500, f"{url}: {answer.status}"
        self.page = Page(url, answer.status_code, answer.get_data(as_text=True), redirects)
        if answer.mimetype == "text/html":
            found = list(faults(self.page.html, self.page.soup))
            assert not found, f"{url} ({answer.status_code}):\n" + "\n".join(found)
        return self.page


def faults(html: str, soup: BeautifulSoup | None = None) -> Iterator[str]:
    """What is wrong with a page, one sentence each. soup: the page, where it has been read already."""
    key = sha256(_skeleton(html).encode()).digest()
    if key not in _valid:
        errors = list(_syntax(html))
        yield from errors
        if not errors:
            _valid.add(key)
    soup = soup or BeautifulSoup(html, "html.parser")
    tags = soup.find_all(True)
    if not soup.html or not str(soup.html.get("lang", "")).strip():
        yield "html has no lang"
    if not soup.title or not soup.title.get_text(strip=True):
        yield "the page has no title"
    if (headings := sum(tag.name == "h1" for tag in tags)) != 1:
        yield f"{headings} h1 instead of one"
    yield from _references(tags)
    yield from _forms(tags)
    yield from _policy(tags)
    for picture in (tag for tag in tags if tag.name == "img"):
        if not picture.has_attr("alt"):
            yield f"a picture without alt: {picture.get('src')}"
    for table in (tag for tag in tags if tag.name == "table"):
        if not table.find("caption") or not all(head.get("scope") for head in table.find_all("th")):
            yield f"a table without caption or with a th without scope: {str(table)[:80]}"
    text = soup.get_text(" ")
    yield from (f"the page says {word}" for word in BANNED_WORDS if word in text)
    if left := re.search(r"\{\{|\{%|%\(\w+\)s|\bNone\b|\[\w+\([^)]*\)\]", text):
        yield f"the page shows something unfinished: {left[0]}"


_valid: set[bytes] = set()


def _skeleton(html: str) -> str:
    """The page with its words and values left out, as far as they cannot make it invalid.

    Many pages of many tests differ in nothing else, and html5lib, which is slow, need read only one of them.
    """
    return VALUES.sub('=""', WORDS.sub(lambda found: ">x" if found[0][1:].strip() else "> ", html))


def _syntax(html: str) -> Iterator[str]:
    parser = html5lib.HTMLParser()
    parser.parse(html)
    for (line, column), code, details in parser.errors:
        yield f"not valid HTML at {line}:{column}: {code} {details or ''}"


def _references(tags: list[Tag]) -> Iterator[str]:
    ids = Counter(str(tag["id"]) for tag in tags if tag.has_attr("id"))
    yield from (f"id {name} stands twice" for name, count in sorted(ids.items()) if count > 1)
    for tag in tags:
        for attribute in tag.attrs.keys() & set(REFERRING):
            value = tag[attribute]
            for name in value.split() if isinstance(value, str) else value:
                if name not in ids:
                    yield f"{attribute} names {name}, which is not on the page"
        target = str(tag.get("href", "")) if tag.name == "a" else ""
        if target.startswith("#") and target != "#" and target[1:] not in ids:
            yield f"a link leads to {target}, which is not on the page"


def _forms(tags: list[Tag]) -> Iterator[str]:
    for form in (tag for tag in tags if tag.name == "form"):
        token = form.find("input", attrs={"name": "csrf_token"})
        is_post = str(form.get("method", "get")).lower() == "post"
        if is_post and not (isinstance(token, Tag) and token.get("value")):
            yield f"the form to {form.get('action')} has no csrf_token"
        if not is_post and token:
            yield f"the form to {form.get('action')} puts its csrf_token into an address"
    labelled = {str(tag["for"]) for tag in tags if tag.name == "label" and tag.has_attr("for")}
    for control in (tag for tag in tags if tag.name in ("input", "select", "textarea")):
        if control.name == "input" and control.get("type") in UNLABELLED:
            continue
        named = control.get("id") in labelled or control.find_parent("label") or control.get("aria-label")
        if not (named or control.get("aria-labelledby")):
            yield f"a field without label: {control.get('name')}"
        if control.get("aria-invalid") == "true" and not control.get("aria-describedby"):
            yield f"the error of {control.get('name')} is not tied to it"
    for button in (tag for tag in tags if tag.name == "button"):
        if not (button.get_text(strip=True) or button.get("aria-label")):
            yield "a button without words"


def _policy(tags: list[Tag]) -> Iterator[str]:
    """What the content security policy would block."""
    for tag in tags:
        if tag.has_attr("style") or any(name.startswith("on") for name in tag.attrs):
            yield f"an inline style or handler: {str(tag)[:80]}"
        if tag.name == "style" or (tag.name == "script" and not tag.get("src")):
            yield "an inline style sheet or script"

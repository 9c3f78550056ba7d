"""What the product takes from KRDS, the government's design system (npm: krds-uiux).

Its tokens, base rules, some components, icons and two font weights. The sheets are cut down while the assets are
built, and nothing of the package is committed. Left out are its scripts, its high-contrast and dark modes (the product
offers no switch for them), and every component that no page uses. Its remote pictures (`cdn/`) are never touched.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import tinycss2  # type: ignore[import-untyped,unused-ignore]

COMPONENTS = frozenset(
    "krds-btn krds-input krds-form-select krds-form-check krds-check-area krds-info-list "
    "form-group form-tit form-conts form-hint form-hint-invalid is-error textarea-wrap".split()
)
"""Classes with which a rule of component.css must begin to be taken."""

ICONS = frozenset(
    "ico-angle ico-calendar ico-call ico-go ico-help ico-information-fill ico-logout ico-my ico-print ico-reset "
    "ico-sch ico-setting".split()
)
"""Icons (`<i class="svg-icon ico-call" aria-hidden="true">`) that templates may use."""

FONTS = ("PretendardGOV-Regular.subset.woff2", "PretendardGOV-Bold.subset.woff2")

_HIDDEN_WITHOUT_REASON = {"legend", "caption"}
_OTHER_MODES = re.compile(r"data-krds-mode|--krds-(color-)?high-contrast")
_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)[\"']?\s*\)")


def stylesheet(package: Path) -> str:
    """The part of KRDS that pages use, as one sheet with its icons inside. FileNotFoundError outside the package."""
    styles = package / "resources" / "css"
    parts = [
        _pick(styles / "token" / "krds_tokens.css", lambda _selector: True),
        _pick(styles / "common" / "common.css", _is_common),
        _pick(styles / "component" / "component.css", _is_component),
    ]
    return _inline_icons("".join(parts), package / "resources" / "img" / "component" / "icon")


def fonts(package: Path) -> list[Path]:
    """The two font weights in use."""
    return [package / "resources" / "fonts" / name for name in FONTS]


def _is_common(selector: str) -> bool:
    # KRDS hides every legend and caption; ours are meant to be read.
    if selector in _HIDDEN_WITHOUT_REASON:
        return False
    icon = re.search(r"\.(ico-[\w-]+)", selector)
    return icon is None or icon.group(1) in ICONS


def _is_component(selector: str) -> bool:
    first = re.search(r"\.([\w-]+)", selector)
    return first is not None and first.group(1) in COMPONENTS


def _pick(sheet: Path, is_wanted: Callable[[str], bool]) -> str:
    rules = tinycss2.parse_stylesheet(sheet.read_text("utf-8"), skip_comments=True, skip_whitespace=True)
    return "".join(_rule(rule, is_wanted) for rule in rules)


def _rule(rule: Any, is_wanted: Callable[[str], bool]) -> str:
    """One rule with what is wanted of its selectors and declarations; empty text if nothing is left."""
    if rule.type == "at-rule" and rule.lower_at_keyword == "media":
        inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        body = "".join(_rule(part, is_wanted) for part in inner)
        return f"@media{tinycss2.serialize(rule.prelude).rstrip()}{{{body}}}" if body else ""
    if rule.type != "qualified-rule":
        return ""  # @charset, and @import of the tokens, which are taken by themselves
    selectors = [part.strip() for part in tinycss2.serialize(rule.prelude).split(",")]
    selectors = [part for part in selectors if not _OTHER_MODES.search(part) and is_wanted(part)]
    body = _declarations(rule.content)
    return f"{','.join(selectors)}{{{body}}}" if selectors and body else ""


def _declarations(content: list[Any]) -> str:
    found = tinycss2.parse_declaration_list(content, skip_comments=True, skip_whitespace=True)
    texts = [
        f"{item.name}:{tinycss2.serialize(item.value).strip()}{'!important' if item.important else ''}"
        for item in found
        if item.type == "declaration"
    ]
    return ";".join(text for text in texts if not _OTHER_MODES.match(text))


def _inline_icons(text: str, folder: Path) -> str:
    """Put pictures into the sheet. Only their names count: some addresses in KRDS's sheets lead nowhere."""

    def inline(found: re.Match[str]) -> str:
        picture = (folder / Path(found[1]).name).read_text("utf-8").strip().replace('"', "'").replace("\n", "")
        address = quote(picture, safe=" /:=<>()'")
        return f'url("data:image/svg+xml,{address}")'

    return _URL.sub(inline, text)

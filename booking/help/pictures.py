"""Pictures of the work pages, as `make screenshots` puts them into docs/pictures."""

import re
from pathlib import Path

PICTURES = Path(__file__).resolve().parent.parent.parent / "docs" / "pictures"
_NAME = re.compile(r"[a-z-]+")
_BEGINS = b"\x89PNG\r\n\x1a\n"


def find_picture(name: str) -> Path | None:
    """The file of a picture that a step names; None where nobody took it, for a page does without."""
    file = PICTURES / f"help-{name}-1280.png"
    return file if _NAME.fullmatch(name) and file.is_file() else None


def size(file: Path) -> tuple[int, int] | None:
    """Width and height of a PNG in pixels, so that a page keeps its place free; None for what is none."""
    with file.open("rb") as opened:
        start = opened.read(24)
    if not start.startswith(_BEGINS) or len(start) < 24:
        return None
    return int.from_bytes(start[16:20], "big"), int.from_bytes(start[20:24], "big")

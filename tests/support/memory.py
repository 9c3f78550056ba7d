"""Temporary files in memory: a database on a disk makes each commit of a test wait for it, and a test has many."""

import os
import shutil
import tempfile
from pathlib import Path

ROOM = 4 * 2**30
"""Bytes that must be free; a run leaves some hundred MB at the most."""


def use(folder: Path = Path("/dev/shm")) -> None:  # noqa: S108
    """Keep what tests and the servers they start write in `folder`, where it has room and TMPDIR says nothing else.

    Databases sync there as they do anywhere; it only takes no time.
    """
    if "TMPDIR" in os.environ or not folder.is_dir() or shutil.disk_usage(folder).free < ROOM:
        return
    os.environ["TMPDIR"] = str(folder)
    tempfile.tempdir = None  # asked for before, it would be remembered

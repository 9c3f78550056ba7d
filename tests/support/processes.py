"""The product as real processes: `booking web` with its workers, `booking scheduler`, and visitors over HTTP."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import requests

from tests.support.house import environment

ROOT = Path(__file__).resolve().parent.parent.parent


class Process:
    """A `booking` command on a database, in a process group of its own, its output in a file."""

    def __init__(self, folder: Path, arguments: list[str], url: str, **more: str) -> None:
        self._file = folder / f"{arguments[0]}-{len(list(folder.iterdir()))}.log"
        self._environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ") if name in os.environ},
            # Set, though empty, so that a developer's .env says nothing here.
            **dict.fromkeys(("MAIL_URL", "MAIL_FROM", "SMS_URL", "TRUSTED_PROXIES", "BASE_URL"), ""),
            "PORT": "8000",
            **environment(url, **more),
            "PYTHONUNBUFFERED": "1",
        }
        self._command = [sys.executable, "-c", "from booking.cli import main; main()", *arguments]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Process":
        # Should the tests die, the kernel ends the process.
        wrapper = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
        with self._file.open("wb") as log:
            self.process = subprocess.Popen(
                [*wrapper, *self._command], cwd=ROOT, env=self._environment, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        return self

    def log(self) -> str:
        """What it wrote so far."""
        return self._file.read_text(errors="replace") if self._file.exists() else ""

    def wait(self, seconds: float = 30) -> int:
        """Wait for its own end; its exit code."""
        assert self.process is not None
        return self.process.wait(seconds)

    def kill(self) -> None:
        """End it and its children at once, as a power cut would."""
        assert self.process is not None
        os.killpg(self.process.pid, 9)
        self.process.wait()

    def stop(self) -> None:
        """Ask it to end; after 20 seconds end its group."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()


class WebServer(Process):
    """`booking web` under gunicorn on a free port of the loopback address; `address` is where it answers."""

    def __init__(self, folder: Path, url: str, *, workers: int = 4, threads: int = 8, **more: str) -> None:
        port = str(free_port())
        counts = {"WEB_WORKERS": str(workers), "WEB_THREADS": str(threads)}
        self.address = f"http://127.0.0.1:{port}"
        super().__init__(folder, ["web"], url, **{"PORT": port, "BASE_URL": self.address, **counts, **more})

    def start(self) -> "WebServer":
        super().start()
        assert self.process is not None
        for _ in range(600):
            try:
                if requests.get(self.address + "/healthz", timeout=5).ok:
                    return self
            except requests.RequestException:  # not listening yet, or still importing
                if self.process.poll() is not None:
                    break
            time.sleep(0.05)
        raise AssertionError("booking web did not come up:\n" + self.log())


class Visitor:
    """One browser over HTTP: keeps its cookies, and sends the CSRF token of the last page it read."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.session = requests.Session()
        self.token = ""

    def get(self, path: str) -> requests.Response:
        """Read a page without following redirects."""
        return self._keep(self.session.get(self.address + path, timeout=60, allow_redirects=False))

    def post(self, path: str, **values: Any) -> requests.Response:
        """Send a form without following redirects."""
        data = {"csrf_token": self.token, **values}
        return self._keep(self.session.post(self.address + path, data=data, timeout=60, allow_redirects=False))

    def _keep(self, answer: requests.Response) -> requests.Response:
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.text)
        self.token = found[1] if found else self.token
        return answer


def free_port() -> int:
    """A port of the loopback address that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

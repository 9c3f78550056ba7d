"""`booking web`: the production web server."""

import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import click
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from booking import logs
from booking.patience import PatientWorker
from booking.scheduler import watch

log = logging.getLogger(__name__)


INVALID = "Invalid request from ip="
"""How gunicorn begins what it says of a request that it cannot read."""


class ServerLog(Logger):
    """gunicorn's own messages, in the process's one log, and without the addresses that clients asked for."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """What was no HTTP is not repeated, nor who sent it: gunicorn quotes the header or the line."""
        super().warning("a request that is no HTTP" if msg.startswith(INVALID) else msg, *args, **kwargs)

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        super().exception(msg.replace("%s", "…"), **kwargs)


class Server(BaseApplication):
    """gunicorn with threads. Each worker makes its own application after the fork: connections are never shared."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config
        super().__init__()

    def load_config(self) -> None:
        for name, value in options(self._config).items():
            if name in self.cfg.settings:  # gunicorn before 25 has no control socket
                self.cfg.set(name, value)

    def load(self) -> Any:
        from booking import create_app

        return create_app(self._config)


def options(config: dict[str, Any]) -> dict[str, Any]:
    """gunicorn's settings for a configuration.

    gunicorn itself believes no forwarding header: `booking.proxies` decides, by TRUSTED_PROXIES.
    """
    host = f"[{config['HOST']}]" if ":" in config["HOST"] else config["HOST"]
    chosen = {
        "bind": f"{host}:{config['PORT']}",
        "workers": config["WEB_WORKERS"],
        "worker_class": type("Worker", (PatientWorker,), {"receiving": config["WEB_RECEIVE_SECONDS"]}),
        "threads": config["WEB_THREADS"],
        "preload_app": False,
        "accesslog": None,
        "errorlog": "-",
        "loglevel": config["LOG_LEVEL"].lower(),
        "logger_class": ServerLog,
        "graceful_timeout": 30,
        "timeout": 60,
        "keepalive": 5,
        "forwarded_allow_ips": "",
        "proc_name": "booking-web",
        "post_worker_init": lambda worker: watch.start(worker.wsgi),
        "control_socket_disable": True,
    }
    if folder := config.get("METRICS_FOLDER"):  # where the workers' counts meet (`booking.operators`)
        chosen["raw_env"] = [f"PROMETHEUS_MULTIPROC_DIR={folder}"]
        chosen["on_exit"] = lambda _arbiter: shutil.rmtree(folder, ignore_errors=True)
    # Heartbeats of the workers are file writes, which must not wait for a slow disk.
    return {**chosen, "worker_tmp_dir": "/dev/shm"} if Path("/dev/shm").is_dir() else chosen  # noqa: S108


def _warn(config: dict[str, Any]) -> None:
    """Say what works, and yet is not what an operator would want in production."""
    is_counted_apart = config["RATELIMIT_ENABLED"] and config["RATELIMIT_STORAGE_URI"].startswith("memory:")
    if config["BOOKING_MODE"] == "production" and is_counted_apart and config["WEB_WORKERS"] > 1:
        log.warning(
            "RATE_LIMIT_STORE is memory://, so each of the %d workers counts requests for itself and the limits are "
            "that much wider; redis://… counts them together",
            config["WEB_WORKERS"],
        )


@click.command()
def web() -> None:
    """Serve the pages (HOST, PORT, WEB_WORKERS, WEB_THREADS) until SIGTERM; open requests are answered first."""
    import config

    os.umask(0o077)  # what this process writes (SQLite's files) is for its own user
    try:
        loaded = config.load()
    except config.ConfigurationError as error:
        raise click.ClickException(str(error)) from error
    logs.set_up(loaded["LOG_LEVEL"], as_json=loaded["LOG_FORMAT"] == "json")
    _warn(loaded)
    Server({**loaded, "METRICS_FOLDER": tempfile.mkdtemp(prefix="booking-metrics-")}).run()

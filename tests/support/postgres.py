"""A PostgreSQL server of the tests' own, started from the machine's binaries and ended with the tests."""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

UNSAFE_BUT_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
"""For unit tests only: a crash would lose data. Races and restores run with the server's own defaults."""


class Unavailable(Exception):
    """No server can be started here; the text says what is missing."""


def find_binaries() -> Path:
    """The folder with `postgres` and `initdb`, of the newest version installed. Unavailable where there is none."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    on_path = shutil.which("postgres")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    folders = [folder for folder in folders if (folder / "initdb").exists()]
    if not folders:
        raise Unavailable("no PostgreSQL server on this machine (Debian package postgresql)")
    return max(folders, key=lambda folder: [int(part) for part in folder.parent.name.split(".") if part.isdigit()])


class Server:
    """One cluster in a temporary folder, reached by a socket in that folder: no port, nothing to collide with.

    `start()` raises Unavailable where the machine lacks something; `stop()` ends the process that `start()` began
    and removes the folder. Should the tests die first, the kernel ends the server (parent death signal).
    """

    def __init__(self, settings: dict[str, str] | None = None) -> None:
        self._settings = settings or {}
        self._folder: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Server":
        binaries = find_binaries()
        self._folder = Path(tempfile.mkdtemp(prefix="pulligo-pg-"))
        wrapper = self._as_owner()
        data = self._folder / "data"
        subprocess.run(
            [*wrapper, binaries / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8",
             "--locale=C.UTF-8"],
            check=True, capture_output=True, cwd=self._folder,
        )  # fmt: skip
        options = {"listen_addresses": "", "unix_socket_directories": str(self._folder), "max_connections": "200"}
        arguments = [f"--{name}={value}" for name, value in {**options, **self._settings}.items()]
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [*wrapper, binaries / "postgres", "-D", data, *arguments],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=self._folder,
            )  # fmt: skip
        self._wait()
        return self

    def _as_owner(self) -> list[str]:
        """The command that drops root (initdb refuses it) and ties a process to this one's life."""
        assert self._folder is not None
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            raise Unavailable("no setpriv on this machine (Debian package util-linux)")
        command = [setpriv, "--pdeathsig", "INT"]
        if os.geteuid() == 0:
            try:
                user = pwd.getpwnam("postgres")
            except KeyError as error:
                raise Unavailable("no user postgres to run the server as (Debian package postgresql)") from error
            os.chown(self._folder, user.pw_uid, user.pw_gid)
            command += ["--reuid", str(user.pw_uid), "--regid", str(user.pw_gid), "--clear-groups"]
        return command

    def _wait(self) -> None:
        assert self._process is not None
        for _ in range(600):
            try:
                psycopg.connect(self.url("postgres")).close()
                return
            except psycopg.OperationalError:
                if self._process.poll() is not None:
                    break
                time.sleep(0.05)
        raise RuntimeError("the PostgreSQL server did not start:\n" + self.log())

    def log(self) -> str:
        """What the server wrote so far."""
        assert self._folder is not None
        return (self._folder / "log").read_text(errors="replace")

    def url(self, database: str) -> str:
        """The address of a database of this server, as an operator would write it."""
        return f"postgresql://postgres@/{database}?host={self._folder}"

    def create_database(self, template: str = "template1") -> str:
        """A new database (a copy of `template`), with a name of its own; its address."""
        name = "pulligo_" + secrets.token_hex(6)
        self._admin("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Remove a database that `create_database` made, whoever is still connected."""
        self._admin("DROP DATABASE IF EXISTS {} WITH (FORCE)", database_name(url))

    def _admin(self, command: str, *names: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(command).format(*map(sql.Identifier, names)))

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(2)  # SIGINT: a fast shutdown that does not wait for clients
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


def database_name(url: str) -> str:
    """The database in an address."""
    return url.split("?")[0].rsplit("/", 1)[1]


@contextmanager
def emptier(url: str) -> Iterator[Callable[[], None]]:
    """What removes every row of a database and starts its sequences again; tables that hold nothing are left alone.

    It keeps its connection: a new one for each test costs the server as much again.
    """
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("SET lock_timeout = '10s'")

        def empty() -> None:
            connection.execute(_EMPTY)

        yield empty


_EMPTY = """
DO $$
DECLARE
    entry record;
    has_rows boolean;
    filled text[] := '{}';
BEGIN
    FOR entry IN SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE 'SELECT EXISTS (SELECT 1 FROM ' || entry.name || ')' INTO has_rows;
        IF has_rows THEN
            filled := filled || entry.name;
        END IF;
    END LOOP;
    IF array_length(filled, 1) > 0 THEN
        EXECUTE 'TRUNCATE ' || array_to_string(filled, ', ') || ' RESTART IDENTITY CASCADE';
    END IF;
END $$
"""

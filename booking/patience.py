"""How long the web server waits for a client: a thread serves one at a time, and nobody may keep it for nothing.

gunicorn's threads wait for ever once the first byte is there. Twenty connections that sent half a header each silenced
the site for as long as they stayed.
"""

import errno
import socket
import time
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

SENDING = 60
"""Seconds for one piece of an answer to go out, to a client that reads."""


class PatientSocket:
    """A client's socket that waits for a request until a moment, and then says that the client has gone."""

    def __init__(self, inner: socket.socket) -> None:
        self._inner = inner
        self._until = float("inf")

    def begin(self, seconds: float) -> None:
        """A request begins here: headers and body have so many seconds to come."""
        self._until = time.monotonic() + seconds

    def recv(self, size: int) -> bytes:
        """As a socket's; nothing, which is the end of the connection, once the time is over."""
        before, left = self._inner.gettimeout(), self._until - time.monotonic()
        if before is not None and before <= left:
            return self._inner.recv(size)
        if left <= 0:
            return b""
        self._inner.settimeout(left)
        try:
            return self._inner.recv(size)
        except TimeoutError:
            return b""
        finally:
            self._inner.settimeout(before)

    def sendall(self, data: bytes) -> None:
        """As a socket's; who does not take an answer for `SENDING` seconds has gone."""
        before = self._inner.gettimeout()
        self._inner.settimeout(SENDING)
        try:
            self._inner.sendall(data)
        except TimeoutError as error:
            raise ConnectionResetError(errno.ECONNRESET, "the client takes no answer") from error
        finally:
            self._inner.settimeout(before)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


class PatientWorker(ThreadWorker):
    """gunicorn's worker with threads, which waits for a request as long as it is told to."""

    receiving = 15.0
    """Seconds for headers and body of a request."""

    def handle(self, conn: TConn) -> Any:
        """Serve a request of this connection."""
        if not isinstance(conn.sock, PatientSocket):
            conn.sock = PatientSocket(conn.sock)
        conn.sock.begin(self.receiving)
        return super().handle(conn)

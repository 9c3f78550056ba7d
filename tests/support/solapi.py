"""A server on this machine of the shape of Solapi's: it checks signatures, keeps messages, and fails as it is told."""

import hmac
import json
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from booking import clock

ARRIVED = "4000"
KEY, SECRET, PROFILE = "NCSAYU7YDBXYORXC", "a/secret+of:32", "KA01PF"
_HEADER = re.compile(r"HMAC-SHA256 apiKey=(\S+), date=(\S+), salt=(\S+), signature=(\S+)")


class Vendor:
    """What the server has and does.

    messages by their id, in the order of arrival. plan: what becomes of the next requests to send, one each, then all
    is well: an HTTP status (500), a status code of a refused message ("1043"), "hang" (taken, no answer in time),
    "break" (taken, then the line breaks), "cut" (the line breaks before anything is taken), "html" (a proxy's page).
    final: the status code that a message has afterwards, by its type.
    """

    def __init__(self) -> None:
        self.messages: dict[str, dict[str, Any]] = {}
        self.plan: deque[int | str] = deque()
        self.final: dict[str, str] = {}
        self.asked: list[str] = []
        self.signatures: set[str] = set()
        self.released = threading.Event()
        self.lock = threading.Lock()
        self.port = 0

    @property
    def url(self) -> str:
        """The SMS_URL that leads here."""
        return f"solapi://{KEY}:a%2Fsecret%2Bof%3A32@127.0.0.1:{self.port}?from=055-749-5114&pf={PROFILE}"

    def keys(self) -> list[str]:
        """The key of each message that was taken."""
        return [message["customFields"]["key"] for message in self.messages.values()]

    def refusal(self, header: str) -> str:
        """Why a signature is not believed; empty where it is. One that was used before is not."""
        found = _HEADER.fullmatch(header)
        if not found or found[1] != KEY:
            return "InvalidAPIKey"
        if abs(clock.now() - datetime.fromisoformat(found[2])) > timedelta(minutes=15):
            return "RequestTimeTooSkewed"
        expected = hmac.digest(SECRET.encode(), (found[2] + found[3]).encode(), "sha256").hex()
        if not hmac.compare_digest(expected, found[4]) or not 12 <= len(found[3]) <= 64:
            return "SignatureDoesNotMatch"
        with self.lock:
            if found[4] in self.signatures:
                return "DuplicatedSignature"
            self.signatures.add(found[4])
        return ""

    def take(self, body: dict[str, Any], refused: str) -> dict[str, Any]:
        """The answer to a request to send; refused: the status code with which it is not taken."""
        (message,) = body["messages"]
        if refused:
            return {"failedMessageList": [{**message, "statusCode": refused, "statusMessage": "접수 실패"}]}
        with self.lock:
            name = f"M4V2026{len(self.messages):025d}"
            kept = {**message, "messageId": name, "statusCode": "2000", "dateCreated": clock.now().isoformat()}
            self.messages[name] = kept
        taken = {"messageId": name, "statusCode": "2000", "statusMessage": "정상 접수(이통사로 접수 예정)"}
        return {"failedMessageList": [], "messageList": [taken], "groupInfo": {"count": {"total": 1}}}

    def search(self, query: dict[str, list[str]]) -> dict[str, Any]:
        """The answer to a request for messages."""
        with self.lock:
            found = [self._now(message) for message in self.messages.values()]
        if "criteria" in query:
            assert (query["criteria"], query["cond"]) == (["messageId"], ["eq"])
            found = [one for one in found if one["messageId"] == query["value"][0]]
        if "to" in query:
            since = datetime.fromisoformat(query["startDate"][0])
            found = [one for one in found if one["to"] == query["to"][0]]
            found = [one for one in found if datetime.fromisoformat(one["dateCreated"]) >= since]
        return {"startKey": None, "limit": 20, "messageList": {one["messageId"]: one for one in found}}

    def _now(self, message: dict[str, Any]) -> dict[str, Any]:
        return {**message, "statusCode": self.final.get(message["type"], message["statusCode"])}


@contextmanager
def serve(vendor: Vendor | None = None) -> Iterator[Vendor]:
    """A vendor on a free port of this machine."""
    vendor = vendor or Vendor()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(vendor))
    vendor.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield vendor
    finally:
        vendor.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(vendor: Vendor) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            self._guarded(parts.path == "/messages/v4/list", lambda: vendor.search(parse_qs(parts.query)))

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            step = vendor.plan.popleft() if vendor.plan else ""
            if step == "cut":
                return self._end()
            if step == "html":
                return self._send(200, b"<html>log in</html>")
            if isinstance(step, int):
                return self._answer(step, {"errorCode": "InternalError"})
            refused = step if step.isdecimal() else ""
            known = self.path == "/messages/v4/send-many/detail"
            if step not in ("break", "hang"):
                return self._guarded(known, lambda: vendor.take(body, refused))
            if not vendor.refusal(self.headers.get("Authorization", "")):
                vendor.take(body, "")
            if step == "hang":
                vendor.released.wait(30)
            return self._end()

        def _guarded(self, is_known: bool, make: Callable[[], dict[str, Any]]) -> None:
            vendor.asked.append(f"{self.command} {urlsplit(self.path).path}")
            why = vendor.refusal(self.headers.get("Authorization", ""))
            if why:
                return self._answer(403, {"errorCode": why, "errorMessage": why})
            return self._answer(200, make()) if is_known else self._answer(404, {"errorCode": "NotFound"})

        def _answer(self, status: int, answer: dict[str, Any]) -> None:
            self._send(status, json.dumps(answer).encode())

        def _send(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _end(self) -> None:
            self.close_connection = True
            self.connection.close()

        def log_message(self, *_words: object) -> None:
            pass

    return Handler

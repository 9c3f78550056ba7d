"""A server on this machine of the shape of the portal's services: it checks the key, gives pages, and fails as told."""

import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY = "a+key/of=the==portal"
WRONG_KEY = (
    b"<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE ERROR</errMsg><returnAuthMsg>"
    b"SERVICE_KEY_IS_NOT_REGISTERED_ERROR</returnAuthMsg><returnReasonCode>30</returnReasonCode></cmmMsgHeader>"
    b"</OpenAPI_ServiceResponse>"
)


class Portal:
    """What the server has: items by year (0: those of a service that is not asked for one).

    plan: what the next requests get instead, (status, body) or "cut".

    asked: the query of every request. most: items of a page, whatever was asked for.
    """

    def __init__(self) -> None:
        self.items: dict[int, list[dict[str, Any]]] = {}
        self.plan: deque[tuple[int, bytes] | str] = deque()
        self.asked: list[dict[str, str]] = []
        self.most = 100
        self.url = ""

    def answer(self, wish: dict[str, str]) -> tuple[int, bytes] | str:
        """Status and body of one request."""
        self.asked.append(wish)
        if self.plan:
            return self.plan.popleft()
        if wish.get("serviceKey") != KEY:
            return 200, WRONG_KEY
        rows, number = min(int(wish.get("numOfRows", 10)), self.most), int(wish.get("pageNo", 1))
        items = self.items.get(int(wish.get("solYear", 0)), [])
        shown: Any = items[rows * (number - 1) : rows * number]
        shown = {"item": shown[0] if len(shown) == 1 else shown} if shown else ""
        body = {"items": shown, "numOfRows": rows, "pageNo": number, "totalCount": len(items)}
        header = {"resultCode": "00", "resultMsg": "NORMAL SERVICE."}
        return 200, json.dumps({"response": {"header": header, "body": body}}).encode()


@contextmanager
def portal() -> Iterator[Portal]:
    """The server on a free port of the loopback address."""
    found = Portal()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            answer = found.answer({name: values[0] for name, values in query.items()})
            if isinstance(answer, str):
                self.connection.close()
                return
            self.send_response(answer[0])
            self.send_header("Content-Length", str(len(answer[1])))
            if answer[0] == 302:
                self.send_header("Location", f"{found.url}/elsewhere")
            self.end_headers()
            self.wfile.write(answer[1])

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_port}/getRestDeInfo"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

"""Text messages and 카카오 알림톡 by Solapi's HTTP interface.

Its own package (5.0.3, read for this) is not used: it has no time limit that can be set, repeats a POST up to three
times by itself, raises bare `Exception`, and cannot look for a message by the field that carries our key. This adapter
stands on `requests` and follows the vendor's documents: signature (developers.solapi.com/references/authentication/
api-key), POST /messages/v4/send-many/detail, GET /messages/v4/list, and the table of status codes.

Solapi ignores keys of its clients. Ours travels as the custom field `key`; before a repetition the messages to the same
telephone are listed and searched for it, and one that is there is not sent again. Still it is **at-least-once**: a
message that the list does not show yet when it is asked for goes out twice.
"""

import hmac
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import requests
from urllib3.exceptions import NewConnectionError

from booking.contacts import domestic
from booking.notices import texts
from booking.notices.channels.base import Letter, Receipt, TransportError, Unreachable

TIMEOUT = (5, 15)
"""Seconds to connect, and to wait for the answer. Asking and sending together stay below a lease."""

SKEW = timedelta(minutes=5)
"""By how much the provider's clock may differ from ours when a message is looked for."""

MOST = 100
"""How many messages to one telephone are looked through."""

ARRIVED, UNDER_WAY = "4000", ("2000", "3000")
PASSING = frozenset({"1024", "2024", "3012", "3024", "3053"})
"""Status codes of servers in trouble: the same message may go through later."""

OURS = frozenset({"1020", "1030", "1041", "1058", "1062", "2062", "2063", "2230", "3101", "3106"})
"""Status codes of the account, its credit, its sender's number or its profile: no message would be taken now."""

CLOSED = frozenset({401, 402, 403, 407, 408, 429, 502, 503, 504})
"""HTTP statuses of an interface that takes nothing from us now, whatever the message."""

PENNILESS = frozenset({"NotEnoughBalance", "BalanceNotEnough"})


class Solapi:
    """solapi://KEY:SECRET@api.solapi.com?from=0557495114[&pf=KA01PF…]; http only to this machine itself (tests).

    One object is one channel: text messages, or AlimTalk where `is_kakao`. Fallback by the vendor is off: what comes
    next when one fails is decided here, and the ledger says it. ValueError for an address that lacks something.
    """

    def __init__(self, url: str, *, is_kakao: bool = False) -> None:
        parts, asked = urlsplit(url), parse_qs(urlsplit(url).query)
        self._key, self._secret = unquote(parts.username or ""), unquote(parts.password or "")
        self._from = "".join(sign for sign in asked.get("from", [""])[0] if sign.isdigit())
        self._profile = asked.get("pf", [""])[0]
        if not (self._key and self._secret and parts.hostname and self._from):
            raise ValueError("SMS_URL: solapi://KEY:SECRET@api.solapi.com?from=… lacks the key, the secret or from=")
        if is_kakao and not self._profile:
            raise ValueError("SMS_URL: AlimTalk needs pf=, the id of the Kakao channel")
        scheme = "http" if parts.hostname in ("127.0.0.1", "localhost", "::1") else "https"
        self._root = f"{scheme}://{parts.netloc.rpartition('@')[2]}"
        self._is_kakao = is_kakao
        self._session: requests.Session | None = None

    def send(self, letter: Letter, now: datetime) -> Receipt:
        if letter.since is not None and (known := self._find(letter, now)) is not None:
            if _code(known) in (ARRIVED, *UNDER_WAY):
                return _receipt(known)
            if _code(known) not in PASSING | OURS:  # what was refused for our account's sake is tried anew
                raise _refusal(known)
        body = {"messages": [self._message(letter)], "allowDuplicates": False, "showMessageList": True}
        answer = self._ask("POST", "/messages/v4/send-many/detail", now, json=body)
        for failed in _listed(answer.get("failedMessageList")):
            raise _refusal(failed)
        taken = _listed(answer.get("messageList"))
        if not taken:
            raise TransportError("알 수 없는 답")
        return _receipt(taken[0])

    def report(self, ref: str, now: datetime) -> Receipt | None:
        answer = self._ask("GET", _LIST, now, params={"criteria": "messageId", "cond": "eq", "value": ref})
        known = next((one for one in _listed(answer.get("messageList")) if one.get("messageId") == ref), None)
        if known is None or _code(known) in UNDER_WAY:
            return None
        if _code(known) == ARRIVED:
            return _receipt(known)
        raise TransportError(_words(known), permanent=True)

    def close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def _message(self, letter: Letter) -> dict[str, Any]:
        common = {"to": domestic(letter.to), "from": self._from, "customFields": {"key": letter.key}}
        if self._is_kakao:
            # They fill the template's text and its buttons. Beside them the vendor wants no `buttons`, for its template
            # has those (github.com/solapi/community/discussions/13).
            variables = {f"#{{{name}}}": text for name, text in letter.values.items()}
            options = {"pfId": self._profile, "templateId": letter.template, "variables": variables}
            return {**common, "type": "ATA", "kakaoOptions": {**options, "disableSms": True}}
        kind = texts.sms_kind(letter.body)
        subject = {"subject": letter.subject} if kind == "LMS" else {}
        return {**common, "type": kind, "text": letter.body, "autoTypeDetect": False, **subject}

    def _find(self, letter: Letter, now: datetime) -> Mapping[str, Any] | None:
        """The newest message with the letter's key, if the provider has one."""
        since = (letter.since or now) - SKEW
        asked = {"to": domestic(letter.to), "startDate": _iso(since), "endDate": _iso(now + SKEW), "limit": str(MOST)}
        answer = self._ask("GET", _LIST, now, params={**asked, "dateType": "CREATED"})
        ours = [one for one in _listed(answer.get("messageList")) if _fields(one).get("key") == letter.key]
        return max(ours, key=lambda one: str(one.get("dateCreated", "")), default=None)

    def _ask(self, method: str, path: str, now: datetime, **what: Any) -> Mapping[str, Any]:
        self._session = self._session or requests.Session()
        headers = {"Authorization": self._signed(now)}
        try:
            response = self._session.request(
                method, self._root + path, headers=headers, timeout=TIMEOUT, allow_redirects=False, **what
            )
            return _read(response)
        except requests.Timeout as error:
            raise Unreachable(type(error).__name__, not isinstance(error, requests.ConnectTimeout)) from error
        except requests.ConnectionError as error:
            raise Unreachable(type(error).__name__, not _is_refused(error)) from error
        except requests.RequestException as error:
            raise TransportError(type(error).__name__) from error

    def _signed(self, now: datetime) -> str:
        date, salt = _iso(now), secrets.token_hex(16)
        signature = hmac.digest(self._secret.encode(), (date + salt).encode(), "sha256").hex()
        return f"HMAC-SHA256 apiKey={self._key}, date={date}, salt={salt}, signature={signature}"


_LIST = "/messages/v4/list"


def _read(response: requests.Response) -> Mapping[str, Any]:
    """The answer's JSON, or what its HTTP status means: 4xx is final unless it closes the whole interface."""
    try:
        answer = response.json()
    except requests.JSONDecodeError:
        answer = None
    read: Mapping[str, Any] = answer if isinstance(answer, dict) else {}
    if response.ok and answer is read:
        return read
    code = str(read.get("errorCode", ""))
    words = f"HTTP {response.status_code} {code}".strip()
    if response.status_code in CLOSED or code in PENNILESS:
        raise Unreachable(words, is_unsure=response.status_code in (408, 502, 504))
    raise TransportError(words, permanent=400 <= response.status_code < 500)


def _refusal(message: Mapping[str, Any]) -> TransportError:
    if _code(message) in OURS:
        return Unreachable(_words(message))
    return TransportError(_words(message), permanent=_code(message) not in PASSING)


def _receipt(message: Mapping[str, Any]) -> Receipt:
    return Receipt(_words(message), "" if _code(message) == ARRIVED else str(message.get("messageId") or ""))


def _words(message: Mapping[str, Any]) -> str:
    return f"{_code(message)} {message.get('statusMessage') or message.get('reason') or ''}".strip()


def _code(message: Mapping[str, Any]) -> str:
    return str(message.get("statusCode") or "")


def _fields(message: Mapping[str, Any]) -> Mapping[str, Any]:
    fields = message.get("customFields")
    return fields if isinstance(fields, dict) else {}


def _listed(found: object) -> list[Mapping[str, Any]]:
    """Messages as a list: some answers are one, others an object by the messages' ids."""
    values = found.values() if isinstance(found, dict) else found if isinstance(found, list) else []
    return [one for one in values if isinstance(one, dict)]


def _is_refused(error: requests.ConnectionError) -> bool:
    """Whether no connection came about, so that the provider cannot have the message."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(reason, NewConnectionError)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

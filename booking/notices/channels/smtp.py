"""E-mail by SMTP. SMTP knows no keys: a repetition carries the same Message-ID, by which mail programs fold it."""

import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime
from urllib.parse import parse_qs, unquote, urlsplit

from booking import clock
from booking.notices.channels.base import Letter, Receipt, TransportError, Unreachable

TIMEOUT = 20
"""Seconds that any single answer of the server may take."""


class Smtp:
    """smtp://[user:password@]host[:port][?starttls=required|auto|off], or smtps://….

    A password goes only over checked TLS, unless the operator writes `off`. Without one, `auto` (the default) encrypts
    where the server offers it, as mail servers do among themselves. One connection serves all letters until `close()`.
    ValueError for another `starttls`.
    """

    def __init__(self, url: str, *, sender: str, site: str) -> None:
        parts = urlsplit(url)
        self._is_tls = parts.scheme == "smtps"
        self._host = parts.hostname or "localhost"
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._port = parts.port or (465 if self._is_tls else 587 if self._user else 25)
        asked = parse_qs(parts.query).get("starttls", ["auto"])[0]
        if asked not in ("required", "auto", "off"):
            raise ValueError(f"MAIL_URL: starttls={asked} is neither required, auto nor off")
        self._starttls = "required" if self._user and asked == "auto" else asked
        self._sender, self._site = sender, site
        self._server: smtplib.SMTP | None = None

    def send(self, letter: Letter, now: datetime) -> Receipt:
        message = self._message(letter, now)
        server = self._connected()
        try:
            server.send_message(message, self._sender, [letter.to])
        except smtplib.SMTPSenderRefused as error:  # our own address: no letter would be taken
            raise Unreachable(_answer(error)) from error
        except smtplib.SMTPRecipientsRefused as error:
            code, text = next(iter(error.recipients.values()))
            raise _refusal(code, _worded(code, text)) from error
        except smtplib.SMTPResponseException as error:
            raise _refusal(error.smtp_code, _answer(error)) from error
        except (smtplib.SMTPNotSupportedError, UnicodeError) as error:
            raise TransportError("메일 서버가 받지 못하는 주소", permanent=True) from error
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise TransportError(type(error).__name__) from error
        return Receipt("250")

    def close(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            try:
                server.quit()
            except (smtplib.SMTPException, OSError):
                server.close()

    def _connected(self) -> smtplib.SMTP:
        if self._server is not None:
            try:
                if self._server.noop()[0] == 250:
                    return self._server
            except (smtplib.SMTPException, OSError):
                pass
            self.close()
        try:
            self._server = self._connect()
        except (smtplib.SMTPException, OSError) as error:
            answer = _answer(error) if isinstance(error, smtplib.SMTPResponseException) else type(error).__name__
            raise Unreachable(answer) from error
        return self._server

    def _connect(self) -> smtplib.SMTP:
        checked = ssl.create_default_context()
        server: smtplib.SMTP
        if self._is_tls:
            server = smtplib.SMTP_SSL(self._host, self._port, self._site, timeout=TIMEOUT, context=checked)
        else:
            server = smtplib.SMTP(self._host, self._port, self._site, timeout=TIMEOUT)
        try:
            server.ehlo_or_helo_if_needed()
            if not self._is_tls and self._starttls == "required":
                server.starttls(context=checked)
            elif not self._is_tls and self._starttls == "auto" and server.has_extn("starttls"):
                server.starttls(context=_unchecked())
            if self._user:
                server.login(self._user, self._password)
        except (smtplib.SMTPException, OSError):
            server.close()
            raise
        return server

    def _message(self, letter: Letter, now: datetime) -> EmailMessage:
        message = EmailMessage(SMTP_POLICY)
        message["From"], message["To"], message["Subject"] = self._sender, letter.to, letter.subject
        message["Date"] = format_datetime(clock.to_office(now))
        message["Message-ID"] = f"<{letter.key}@{self._site}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.body, charset="utf-8")
        message["Content-Language"] = letter.language.replace("_", "-")  # after the content, which drops it
        return message


def _unchecked() -> ssl.SSLContext:
    """Encryption against reading along, without proof of who answers: better than none on the way to a relay."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _refusal(code: int, answer: str) -> TransportError:
    """421 ends the service for everybody; other 4xx may pass; 5xx will not."""
    return Unreachable(answer) if code == 421 else TransportError(answer, permanent=code >= 500)


def _answer(error: smtplib.SMTPResponseException) -> str:
    return _worded(error.smtp_code, error.smtp_error)


def _worded(code: int, text: bytes | str) -> str:
    return f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"

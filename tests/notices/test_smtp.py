"""E-mail against a real SMTP server that answers as it is told."""

import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask

from booking.notices import jobs
from booking.notices.channels import Letter, TransportError, Unreachable
from booking.notices.channels.smtp import Smtp
from booking.notices.models import Notice
from booking.notices.rules import Recipient
from tests.notices.conftest import HONG, NOW, Desk, Provider

LETTER = Letter("akey", "hong@example.org", "[진주시] 상담 예약 완료", "홍길동님의 상담이 예약되었습니다.\n.\n끝\n")
LONG = "홍길동님의 생활법률 상담이 예약되었습니다. " * 4


class Handler:
    """An SMTP server's mind. `rcpt` and `data` are its answers in turn; then it takes everything."""

    def __init__(self) -> None:
        self.rcpt: list[str] = []
        self.data: list[str] = []
        self.mail: list[str] = []
        self.taken: list[EmailMessage] = []
        self.sessions: set[int] = set()

    async def handle_MAIL(self, _server: SMTP, _session: Any, envelope: Envelope, address: str, _options: Any) -> str:
        envelope.mail_from = address
        return self.mail.pop(0) if self.mail else "250 OK"

    async def handle_RCPT(self, _server: SMTP, _session: Any, envelope: Envelope, address: str, _options: Any) -> str:
        answer = self.rcpt.pop(0) if self.rcpt else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: SMTP, session: Any, envelope: Envelope) -> str:
        answer = self.data.pop(0) if self.data else "250 OK"
        if answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            parsed = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(parsed, EmailMessage)
            self.taken.append(parsed)
            self.sessions.add(id(session))
        return answer


@pytest.fixture
def serve() -> Iterator[Callable[..., Controller]]:
    """Start SMTP servers on free ports of the loopback address, and stop them afterwards."""
    started: list[Controller] = []

    def start(handler: Handler, **options: Any) -> Controller:
        controller = Controller(handler, hostname="127.0.0.1", port=_free_port(), **options)
        controller.start()
        started.append(controller)
        return controller

    yield start
    for controller in started:
        controller.stop()


@pytest.fixture
def mail(serve: Callable[..., Controller]) -> Iterator[tuple[Handler, Smtp]]:
    """A server, and the channel to it."""
    handler = Handler()
    channel = smtp(serve(handler))
    yield handler, channel
    channel.close()


def smtp(controller: Controller, scheme: str = "smtp", user: str = "", host: str = "127.0.0.1") -> Smtp:
    url = f"{scheme}://{user}{host}:{controller.port}"
    return Smtp(url, sender="no-reply@jinju.example", site="full20.jinju.example")


def test_an_e_mail_arrives_readable(mail: tuple[Handler, Smtp]) -> None:
    handler, channel = mail
    assert channel.send(LETTER, NOW).answer == "250"
    (message,) = handler.taken
    assert message["To"] == "hong@example.org" and message["From"] == "no-reply@jinju.example"
    assert message["Subject"] == "[진주시] 상담 예약 완료"
    assert message["Message-ID"] == "<akey@full20.jinju.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"] == "Fri, 18 Dec 2026 10:00:00 +0900"
    assert message.get_content_type() == "text/plain" and message.get_content_charset() == "utf-8"
    assert message.get_content().replace("\r\n", "\n") == LETTER.body


def test_a_letter_names_its_language_as_mail_programs_know_it(mail: tuple[Handler, Smtp]) -> None:
    handler, channel = mail
    channel.send(replace(LETTER, language="zh_Hant"), NOW)
    assert handler.taken[0]["Content-Language"] == "zh-Hant"


def test_one_connection_serves_many_letters(mail: tuple[Handler, Smtp]) -> None:
    handler, channel = mail
    handler.data = ["250 OK", "451 later"]
    channel.send(LETTER, NOW)
    with pytest.raises(TransportError):
        channel.send(LETTER, NOW)
    channel.send(LETTER, NOW)
    assert len(handler.taken) == 2 and len(handler.sessions) == 1


@pytest.mark.parametrize("place", ["rcpt", "data"])
@pytest.mark.parametrize(
    ("answer", "permanent"), [("451 4.3.0 try again", False), ("452 full", False), ("550 5.1.1 unknown", True)]
)
def test_the_code_decides_whether_to_try_again(
    mail: tuple[Handler, Smtp], place: str, answer: str, permanent: bool
) -> None:
    handler, channel = mail
    setattr(handler, place, [answer])
    with pytest.raises(TransportError) as caught:
        channel.send(LETTER, NOW)
    assert caught.value.permanent is permanent and str(caught.value) == answer
    assert not isinstance(caught.value, Unreachable)
    channel.send(LETTER, NOW)


@pytest.mark.parametrize(("place", "answer"), [("data", "421 closing"), ("mail", "553 not your address")])
def test_a_server_that_takes_nothing_from_us_is_an_outage(mail: tuple[Handler, Smtp], place: str, answer: str) -> None:
    handler, channel = mail
    setattr(handler, place, [answer])
    with pytest.raises(Unreachable):
        channel.send(LETTER, NOW)
    channel.send(LETTER, NOW)
    assert len(handler.taken) == 1


def test_nobody_there_is_an_outage() -> None:
    channel = Smtp(f"smtp://127.0.0.1:{_free_port()}", sender="a@b.example", site="b.example")
    with pytest.raises(Unreachable, match="ConnectionRefusedError"):
        channel.send(LETTER, NOW)


def test_a_connection_that_died_between_letters_is_made_again(serve: Callable[..., Controller]) -> None:
    handler = Handler()
    first = serve(handler)
    channel = smtp(first)
    channel.send(LETTER, NOW)
    assert channel._server is not None and channel._server.sock is not None
    channel._server.sock.shutdown(socket.SHUT_RDWR)
    channel.send(LETTER, NOW)
    channel.close()
    assert len(handler.taken) == 2


def test_an_address_in_hangul_is_refused_for_good_where_the_server_cannot_take_it(
    serve: Callable[..., Controller],
) -> None:
    channel = smtp(serve(Handler(), enable_SMTPUTF8=False))
    with pytest.raises(TransportError) as caught:
        channel.send(Letter("k", "홍길동@example.org", "s", "b"), NOW)
    assert caught.value.permanent and "홍길동" not in str(caught.value)
    channel.close()


def test_a_password_goes_over_checked_tls(
    serve: Callable[..., Controller], certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handler, logins = Handler(), list[Any]()
    options = {"tls_context": _server_tls(certificate), "authenticator": _authenticator(logins), "auth_required": True}
    controller = serve(handler, require_starttls=True, **options)
    channel = smtp(controller, user="clerk%40city:s%3Acret@", host="localhost")
    with pytest.raises(Unreachable, match="SSLCertVerificationError"):
        channel.send(LETTER, NOW)
    assert not logins
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    channel.send(LETTER, NOW)
    channel.close()
    assert len(handler.taken) == 1 and logins == [(b"clerk@city", b"s:cret")]


def test_a_wrong_password_is_an_outage_and_no_fault_of_the_letter(
    serve: Callable[..., Controller], certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    options = {
        "tls_context": _server_tls(certificate),
        "authenticator": lambda *_: AuthResult(success=False, handled=False),
    }
    channel = smtp(serve(Handler(), **options), user="clerk:wrong@", host="localhost")
    with pytest.raises(Unreachable, match="535"):
        channel.send(LETTER, NOW)


def test_without_a_server_s_starttls_no_password_goes_out(serve: Callable[..., Controller]) -> None:
    logins = list[Any]()
    options = {"authenticator": _authenticator(logins), "auth_require_tls": False}
    channel = smtp(serve(Handler(), **options), user="clerk:secret@")
    with pytest.raises(Unreachable):
        channel.send(LETTER, NOW)
    assert not logins


def test_tls_is_used_where_a_relay_offers_it(serve: Callable[..., Controller], certificate: Path) -> None:
    handler = Handler()
    channel = smtp(serve(handler, tls_context=_server_tls(certificate), require_starttls=True))
    channel.send(LETTER, NOW)
    channel.close()
    assert len(handler.taken) == 1


def test_smtps(serve: Callable[..., Controller], certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    handler = Handler()
    controller = serve(handler, ssl_context=_server_tls(certificate), server_hostname="localhost")
    channel = smtp(controller, scheme="smtps", host="localhost")
    channel.send(LETTER, NOW)
    channel.close()
    assert len(handler.taken) == 1


def test_an_unknown_way_of_starttls_is_refused() -> None:
    with pytest.raises(ValueError, match="starttls"):
        Smtp("smtp://relay.example?starttls=maybe", sender="a@b.example", site="b.example")


def test_notices_over_real_smtp_retry_or_call_as_the_code_says(
    app: Flask, desk: Desk, mail: tuple[Handler, Smtp], row: Callable[[str], Notice]
) -> None:
    handler, channel = mail
    handler.rcpt = ["451 4.7.1 greylisted", "550 5.1.1 <hong@example.org>: no such user"]
    desk.plan(Recipient("person", None, HONG.email))
    jobs.deliver(NOW, {"sms": Provider(), "email": channel})
    assert (row("email").state, row("email").last_answer) == ("planned", "451 4.7.1 greylisted")
    jobs.deliver(NOW + timedelta(minutes=2), {"sms": Provider(), "email": channel})
    assert (row("email").state, row("email").last_answer) == ("failed", "550 5.1.1 <…>: no such user")
    assert row("call").state == "planned" and not handler.taken


def test_a_retry_carries_the_same_message_id(
    app: Flask, desk: Desk, mail: tuple[Handler, Smtp], row: Callable[[str], Notice]
) -> None:
    handler, channel = mail
    handler.data = ["451 later"]
    desk.plan(Recipient("person", None, HONG.email))
    jobs.deliver(NOW, {"sms": Provider(), "email": channel})
    key = row("email").provider_key
    jobs.deliver(NOW + timedelta(minutes=2), {"sms": Provider(), "email": channel})
    assert [message["Message-ID"] for message in handler.taken] == [f"<{key}@full20.jinju.example>"]


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost with its key, in one file, that no machine trusts by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    begin = datetime(2020, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(begin).not_valid_after(begin + timedelta(days=36500))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    pem = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = tmp_path_factory.mktemp("tls") / "localhost.pem"
    file.write_bytes(pem + secret)
    return file


def _server_tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def _authenticator(logins: list[Any]) -> Callable[..., AuthResult]:
    def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        logins.append((data.login, data.password))
        return AuthResult(success=True)

    return authenticate


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

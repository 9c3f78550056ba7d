"""Configuration: the only reader of the environment.

Secrets, addresses and processes stand here; everything that a clerk may change is in the room `settings`.
"""

import os
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dotenv import load_dotenv

from booking.db import engine_options, normalise_url

ROOT = Path(__file__).resolve().parent

SECRETS = ("SECRET_KEY", "DATA_KEYS", "INDEX_KEY", "PASSWORD_SALT", "TOTP_SECRETS")


KIOSKS_URL = "https://apis.data.go.kr/1741000/kiosk_info/installation_info?returnType=JSON"
"""행정안전부_무인민원발급기정보 조회서비스 (data.go.kr/data/15154774/openapi.do). The portal shows its address to who
is logged in; it stands here as public programs write it that got its answers in 2026."""

HOLIDAYS_URL = "https://apis.data.go.kr/B090041/openapi/service/SpcdeInfoService/getRestDeInfo"

SECRET_MINIMUM = 16
"""Characters of a secret in production. `.ci/new_secrets.py` makes 43."""


class ConfigurationError(Exception):
    """The environment lacks something that the product must not guess."""


def load(environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The configuration of one process from its environment, which comes before an `.env` file beside this file.

    BOOKING_MODE     production (default) or demo. Demo offers the second factor instead of
                     requiring it, shows a banner and sends no mail.
    DATABASE_URL     sqlite:///… (default var/booking.sqlite3) or postgresql://…
    SECRET_KEY       signs cookies and links
    SECRET_KEY_FALLBACKS  former SECRET_KEYs that are still believed, comma-separated, newest first (none)
    DATA_KEYS        Fernet keys of the encrypted columns, comma-separated, newest first
    INDEX_KEY        key of the telephone index and of the person key; never rotated with the data keys
    PASSWORD_SALT    HMAC key applied to passwords before they are hashed
    TOTP_SECRETS     keys that encrypt second-factor secrets: id:secret, comma-separated
    MAIL_URL         smtp://[user:password@]host[:port][?starttls=required|auto|off], smtps://… or console:
    MAIL_FROM        sender of mail (default no-reply at the host of BASE_URL)
    SMS_URL          solapi://KEY:SECRET@api.solapi.com?from=0557495114[&pf=KA01PF…] (pf: Kakao channel, for AlimTalk),
                     agent: (rows in the table that the in-house sender reads) or console:
                     The console keeps messages for a staff page, sends nothing. In demo all mail goes there, and text
                     messages unless SMS_URL says otherwise; in production staff call whom no channel reaches.
    HOLIDAYS_KEY     service key of the public data portal for 특일정보 (getRestDeInfo); without it nobody is asked
    HOLIDAYS_URL     another address of that service than the portal's own
    KIOSKS_KEY       service key of the portal for 행정안전부_무인민원발급기정보; without it nobody is asked
    KIOSKS_URL       another address of that service than the portal's own
    EXPORT_DIR       folder for the sealed rosters by which the desk works through an outage (none: they are not made).
                     Best on another machine, mounted here; only the scheduler writes there
    PRACTICE_FILE    SQLite file of the practice day (var/practice.sqlite3); off: nobody can practise. It is each
                     machine's own: with several web nodes, on one of them
    OIDC_ISSUER      the city's identity provider (https://…, whose /.well-known/openid-configuration is read), by which
                     accounts may log in beside their passwords (none)
    OIDC_CLIENT_ID, OIDC_CLIENT_SECRET  what the provider knows this product by
    OIDC_CLAIM       claim that holds the account's log-in name (email)
    OIDC_AMR         values of the claim `amr` that say that it asked for a second factor, comma-separated (mfa)
    OIDC_NAME        what its button is called (시 통합 로그인)
    BASE_URL         address by which citizens reach the product, for links in messages; in production https://…,
                     unless it is one of the machine itself (default http://127.0.0.1:PORT)
    PORT             port of `booking web` (8000)
    HOST             address of `booking web` (127.0.0.1)
    WEB_WORKERS      processes of `booking web` (2); WEB_THREADS threads in each (4)
    WEB_RECEIVE_SECONDS  how long a thread waits for the headers and the body of a request (15)
    TRUSTED_PROXIES  addresses or networks whose X-Forwarded-For is believed, comma-separated (none)
    RATE_LIMITS      on (default) or off (load tests)
    LOG_LEVEL        INFO
    LOG_FORMAT       json or console (default json in production, console in demo)
    METRICS_ALLOWED  addresses or networks that may read /metrics, comma-separated (127.0.0.1,::1)
    RATE_LIMIT_STORE  where coarse rate limits are counted: memory:// (default, each process for itself) or redis://…

    ConfigurationError names what must not be guessed: secrets that are missing (none has a default) or, in
    production, too short; a production address without TLS.
    """
    if environ is None:
        load_dotenv(ROOT / ".env")
        environ = os.environ
    missing = [name for name in SECRETS if not environ.get(name)]
    if missing:
        raise ConfigurationError(
            f"{', '.join(missing)} not set. `make run` writes an .env for a demo; "
            "docs/operations.md tells about production."
        )
    mode = environ.get("BOOKING_MODE", "production")
    if mode not in ("production", "demo"):
        raise ConfigurationError("BOOKING_MODE is neither production nor demo")
    url = normalise_url(environ.get("DATABASE_URL") or f"sqlite:///{ROOT / 'var' / 'booking.sqlite3'}")
    base_url = environ.get("BASE_URL") or f"http://127.0.0.1:{environ.get('PORT', '8000')}"
    issuer = environ.get("OIDC_ISSUER", "").strip().rstrip("/")
    if issuer:
        _ensure_provider(environ, issuer)
    if mode == "production":
        _ensure_safe(environ, base_url)
    secure = base_url.startswith("https://")
    return {
        "BOOKING_MODE": mode,
        "SECRET_KEY": environ["SECRET_KEY"],
        "SECRET_KEY_FALLBACKS": _listed(environ.get("SECRET_KEY_FALLBACKS", "")),
        "DATA_KEYS": _listed(environ["DATA_KEYS"]),
        "INDEX_KEY": environ["INDEX_KEY"],
        "SECURITY_PASSWORD_SALT": environ["PASSWORD_SALT"],
        "SECURITY_TOTP_SECRETS": dict(
            pair.strip().split(":", 1) for pair in environ["TOTP_SECRETS"].split(",") if ":" in pair
        ),
        "SQLALCHEMY_DATABASE_URI": url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(url),
        "MAIL_URL": environ.get("MAIL_URL", ""),
        "MAIL_FROM": environ.get("MAIL_FROM", ""),
        "SMS_URL": environ.get("SMS_URL", ""),
        "HOLIDAYS_KEY": environ.get("HOLIDAYS_KEY", "").strip(),
        "HOLIDAYS_URL": environ.get("HOLIDAYS_URL") or HOLIDAYS_URL,
        "KIOSKS_URL": environ.get("KIOSKS_URL", "").strip() or KIOSKS_URL,
        "KIOSKS_KEY": environ.get("KIOSKS_KEY", "").strip(),
        "EXPORT_DIR": environ.get("EXPORT_DIR", "").strip(),
        "PRACTICE_FILE": _practice_file(environ.get("PRACTICE_FILE", "").strip()),
        "OIDC_ISSUER": issuer,
        "OIDC_CLIENT_ID": environ.get("OIDC_CLIENT_ID", ""),
        "OIDC_CLIENT_SECRET": environ.get("OIDC_CLIENT_SECRET", ""),
        "OIDC_CLAIM": environ.get("OIDC_CLAIM") or "email",
        "OIDC_AMR": _listed(environ.get("OIDC_AMR") or "mfa"),
        "OIDC_NAME": environ.get("OIDC_NAME") or "시 통합 로그인",
        "BASE_URL": base_url.rstrip("/"),
        "HOST": environ.get("HOST", "127.0.0.1"),
        "PORT": int(environ.get("PORT", "8000")),
        "WEB_WORKERS": int(environ.get("WEB_WORKERS", "2")),
        "WEB_THREADS": int(environ.get("WEB_THREADS", "4")),
        "WEB_RECEIVE_SECONDS": float(environ.get("WEB_RECEIVE_SECONDS", "15")),
        "TRUSTED_PROXIES": _listed(environ.get("TRUSTED_PROXIES", "")),
        "RATELIMIT_ENABLED": environ.get("RATE_LIMITS", "on") != "off",
        "RATELIMIT_STORAGE_URI": environ.get("RATE_LIMIT_STORE", "memory://"),
        "LOG_LEVEL": environ.get("LOG_LEVEL", "INFO"),
        "LOG_FORMAT": environ.get("LOG_FORMAT") or ("console" if mode == "demo" else "json"),
        "METRICS_ALLOWED": _listed(environ.get("METRICS_ALLOWED") or "127.0.0.1,::1"),
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "SESSION_COOKIE_NAME": "__Host-booking" if secure else "booking",
        "MAX_CONTENT_LENGTH": 1024 * 1024,
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _practice_file(text: str) -> str:
    return "" if text == "off" else text or str(ROOT / "var" / "practice.sqlite3")


def _ensure_safe(environ: Mapping[str, str], base_url: str) -> None:
    """What a demo may do and an office with citizens' data may not."""
    short = [name for name in SECRETS if any(len(key) < SECRET_MINIMUM for key in _keys(name, environ[name]))]
    if short:
        raise ConfigurationError(
            f"{', '.join(short)}: a secret of production has at least {SECRET_MINIMUM} characters. "
            "`.ci/new_secrets.py` prints good ones."
        )
    address = urlsplit(base_url)
    if address.scheme != "https" and not _is_this_machine(address.hostname or ""):
        raise ConfigurationError(
            f"BASE_URL is {base_url}, and production is reached by https:// alone: without TLS anybody on the way "
            "reads names and telephones, and the cookies of staff. Only an address of this machine may do without."
        )


def _ensure_provider(environ: Mapping[str, str], issuer: str) -> None:
    """A provider is told whole, and reached by TLS: whoever stands in between would let themselves in."""
    missing = [name for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET") if not environ.get(name)]
    if missing:
        raise ConfigurationError(f"OIDC_ISSUER is set, and {', '.join(missing)} not.")
    address = urlsplit(issuer)
    if address.scheme != "https" and not _is_this_machine(address.hostname or ""):
        raise ConfigurationError(f"OIDC_ISSUER is {issuer}, and a provider is asked by https:// alone.")


def _keys(name: str, text: str) -> list[str]:
    """The keys of one variable; a second-factor key without its `id:` counts as none."""
    if name == "TOTP_SECRETS":
        return [pair.partition(":")[2] for pair in _listed(text)]
    return (_listed(text) or [""]) if name == "DATA_KEYS" else [text]


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]

"""Signed links in messages: they name one thing, and nobody else can make one.

The signature has a salt of its own, so that no cookie is a link and no link a cookie. Keys rotate as those of cookies
do: the newest signs, the older ones are still believed (`SECRET_KEY`, `SECRET_KEY_FALLBACKS`). What a link leads to
asks for more before it shows anything, and judges itself how long it is good for.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from itsdangerous import BadSignature, Signer

SALT = b"pulligo.links"

_keys: list[str] = []


class LinkBroken(ValueError):
    """The text is no link that this installation has signed with a key it still knows."""


def use(config: Mapping[str, Any]) -> None:
    """Take the keys of a configuration for this process."""
    _keys[:] = [*reversed(config.get("SECRET_KEY_FALLBACKS") or []), config["SECRET_KEY"]]


def sign(kind: str, name: str) -> str:
    """What stands behind `/r/` for the thing of this kind (`booking`, `waiting`) that is called so outside.

    name: a reference or a random token; letters, digits, `-` and `_`. Never a key or anything about a person.
    """
    return _signer().sign(f"{kind}.{name}").decode()


def read(text: str) -> tuple[str, str]:
    """Kind and name of a signed link. LinkBroken."""
    try:
        kind, _, name = _signer().unsign(text.encode("ascii")).decode().partition(".")
    except (BadSignature, UnicodeError) as error:
        raise LinkBroken("not signed here") from error
    return kind, name


def path(kind: str, name: str) -> str:
    """The path of the page that a link opens; it follows `home` in a message."""
    return f"/r/{sign(kind, name)}"


def _signer() -> Signer:
    return Signer(list(_keys), salt=SALT, sep=".", digest_method=hashlib.sha256)

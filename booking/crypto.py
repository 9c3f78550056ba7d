"""Encryption at rest, and the index that finds an encrypted value again: one class, to be replaced as one.

Public bodies may have to use a validated cryptographic module; such an installation gives `use()` another object
with the same three methods.
"""

import hashlib
import hmac
from typing import Protocol

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class Vault(Protocol):
    """What the columns need of a cryptographic module."""

    def encrypt(self, text: str) -> str:
        """Ciphertext of `text`, different at each call. When it was made must not stand in it: answers of the survey
        are anonymous, and the second at which one was typed would tell whose it is."""

    def decrypt(self, ciphertext: str) -> str:
        """The text again. ValueError if it was made with a key that is gone, or was tampered with."""

    def index(self, text: str) -> str:
        """A keyed fingerprint (64 hex digits): equal texts have equal ones, and nobody else can compute it."""


NO_TIME = 0
"""In place of the time that a Fernet token shows to everybody, also without its key."""


class FernetVault:
    """AES-128-CBC with HMAC-SHA256 (Fernet), several keys at a time, newest first.

    The index has a key of its own, so that data keys can be rotated and look-up goes on.
    """

    def __init__(self, data_keys: list[str], index_key: str) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in data_keys])
        self._index_key = index_key.encode()

    def encrypt(self, text: str) -> str:
        return self._fernet.encrypt_at_time(text.encode(), NO_TIME).decode()

    def decrypt(self, ciphertext: str) -> str:
        try:
            return self._fernet.decrypt(ciphertext.encode()).decode()
        except InvalidToken as error:
            raise ValueError("the ciphertext fits none of the data keys") from error

    def index(self, text: str) -> str:
        return hmac.new(self._index_key, text.encode(), hashlib.sha256).hexdigest()


_vault: Vault | None = None


def use(vault: Vault) -> None:
    """Make `vault` the one that encrypted columns use, in this process."""
    global _vault
    _vault = vault


def vault() -> Vault:
    """The vault in use. RuntimeError before `use()`."""
    if _vault is None:
        raise RuntimeError("no vault: create_app has not run")
    return _vault

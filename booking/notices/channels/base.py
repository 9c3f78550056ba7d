"""What every channel is given, and how it says that it failed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Letter:
    """One message with its address. key: the same at every attempt. to: E.164 number or e-mail address."""

    key: str
    to: str
    subject: str
    body: str
    useful_until: datetime | None = None


class TransportError(Exception):
    """The provider did not take the message. permanent: trying again makes no sense."""

    def __init__(self, message: str, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent


class Unreachable(TransportError):
    """The provider takes no messages at all now: not this message's fault, so it does not count as its attempt."""


class Channel(Protocol):
    """A way out. Sending is at-least-once: a crash between sending and noting it repeats it under the same key."""

    def send(self, letter: Letter, now: datetime) -> str:
        """Hand the letter over, with a time limit; the provider's answer. TransportError if it was not taken."""

    def close(self) -> None:
        """End what was opened for several letters."""


class Absent:
    """No provider is configured. Nobody is told by nothing: the notice goes to the staff call list at once."""

    def send(self, letter: Letter, now: datetime) -> str:
        raise TransportError("보낼 방법이 설정되어 있지 않음", permanent=True)

    def close(self) -> None:
        pass

"""What every channel is given, and how it says that it failed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable


@dataclass(frozen=True)
class Letter:
    """One message with its address. key: the same at every attempt. to: E.164 number or e-mail address.

    since: when it was first handed over, where this may be a repetition: a channel that can ask its provider asks then.
    template, values: the name of a text that the provider keeps, and what it and its buttons are filled with.
    buttons: name and address of each, as they will look. language: the code of the one that it is written in.
    """

    key: str
    to: str
    subject: str
    body: str
    useful_until: datetime | None = None
    since: datetime | None = None
    template: str = ""
    values: Mapping[str, str] = field(default_factory=dict, hash=False)
    buttons: tuple[tuple[str, str], ...] = ()
    language: str = "ko"


@dataclass(frozen=True)
class Receipt:
    """The provider has it. answer: its own words. ref: its name for the message, where more will be known later."""

    answer: str
    ref: str = ""


class TransportError(Exception):
    """The provider did not take the message. permanent: trying again makes no sense."""

    def __init__(self, message: str, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent


class Unreachable(TransportError):
    """The provider takes no messages at all now: not this message's fault, so it does not count as its attempt.

    is_unsure: it may have this one nevertheless, for the line broke before it answered.
    """

    def __init__(self, message: str, is_unsure: bool = False) -> None:
        super().__init__(message)
        self.is_unsure = is_unsure


class Channel(Protocol):
    """A way out. Sending is at-least-once: a crash between sending and noting it repeats it under the same key."""

    def send(self, letter: Letter, now: datetime) -> Receipt:
        """Hand the letter over, with a time limit; what the provider says. TransportError if it was not taken."""

    def close(self) -> None:
        """End what was opened for several letters."""


@runtime_checkable
class Reporting(Protocol):
    """A channel whose provider knows later whether a message arrived. It gives receipts with a `ref`."""

    def report(self, ref: str, now: datetime) -> Receipt | None:
        """What became of a message: its receipt once it arrived, None while that is open.

        A permanent TransportError if it did not arrive; any other one if the provider could not be asked.
        """


class Absent:
    """No provider is configured. Nobody is told by nothing: the next channel has it at once, or staff call."""

    def send(self, letter: Letter, now: datetime) -> Receipt:
        raise TransportError("보낼 방법이 설정되어 있지 않음", permanent=True)

    def close(self) -> None:
        pass

"""What a refusal says."""

from typing import Literal

from booking.api.schemas.base import Shown
from booking.api.schemas.reading import Slot


class FieldProblem(Shown):
    """One thing that is wrong: its stable code, the property it belongs to, and a sentence for people.

    pointer: to the property in the body that was sent (RFC 6901); null for what is wrong elsewhere.
    """

    code: str
    field: str | None
    pointer: str | None
    detail: str


class Problem(Shown):
    """RFC 9457. code, field and detail are those of the first error; parameters: what its sentence speaks of.

    nearest: where a time cannot be had, the free ones of its field that are nearest to it. waiting_url: the page there
    on which people ask to be told of a place that gets free; null otherwise.
    """

    type: Literal["about:blank"]
    title: str
    status: int
    detail: str
    code: str
    field: str | None
    parameters: dict[str, str | int]
    errors: list[FieldProblem]
    nearest: list[Slot]
    waiting_url: str | None

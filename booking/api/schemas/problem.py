"""What a refusal says."""

from typing import Literal

from booking.api.schemas.base import Shown


class FieldProblem(Shown):
    """One thing that is wrong: its stable code, the property it belongs to, and a sentence for people."""

    code: str
    field: str | None
    detail: str


class Problem(Shown):
    """RFC 9457. code, field and detail are those of the first error; parameters: what its sentence speaks of."""

    type: Literal["about:blank"]
    title: str
    status: int
    detail: str
    code: str
    field: str | None
    parameters: dict[str, str | int]
    errors: list[FieldProblem]

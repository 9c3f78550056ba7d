"""What all schemas share: how moments and names are written, and how strict a body is taken."""

from datetime import datetime, time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from booking import clock

NAME = r"^[A-Za-z0-9_-]{1,43}$"
KEY = r"^[a-z][a-z0-9-]{0,39}$"

Moment = Annotated[
    datetime,
    PlainSerializer(lambda value: clock.to_office(value).isoformat(timespec="seconds"), return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time", "description": "ISO 8601, office time (+09:00)"}),
]
Wall = Annotated[
    time,
    PlainSerializer(lambda value: value.strftime("%H:%M"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}$", "description": "wall time of the office"}),
]
Name = Annotated[str, Field(pattern=NAME)]

SlotState = Literal["free", "held", "kept", "full", "not_open", "past", "closed"]
DayState = Literal["free", "full", "not_open", "past", "closed"]
HoldState = Literal["held", "expired", "reserved", "checked_in", "done", "left", "no_show", "cancelled", "displaced"]
ReservationState = Literal["reserved", "checked_in", "done", "left", "no_show", "cancelled", "displaced"]


def length(limit: int) -> Any:
    """A length that the document tells and the room's own rule judges, with its own sentence."""
    return Field(json_schema_extra={"maxLength": limit})


class Wish(BaseModel):
    """A body that is taken in: only what it knows, in the types it knows."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Shown(BaseModel):
    """A body that is given out."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

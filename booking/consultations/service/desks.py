"""Desks that other services keep: what can be booked there is theirs to say, how it is booked is the same."""

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import select

from booking.consultations import queries
from booking.consultations.errors import FieldExists
from booking.consultations.models import Field
from booking.consultations.service.fields import FieldValues
from booking.db import db


def put_desk(key: str, service: str, values: FieldValues) -> Field:
    """Make the desk of this key, or give it these values. FieldExists where another service has the key.

    Nothing is logged: the desk follows what its own service has logged already.
    """
    field = db.session.scalar(select(Field).where(Field.key == key).with_for_update())
    if field is None:
        field = Field(key=key, service=service)
        db.session.add(field)
    elif field.service != service:
        raise FieldExists(field="key")
    for name, value in asdict(values).items():
        if getattr(field, name) != value:
            setattr(field, name, value)
    db.session.flush()
    return field


def rest_desks(service: str, besides: Collection[str]) -> None:
    """Let all desks of a service but these take no further bookings; what is booked there stays."""
    for field in queries.list_fields(service=service):
        if field.key not in besides:
            field.is_active = False
    db.session.flush()

"""Where to get it done: what somebody means, and the ways to it."""

from typing import Annotated, Literal

from pydantic import BaseModel

from booking.api.schemas.base import Moment, Shown, length


class Question(BaseModel):
    """What somebody wants done, as people type it."""

    q: Annotated[str, length(60)] | None = None


class Business(Shown):
    """A kind of business. business: its key. sample: made up, until the office has checked it."""

    business: str
    name: str
    sample: bool


class Businesses(Shown):
    """What a question may mean, the likeliest first; empty where nothing is like it."""

    businesses: list[Business]


class Way(Shown):
    """A way to get it done. opens_at: when it opens next, or opened if it is open; null where no time is known."""

    way: Literal["counter", "night", "kiosk", "consultation"]
    open: bool
    opens_at: Moment | None


class Ways(Business):
    """Every way to get it done, best first for this moment. page: where people read more."""

    ways: list[Way]
    page: str

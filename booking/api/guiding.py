"""Where to get it done, for programs."""

from typing import TYPE_CHECKING, Any, cast

from flask import current_app, url_for

from booking import clock
from booking.api.operations import operation
from booking.api.schemas import guiding as schemas
from booking.business import queries as catalogue
from booking.errors import NotFound
from booking.guide import queries
from booking.identity import ensure_no_identity_number
from booking.office import plain_words

if TYPE_CHECKING:
    from booking.business.models import Business


@operation("GET", "/guide", "What somebody wants done", schemas.Businesses, query=schemas.Question)
def find_business(query: schemas.Question) -> schemas.Businesses:
    """Found by names and everyday words, also misspelt, by initials or on the wrong keyboard; at most ten."""
    text = query.q or ""
    ensure_no_identity_number(text, "q")
    return schemas.Businesses(businesses=[schemas.Business(**_business(one)) for one in catalogue.find(text)])


@operation("GET", "/guide/<business>", "The ways to get it done", schemas.Ways, 404)
def get_ways(business: str) -> schemas.Ways:
    """As things stand now: the one-stop counter, the night office, kiosks, experts."""
    doing = queries.find_doing(business, clock.now())
    if doing is None:
        raise NotFound
    ways = [schemas.Way(way=cast(Any, way.kind), open=way.is_open, opens_at=way.opens_at) for way in doing.ways]
    page = current_app.config["BASE_URL"] + url_for("guide.business", key=business)
    return schemas.Ways(**_business(doing.business), ways=ways, page=page)


def _business(found: "Business | catalogue.Found") -> dict[str, Any]:
    return {"business": found.key, "name": plain_words(found, "name"), "sample": found.is_sample}

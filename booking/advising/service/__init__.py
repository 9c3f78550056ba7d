"""Use cases of the experts' side."""

from booking.advising.service.feeds import make_feed, open_feed, revoke_feed

__all__ = ["make_feed", "open_feed", "revoke_feed"]

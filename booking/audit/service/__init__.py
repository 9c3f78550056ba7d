"""Use cases of the audit log: append, seal, verify, prune."""

from booking.audit.service.appending import changed, seen, seen_each, seen_news
from booking.audit.service.sealing import LogBroken, prune, seal
from booking.audit.service.verifying import verify

__all__ = ["LogBroken", "changed", "prune", "seal", "seen", "seen_each", "seen_news", "verify"]

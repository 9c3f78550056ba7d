"""Delete what was handed over."""

from datetime import datetime, timedelta

from booking.notices.channels import agent, console
from booking.settings import queries as settings

CONSOLE_KEPT = timedelta(days=30)


def purge_agent(now: datetime) -> int:
    """Delete texts and addresses that were handed over: they are only needed until they are sent."""
    hours = settings.get("notices.agent_purge_hours")
    return agent.purge(now - timedelta(hours=hours), now) + console.purge(now - CONSOLE_KEPT)

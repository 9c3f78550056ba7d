"""The room's jobs: send what is due, and purge what has been sent."""

from booking.notices.jobs.delivering import deliver
from booking.notices.jobs.purging import purge_agent

__all__ = ["deliver", "purge_agent"]

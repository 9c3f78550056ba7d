"""Plain values of the audit log."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """Who acts: an account (its key, its log-in name, its strongest role), a citizen, a job or a command.

    role is admin, staff, expert, citizen, job or command. address is the network address, empty for jobs and commands.
    """

    account_id: int | None
    name: str
    role: str
    address: str = ""

    @classmethod
    def job(cls, name: str) -> "Actor":
        """A job of the timetable."""
        return cls(None, name, "job")

    @classmethod
    def command(cls, name: str) -> "Actor":
        """A command given on the server."""
        return cls(None, name, "command")

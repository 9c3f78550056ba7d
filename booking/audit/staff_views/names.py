"""What the log notes by a key, in names that a reader knows: accounts and experts."""

from booking.accounts import queries as accounts
from booking.audit import labels
from booking.audit.models import AccessEntry
from booking.consultations import queries as consultations

Change = tuple[str, str | None, str]
"""Name, value before (None where there was none), value after."""


class Names:
    """The names of today, read once for a page. What is gone meanwhile keeps its key."""

    def __init__(self) -> None:
        self._accounts = {one.id: one.email for one in accounts.list_users()}
        self._experts = {one.id: one.name for one in consultations.list_experts(active_only=False)}

    def subject(self, entry: AccessEntry) -> str:
        """What something was done to: `상담위원 김하늘`."""
        kind, _, key = entry.subject.partition(":")
        name = self._experts.get(int(key)) if kind == "expert" and key.isdecimal() else None
        return f"{labels.SUBJECTS[kind]} {name}" if name else labels.subject(entry)

    def changes(self, entry: AccessEntry) -> list[Change]:
        """What differs, as `labels.changes` tells it."""
        return [
            (
                labels.VALUES.get(name, name),
                None if before is None else self.value(name, before),
                self.value(name, after),
            )
            for name, before, after in entry.changes
            if before != after
        ]

    def value(self, name: str, content: object) -> str:
        """A value of before or after."""
        known = {"account_id": self._accounts, "expert": self._experts}.get(name, {})
        return known.get(content, "") if isinstance(content, int) and content in known else labels.value(content)

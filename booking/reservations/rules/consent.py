"""The privacy notice that a booking is made under. A version's wording never changes: a new wording is a new version.

What it says follows 개인정보 보호법 15조 2항: purpose, items, retention, the right to refuse and what refusal means.
"""

WAITING_CONSENT = "waiting-2026-11"
"""The version in force for the waiting list; its wording stands beside the other one."""

CONSENT_VERSION = "2026-11"
"""The version in force; its wording is `templates/reservations/consent/2026-11.html`, stored with each booking."""

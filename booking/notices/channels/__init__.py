"""Channels: how a message leaves the house, one class each, chosen by the configuration."""

from booking.notices.channels.base import Channel, Letter, Receipt, Reporting, TransportError, Unreachable
from booking.notices.channels.choice import carries_texts, choose, is_console_used, is_silent

__all__ = [
    "Channel",
    "Letter",
    "Receipt",
    "Reporting",
    "TransportError",
    "Unreachable",
    "carries_texts",
    "choose",
    "is_console_used",
    "is_silent",
]

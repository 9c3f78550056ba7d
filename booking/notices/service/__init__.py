"""Use cases of notices: plan them, keep the ledger while they are sent, settle calls."""

from booking.notices.rules import Message, Recipient, channels_for
from booking.notices.service.planning import (
    Load,
    LoadAll,
    load_all,
    loader,
    plan,
    put,
    register,
    template_of,
    tracks_for,
)
from booking.notices.service.sending import (
    arrive,
    ask_again,
    await_provider,
    end,
    fail,
    fail_handed_over,
    lease,
    mark_sent,
    miss_handed_over,
    put_off,
    put_off_call,
    welcome_provider,
)
from booking.notices.service.settling import forget_notes, may_send_again, next_again, send_again, settle_call
from booking.notices.service.templates import list_templates, put_template
from booking.notices.service.wordings import find_text, list_own_texts, put_text, reset_text
from booking.notices.texts import Button, Template

__all__ = [
    "Button",
    "Load",
    "LoadAll",
    "Message",
    "Recipient",
    "Template",
    "arrive",
    "ask_again",
    "await_provider",
    "channels_for",
    "end",
    "fail",
    "fail_handed_over",
    "find_text",
    "forget_notes",
    "lease",
    "list_own_texts",
    "list_templates",
    "load_all",
    "loader",
    "mark_sent",
    "may_send_again",
    "miss_handed_over",
    "next_again",
    "plan",
    "put",
    "put_off",
    "put_off_call",
    "put_template",
    "put_text",
    "register",
    "reset_text",
    "send_again",
    "settle_call",
    "template_of",
    "tracks_for",
    "welcome_provider",
]

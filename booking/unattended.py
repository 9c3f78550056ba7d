"""Requests that open pages make by themselves: no sign of anybody at the keyboard."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import current_app, request

P = ParamSpec("P")
R = TypeVar("R")


def unattended(view: Callable[P, R]) -> Callable[P, R]:
    """A view that pages ask by themselves: its requests are no sign of anybody at the keyboard, and prolong no log-in.

    A page that asked for news all night would else keep a clerk's log-in alive in an empty office.
    """
    view.is_unattended = True  # type: ignore[attr-defined]  # a mark on the function, as Flask's own
    return view


def is_unattended() -> bool:
    """Whether this request comes from a page and not from somebody."""
    return getattr(current_app.view_functions.get(request.endpoint or ""), "is_unattended", False)

"""Marking the views that need no sign-in."""

from collections.abc import Callable
from typing import Any

PUBLIC_ATTRIBUTE = "is_public_view"


def public_view(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view as open to everybody. Without this mark a view asks for sign-in."""
    setattr(view, PUBLIC_ATTRIBUTE, True)
    return view

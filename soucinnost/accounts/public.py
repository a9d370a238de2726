"""Marking the views that need no sign-in."""

from soucinnost.ui.marks import PUBLIC_ATTRIBUTE, public_view

__all__ = ["PUBLIC_ATTRIBUTE", "public_view"]

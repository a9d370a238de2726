"""Marks on views that the middlewares of higher floors read.

They live here, on the ground, so that the pages of ``ui`` itself can bear them; ``accounts.public`` and
``audit.disclosure`` give them on under the names the apps use.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

PUBLIC_ATTRIBUTE = "is_public_view"
NO_DISCLOSURE_ATTRIBUTE = "discloses_nothing"


def public_view(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view as open to everybody. Without this mark a view asks for sign-in."""
    setattr(view, PUBLIC_ATTRIBUTE, True)
    return view


def no_disclosure(reason: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Mark a view whose answer shows no record (a form without data, a help page); ``reason`` says why."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            setattr(request, NO_DISCLOSURE_ATTRIBUTE, reason)
            return view(request, *args, **kwargs)

        setattr(wrapped, NO_DISCLOSURE_ATTRIBUTE, reason)
        return wrapped

    return decorate

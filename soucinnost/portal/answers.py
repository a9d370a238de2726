"""What public answers share: open to everybody, kept by caches only as long as the server agrees."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from soucinnost.ui.marks import no_disclosure, public_view

#: A copy may be kept, but is asked about each time: what is withdrawn is gone at once, what stays costs no transfer.
CACHED = "public, no-cache"
View = Callable[..., HttpResponseBase]


def public_page(view: View) -> Any:
    """A view without sign-in whose answer is the same for everybody and may be kept by caches."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = CACHED
        return response

    open_view: Any = conditional_page(answered)
    return public_view(require_safe(no_disclosure("published for everybody")(open_view)))


def gone(request: HttpRequest) -> HttpResponseBase:
    """What stood here was public and is not any more (410)."""
    return render(request, "portal/gone.html", status=410)

"""Saying what a page discloses. The middleware writes the row before the answer leaves."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

VIEW_ATTRIBUTE = "discloses_nothing"


def disclose(
    request: HttpRequest, verb: str, ids: Iterable[str] = (), *, object_uid: str = "", circle: str = ""
) -> None:
    """Declare what this answer shows: a verb and the uids of the records. Several calls give several rows."""
    declared = getattr(request, "disclosures", None)
    if declared is None:
        declared = []
        request.disclosures = declared  # type: ignore[attr-defined]
    declared.append({"verb": verb, "ids": list(ids), "object_uid": object_uid, "circle": circle})


def no_disclosure(reason: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Mark a view whose answer shows no record (a form without data, a help page); ``reason`` says why."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            request.discloses_nothing = reason  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        setattr(wrapped, VIEW_ATTRIBUTE, reason)
        return wrapped

    return decorate

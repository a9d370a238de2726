"""What one-time links are for. Apps above register their purposes in ``AppConfig.ready``."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from soucinnost.notices.models import OneTimeLink


@dataclass(frozen=True)
class Purpose:
    """One thing that can be done by a link.

    ``answer(request, link)`` shows it (GET) and does it (POST, which consumes the link by
    ``notices.actions.consume`` inside the transaction of the action); ``request.actor`` is then the link's person as
    an ordinary member of the circle. ``open_until(link)`` is the moment until which a new link may be asked for by
    who holds a used one, None when it makes no sense any more. ``send_again(by, link)`` sends the new link to the
    person's own e-mail; it returns whether it could. ``file(request, link, uid)`` gives a paper, where there are any.
    ``model`` is what the link names: who does not see that record is not told of its links.
    """

    key: str
    label: Any
    answer: Callable[[HttpRequest, OneTimeLink], HttpResponse]
    open_until: Callable[[OneTimeLink], datetime | None]
    send_again: Callable[..., bool]
    file: Callable[[HttpRequest, OneTimeLink, str], HttpResponseBase] | None = None
    model: type[Model] | None = None


_purposes: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    """Add a purpose; the same key replaces it."""
    _purposes[purpose.key] = purpose


def known(key: str) -> bool:
    """Whether somebody answers for the purpose."""
    return key in _purposes


def registered(key: str) -> Purpose | None:
    """The purpose of a key, None when nobody answers for it any more."""
    return _purposes.get(key)


def purpose_of(link: OneTimeLink) -> Purpose | None:
    """The purpose of a link, None when nobody answers for it any more."""
    return registered(link.purpose)

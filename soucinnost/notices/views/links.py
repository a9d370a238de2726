"""Opening a one-time link: what it is for decides what is shown."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.access.actors import PublicActor, actor_in_circle
from soucinnost.access.selectors import language_of
from soucinnost.accounts.public import public_view
from soucinnost.accounts.throttle import is_held, note_failure
from soucinnost.audit.disclosure import disclose
from soucinnost.notices.actions.links import find_link
from soucinnost.notices.models import OneTimeLink
from soucinnost.notices.purposes import Purpose, purpose_of

#: Failures within ten minutes after which guesses from an address are answered no more. Links that exist still open:
#: a whole office may come from one address, and the token alone has 256 bits of chance.
MOST_FAILURES = 30
#: Between two mails with a new link for the same thing.
PAUSE = timedelta(minutes=10)
SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")

View = Callable[..., HttpResponseBase]


def by_link(view: View) -> View:
    """Find the link of the token, put its person's eyes on the request, and show why when it opens nothing.

    The wrapped view gets ``(request, link, purpose, **rest)``. Answers are never kept by a cache.
    """

    @public_view
    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, token: str, **rest: Any) -> HttpResponseBase:
        link = find_link(token) if SHAPE.fullmatch(token) else None
        purpose = purpose_of(link) if link is not None else None
        if link is None or purpose is None:
            request.actor = PublicActor()  # type: ignore[attr-defined]
            if is_held(request, "link", MOST_FAILURES):
                return render(request, "notices/link_held.html", {"link": None}, status=429)
            note_failure(request, "link")
            return render(request, "notices/link_unknown.html", {"link": None}, status=404)
        actor = actor_in_circle(link.person, link.circle_id)
        request.actor = actor or PublicActor(channel="link")  # type: ignore[attr-defined]
        with translation.override(language_of(link.person)):
            if actor is None:
                return render(request, "notices/link_left.html", {"link": link}, status=410)
            return view(request, link, purpose, **rest)

    return opened


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def open_link(request: HttpRequest, link: OneTimeLink, purpose: Purpose) -> HttpResponse:
    """Show what the link is for, or do it. A spent one says when it was used and offers a new one by mail."""
    if not OneTimeLink.objects.usable().filter(pk=link.pk).exists():
        return spent(request, link, purpose)
    try:
        return purpose.answer(request, link)
    except ValidationError as error:
        if getattr(error, "code", "") != "spent":
            raise
        link.refresh_from_db()
        return spent(request, link, purpose)


def spent(request: HttpRequest, link: OneTimeLink, purpose: Purpose, *, sent: bool = False) -> HttpResponse:
    """The page of a link that does nothing any more; it says nothing of what stood behind it."""
    until = purpose.open_until(link)
    disclose(request, "link.refused", [link.uid], object_uid=link.object_uid, circle=link.circle.uid)
    again = until is not None and until > timezone.now() and settings.MAIL_ENABLED and link.revoked_at is None
    context = {"link": link, "purpose": purpose.label, "sent": sent, "again": again and not sent}
    return render(request, "notices/link_spent.html", context, status=410)


def sent_lately(link: OneTimeLink) -> bool:
    """Whether the link's person got a newer one for the same thing within the last minutes."""
    return OneTimeLink.objects.filter(
        person=link.person_id, purpose=link.purpose, object_uid=link.object_uid, part_uid=link.part_uid,
        made_at__gt=timezone.now() - PAUSE,
    ).exclude(pk=link.pk).exists()


@require_POST
@by_link
def send_again(request: HttpRequest, link: OneTimeLink, purpose: Purpose) -> HttpResponse:
    """Send a new link to the person's own e-mail; whoever holds the old address learns nothing by it.

    Pressed again and again, it sends one mail in ten minutes: the same answer comes, nobody's mailbox is filled.
    """
    usable = OneTimeLink.objects.usable().filter(pk=link.pk).exists()
    until = purpose.open_until(link)
    if usable or until is None or until <= timezone.now() or link.revoked_at is not None or not settings.MAIL_ENABLED:
        raise Http404
    if not sent_lately(link):
        purpose.send_again(by=request.actor, link=link)  # type: ignore[attr-defined]
    return spent(request, link, purpose, sent=True)


@require_safe
@by_link
def file(request: HttpRequest, link: OneTimeLink, purpose: Purpose, uid: str) -> HttpResponseBase:
    """A paper behind a link that still opens."""
    if purpose.file is None or not OneTimeLink.objects.usable().filter(pk=link.pk).exists():
        raise Http404
    return purpose.file(request, link, uid)

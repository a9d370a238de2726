"""Calendar feeds: reading one, and starting and ending one's own."""

from django.conf import settings
from django.contrib import messages as flash
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.access.actors import actor_for_person
from soucinnost.access.models import Circle
from soucinnost.access.naming import circle_names
from soucinnost.accounts.public import public_view
from soucinnost.audit.disclosure import disclose
from soucinnost.audit.selectors import happened_on
from soucinnost.kernel.calendars import CONTENT_TYPE, feed_file
from soucinnost.notices import feeds
from soucinnost.notices.actions.feeds import end_feed, find_feed, start_feed
from soucinnost.notices.models import Feed


@public_view
@never_cache
@require_safe
def read(request: HttpRequest, token: str) -> HttpResponse:
    """What a subscribing calendar gets, with the person's seats of this moment. One audit row a feed and day."""
    feed = find_feed(token)
    if feed is None or (feed.person.user is not None and not feed.person.user.is_active):
        raise Http404
    actor = actor_for_person(feed.person, channel="feed")
    if feed.circle_id is not None and feed.circle_id not in actor.circle_ids:
        raise Http404
    found = feeds.events(actor, feed.circle_id)
    request.actor = actor  # type: ignore[attr-defined]
    if not happened_on("feed.read", feed.uid, timezone.localdate()):
        disclose(request, "feed.read", [uid for uid, _event in found], object_uid=feed.uid)
    name = circle_names([feed.circle])[feed.circle.pk] if feed.circle is not None else _("Moje jednání")
    answer = HttpResponse(
        feed_file(name, [event for _uid, event in found]), content_type=f"{CONTENT_TYPE}; charset=utf-8"
    )
    answer["Content-Disposition"] = 'inline; filename="soucinnost.ics"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """One's own feeds: what exists, a new one, whose address is shown this once."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor.person_id is None:
        raise Http404
    address, refused = "", ""
    circles = circle_names(Circle.objects.filter(pk__in=actor.circle_ids).select_related("controller__organisation"))
    if request.method == "POST":
        person = request.user.person  # type: ignore[union-attr]
        wanted = request.POST.get("skupina", "")
        circle = get_object_or_404(Circle, uid=wanted, pk__in=actor.circle_ids) if wanted else None
        try:
            _feed, token = start_feed(by=actor, person=person, circle=circle)
        except ValidationError as error:
            refused = " ".join(error.messages)
        else:
            address = request.build_absolute_uri(reverse("calendar:read", args=[token]))
    rows = list(Feed.objects.visible_to(actor).live().select_related("circle"))
    uids = dict(Circle.objects.filter(pk__in=circles).values_list("pk", "uid"))
    disclose(request, "feed.listed", [feed.uid for feed in rows])
    context = {
        "rows": [{"feed": feed, "name": circles.get(feed.circle_id or 0, "")} for feed in rows],
        "circles": [(uids[key], name) for key, name in circles.items()], "address": address, "refused": refused,
        "is_local": not settings.PUBLIC_URL,
    }
    return render(request, "notices/feeds.html", context, status=422 if refused else 200)


@require_POST
def end(request: HttpRequest, uid: str) -> HttpResponse:
    """End one's own feed."""
    feed = get_object_or_404(Feed.objects.visible_to(request.actor), uid=uid)  # type: ignore[attr-defined]
    end_feed(by=request.actor, feed=feed)  # type: ignore[attr-defined]
    flash.success(request, _("Odběr je ukončený, jeho adresa už neodpovídá."))
    return redirect("calendar:mine")

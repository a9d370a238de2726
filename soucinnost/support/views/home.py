"""The first page of support, and its files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from soucinnost.audit.disclosure import disclose
from soucinnost.documents.models import Attachment
from soucinnost.documents.views import hand_out
from soucinnost.support import rules
from soucinnost.support.models import Circular, CircularFile, Handover
from soucinnost.support.selectors import lists
from soucinnost.support.views.common import actor_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits, what was last; for who only receives, the circulars that came."""
    actor = actor_of(request)
    came = list(lists.received(actor)[: lists.SHOWN])
    if not rules.keeps_any(actor) and not came:
        raise Http404
    page = lists.home(actor, timezone.localdate())
    disclose(request, "support.viewed", [*page.uids, *(one.uid for one in came)])
    context = {
        "page": page, "came": came, "keeps": rules.keeps_any(actor), "keepers": lists.keepers_of(actor),
    }
    return render(request, "support/home.html", context)


@require_GET
def download(request: HttpRequest, uid: str) -> HttpResponseBase:
    """A file of a circular or a material that the reader may see; there is no other way to it."""
    actor = actor_of(request)
    of_circulars = CircularFile.objects.filter(circular__in=Circular.objects.visible_to(actor)).values("attachment")
    of_handovers = Handover.objects.visible_to(actor).exclude(attachment=None).values("attachment")
    found = Attachment.objects.filter(removed_at__isnull=True).filter(pk__in=of_circulars) | Attachment.objects.filter(
        removed_at__isnull=True
    ).filter(pk__in=of_handovers)
    attachment = get_object_or_404(found.select_related("circle"), uid=uid)
    return hand_out(request, attachment)

"""The audit as it may be read: identifiers and verbs, never content."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from soucinnost.access.closed import closed_uids
from soucinnost.access.models import Circle
from soucinnost.access.naming import circle_names
from soucinnost.access.rules import grants_roles, reads_audit_of
from soucinnost.access.selectors import audit_page, names_of_actors
from soucinnost.access.verbs import verb_label
from soucinnost.audit.disclosure import disclose


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """The whole audit, for administrators."""
    if not grants_roles(request.actor):  # type: ignore[attr-defined]
        raise Http404
    return _show(request, None)


@require_safe
def circle_audit(request: HttpRequest, uid: str) -> HttpResponse:
    """What happened in one circle, for its chair; nothing about records that are closed to the chair."""
    circle = get_object_or_404(Circle.objects.select_related("controller__organisation"), uid=uid)
    if not reads_audit_of(request.actor, circle):  # type: ignore[attr-defined]
        raise Http404
    return _show(request, circle)


def _show(request: HttpRequest, circle: Circle | None) -> HttpResponse:
    wanted = request.GET.get("zaznam", "")[:40]
    closed = closed_uids(request.actor, circle) if circle is not None else set()  # type: ignore[attr-defined]
    page = audit_page(number=request.GET.get("strana"), circle=circle, object_uid=wanted, without=closed)
    names = names_of_actors(page)
    rows = [
        {
            "entry": entry, "who": names.get(entry.actor, entry.actor), "what": verb_label(entry.verb),
            "count": sum(uid not in closed for uid in entry.ids),
        }
        for entry in page
    ]
    numbers = [str(entry.sequence) for entry in page]
    disclose(request, "audit.viewed", numbers[:1] + numbers[-1:], circle=circle.uid if circle else "")
    name = circle_names([circle])[circle.pk] if circle else ""
    return render(request, "access/audit.html", {"page": page, "rows": rows, "name": name, "wanted": wanted})

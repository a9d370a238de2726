"""One-time links that went out and still open: seen and revoked by who runs the circle."""

from django.contrib import messages as flash
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from soucinnost.access.naming import circle_names
from soucinnost.audit.disclosure import disclose
from soucinnost.notices.actions import revoke_link
from soucinnost.notices.models import circles_run_by
from soucinnost.notices.purposes import purpose_of
from soucinnost.notices.selectors import open_links

ROWS = 50


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Who holds a link that still opens, what for and until when. The addresses themselves are known to nobody."""
    actor = request.actor  # type: ignore[attr-defined]
    if not circles_run_by(actor):
        raise Http404
    page = Paginator(open_links(actor), ROWS).get_page(request.GET.get("strana"))
    found = list(page)
    names = circle_names([link.circle for link in found])
    rows = []
    for link in found:
        purpose = purpose_of(link)
        rows.append({"link": link, "what": purpose.label if purpose else "", "circle": names[link.circle_id]})
    disclose(request, "link.listed", [link.uid for link in found])
    return render(request, "notices/links.html", {"page": page, "rows": rows})


@require_POST
def revoke(request: HttpRequest, uid: str) -> HttpResponse:
    """Let one link open nothing any more; one that was used meanwhile stays used, and that is said."""
    actor = request.actor  # type: ignore[attr-defined]
    link = get_object_or_404(open_links(actor), uid=uid)
    try:
        revoke_link(by=actor, link=link)
        flash.success(request, _("Odkaz je zrušený, už nic neotevře."))
    except ValidationError as error:
        flash.error(request, " ".join(error.messages))
    return redirect("notices:links")

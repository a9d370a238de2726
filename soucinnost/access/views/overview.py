"""The front page of the administration and the page about the second factor."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from soucinnost.access.middleware import lacks_second_factor
from soucinnost.access.sections import entries_for
from soucinnost.accounts import onward
from soucinnost.audit.disclosure import no_disclosure


@require_safe
@no_disclosure("a list of pages, no record")
def administration(request: HttpRequest) -> HttpResponse:
    """What the reader may administer; 404 for whoever may nothing."""
    entries = entries_for(request.actor)  # type: ignore[attr-defined]
    if not entries:
        raise Http404
    return render(request, "access/administration.html", {"entries": entries})


@require_safe
@no_disclosure("an explanation, no record")
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor is needed and where it is set up."""
    if not lacks_second_factor(request):
        return redirect("accounts:go_on" if onward.KEY in request.session else "accounts:profile")
    return render(request, "access/second_factor.html")

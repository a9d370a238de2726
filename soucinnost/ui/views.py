"""Pages that belong to no app above: statements, language, colours, gallery of components, errors."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from soucinnost.ui.colour import stylesheet
from soucinnost.ui.frame import colour_of
from soucinnost.ui.gallery import GalleryForm, sample_page
from soucinnost.ui.marks import no_disclosure, public_view
from soucinnost.ui.middleware import SESSION_KEY


@public_view
@require_safe
@no_disclosure("a statement without records")
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement on accessibility."""
    return render(request, "ui/accessibility.html")


@public_view
@require_safe
@no_disclosure("a statement without records")
def privacy(request: HttpRequest) -> HttpResponse:
    """What the product keeps about its users."""
    return render(request, "ui/privacy.html")


@public_view
@require_safe
@no_disclosure("a statement without records")
def about(request: HttpRequest) -> HttpResponse:
    """What this is and who may use it."""
    return render(request, "ui/about.html")


@public_view
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in the session and go back to where the reader was."""
    chosen = request.POST.get("language", "")
    if chosen in {code for code, _name in settings.LANGUAGES}:
        request.session[SESSION_KEY] = chosen
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back if safe else "/")


@public_view
@require_safe
@no_disclosure("colours of an organisation are public")
def colours(request: HttpRequest, key: str) -> HttpResponse:
    """The colour sheet of an organisation; 404 for one that has none."""
    colour = colour_of(key)
    if colour is None:
        raise Http404
    response = HttpResponse(stylesheet(colour), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "private, max-age=600"
    return response


@public_view
@require_safe
@no_disclosure("no records")
def robots(request: HttpRequest) -> HttpResponse:
    """Nothing here is for search engines but what was published."""
    return HttpResponse("User-agent: *\nAllow: /verejne/\nDisallow: /\n", content_type="text/plain; charset=utf-8")


@no_disclosure("components with invented content")
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in its states, for administrators and developers. A submitted form is only checked."""
    actor = getattr(request, "actor", None)
    if not settings.DEBUG and not (actor is not None and actor.is_administrator):
        raise Http404
    form = GalleryForm(request.POST or None, request.FILES or None, prefix="g")
    checked = form.is_valid() if request.method == "POST" else None
    return render(request, "ui/gallery.html", {"form": form, "checked": checked, "page": sample_page(request)})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's key no longer holds (a long open page, another sign-in): nothing was saved, say what to do."""
    return render(request, "403_csrf.html", status=403)

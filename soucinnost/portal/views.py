"""Public pages."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from soucinnost.portal.answers import gone, public_page, show, throttled
from soucinnost.publishing import public

LONGEST_QUERY = 200
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


@public_page
def groups(request: HttpRequest) -> HttpResponseBase:
    """Groups that have a public page, and the newest minutes."""
    listed = public.groups()
    newest = public.newest() or []
    return show(request, "portal/groups.html", {"groups": listed, "newest": newest[:5]})


@public_page
def group(request: HttpRequest, uid: str) -> HttpResponseBase:
    """One group: what it is for, when it meets if it says so, its public minutes."""
    found = public.group(uid)
    if found is None:
        raise Http404
    return show(request, "portal/group.html", {"group": found})


@public_page
def minutes(request: HttpRequest, uid: str) -> HttpResponseBase:
    """Published minutes."""
    found = public.minutes(uid)
    if found is None:
        raise Http404
    if isinstance(found, public.Withdrawn):
        return gone(request)
    return show(request, "portal/minutes.html", {"line": found.line, "minutes": found.text})


@public_page
@throttled("files", lambda: settings.PORTAL_FILES_PER_MINUTE)
def paper(request: HttpRequest, uid: str, fmt: str) -> HttpResponseBase:
    """The PDF or DOCX of published minutes."""
    content = public.paper(uid, fmt)
    if content is None:
        raise Http404
    if isinstance(content, public.Withdrawn):
        return gone(request)
    response = HttpResponse(content, content_type=public.FORMATS[fmt])
    response["Content-Disposition"] = f'attachment; filename="zapis.{fmt}"'
    return _closed_in(response)


@public_page
@throttled("files", lambda: settings.PORTAL_FILES_PER_MINUTE)
def file(request: HttpRequest, uid: str, file_uid: str) -> HttpResponseBase:
    """A file with the label, named in published minutes."""
    try:
        found = public.file(uid, file_uid)
    except FileNotFoundError as error:
        raise Http404 from error
    if found is None:
        raise Http404
    if isinstance(found, public.Withdrawn):
        return gone(request)
    response = FileResponse(found.path.open("rb"), content_type=found.mime)
    response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    response["Content-Length"] = str(found.size)
    return _closed_in(response)


def _closed_in(response: HttpResponseBase) -> HttpResponseBase:
    """A file that no browser runs."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    return response


@public_page
@throttled("search", lambda: settings.PORTAL_SEARCHES_PER_MINUTE)
def search(request: HttpRequest) -> HttpResponseBase:
    """Search in published minutes."""
    query = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST_QUERY]
    return show(request, "portal/search.html", {"search": public.search(query), "query": query})


@public_page
def accessibility(request: HttpRequest) -> HttpResponseBase:
    """The statement on accessibility of the public pages."""
    return show(request, "portal/accessibility.html", {"statement": public.statement()})

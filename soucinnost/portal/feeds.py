"""Feeds of public minutes (Atom, RFC 4287) and the map of public pages for search engines."""

from collections.abc import Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from soucinnost.kernel.dates import format_date
from soucinnost.portal.answers import public_page
from soucinnost.publishing import public

ATOM = "application/atom+xml; charset=utf-8"
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


class _Feed(Atom1Feed):
    """An empty feed was last changed on a fixed day, so that the same state gives the same bytes."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER


def _feed(request: HttpRequest, title: str, lines: Sequence[public.MinutesLine], page: str) -> HttpResponse:
    made = _Feed(
        title=title, link=request.build_absolute_uri(page), description="", language="cs",
        feed_url=request.build_absolute_uri(request.path),
    )
    for line in lines:
        address = request.build_absolute_uri(reverse("portal:minutes", args=[line.uid]))
        made.add_item(
            title=f"{line.group_name}: {line.title}, {format_date(line.day)}", link=address, unique_id=address,
            description=_("Veřejná verze zápisu."), pubdate=line.published_at, updateddate=line.published_at,
            author_name=line.organisation,
        )
    return HttpResponse(made.writeString("utf-8"), content_type=ATOM)


@public_page
def newest(request: HttpRequest) -> HttpResponseBase:
    """The last published minutes of all groups."""
    return _feed(request, _("Veřejné zápisy"), public.newest() or [], reverse("portal:groups"))


@public_page
def newest_of_group(request: HttpRequest, uid: str) -> HttpResponseBase:
    """The last published minutes of one group."""
    lines, group = public.newest(uid), public.group(uid)
    if lines is None or group is None:
        raise Http404
    return _feed(request, group.name, lines, reverse("portal:group", args=[uid]))


@public_page
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """Public pages and when what stands there was published."""
    rows: list[tuple[str, datetime | None]] = [(reverse("portal:groups"), None)]
    rows += [(reverse("portal:group", args=[group.uid]), None) for group in public.groups()]
    rows += [(reverse("portal:minutes", args=[line.uid]), line.published_at) for line in public.everything()]
    body = "".join(
        f"<url><loc>{escape(request.build_absolute_uri(path))}</loc>"
        + (f"<lastmod>{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>" if moment is not None else "")
        + "</url>"
        for path, moment in rows
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    text = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{space}">{body}</urlset>'
    return HttpResponse(text, content_type="application/xml; charset=utf-8")

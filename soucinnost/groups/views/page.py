"""The page of one group, on screen and for print."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from soucinnost.audit.disclosure import disclose
from soucinnost.groups.hooks import Section
from soucinnost.groups.page import read_page
from soucinnost.groups.views.common import actor_of, visible_group


@require_safe
def group(request: HttpRequest, uid: str) -> HttpResponse:
    """One group on one page; only the frame of it for who does not sit there."""
    return _show(request, uid, "groups/group.html", "group.viewed", all_topics=request.GET.get("temata") == "vse")


@require_safe
def printed(request: HttpRequest, uid: str) -> HttpResponse:
    """The group as a sheet of paper: frame, members, statutes."""
    return _show(request, uid, "groups/print.html", "group.printed", all_topics=False)


def _show(request: HttpRequest, uid: str, template: str, verb: str, *, all_topics: bool) -> HttpResponse:
    found = visible_group(request, uid)
    page = read_page(actor_of(request), found, timezone.localdate(), all_topics=all_topics)
    disclose(request, verb, page.uids, object_uid=found.uid, circle=found.circle.uid)
    context = {
        "page": page, "all_topics": all_topics, "group": found, "today": timezone.localdate(),
        "sections": [_rendered(request, section) for section in page.sections],
    }
    return render(request, template, context)


def _rendered(request: HttpRequest, section: Section) -> dict[str, object]:
    """The part of an app above as text, under its own names."""
    context = dict(section.context)
    text = render_to_string(section.template, {**context, "section": context}, request)
    count = "" if section.count is None else section.count
    return {"key": section.key, "title": section.title, "count": count, "note": section.note, "text": text}

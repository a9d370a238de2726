"""Reading: what I owe and have handed in, one report with its versions."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from soucinnost.audit.disclosure import disclose
from soucinnost.reports.models import Report
from soucinnost.reports.rules import may_correct
from soucinnost.reports.selectors import read_list, reported_by, versions_of, with_figures
from soucinnost.reports.views.common import actor_of

PAGE_SIZE = 50
CALLS_SHOWN = 20


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """What I owe, calls of the groups I run, what was handed in for my organisations."""
    actor = actor_of(request)
    found = read_list(actor, led=CALLS_SHOWN)
    page = Paginator(reported_by(actor, found.seats), PAGE_SIZE).get_page(request.GET.get("strana"))
    ids = [*(one.call.uid for one in found.owed), *(one.call.uid for one in found.led), *(one.uid for one in page)]
    disclose(request, "report.listed", list(dict.fromkeys(ids)))
    context = {"owed": found.owed, "standings": found.led, "page": page, "today": timezone.localdate()}
    return render(request, "reports/list.html", context)


@require_safe
def report(request: HttpRequest, uid: str) -> HttpResponse:
    """One version of a report, its numbers with where they come from, and all the other versions."""
    actor = actor_of(request)
    found = get_object_or_404(with_figures(Report.objects.visible_to(actor)), uid=uid)
    versions = versions_of(actor, found)
    disclose(request, "report.viewed", [one.uid for one in versions], object_uid=found.uid, circle=found.circle.uid)
    context = {
        "report": found, "versions": versions, "newest": versions[0], "is_current": versions[0].pk == found.pk,
        "corrects": may_correct(actor, found),
    }
    return render(request, "reports/report.html", context)

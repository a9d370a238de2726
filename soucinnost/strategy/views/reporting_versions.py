"""Versions of the evaluation report: keeping, reading, comparing; files of versions and of the draft."""

import logging

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.access.rules import may_export, require
from soucinnost.audit.disclosure import disclose
from soucinnost.documents.paper.pdf import PaperError
from soucinnost.documents.views import disposition
from soucinnost.strategy import rules
from soucinnost.strategy.actions import reporting as actions
from soucinnost.strategy.enums import VersionState
from soucinnost.strategy.evaluation.comparing import compare
from soucinnost.strategy.evaluation.files import MIMES, council_file, file_of, file_title
from soucinnost.strategy.evaluation.nodes import Report, from_json
from soucinnost.strategy.evaluation.rewriting import rewritten
from soucinnost.strategy.evaluation.shown import Shown, chapters, claim_url, is_long, shown_html
from soucinnost.strategy.evaluation.wording import draft_mark, version_mark
from soucinnost.strategy.forms.reporting import VersionForm
from soucinnost.strategy.models import ReportVersion, Strategy
from soucinnost.strategy.selectors.passages import given_up
from soucinnost.strategy.selectors.reporting import (
    drafted,
    drafted_council,
    passages_of,
    versions_of,
    written_of,
)
from soucinnost.strategy.views.common import OF_STRATEGY, actor_of, content_strategy, done
from soucinnost.ui.submitting import carried_out

logger = logging.getLogger(__name__)


def visible_version(request: HttpRequest, uid: str) -> ReportVersion:
    """A version of a report that the actor sees, or 404."""
    related = (*OF_STRATEGY, "made_by", "pdf", "docx", "council")
    found = ReportVersion.objects.visible_to(actor_of(request)).select_related(*related)
    return get_object_or_404(found, uid=uid)


def _declare(request: HttpRequest, verb: str, version: ReportVersion) -> None:
    strategy = version.strategy
    disclose(request, f"strategy.{verb}", [version.uid], object_uid=version.uid, circle=strategy.circle.uid)


# -- files of what is there now


@require_safe
def draft_file(request: HttpRequest, uid: str, kind: str, fmt: str) -> HttpResponse:
    """The report or the council's page as it stands now. A long report is made in the background, as a version."""
    actor, strategy = actor_of(request), content_strategy(request, uid)
    if kind not in {"zprava", "rada"} or fmt not in MIMES or (kind == "rada" and fmt == "html"):
        raise Http404
    require(may_export(actor, strategy.circle))
    written = written_of(passages_of(actor, strategy))
    now = timezone.now()
    try:
        if kind == "rada":
            fits = [rewritten(one, written) for one in drafted_council(actor, strategy)]
            content, report = council_file(fits, strategy, fmt, created=now, mark=draft_mark())
        else:
            report = rewritten(drafted(actor, strategy), written)
            if is_long(report) and fmt != "html":
                messages.info(request, _("Zpráva je dlouhá. Uložte verzi, její soubory se připraví na pozadí."))
                return redirect("strategy:report_versions", strategy.uid)
            content = file_of(report, strategy, fmt, created=now, mark=draft_mark(), **_site(request))
    except PaperError:
        return _not_drawn(request, strategy, kind)
    disclose(
        request, "strategy.report_downloaded", list(report.sources), object_uid=strategy.uid, circle=strategy.circle.uid
    )
    return _sent(content, f"{file_title('council' if kind == 'rada' else '')} {strategy.short_name}.{fmt}", fmt)


def _not_drawn(request: HttpRequest, strategy: Strategy, kind: str) -> HttpResponse:
    """Back on the page from which the file was asked for, with what can be done."""
    logger.exception("the report of strategy %s as a file", strategy.uid)
    if kind == "rada":
        messages.error(request, _("PDF se nepodařilo sestavit. Vezměte si stranu jako DOCX, text je v něm stejný."))
        return redirect("strategy:council", strategy.uid)
    messages.error(request, _("PDF se nepodařilo sestavit. Vezměte si zprávu jako DOCX nebo HTML, text je stejný."))
    return redirect("strategy:evaluation", strategy.uid)


def _site(request: HttpRequest) -> dict[str, str]:
    """Where marks of a file lead: the pages of this installation."""
    return {"site": f"{request.scheme}://{request.get_host()}", "claim_path": claim_url("UDAJ").replace("UDAJ", "%s")}


def _sent(content: bytes, name: str, fmt: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MIMES[fmt])
    response["Content-Disposition"] = disposition(name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


# -- versions


@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: HttpRequest, uid: str) -> HttpResponse:
    """Versions that were kept, and keeping another one."""
    actor, strategy = actor_of(request), content_strategy(request, uid)
    may_write = rules.writes(actor, strategy)
    if request.method == "POST":
        require(may_write)
    form = VersionForm(request.POST or None)
    made: list[ReportVersion] = []

    def act() -> None:
        made.append(actions.make_version(by=actor, strategy=strategy, note=form.cleaned_data["note"]))

    if carried_out(request, form, act, _("Verze je uložená, její soubory se připravují.")):
        return redirect("strategy:report_version", made[0].uid)
    found = versions_of(actor, strategy)
    disclose(
        request, "strategy.report_versions_listed", [one.uid for one in found], object_uid=strategy.uid,
        circle=strategy.circle.uid,
    )
    return render(request, "strategy/evaluation_versions.html", {
        "strategy": strategy, "form": form, "versions": found, "may_write": may_write,
        "given_up": given_up(actor, strategy, passages_of(actor, strategy)) if may_write else [],
    }, status=422 if form.errors else 200)


@require_safe
def version(request: HttpRequest, version_uid: str) -> HttpResponse:
    """A version as it was kept, with its files, or how far their making is."""
    actor, found = actor_of(request), visible_version(request, version_uid)
    report: Report = from_json(found.content["report"])
    long = is_long(report)
    parts = chapters(report)
    chosen = request.GET.get("kapitola", "")
    if long and chosen not in {one.anchor for one in parts}:
        chosen = parts[0].anchor
    url = reverse("strategy:report_version", args=[found.uid])
    shown_now = Shown(report, url)
    older = [one for one in versions_of(actor, found.strategy) if one.number < found.number]
    _declare(request, "report_version_viewed", found)
    return render(request, "strategy/evaluation_version.html", {
        "strategy": found.strategy, "version": found, "report": report, "chapters": parts,
        "chosen": chosen if long else "", "html": shown_html(shown_now, chosen if long else ""),
        "mark": version_mark(found), "exports": may_export(actor, found.strategy.circle),
        "is_waiting": found.state == VersionState.WAITING, "has_failed": found.state == VersionState.FAILED,
        "may_write": rules.writes(actor, found.strategy), "older": older,
    })


@require_POST
def again(request: HttpRequest, version_uid: str) -> HttpResponse:
    """Try to make the files of a version once more."""
    actor, found = actor_of(request), visible_version(request, version_uid)
    require(rules.writes(actor, found.strategy))
    done(request, lambda: actions.try_again(by=actor, version=found), _("Soubory se připravují znovu."))
    return redirect("strategy:report_version", found.uid)


@require_safe
def compared(request: HttpRequest, version_uid: str) -> HttpResponse:
    """What a version differs in from an older one (``?s=`` its uid), else from the one before it."""
    actor, found = actor_of(request), visible_version(request, version_uid)
    others = [one for one in versions_of(actor, found.strategy) if one.pk != found.pk]
    before = next((one for one in others if one.number < found.number), None)
    chosen = request.GET.get("s", "")
    other = next((one for one in others if one.uid == chosen), None) or before or next(iter(others), None)
    if other is None:
        raise Http404
    first, second = sorted((other, found), key=lambda one: one.number)
    difference = compare(from_json(first.content["report"]), from_json(second.content["report"]))
    _declare(request, "report_compared", found)
    _declare(request, "report_compared", other)
    return render(request, "strategy/evaluation_compared.html", {
        "strategy": found.strategy, "first": first, "second": second, "others": others, "version": found,
        "difference": difference,
    })


@require_safe
def version_html(request: HttpRequest, version_uid: str) -> HttpResponse:
    """A version as one HTML file."""
    actor, found = actor_of(request), visible_version(request, version_uid)
    require(may_export(actor, found.strategy.circle))
    report: Report = from_json(found.content["report"])
    content = file_of(
        report, found.strategy, "html", created=found.made_at, mark=version_mark(found), **_site(request)
    )
    _declare(request, "report_downloaded", found)
    return _sent(content, f"{file_title('')} {found.strategy.short_name} {found.number}.html", "html")

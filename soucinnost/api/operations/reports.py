"""Calls for reports, reports, handing one in."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Status

from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation
from soucinnost.api.enums import Scope
from soucinnost.api.operations.common import actor_of, reads, without_personal_data, writes
from soucinnost.api.shapes.common import Page, Paging, Uid, cut
from soucinnost.api.shapes.reports import (
    CallChoice,
    CallDetail,
    CallShape,
    Correction,
    NewReport,
    ReportChoice,
    ReportShape,
    call_detail,
    call_shape,
    report_shape,
)
from soucinnost.audit.disclosure import disclose
from soucinnost.reports.actions import correct, hand_in, nothing_new
from soucinnost.reports.actions.handing import CORRECTED
from soucinnost.reports.models import Call, Report
from soucinnost.reports.rules import may_correct, may_hand_in
from soucinnost.reports.selectors import standing_of, with_figures

router = Router()


class CallQuery(CallChoice, Paging):
    """Which calls, which page."""


class ReportQuery(ReportChoice, Paging):
    """Which reports, which page."""


def _calls(request: HttpRequest) -> QuerySet[Call]:
    return Call.objects.visible_to(actor_of(request)).select_related("group", "circle__controller")


@reads(router, "/reports/calls/", Scope.REPORTS_READ, Page[CallShape], _("Výzvy ke zprávám"))
def list_calls(request: HttpRequest, query: Query[CallQuery]) -> Page[CallShape]:
    """Calls of the person's groups, the latest first."""
    found = _calls(request).order_by("-for_day", "-pk")
    if query.group is not None:
        found = found.filter(group__uid=query.group)
    if query.state is not None:
        found = found.filter(state=query.state)
    rows, more = cut(list(found[query.start : query.start + query.limit + 1]), query)
    disclose(request, "report_call.viewed", [row.uid for row in rows])
    return Page(items=[call_shape(row) for row in rows], page=query.page, limit=query.limit, more=more)


@reads(router, "/reports/calls/{uid}/", Scope.REPORTS_READ, CallDetail, _("Jedna výzva a kdo dluží"))
def get_call(request: HttpRequest, uid: Uid) -> CallDetail:
    """One call: who has reported, who owes."""
    call = get_object_or_404(_calls(request), uid=uid)
    standing = standing_of(actor_of(request), call)
    ids = [row.report.uid for row in standing.rows if row.report is not None]
    disclose(request, "report_call.viewed", ids, object_uid=uid, circle=call.circle.uid)
    return call_detail(standing)


@reads(router, "/reports/", Scope.REPORTS_READ, Page[ReportShape], _("Zprávy organizací"))
def list_reports(request: HttpRequest, query: Query[ReportQuery]) -> Page[ReportShape]:
    """Reports in their current versions, the latest first."""
    found = Report.objects.visible_to(actor_of(request)).current()
    if query.group is not None:
        found = found.filter(call__group__uid=query.group)
    if query.call is not None:
        found = found.filter(call__uid=query.call)
    if query.organisation is not None:
        found = found.filter(organisation__uid=query.organisation)
    ordered = with_figures(found).order_by("-handed_in_at", "-pk")
    rows, more = cut(list(ordered[query.start : query.start + query.limit + 1]), query)
    disclose(request, "report.listed", [row.uid for row in rows])
    return Page(items=[report_shape(row) for row in rows], page=query.page, limit=query.limit, more=more)


def _shown(request: HttpRequest, uid: str) -> ReportShape:
    report = get_object_or_404(with_figures(Report.objects.visible_to(actor_of(request))), uid=uid)
    disclose(request, "report.viewed", [uid], object_uid=uid, circle=report.circle.uid)
    return report_shape(report)


@reads(router, "/reports/{uid}/", Scope.REPORTS_READ, ReportShape, _("Jedna zpráva"))
def get_report(request: HttpRequest, uid: Uid) -> ReportShape:
    """One version of a report."""
    return _shown(request, uid)


@writes(
    router, "/reports/calls/{uid}/reports/", Scope.REPORTS_WRITE, ReportShape, _("Odevzdat zprávu"), status=201
)
def hand_in_report(request: HttpRequest, uid: Uid, sent: NewReport) -> Status[ReportShape]:
    """Hand in the first version of one's own organisation's report."""
    actor = actor_of(request)
    call = get_object_or_404(_calls(request), uid=uid)
    organisation = Organisation.objects.visible_to(actor).filter(uid=sent.organisation).first()
    if organisation is None:
        raise ValidationError({"organisation": gettext("Taková organizace tu není.")})
    require(may_hand_in(actor, call, organisation))
    if sent.nothing_new:
        report = nothing_new(by=actor, call=call, organisation=organisation)
    else:
        without_personal_data(sent.texts, confirmed=sent.personal_data_confirmed, names=True)
        report = hand_in(by=actor, call=call, organisation=organisation, content=sent.content())
    return Status(201, _shown(request, report.uid))


@writes(router, "/reports/{uid}/correct/", Scope.REPORTS_WRITE, ReportShape, _("Opravit zprávu"), status=201)
def correct_report(request: HttpRequest, uid: Uid, sent: Correction) -> Status[ReportShape]:
    """Hand in a corrected version: who sits there for the organisation and who runs the group, also after the call
    ended. The earlier version stays readable; where nothing differs, nothing is written.
    """
    actor = actor_of(request)
    report = get_object_or_404(with_figures(Report.objects.visible_to(actor)), uid=uid)
    require(may_correct(actor, report))
    without_personal_data(sent.texts, confirmed=sent.personal_data_confirmed, names=True)
    try:
        corrected = correct(by=actor, report=report, content=sent.content())
    except ValidationError as error:
        if getattr(error, "code", "") == CORRECTED:
            raise ValidationError(gettext("Zprávu mezitím opravil někdo jiný. Vyjděte z poslední verze.")) from error
        raise
    return Status(201, _shown(request, corrected.uid))

"""Methodical support: circulars that came or are kept, consultations."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router

from soucinnost.api.enums import Scope
from soucinnost.api.operations.common import actor_of, hands_out, reads, writes
from soucinnost.api.operations.files import bytes_of
from soucinnost.api.shapes.common import Page, Paging, Uid, cut
from soucinnost.api.shapes.support import (
    CircularChoice,
    CircularDetail,
    CircularShape,
    ConsultationChoice,
    ConsultationShape,
    circular_detail,
    circular_shape,
    consultation_shape,
)
from soucinnost.audit.disclosure import disclose
from soucinnost.documents.models import Attachment
from soucinnost.support.actions import confirm
from soucinnost.support.letters import files_of
from soucinnost.support.models import Circular, Consultation, Delivery
from soucinnost.support.rules import is_draft, keeps
from soucinnost.support.selectors.circulars import opened_by, totals_of

router = Router()


class CircularQuery(CircularChoice, Paging):
    """Which circulars, which page."""


class ConsultationQuery(ConsultationChoice, Paging):
    """Which consultations, which page."""


def _circulars(request: HttpRequest) -> QuerySet[Circular]:
    return Circular.objects.visible_to(actor_of(request)).select_related("keeper")


@reads(router, "/circulars/", Scope.SUPPORT_READ, Page[CircularShape], _("Oběžníky"))
def list_circulars(request: HttpRequest, query: Query[CircularQuery]) -> Page[CircularShape]:
    """Circulars that came to the person and those that the person's organisations keep, the newest first."""
    actor = actor_of(request)
    found = Circular.objects.received_by(actor).select_related("keeper") if query.received else _circulars(request)
    ordered = found.order_by("-created_at", "-pk")
    rows, more = cut(list(ordered[query.start : query.start + query.limit + 1]), query)
    disclose(request, "circular.listed", [row.uid for row in rows])
    items = [circular_shape(row, is_kept=keeps(actor, row)) for row in rows]
    return Page(items=items, page=query.page, limit=query.limit, more=more)


def _shown(request: HttpRequest, uid: str) -> CircularDetail:
    """The circular; to who got it this is opening it, which its keeper is told, as on its page."""
    actor = actor_of(request)
    found = get_object_or_404(_circulars(request), uid=uid)
    copies = list(Delivery.objects.received_by(actor).filter(circular=found))
    is_kept, files = keeps(actor, found), files_of(uid)
    totals = totals_of(found, opened_by(found)) if is_kept and not is_draft(found) else None
    disclose(request, "circular.read" if copies else "circular.viewed", [one.uid for one in files], object_uid=uid)
    days = [copy.confirmed_on for copy in copies if copy.confirmed_on is not None]
    return circular_detail(
        found, is_kept=is_kept, files=files, confirmed_on=min(days, default=None), totals=totals
    )


@reads(router, "/circulars/{uid}/", Scope.SUPPORT_READ, CircularDetail, _("Jeden oběžník"))
def get_circular(request: HttpRequest, uid: Uid) -> CircularDetail:
    """One circular with its text and files; for who keeps it, what became of the copies in numbers."""
    return _shown(request, uid)


@hands_out(router, "/circulars/{uid}/files/{file_uid}/", Scope.SUPPORT_READ, _("Stáhnout přílohu oběžníku"))
def get_circular_file(request: HttpRequest, uid: Uid, file_uid: Uid) -> HttpResponseBase:
    """The bytes of a file of a circular."""
    found = get_object_or_404(_circulars(request), uid=uid)
    files = Attachment.objects.filter(pk__in=found.files.values("attachment"), removed_at__isnull=True)
    return bytes_of(request, get_object_or_404(files.select_related("circle"), uid=file_uid))


@writes(router, "/circulars/{uid}/confirm/", Scope.SUPPORT_WRITE, CircularDetail, _("Potvrdit oběžník"))
def confirm_circular(request: HttpRequest, uid: Uid) -> CircularDetail:
    """Confirm that it came: whoever got it. Said again, it changes nothing."""
    actor = actor_of(request)
    found = get_object_or_404(Circular.objects.received_by(actor), uid=uid)
    confirm(by=actor, circular=found)
    return _shown(request, uid)


def _consultations(request: HttpRequest) -> QuerySet[Consultation]:
    related = ("keeper", "given_by", "organisation", "person", "area")
    return Consultation.objects.visible_to(actor_of(request)).select_related(*related).defer("area__boundary")


@reads(router, "/consultations/", Scope.SUPPORT_READ, Page[ConsultationShape], _("Konzultace a návštěvy"))
def list_consultations(request: HttpRequest, query: Query[ConsultationQuery]) -> Page[ConsultationShape]:
    """Consultations that the person keeps or that were shared with an organisation of the person, the latest first."""
    found = _consultations(request).order_by("-held_on", "-pk")
    if query.kind is not None:
        found = found.filter(kind=query.kind)
    if query.open_only:
        found = found.exclude(follow_up="").filter(followed_up_on=None)
    rows, more = cut(list(found[query.start : query.start + query.limit + 1]), query)
    disclose(request, "consultation.listed", [row.uid for row in rows])
    return Page(items=[consultation_shape(row) for row in rows], page=query.page, limit=query.limit, more=more)


@reads(router, "/consultations/{uid}/", Scope.SUPPORT_READ, ConsultationShape, _("Jedna konzultace"))
def get_consultation(request: HttpRequest, uid: Uid) -> ConsultationShape:
    """One consultation."""
    one = get_object_or_404(_consultations(request), uid=uid)
    disclose(request, "consultation.viewed", [uid], object_uid=uid)
    return consultation_shape(one)

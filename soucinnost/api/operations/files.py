"""Files: documents of a group, papers of a meeting, the bytes."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router

from soucinnost.access.rules import require
from soucinnost.api.enums import Scope
from soucinnost.api.operations.common import BYTES, actor_of, hands_out, reads
from soucinnost.api.operations.meetings import visible_meeting
from soucinnost.api.problems import problem
from soucinnost.api.shapes.common import Page, Paging, Uid, cut
from soucinnost.api.shapes.files import DocumentShape, MeetingFileShape, file_values
from soucinnost.audit.disclosure import disclose
from soucinnost.documents.models import Attachment
from soucinnost.documents.rules import downloads
from soucinnost.documents.views import hand_out
from soucinnost.groups.models import Group
from soucinnost.groups.page import documents_of
from soucinnost.meetings.selectors.minutes import papers_of

router = Router()


@reads(router, "/groups/{uid}/documents/", Scope.FILES_READ, Page[DocumentShape], _("Dokumenty skupiny"))
def list_documents(request: HttpRequest, uid: Uid, query: Query[Paging]) -> Page[DocumentShape]:
    """Lasting documents of a group, by kind and name."""
    actor = actor_of(request)
    group = get_object_or_404(Group.objects.content_visible_to(actor).select_related("circle"), uid=uid)
    rows, more = cut(documents_of(actor, group)[query.start :], query)
    disclose(
        request, "group.viewed", [row.attachment.uid for row in rows], object_uid=uid, circle=group.circle.uid
    )
    items = [DocumentShape(**file_values(row.attachment), kind=row.kind) for row in rows]
    return Page(items=items, page=query.page, limit=query.limit, more=more)


@reads(router, "/meetings/{uid}/files/", Scope.FILES_READ, Page[MeetingFileShape], _("Podklady jednání"))
def list_meeting_files(request: HttpRequest, uid: Uid, query: Query[Paging]) -> Page[MeetingFileShape]:
    """Papers of the items that the person sees, then the scan of the attendance where there is one."""
    actor, meeting = actor_of(request), visible_meeting(request, uid)
    found: list[tuple[Attachment, str | None]] = [
        (paper.attachment, paper.item.uid)
        for paper in papers_of.build(actor, meeting.pk).select_related("attachment", "item")
    ]
    scans = Attachment.objects.visible_to(actor).filter(removed_at__isnull=True, pk=meeting.attendance_scan_id)
    found += [(scan, None) for scan in scans]
    rows, more = cut(found[query.start :], query)
    disclose(request, "meeting.viewed", [one.uid for one, _item in rows], object_uid=uid, circle=meeting.circle.uid)
    items = [MeetingFileShape(**file_values(one), item=item) for one, item in rows]
    return Page(items=items, page=query.page, limit=query.limit, more=more)


def bytes_of(request: HttpRequest, attachment: Attachment) -> HttpResponseBase:
    """The file to a program; a damaged one is a problem, not a page."""
    damaged = problem(
        500, kind="urn:soucinnost:damaged", detail=gettext("Soubor na serveru není tím, co bylo uloženo.")
    )
    return hand_out(request, attachment, mime=BYTES, damaged=damaged)


@hands_out(router, "/files/{uid}/", Scope.FILES_READ, _("Stáhnout soubor"))
def get_file(request: HttpRequest, uid: Uid) -> HttpResponseBase:
    """The bytes of a file, noted in the audit before they leave."""
    actor = actor_of(request)
    visible = Attachment.objects.visible_to(actor).filter(removed_at__isnull=True)
    attachment = get_object_or_404(visible.select_related("circle__controller"), uid=uid)
    require(downloads(actor, attachment))
    return bytes_of(request, attachment)

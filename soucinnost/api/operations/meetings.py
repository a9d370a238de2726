"""Meetings, their minutes and answers to invitations."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router

from soucinnost.access.rules import require, runs
from soucinnost.api.enums import Scope
from soucinnost.api.operations.common import actor_of, reads, without_personal_data, writes
from soucinnost.api.shapes.common import Page, Paging, Uid, cut
from soucinnost.api.shapes.meetings import (
    MeetingChoice,
    MeetingDetail,
    MeetingShape,
    MinutesShape,
    NewReply,
    RepliesShape,
    ReplyShape,
    meeting_detail,
    meeting_shape,
    minutes_shape,
    replies_shape,
    reply_shape,
)
from soucinnost.audit.disclosure import disclose
from soucinnost.meetings.actions.replies import reply
from soucinnost.meetings.models import Meeting
from soucinnost.meetings.rules import may_reply
from soucinnost.meetings.selectors.minutes import minutes_view
from soucinnost.meetings.selectors.replies import replies_of

router = Router()


class MeetingQuery(MeetingChoice, Paging):
    """Which meetings, which page."""


@reads(router, "/meetings/", Scope.MEETINGS_READ, Page[MeetingShape], _("Jednání"))
def list_meetings(request: HttpRequest, query: Query[MeetingQuery]) -> Page[MeetingShape]:
    """Meetings of the person's groups, the latest first."""
    found = Meeting.objects.visible_to(actor_of(request)).select_related("group", "locality__municipality")
    if query.group is not None:
        found = found.filter(group__uid=query.group)
    if query.year is not None:
        found = found.filter(year=query.year)
    if query.state is not None:
        found = found.filter(state=query.state)
    found = found.order_by("-starts_at", "-pk")
    rows, more = cut(list(found[query.start : query.start + query.limit + 1]), query)
    disclose(request, "meeting.listed", [row.uid for row in rows])
    return Page(items=[meeting_shape(row) for row in rows], page=query.page, limit=query.limit, more=more)


def visible_meeting(request: HttpRequest, uid: str) -> Meeting:
    """The meeting, or 404."""
    visible = Meeting.objects.visible_to(actor_of(request)).select_related(
        "group", "circle__controller__organisation", "locality__municipality"
    )
    return get_object_or_404(visible, uid=uid)


@reads(router, "/meetings/{uid}/", Scope.MEETINGS_READ, MeetingDetail, _("Jedno jednání s programem a účastí"))
def get_meeting(request: HttpRequest, uid: Uid) -> MeetingDetail:
    """One meeting with its agenda and how many took part."""
    meeting = visible_meeting(request, uid)
    view = minutes_view(actor_of(request), meeting)
    ids = [uid, *(item.uid for item in view.items)]
    disclose(request, "meeting.viewed", ids, object_uid=uid, circle=meeting.circle.uid)
    return meeting_detail(view)


@reads(router, "/meetings/{uid}/minutes/", Scope.MEETINGS_READ, MinutesShape, _("Řádky zápisu"))
def get_minutes(request: HttpRequest, uid: Uid) -> MinutesShape:
    """The minutes as the person may see them, struck lines left out."""
    meeting = visible_meeting(request, uid)
    view = minutes_view(actor_of(request), meeting)
    disclose(request, "minutes.viewed", view.uids, object_uid=uid, circle=meeting.circle.uid)
    return minutes_shape(view)


@reads(router, "/meetings/{uid}/replies/", Scope.MEETINGS_READ, RepliesShape, _("Odpovědi na pozvánku"))
def list_replies(request: HttpRequest, uid: Uid) -> RepliesShape:
    """Everybody invited with what they answered, for who runs the group."""
    actor, meeting = actor_of(request), visible_meeting(request, uid)
    require(runs(actor, meeting.circle))
    found = replies_of(actor, meeting)
    disclose(request, "reply.listed", found.uids, object_uid=uid, circle=meeting.circle.uid)
    return replies_shape(meeting, found.rows)


@writes(router, "/meetings/{uid}/reply/", Scope.MEETINGS_WRITE, ReplyShape, _("Odpovědět na pozvánku"))
def reply_to_invitation(request: HttpRequest, uid: Uid, sent: NewReply) -> ReplyShape:
    """Say for oneself whether one comes; the last answer holds."""
    actor, meeting = actor_of(request), visible_meeting(request, uid)
    require(may_reply(actor, meeting))
    without_personal_data([("note", sent.note)], confirmed=sent.personal_data_confirmed)
    saved = reply(by=actor, meeting=meeting, answer=sent.answer, deputy_name=sent.deputy_name, note=sent.note)
    disclose(request, "reply.viewed", [saved.uid], object_uid=uid, circle=meeting.circle.uid)
    return reply_shape(saved.person, "", saved)

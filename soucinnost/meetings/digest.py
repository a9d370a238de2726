"""Meetings in reminders: drafts to remark on, minutes to sign, and in the weekly summary what is coming."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from soucinnost.access.enums import Function, Standing
from soucinnost.agencies.models import Person
from soucinnost.assignments.selectors import circles_with
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import end_of_day, format_date, format_datetime, start_of_day
from soucinnost.meetings.actions.signoff import REMARK
from soucinnost.meetings.enums import MeetingState, SignatureRole
from soucinnost.meetings.models import Meeting, Remark, Signature
from soucinnost.meetings.rules import PLANNED
from soucinnost.notices.actions import make_link
from soucinnost.notices.digests import DigestLine, DigestSource, register
from soucinnost.notices.selectors import signs_in

COMING = timedelta(days=7)
#: A draft is reminded of on the day before the last one; its own mail came when it was given.
REMARKS_AHEAD = 1


def _name(meeting: Meeting) -> str:
    return f"{meeting.group.name}, {format_date(timezone.localtime(meeting.starts_at).date())}"


def _remark_link(meeting: Meeting, by: Actor, person: Person) -> str:
    if signs_in(person) or not settings.MAIL_ENABLED or meeting.remarks_until is None:
        return ""
    until = end_of_day(meeting.remarks_until)
    return make_link(
        by=by, circle=meeting.circle, person=person, purpose=REMARK, object_uid=meeting.uid, expires_at=until
    )


def waiting_minutes(actor: Actor, day: date) -> Iterator[DigestLine]:
    """Drafts that the actor has not remarked on while they may, and minutes that wait for the actor's signature.

    A signature is reminded of once a week, the first time a week after the recorder signed. One query.
    """
    mine = Remark.objects.filter(meeting=OuterRef("pk"), person=actor.person_id or 0)
    signed = Signature.objects.filter(
        meeting=OuterRef("pk"), person=actor.person_id or 0, role=SignatureRole.REVIEWER, withdrawn_at__isnull=True
    )
    recorded = Q(signatures__role=SignatureRole.RECORDER, signatures__withdrawn_at__isnull=True)
    to_remark = Q(
        state=MeetingState.REMARKS, remarks_until__gte=day, remarked=False,
        circle__in=circles_with(actor, Standing.MEMBER, Standing.DEPUTY),
    )
    to_sign = Q(state=MeetingState.SIGNING, signed=False, circle__in=circles_with(actor, Function.REVIEWER))
    found = (
        Meeting.objects.visible_to(actor)
        .annotate(
            remarked=Exists(mine), signed=Exists(signed), since=Max("signatures__signed_on", filter=recorded)
        )
        .filter(to_remark | to_sign)
        .select_related("group", "circle__controller")
        .defer("invited_snapshot")
        .order_by("starts_at", "pk")
    )
    for meeting in found:
        url = reverse("meetings:minutes", args=[meeting.uid])
        if meeting.state == MeetingState.REMARKS:
            yield DigestLine(
                text=_("Zápis k připomínkám: %(meeting)s") % {"meeting": _name(meeting)}, day=meeting.remarks_until,
                url_path=url, uid=meeting.uid, circle_id=meeting.circle_id, ahead=REMARKS_AHEAD,
                link=partial(_remark_link, meeting),
            )
            continue
        since: date | None = meeting.since  # type: ignore[attr-defined]
        weeks = (day - since).days // 7 if since is not None else 0
        yield DigestLine(
            text=_("Zápis čeká na Vaši revizi a podpis: %(meeting)s") % {"meeting": _name(meeting)}, day=None,
            url_path=url, uid=meeting.uid, circle_id=meeting.circle_id, stage=f"sign:{since}:{weeks}",
            reminds=weeks > 0, when=_("čeká od %(day)s") % {"day": format_date(since)} if since is not None else "",
        )


def coming_meetings(actor: Actor, day: date) -> Iterator[DigestLine]:
    """Meetings of the actor's groups in the next seven days; the weekly summary only. One query."""
    start = start_of_day(day)
    found = (
        Meeting.objects.visible_to(actor)
        .filter(state__in=PLANNED, starts_at__gte=start, starts_at__lt=start + COMING)
        .filter(circle__in=circles_with(actor, Standing.MEMBER, Standing.DEPUTY))
        .select_related("group")
        .defer("invited_snapshot")
        .order_by("starts_at", "pk")
    )
    for meeting in found:
        starts = timezone.localtime(meeting.starts_at)
        yield DigestLine(
            text=meeting.group.name, day=starts.date(), url_path=reverse("meetings:meeting", args=[meeting.uid]),
            uid=meeting.uid, circle_id=meeting.circle_id, reminds=False, when=format_datetime(starts),
        )


def register_sources() -> None:
    """Register both with reminders; safe to call again."""
    register(
        DigestSource(
            key="minutes", label=pgettext_lazy("list", "Zápisy"), lines=waiting_minutes, choice="minutes", order=20
        )
    )
    register(
        DigestSource(key="meetings", label=gettext_lazy("Jednání v příštích sedmi dnech"), lines=coming_meetings,
                     order=40)
    )

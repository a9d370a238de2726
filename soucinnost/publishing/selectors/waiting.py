"""Locked minutes of groups with a public page that wait for their public version."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from soucinnost.kernel.actor import Actor
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Meeting
from soucinnost.publishing.models import PublicMinutes
from soucinnost.publishing.rules import may_prepare
from soucinnost.publishing.selectors.wording import outdated_among

#: Minutes locked longer ago do not ask any more; they can be published from their page all the same.
ASKED_FOR = timedelta(days=60)


def minutes_to_publish(actor: Actor) -> list[Meeting]:
    """Minutes locked lately where the actor may prepare the public version; oldest first.

    Those that never had one, and those locked again with other words than the public still reads. A withdrawn one
    was taken back by somebody: it does not ask.
    """
    ever = PublicMinutes.objects.filter(meeting=OuterRef("pk"))
    earlier = ever.filter(withdrawn_at__isnull=True, published_at__lt=OuterRef("finalised_at"))
    found = Meeting.objects.visible_to(actor).filter(
        ~Exists(ever) | Exists(earlier), state=MeetingState.FINAL, group__publishes_minutes=True,
        finalised_at__gte=timezone.now() - ASKED_FOR,
    )
    related = found.select_related("group", "circle__controller").order_by("finalised_at", "pk")
    meetings = [meeting for meeting in related if may_prepare(actor, meeting)]
    public = PublicMinutes.objects.visible_to(actor).filter(meeting__in=meetings).select_related("meeting", "version")
    listed = list(public.defer("pdf", "docx", "parts", "words", "version__content"))
    outdated = outdated_among(listed)
    current = {one.meeting_id for one in listed if one.pk not in outdated}
    return [meeting for meeting in meetings if meeting.pk not in current]

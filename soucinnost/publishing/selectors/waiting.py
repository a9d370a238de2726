"""Locked minutes of groups with a public page that wait for their public version."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from soucinnost.kernel.actor import Actor
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Meeting
from soucinnost.publishing.models import PublicMinutes
from soucinnost.publishing.rules import may_prepare

#: Minutes locked longer ago do not ask any more; they can be published from their page all the same.
ASKED_FOR = timedelta(days=60)


def minutes_to_publish(actor: Actor) -> list[Meeting]:
    """Minutes locked lately that never had a public version, where the actor may prepare it; oldest first."""
    published = PublicMinutes.objects.filter(meeting=OuterRef("pk"))
    found = Meeting.objects.visible_to(actor).filter(
        ~Exists(published), state=MeetingState.FINAL, group__publishes_minutes=True,
        finalised_at__gte=timezone.now() - ASKED_FOR,
    )
    related = found.select_related("group", "circle__controller").order_by("finalised_at", "pk")
    return [meeting for meeting in related if may_prepare(actor, meeting)]

"""The demonstration's public minutes: one group has a public page, two of its minutes stand there."""

from django.utils import timezone

from soucinnost.agencies.actions import change_person
from soucinnost.groups.actions import change_group
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Meeting
from soucinnost.operations.demo.stage import SYSTEM, Stage
from soucinnost.publishing.actions.deciding import hide_waiting
from soucinnost.publishing.actions.preparing import start
from soucinnost.publishing.actions.releasing import publish
from soucinnost.publishing.actions.stating import write_statement
from soucinnost.publishing.enums import Decision

HOW_MANY = 2


def public_minutes(stage: Stage) -> None:
    """Ostrava's working group publishes its two oldest minutes; the third is being prepared."""
    recorder, chair = stage.actor("doubravova"), stage.actor("horinkova")
    group = change_group(by=chair, group=stage.groups["ps"], publishes_minutes=True, publishes_meetings=True)
    change_person(
        by=SYSTEM, person=stage.people["simunek"], is_public_role=True, public_role_reason="tiskový mluvčí policie"
    )
    locked = Meeting.objects.filter(group=group, state=MeetingState.FINAL).order_by("starts_at")
    for meeting in locked[:HOW_MANY]:
        preparation = start(by=recorder, meeting=meeting)
        waiting = preparation.covers.filter(decision=Decision.WAITING).values_list("uid", flat=True)
        hide_waiting(by=recorder, preparation=preparation, seen=list(waiting))
        publish(by=chair, preparation=preparation)
    for meeting in locked[HOW_MANY : HOW_MANY + 1]:
        start(by=recorder, meeting=meeting)
    write_statement(
        by=SYSTEM, operator="Statutární město Ostrava", contact="pristupnost@smo.example",
        assessed_on=timezone.localdate(),
    )

"""What was closed after a message was written: only its addressee reads it, and drafts of it are gone."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from soucinnost.assignments.actions import change_assignment, create_assignment
from soucinnost.meetings.actions.agenda import add_item, change_item
from soucinnost.meetings.actions.invitation import send_invitation
from soucinnost.meetings.actions.scheduling import Place, create_meeting
from soucinnost.meetings.models import AgendaItem, Meeting
from soucinnost.notices.models import Message
from soucinnost.notices.rules import reads_text
from tests import factories
from tests.cast import Cast


def test_an_item_closed_after_the_invitation(cast: Cast, settings: Any) -> None:
    settings.MAIL_ENABLED = False
    chair = cast.actor("chair")
    starts = timezone.now() + timedelta(days=3)
    meeting = create_meeting(
        by=chair, group=cast.group, starts_at=starts, ends_at=starts + timedelta(hours=1), place=Place(text="Radnice")
    )
    item = add_item(by=chair, meeting=meeting, title="Jméno, které nemá být vidět")
    send_invitation(by=chair, meeting=Meeting.objects.get(pk=meeting.pk))
    sent = Message.objects.get(about=meeting.uid, person=cast.person("member"))
    assert reads_text(cast.actor("recorder"), sent)
    change_item(
        by=chair, item=AgendaItem.objects.get(pk=item.pk), title=item.title, kind=item.kind, is_closed=True,
        named_seats=[cast.mandates["member"].seat],
    )
    sent.refresh_from_db()
    assert not reads_text(cast.actor("recorder"), sent)
    assert cast.client("recorder").get(f"/posta/koncepty/{meeting.uid}.zip").status_code == 404
    assert cast.client("recorder").get(f"/posta/{sent.uid}.eml").status_code in {403, 404}


def test_a_task_closed_after_its_mail(cast: Cast) -> None:
    chair = cast.actor("chair")
    owner = factories.person("Gustav", "Bezúčtový", email="gustav@x.test", has_account=False)
    seat = factories.mandate(cast.group, owner).seat
    task = create_assignment(by=chair, group=cast.group, text="Zjistit jméno", owner_person=owner)
    told = Message.objects.get(about=task.uid)
    assert reads_text(cast.actor("recorder"), told)
    change_assignment(
        by=chair, assignment=task, text=task.text, owner_person=owner, due_kind=task.due_kind, is_closed=True,
        named_seats=[seat],
    )
    told.refresh_from_db()
    assert not reads_text(cast.actor("recorder"), told)

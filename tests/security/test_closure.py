"""What comes out of a line is closed in the same moment as the line or its item, and nobody seats herself."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from soucinnost.assignments.actions import split
from soucinnost.assignments.actions.working import Part
from soucinnost.assignments.models import Assignment
from soucinnost.evidence.models import Claim
from soucinnost.groups.actions import give_mandate
from soucinnost.kernel.ids import new_uid
from soucinnost.meetings.actions.agenda import change_item
from soucinnost.meetings.actions.running import end_meeting
from soucinnost.meetings.models import AgendaItem, Meeting
from tests.cast import Cast
from tests.meetings.minutes_kit import line, running, write


@pytest.fixture
def ended(cast: Cast) -> Meeting:
    meeting = running(cast)
    chair = cast.actor("chair")
    owner = {"text": "Dana Členová", "person": cast.person("member").uid}
    line(chair, meeting, "<p>Zjistit stav</p>", kind="task", details={"owner": owner, "due": "do příštího jednání"})
    number = {"uid": new_uid(), "label": "klientů", "value": "20", "unit": "osob"}
    details = {"organisation": {"text": cast.ngo.name, "uid": cast.ngo.uid}, "numbers": [number]}
    line(chair, meeting, "<p>Zpráva</p>", kind="report", details=details)
    end_meeting(by=chair, meeting=meeting)
    return Meeting.objects.get(pk=meeting.pk)


def _seen(cast: Cast, role: str) -> tuple[int, int]:
    actor = cast.actor(role)
    return Assignment.objects.visible_to(actor).count(), Claim.objects.visible_to(actor).count()


def test_closing_an_item_closes_its_tasks_all_parts_and_claims(cast: Cast, ended: Meeting) -> None:
    chair = cast.actor("chair")
    task = Assignment.objects.get()
    member = cast.person("member")
    split(by=chair, assignment=task, parts=[Part("První", owner_person=member), Part("Druhá", owner_person=member)])
    assert _seen(cast, "reviewer") == (2, 2)
    item = AgendaItem.objects.get(meeting=ended, entries__kind="task")
    change_item(
        by=chair, item=item, title=item.title, kind=item.kind, is_closed=True,
        named_seats=[cast.mandates["member"].seat],
    )
    assert _seen(cast, "reviewer") == (0, 0)
    assert _seen(cast, "member") == _seen(cast, "chair") == (2, 2)
    change_item(by=chair, item=item, title=item.title, kind=item.kind)
    assert _seen(cast, "reviewer") == (2, 2)


def test_closing_a_line_closes_what_came_out_of_it(cast: Cast, ended: Meeting) -> None:
    chair = cast.actor("chair")
    entry = ended.entries.get(kind="task")
    details = {**entry.details, "closed_to": [cast.mandates["member"].seat.uid]}
    write(chair, ended, entry.body, uid=entry.uid, base=entry.revision, kind="task", details=details)
    assert _seen(cast, "reviewer") == (0, 2)
    assert _seen(cast, "member") == (1, 2)


@pytest.mark.parametrize("role", ["recorder", "chair", "manager"])
def test_nobody_makes_herself_a_deputy(cast: Cast, role: str) -> None:
    with pytest.raises(ValidationError):
        give_mandate(
            by=cast.actor(role), group=cast.group, person=cast.person(role), organisation=cast.ngo,
            valid_from=date.today(), deputy_for=cast.mandates["member"],
        )

"""Documents that travel with messages about meetings, written when the message goes."""

from collections.abc import Iterable

from soucinnost.access.actors import actor_for_person
from soucinnost.access.rules import may_export
from soucinnost.documents.paper.telling import pdf_that_tells
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Meeting
from soucinnost.meetings.papers import invitation_paper, minutes_paper
from soucinnost.meetings.papers.common import file_name
from soucinnost.meetings.rules import PLANNED
from soucinnost.meetings.selectors.invitation import shared_view
from soucinnost.notices.letters import Enclosure, enclose
from soucinnost.notices.models import Message

PDF = "application/pdf"


def _meeting_for(message: Message, shared: bool) -> tuple[Meeting, Actor] | None:
    """The meeting and the eyes for which it is written: nothing for who sits there no more or may take nothing out."""
    reader: Actor = actor_for_person(message.person)
    found = Meeting.objects.visible_to(reader).filter(uid=message.about).select_related(
        "group__circle__controller__organisation", "circle__controller__organisation"
    )
    meeting = found.first()
    if meeting is None or meeting.circle.controller.requires_mfa or not may_export(reader, meeting.circle):
        return None
    return meeting, shared_view(reader) if shared else reader


def invitation_of(message: Message, shared: bool) -> Iterable[Enclosure]:
    """The invitation as PDF, while the meeting is planned."""
    found = _meeting_for(message, shared)
    if found is None or found[0].state not in PLANNED:
        return
    meeting, reader = found
    yield file_name("Pozvánka", meeting, "pdf"), PDF, pdf_that_tells(invitation_paper(reader, meeting))


def draft_of(message: Message, shared: bool) -> Iterable[Enclosure]:
    """The draft minutes as PDF, while they are with the members."""
    found = _meeting_for(message, shared)
    if found is None or found[0].state != MeetingState.REMARKS:
        return
    meeting, reader = found
    yield file_name("Zápis k připomínkám", meeting, "pdf"), PDF, pdf_that_tells(minutes_paper(reader, meeting))


def register_enclosures() -> None:
    """Register both; safe to call again."""
    enclose("invitation", invitation_of)
    enclose("draft", draft_of)

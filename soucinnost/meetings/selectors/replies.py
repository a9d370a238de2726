"""Who said what to the invitation, for who prepares the meeting and for the reader."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from soucinnost.access.models import Seat
from soucinnost.access.prepared import Prepared
from soucinnost.agencies.models import Person
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.meetings.enums import ReplyAnswer
from soucinnost.meetings.models import Meeting, Presence, Reply
from soucinnost.meetings.selectors.invitation import invited_seats


@dataclass(frozen=True)
class Answered:
    """One invited person with the answer, None while there is none."""

    person: Person
    organisation: str
    reply: Reply | None

    @property
    def mark(self) -> str:
        """The kind of sign before the answer."""
        if self.reply is None:
            return "wait"
        return {ReplyAnswer.COMING: "ok", ReplyAnswer.DEPUTY: "move"}.get(ReplyAnswer(self.reply.answer), "no")


@dataclass(frozen=True)
class Replies:
    """Everybody invited, by answer and Czech order of surnames."""

    rows: list[Answered]

    def _count(self, *answers: str) -> int:
        return sum(row.reply is not None and row.reply.answer in answers for row in self.rows)

    @property
    def coming(self) -> int:
        """How many come, or somebody for them."""
        return self._count(ReplyAnswer.COMING, ReplyAnswer.DEPUTY)

    @property
    def declined(self) -> int:
        """How many do not come."""
        return self._count(ReplyAnswer.NOT)

    @property
    def silent(self) -> int:
        """How many said nothing yet."""
        return sum(row.reply is None for row in self.rows)

    @property
    def uids(self) -> list[str]:
        """The answers, for the audit row of the page."""
        return [row.reply.uid for row in self.rows if row.reply is not None]


@Prepared
def _given(actor: Actor, meeting: int) -> QuerySet[Reply]:
    return Reply.objects.visible_to(actor).filter(meeting=meeting).select_related("person", "entered_by")


def replies_of(actor: Actor, meeting: Meeting, invited: Sequence[Seat] | None = None) -> Replies:
    """Everybody invited with what they answered; ``invited`` are the seats where they were read before."""
    by_person = {reply.person_id: reply for reply in _given(actor, meeting.pk)}
    seats = {seat.person_id: seat for seat in (invited_seats(meeting) if invited is None else invited)}
    order = {ReplyAnswer.COMING: 0, ReplyAnswer.DEPUTY: 1, ReplyAnswer.NOT: 2}

    def key(row: Answered) -> tuple[object, ...]:
        return (order[ReplyAnswer(row.reply.answer)] if row.reply else 3, sort_key(row.person.sort_name))

    rows = [
        Answered(seat.person, seat.organisation.label if seat.organisation is not None else "", by_person.get(pk))
        for pk, seat in seats.items()
    ]
    return Replies(sorted(rows, key=key))


def own_reply(actor: Actor, meeting: Meeting) -> Reply | None:
    """What the actor answered."""
    return Reply.objects.filter(meeting=meeting, person=actor.person_id).first() if actor.person_id else None


def answers_by_presence(actor: Actor, meeting: Meeting) -> dict[str, str]:
    """What members answered to the invitation, by the uid of their line of presence: a hint, no presence."""
    given = {reply.person_id: str(reply.get_answer_display()) for reply in _given(actor, meeting.pk)}
    rows = Presence.objects.visible_to(actor).filter(meeting=meeting, person__in=given)
    return {uid: given[person] for uid, person in rows.values_list("uid", "person_id") if person is not None}

"""Members' answers to questions asked at a meeting."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.models import Seat
from soucinnost.access.rules import require
from soucinnost.agencies.models import Person
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date
from soucinnost.meetings.actions.live import lock_meeting, tick
from soucinnost.meetings.enums import EntryKind
from soucinnost.meetings.models import Answer, Entry
from soucinnost.meetings.rules import may_answer, may_answer_for_others

MAX_ANSWER = 10_000


@transaction.atomic
def answer_question(*, by: Actor, entry: Entry, text: str, person: Person | None = None) -> Answer:
    """Answer a question, or change one's answer, until the day that was set (included).

    ``person`` other than the actor is a member on whose behalf it is entered, marked as such; only who runs the
    circle may do that. Raises PermissionDenied, or ValidationError when the day has passed, the text is empty or the
    person does not sit in the circle.
    """
    meeting = lock_meeting(entry.meeting)
    require(may_answer(by, meeting))
    require(Entry.objects.visible_to(by).standing().filter(pk=entry.pk, kind=EntryKind.QUESTION).exists())
    entry = Entry.objects.get(pk=entry.pk)
    today = timezone.localdate()
    if entry.answers_until is not None and entry.answers_until < today:
        message = _("Odpovědi se přijímaly do %(until)s. Obraťte se na zapisovatele, text Vám zůstal.")
        raise ValidationError(message % {"until": format_date(entry.answers_until)})
    wording = text.replace("\x00", "").strip()
    if not wording:
        raise ValidationError({"text": _("Napište odpověď.")})
    if len(wording) > MAX_ANSWER:
        raise ValidationError({"text": _("Odpověď je příliš dlouhá. Zkraťte ji, nebo ji přiložte jako soubor.")})
    person_id = by.person_id if person is None else person.pk
    require(person_id is not None)
    assert person_id is not None
    if person_id != by.person_id:
        require(may_answer_for_others(by, meeting))
        if not Seat.objects.filter(circle=meeting.circle, person_id=person_id).on(today).without_break_glass().exists():
            raise ValidationError({"person": _("Tato osoba dnes není členem skupiny.")})
    answer, _created = Answer.objects.update_or_create(
        entry=entry, person_id=person_id,
        defaults={
            "text": wording, "at": timezone.now(), "entered_by_id": None if person_id == by.person_id else by.person_id,
        },
    )
    entry.changed_at = tick(meeting)
    entry.save(update_fields=["changed_at"])
    record(by=by, verb="question.answered", object_uid=entry.uid, circle=meeting.circle.uid, ids=[answer.uid])
    return answer

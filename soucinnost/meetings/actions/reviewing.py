"""Noting at a meeting what became of a task that came back on its agenda."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.assignments.actions import finish, remark
from soucinnost.assignments.models import Assignment
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date
from soucinnost.kernel.typography import shortened
from soucinnost.meetings.actions.live import lock_meeting
from soucinnost.meetings.models import Meeting
from soucinnost.meetings.rules import may_write

LONGEST = 1000


@transaction.atomic
def note_task(*, by: Actor, meeting: Meeting, assignment: Assignment, is_done: bool, text: str = "") -> str:
    """Finish a task, or note that it goes on, from the minutes; returns the Czech sentence for the minutes.

    The words stay with the task too: as what proves it, or as a note. Finished without words it says the meeting.
    Whoever writes the minutes and may work on the task. Raises ValidationError for words longer than a thousand
    characters and for a task that is not open any more. The sentence is empty for a task not everybody may see.
    """
    meeting = lock_meeting(meeting)
    require(may_write(by, meeting))
    words = " ".join(text.replace("\x00", "").split())
    if len(words) > LONGEST:
        raise ValidationError(_("Text je příliš dlouhý, vejde se %(limit)s znaků. Zkraťte ho.") % {"limit": LONGEST})
    with translation.override("cs"):
        day = format_date(timezone.localdate(meeting.starts_at))
        proof = words or _("Splnění potvrzeno na jednání %(day)s.") % {"day": day}
        said = _("Úkol splněn: %(task)s") if is_done else _("Úkol trvá: %(task)s")
        sentence = said % {"task": shortened(assignment.text, 300)}
    if is_done:
        finish(by=by, assignment=assignment, evidence=proof)
    elif words:
        remark(by=by, assignment=assignment, text=words)
    if assignment.is_closed:
        return ""
    return f"{sentence} – {words}" if words else sentence

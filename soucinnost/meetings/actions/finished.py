"""The mail that goes out once minutes are locked: to each with their own tasks."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from soucinnost.access.actors import actor_for_person
from soucinnost.agencies.models import Person
from soucinnost.assignments.actions.events import task_link
from soucinnost.assignments.models import Assignment
from soucinnost.assignments.selectors import waiting_for
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date
from soucinnost.meetings.models import Entry, Meeting
from soucinnost.meetings.selectors.signoff import seated
from soucinnost.notices.actions import queue


def tell_finished(by: Actor, meeting: Meeting, name: str) -> None:
    """Tell everybody that the minutes are done, and each what tasks of it are theirs; ``name`` is the meeting's."""
    uids = list(Entry.objects.filter(meeting=meeting).exclude(assignment=None).values_list("uid", flat=True))
    for person in seated(meeting):
        if person.pk == by.person_id:
            continue
        tasks = list(waiting_for(actor_for_person(person)).filter(origin_uid__in=uids)) if uids else []
        lines = [_("Zápis z jednání je podepsaný a uzamčený."), ""]
        lines.append(_("Jednání: %(meeting)s") % {"meeting": name})
        if tasks:
            lines += ["", _("Vaše úkoly:"), *(f"- {_task_line(task)}" for task in tasks)]
        queue(
            by=by, person=person, kind="final", body="\n".join(lines), circle=meeting.circle,
            subject=_("Zápis je hotový: %(meeting)s") % {"meeting": name},
            private=any(task.is_closed for task in tasks), link=_task_links(by, person, tasks),
        )


def _task_links(by: Actor, person: Person, tasks: Iterable[Assignment]) -> str:
    """For who has no account, a link for each task to take it into account or report it done; else ""."""
    links = [(task, task_link(by, task, person)) for task in tasks]
    return "\n\n".join(f"{task.text}\n{link}" for task, link in links if link)


def _task_line(task: Assignment) -> str:
    due = _("do %(day)s") % {"day": format_date(task.due_on)} if task.due_on else str(task.get_due_kind_display())
    return f"{task.text} ({due})"

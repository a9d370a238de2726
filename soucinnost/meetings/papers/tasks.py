"""Tasks of a meeting as a spreadsheet: those given at it, and those that came back to it."""

from django.utils.translation import gettext as _

from soucinnost.documents.paper.czech import in_czech
from soucinnost.documents.paper.xlsx import Column, Sheet, Value, write_xlsx
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.enums import EntryKind
from soucinnost.meetings.models import Meeting
from soucinnost.meetings.papers.common import latest, number_of
from soucinnost.meetings.papers.conclusions import in_one_line
from soucinnost.meetings.selectors.lines import ItemLine, TaskLine
from soucinnost.meetings.selectors.minutes import minutes_view


@in_czech
def tasks_workbook(actor: Actor, meeting: Meeting) -> bytes:
    """Return an XLSX of the tasks that the actor may see; days are real dates, a missing one is an empty cell."""
    view = minutes_view(actor, meeting)
    given = [
        _row(item, in_one_line(entry), entry.task)
        for item in view.items for entry in item.entries if entry.kind == EntryKind.TASK and entry.task is not None
    ]
    carried = [_row(item, task.text, task) for item in view.items for task in item.carried]
    columns = (
        Column(_("Bod"), "integer"), Column(_("Úkol"), width=60), Column(_("Kdo"), width=34),
        Column(_("Termín"), "date"), Column(_("Jak"), width=20), Column(_("Stav"), width=14),
    )
    sheets = [Sheet(_("Úkoly z jednání"), columns, given)]
    if carried:
        sheets.append(Sheet(_("Úkoly z minula"), columns, carried))
    return write_xlsx(
        sheets, created=latest(meeting.created_at, meeting.ended_at, *(entry.changed_at for entry in view.entries)),
        title=_("Úkoly z jednání %(number)s") % {"number": number_of(meeting)}, author=meeting.group.name,
    )


def _row(item: ItemLine, wording: str, task: TaskLine) -> tuple[Value, ...]:
    due = task.due_text if task.due_on is None else ""
    return (item.number, wording, task.owner, task.due_on, due or None, task.state_label)

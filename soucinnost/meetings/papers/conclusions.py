"""What was settled, once more at the end: decisions, and tasks in a table."""

from django.utils.translation import gettext as _

from soucinnost.documents.paper.tree import Block, Heading, NumberedList, Paragraph, Run, Table, row
from soucinnost.documents.richtext import to_plain
from soucinnost.kernel.typography import typo
from soucinnost.meetings.enums import EntryKind
from soucinnost.meetings.papers.common import unbroken
from soucinnost.meetings.papers.entries import decision_words
from soucinnost.meetings.selectors.lines import EntryLine, MinutesView


def in_one_line(entry: EntryLine) -> str:
    """The text of an entry without markup, on one line."""
    return " ".join(to_plain(entry.body).split())


def conclusions(view: MinutesView) -> tuple[Block, ...]:
    """Decisions with their votes and tasks with owner and term, each with the number of its item; nothing when none."""
    numbers = {entry.uid: item.number for item in view.items for entry in item.entries}
    decisions, tasks = view.of_kind(EntryKind.DECISION), view.of_kind(EntryKind.TASK)
    if not decisions and not tasks:
        return ()
    blocks: list[Block] = [Heading(1, _("Závěry"))]
    if decisions:
        blocks.append(Heading(2, _("Rozhodnutí")))
        blocks.append(NumberedList(tuple((_decision(entry, numbers[entry.uid]),) for entry in decisions)))
    if tasks:
        rows = tuple(
            row(
                str(place), unbroken(in_one_line(entry)) or _("neuvedeno"), typo(entry.task.owner) or _("neuvedeno"),
                entry.task.due_text or _("bez termínu"), str(numbers[entry.uid]),
            )
            for place, entry in enumerate(tasks, start=1) if entry.task is not None
        )
        header = row(_("Č."), _("Úkol"), _("Kdo"), _("Termín"), _("Bod"))
        blocks.append(Heading(2, _("Úkoly")))
        blocks.append(Table(rows=rows, header=(header,), widths=(0.8, 6, 3, 2.4, 1), numeric=(0, 4)))
    return tuple(blocks)


def _decision(entry: EntryLine, number: int) -> Paragraph:
    words = decision_words(entry.decision) if entry.decision is not None else ""
    place = _("bod %(number)s") % {"number": number}
    tail = "; ".join(part for part in (place, words) if part)
    return Paragraph((Run(unbroken(in_one_line(entry))), Run(f" ({tail})", italic=True)))

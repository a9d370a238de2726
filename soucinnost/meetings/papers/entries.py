"""One line of the minutes on paper: what binds stands out, numbers and answers stand with their line."""

from datetime import date

from django.utils.translation import gettext as _

from soucinnost.documents.paper.tree import Block, BulletList, Note, Paragraph, Run, Table, row
from soucinnost.documents.richtext import blocks as rich_blocks
from soucinnost.evidence.enums import ClaimKind
from soucinnost.kernel.dates import format_date, format_range
from soucinnost.kernel.numbers import format_number
from soucinnost.kernel.typography import typo
from soucinnost.meetings.enums import EntryKind
from soucinnost.meetings.papers.common import labelled_first, unbroken, unbroken_blocks
from soucinnost.meetings.selectors.lines import DecisionLine, EntryLine, NumberLine, QuestionLine, TaskLine

BINDING = {EntryKind.DECISION, EntryKind.TASK}


def entry_blocks(entry: EntryLine) -> list[Block]:
    """The blocks of one entry; information stands without a label, everything else names its kind."""
    body = unbroken_blocks(rich_blocks(entry.body))
    found: list[Block] = list(body)
    if entry.kind != EntryKind.INFORMATION:
        label = _capital(entry.kind_label)
        if entry.report is not None and entry.report.organisation:
            label = f"{label}, {typo(entry.report.organisation)}"
        found = list(labelled_first(label, body, bold=entry.kind in BINDING))
    if entry.decision is not None:
        found += _line(decision_words(entry.decision))
    if entry.task is not None:
        found += _line(task_words(entry.task))
    if entry.report is not None and entry.report.numbers:
        found.append(_numbers(entry.report.numbers))
    if entry.question is not None:
        found += _question(entry.question)
    if entry.is_closed:
        found.append(Note(_("Řádek je jen pro: %(names)s") % {"names": ", ".join(entry.named)}))
    return found


def _capital(text_: str) -> str:
    return text_[:1].upper() + text_[1:]


def _line(words: str) -> list[Block]:
    return [Paragraph((Run(words, italic=True),))] if words else []


def decision_words(decision: DecisionLine) -> str:
    """„přijato; pro 11, proti 0, zdrželo se 0; přítomno 11, třeba 7“; votes that nobody counted are not made up."""
    parts = [decision.result_label] if decision.result_label else []
    votes = (
        (_("pro"), decision.votes_for), (_("proti"), decision.votes_against),
        (_("zdrželo se"), decision.votes_abstained),
    )
    if any(count is not None for _label, count in votes):
        parts.append(", ".join(f"{label} {format_number(count)}" for label, count in votes))
    if decision.quorum_needed is not None:
        values = {"present": format_number(decision.quorum_present), "needed": decision.quorum_needed}
        parts.append(_("přítomno %(present)s, třeba %(needed)s") % values)
    return "; ".join(parts)


def task_words(task: TaskLine) -> str:
    """„Kdo: …; termín: …“, with what is missing said so."""
    owner = task.owner or _("neuvedeno")
    due = task.due_text or _("bez termínu")
    return _("Kdo: %(owner)s; termín: %(due)s") % {"owner": typo(owner), "due": due}


def _numbers(numbers: tuple[NumberLine, ...]) -> Table:
    """A table of the numbers; columns in which nothing stands, or nothing but that it was so, are left out."""
    plain = all(number.kind == ClaimKind.ACTUAL for number in numbers)
    lines = [
        (
            typo(number.label), " ".join(part for part in (format_number(number.value), number.unit) if part),
            "" if number.total is None else f"{format_number(number.total)} {typo(number.total_label)}".strip(),
            "" if plain else number.kind_label, _period(number.period_from, number.period_to),
        )
        for number in numbers
    ]
    heads = (_("Údaj"), _("Hodnota"), _("Z celku"), _("Druh"), _("Období"))
    kept = [place for place in range(len(heads)) if place < 2 or any(line[place] for line in lines)]
    return Table(
        rows=tuple(row(*(line[place] for place in kept)) for line in lines),
        header=(row(*(heads[place] for place in kept)),), widths=tuple((4, 2, 3, 2, 3)[place] for place in kept),
        numeric=(1,),
    )


def _period(start: date | None, end: date | None) -> str:
    return format_range(start, end) if start is not None or end is not None else ""


def _question(question: QuestionLine) -> list[Block]:
    found: list[Block] = []
    if question.until is not None:
        found += _line(_("Odpovědi do %(day)s") % {"day": format_date(question.until)})
    if question.answers:
        items = []
        for answer in question.answers:
            who = f"{answer.name} ({answer.organisation})" if answer.organisation else answer.name
            tail = _(" (zapsáno za člena: %(name)s)") % {"name": answer.entered_by} if answer.entered_by else ""
            items.append((Paragraph((Run(f"{typo(who)}: ", bold=True), Run(unbroken(answer.text) + tail))),))
        found.append(BulletList(tuple(items)))
    return found

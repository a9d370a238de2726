"""The invitation: when, where, what will be talked about, as one reader may see it."""

from django.utils.translation import gettext as _

from soucinnost.documents.paper.czech import LANGUAGE, in_czech
from soucinnost.documents.paper.tree import Block, Cell, Note, Paper, Paragraph, Run, Table, row, text
from soucinnost.groups.papers import filing_pairs, letterhead
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date
from soucinnost.kernel.typography import typo
from soucinnost.meetings.models import Meeting
from soucinnost.meetings.papers.common import frame_pairs, latest, unbroken
from soucinnost.meetings.selectors.prepare import ItemRow, item_rows


@in_czech
def invitation_paper(actor: Actor, meeting: Meeting) -> Paper:
    """Build the invitation; times of items run over what the reader sees."""
    rows = item_rows(actor, meeting)
    title = typo(meeting.title) if meeting.title else _("Pozvánka na jednání")
    timed = any(one.item.minutes for one in rows)
    header = row(*([_("Čas")] if timed else []), _("Bod"), _("Uvede"))
    lines = tuple(
        (*([Cell((text(one.line.starts),))] if timed else []), Cell(_item(one)), _presenter(one)) for one in rows
    )
    blocks: tuple[Block, ...] = (
        (Table(rows=lines, header=(header,), widths=(1.2, 8, 3) if timed else (9, 3), caption=_("Program")),)
        if rows else (text(_("Program bude upřesněn.")),)
    )
    if timed:
        blocks += (Note(_("Časy bodů jsou orientační.")),)
    return Paper(
        title=title, created=latest(meeting.created_at, meeting.invited_at), blocks=blocks, language=LANGUAGE,
        author=meeting.group.circle.controller.organisation.name, subject=meeting.group.name,
        header=letterhead(meeting.group), meta=(*frame_pairs(meeting), *filing_pairs(meeting.group)),
        footer_text=typo(meeting.group.name), reference=meeting.file_reference,
    )


def _presenter(one: ItemRow) -> Cell:
    return Cell((text(typo(one.line.presenter)),)) if one.line.presenter else Cell()


def _item(one: ItemRow) -> tuple[Block, ...]:
    head = [Run(f"{one.line.number}. {typo(one.item.title)}", bold=True)]
    if one.item.minutes:
        head.append(Run(f"  ({_('%(minutes)s min') % {'minutes': one.item.minutes}})"))
    blocks: list[Block] = [Paragraph(tuple(head))]
    if one.item.is_closed:
        blocks.append(Paragraph((Run(_("Jen pro: %(names)s") % {"names": ", ".join(one.named)}, italic=True),)))
    blocks += [text(unbroken(line)) for line in one.item.note.splitlines() if line.strip()]
    for carried in one.carried:
        task = carried.assignment
        owner = task.owner_person.name if task.owner_person else str(task.owner_organisation or "")
        due = _("do %(day)s") % {"day": format_date(task.due_on)} if task.due_on else ""
        tail = ", ".join(part for part in (owner, due) if part)
        blocks.append(text(f"↩ {unbroken(task.text)}" + (f" ({tail})" if tail else "")))
    blocks += [text(_("Podklad: %(title)s") % {"title": paper.attachment}) for paper in one.papers]
    return tuple(blocks)

"""The minutes as a clerk writes them: who was there, what was on the agenda, what was said and settled, signatures."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.documents.paper.czech import LANGUAGE, in_czech
from soucinnost.documents.paper.tree import Block, Heading, KeyValues, Note, NumberedList, Paper, Signatures, text
from soucinnost.groups.papers import filing_pairs, letterhead
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date
from soucinnost.kernel.typography import typo
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Dispatch, Meeting
from soucinnost.meetings.papers.common import frame_pairs, latest, unbroken
from soucinnost.meetings.papers.conclusions import conclusions
from soucinnost.meetings.papers.entries import entry_blocks
from soucinnost.meetings.papers.signing import signature_lines
from soucinnost.meetings.selectors.lines import ItemLine, MinutesView, PresenceLine
from soucinnost.meetings.selectors.minutes import minutes_view
from soucinnost.meetings.selectors.sight import SeenVersion, seen_versions


@in_czech
def minutes_paper(actor: Actor, meeting: Meeting) -> Paper:
    """Build the minutes of everything the reader may see; „NÁVRH“ stands on them until they are locked."""
    view = minutes_view(actor, meeting)
    versions = seen_versions(actor, meeting)
    version = versions[-1] if versions else None
    is_final = meeting.state == MeetingState.FINAL
    mark = "" if is_final else _("NÁVRH")
    footer = " · ".join(part for part in (mark, typo(meeting.group.name), _version_short(version)) if part)
    return Paper(
        title=typo(meeting.title) if meeting.title else _("Zápis z jednání"), created=_written(view, version),
        blocks=(*_presence(view), *_agenda(view), *_course(view), *conclusions(view), *_closing(actor, view, versions)),
        language=LANGUAGE, author=meeting.group.circle.controller.organisation.name, subject=meeting.group.name,
        header=letterhead(meeting.group),
        meta=(
            *frame_pairs(meeting, held=True), (_("Verze"), _version_words(meeting, version)),
            *filing_pairs(meeting.group),
        ),
        footer_text=footer, reference=meeting.file_reference, mark=mark,
    )


def _written(view: MinutesView, version: SeenVersion | None) -> datetime:
    """When the record as this reader sees it was last changed."""
    meeting = view.meeting
    return latest(
        meeting.created_at, meeting.ended_at, meeting.finalised_at, version.at if version is not None else None,
        *(entry.changed_at for entry in view.entries),
    )


def _version_short(version: SeenVersion | None) -> str:
    return _("verze %(number)s") % {"number": version.number} if version is not None else ""


def _version_words(meeting: Meeting, version: SeenVersion | None) -> str:
    """The kept version that the text is, or after which it is being written."""
    if version is None:
        return _("rozepsaný návrh")
    values = {"number": version.number, "day": format_date(timezone.localtime(version.at).date())}
    if meeting.state in {MeetingState.FINAL, MeetingState.SIGNING}:
        return _("%(number)s ze dne %(day)s") % values
    return _("návrh, poslední uložená verze %(number)s ze dne %(day)s") % values


# -- who was there


def _presence(view: MinutesView) -> tuple[Block, ...]:
    pairs = []
    for head, people in view.attendance:
        pairs.append((f"{head} ({len(people)})", "; ".join(_person(line) for line in people)))
    if view.quorum_needed is not None and view.seats:
        answer = _("ano") if view.present >= view.quorum_needed else _("ne")
        values = {"answer": answer, "present": view.present, "seats": view.seats, "needed": view.quorum_needed}
        pairs.append((
            _("Usnášeníschopnost"),
            _("%(answer)s; přítomno nebo zastoupeno %(present)s z %(seats)s členů, třeba %(needed)s") % values,
        ))
    if not pairs:
        return ()
    return (Heading(1, _("Účast")), KeyValues(tuple(pairs)))


def _person(line: PresenceLine) -> str:
    """„Ing. Jana Nováková (Most k lidem), zastupuje Petr Malý, od 9.20, do 10.00“."""
    parts = [f"{line.name} ({line.organisation})" if line.organisation else line.name]
    parts += [role for role in line.roles if line.took_part]
    if line.deputy_name:
        parts.append(_("zastupuje %(name)s") % {"name": line.deputy_name})
    if line.arrived_at is not None:
        parts.append(_("od %(clock)s") % {"clock": f"{line.arrived_at.hour}.{line.arrived_at.minute:02}"})
    if line.left_at is not None:
        parts.append(_("do %(clock)s") % {"clock": f"{line.left_at.hour}.{line.left_at.minute:02}"})
    return typo(", ".join(parts))


# -- agenda and what was said


def _agenda(view: MinutesView) -> tuple[Block, ...]:
    if not view.items:
        return ()
    items = tuple((text(typo(item.title)),) for item in view.items)
    return (Heading(1, _("Program")), NumberedList(items))


def _course(view: MinutesView) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading(1, _("Průběh jednání"))] if view.items else []
    for item in view.items:
        blocks += _item(item)
    return tuple(blocks)


def _item(item: ItemLine) -> list[Block]:
    blocks: list[Block] = [Heading(2, f"{item.number}. {typo(item.title)}")]
    if item.is_closed:
        blocks.append(Note(_("Bod je jen pro: %(names)s") % {"names": ", ".join(item.named)}))
    if item.presenter:
        blocks.append(text(_("Uvedení bodu: %(name)s") % {"name": typo(item.presenter)}, italic=True))
    if item.papers:
        titles = ", ".join(paper.title for paper in item.papers)
        blocks.append(text(_("Podklady: %(titles)s") % {"titles": titles}, italic=True))
    for task in item.carried:
        parts = [part for part in (task.owner, task.due_text, task.state_label) if part]
        blocks.append(text(f"↩ {unbroken(task.text)} ({', '.join(parts)})"))
    for entry in item.entries:
        blocks += entry_blocks(entry)
    if not item.entries and not item.carried:
        blocks.append(text(_("Bez zápisu."), italic=True))
    return blocks


# -- signatures, dispatch


def _closing(actor: Actor, view: MinutesView, versions: list[SeenVersion]) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading(1, _("Podpisy")), Signatures(signature_lines(actor, view.meeting, versions))]
    dispatches = list(Dispatch.objects.visible_to(actor).filter(meeting=view.meeting))
    if dispatches:
        blocks.append(Heading(1, _("Odesláno")))
        pairs = []
        for one in dispatches:
            parts = [str(one.get_kind_display()), typo(one.recipient)]
            if one.message_id:
                parts.append(_("číslo zprávy %(number)s") % {"number": one.message_id})
            pairs.append((format_date(one.sent_on), ", ".join(parts)))
        blocks.append(KeyValues(tuple(pairs)))
    return tuple(blocks)

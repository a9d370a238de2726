"""What a closed ballot looks like on paper."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.ballots.enums import Channel, Choice, Result
from soucinnost.ballots.models import Ballot, Vote
from soucinnost.ballots.moments import deadline_text
from soucinnost.ballots.selectors import papers_of, shown_votes
from soucinnost.ballots.words import counts_text, rule_text, tally_of_closed, who_votes_text
from soucinnost.documents.paper.czech import LANGUAGE, in_czech
from soucinnost.documents.paper.tree import (
    Block,
    BulletList,
    Heading,
    KeyValues,
    Note,
    Paper,
    Row,
    Signature,
    Signatures,
    Table,
    row,
    text,
)
from soucinnost.groups.papers import filing_pairs, letterhead
from soucinnost.groups.selectors import seats_on
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date, format_datetime
from soucinnost.kernel.typography import typo


@in_czech
def protocol_paper(actor: Actor, ballot: Ballot) -> tuple[Paper, list[str]]:
    """Build the protocol of a closed ballot for one reader; returns it with the uids of what it shows."""
    votes, papers = shown_votes(actor, ballot), papers_of(actor, ballot)
    tally = tally_of_closed(ballot)
    assert tally is not None and ballot.closed_at is not None and ballot.asked_at is not None
    outcome: list[tuple[str, str]] = [
        (_("Výsledek"), str(Result(ballot.result).label)), (_("Hlasy"), counts_text(tally)),
    ]
    if ballot.quorum is not None:
        outcome.append((_("Muselo hlasovat nejméně"), str(ballot.quorum)))
    blocks: list[Block] = [Heading(1, _("Návrh")), *_paragraphs(ballot.question, bold=True)]
    if ballot.explanation:
        blocks += [Heading(2, _("Zdůvodnění")), *_paragraphs(ballot.explanation)]
    if papers:
        blocks += [Heading(2, _("Podklady")), BulletList(tuple((text(typo(str(one))),) for one in papers))]
    blocks += [Heading(1, _("Výsledek")), KeyValues(tuple(outcome)), text(rule_text(ballot)), text(who_votes_text())]
    blocks += [Heading(1, _("Jak kdo hlasoval")), _table(votes)]
    if any(vote.counts is False for vote in votes):
        blocks.append(Note(_("Mandát těch, kdo jsou označeni „nepočítá se“, skončil před koncem hlasování.")))
    blocks.append(Signatures(_signatures(ballot)))
    meta = (
        (_("Skupina"), typo(ballot.group.name)), (_("Zahájeno"), format_datetime(ballot.asked_at)),
        (_("Lhůta"), deadline_text(ballot.deadline)), (_("Ukončeno"), format_datetime(ballot.closed_at)),
    )
    paper = Paper(
        title=_("Protokol o hlasování per rollam"), created=ballot.closed_at, blocks=tuple(blocks), language=LANGUAGE,
        author=ballot.group.circle.controller.organisation.name, subject=ballot.title, header=letterhead(ballot.group),
        meta=(*meta, *filing_pairs(ballot.group)), footer_text=typo(ballot.group.name),
    )
    return paper, [*(one.attachment.uid for one in papers), *(vote.uid for vote in votes)]


def _paragraphs(typed: str, *, bold: bool = False) -> list[Block]:
    return [text(typo(line), bold=bold) for line in typed.splitlines() if line.strip()]


def _table(votes: Sequence[Vote]) -> Table:
    header = (row(_("Člen"), _("Organizace"), _("Hlas"), _("Kdy a jak")),)
    return Table(rows=tuple(_row(vote) for vote in votes), header=header, widths=(4, 4, 2, 5))


def _row(vote: Vote) -> Row:
    organisation = vote.seat.organisation.name if vote.seat.organisation is not None else ""
    choice = str(Choice(vote.choice).label) if vote.choice else _("bez hlasu")
    if vote.counts is False:
        choice = _("%(choice)s, nepočítá se") % {"choice": choice}
    return row(vote.seat.person.name, typo(organisation), choice, how_text(vote))


def how_text(vote: Vote) -> str:
    """When and how a vote came, and by whom where it was not the member."""
    if vote.at is None or vote.cast_by is None:
        return ""
    parts = [format_datetime(vote.at)]
    if vote.cast_by_id != vote.seat.person_id:
        parts.append(_("zástup: %(name)s") % {"name": vote.cast_by.name})
    if vote.channel == Channel.ENTERED and vote.entered_by is not None and vote.received_on is not None:
        parts.append(
            _("došlo %(day)s, zápis: %(name)s") % {
                "day": format_date(vote.received_on), "name": vote.entered_by.name
            }
        )
    elif vote.channel == Channel.LINK:
        parts.append(_("jednorázovým odkazem"))
    return "; ".join(parts)


def _signatures(ballot: Ballot) -> tuple[Signature, ...]:
    """Room for the chair and the recorder of the day of the close."""
    seats = seats_on(ballot.group, timezone.localdate(ballot.closed_at))
    chair = next((seat.person.name for seat in seats if seat.is_chair), "")
    recorder = next((seat.person.name for seat in seats if seat.is_recorder), "")
    return Signature(_("Předsedá"), name=chair), Signature(_("Zapisuje"), name=recorder)

"""What voters are written: plain text that says everything needed to vote by answering the mail."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from soucinnost.agencies.models import Person
from soucinnost.ballots.models import Ballot, Vote
from soucinnost.ballots.moments import deadline_short, deadline_text
from soucinnost.ballots.selectors import Voter
from soucinnost.ballots.words import result_text, rule_text
from soucinnost.documents.models import Attachment
from soucinnost.notices.composing import absolute

ASK, REMINDER, RESULT, WITHDRAWN = "ballot", "ballot_reminder", "ballot_result", "ballot_withdrawn"
LINK = "ballot"
"""Purpose of a one-time link: read the proposal, vote."""


@dataclass(frozen=True)
class Letter:
    """Subject and text of one message."""

    subject: str
    body: str


def seat_label(vote: Vote) -> str:
    """Whose vote it is: „Dana Členová, Most k lidem“."""
    organisation = vote.seat.organisation.name if vote.seat.organisation is not None else ""
    return ", ".join(part for part in (vote.seat.person.name, organisation) if part)


def ask_letter(
    ballot: Ballot, voter: Voter, *, kind: str, papers: Sequence[Attachment], has_link: bool
) -> Letter:
    """Ask for a vote, or remind of one. Nothing in it leads where the reader cannot get."""
    values = {"deadline": deadline_short(ballot.deadline), "group": ballot.group.name}
    subject = (
        _("Připomínka: hlasování per rollam do %(deadline)s, %(group)s") % values if kind == REMINDER
        else _("Hlasování per rollam do %(deadline)s, %(group)s") % values
    )
    parts = [_head(ballot, reminder=kind == REMINDER), _proposal(ballot)]
    if papers:
        parts.append(_("Podklady: %(papers)s") % {"papers": ", ".join(str(paper) for paper in papers)})
    until = _("Hlasovat lze do: %(deadline)s") % {"deadline": deadline_text(ballot.deadline)}
    parts.append(f"{until}\n{rule_text(ballot)}")
    parts.append(_whose(voter))
    parts.append(_how(ballot, voter.person, has_link=has_link))
    return Letter(subject, "\n\n".join(part for part in parts if part))


def _head(ballot: Ballot, *, reminder: bool = False) -> str:
    line = _("Hlasování mimo jednání (per rollam)")
    more = _("Váš hlas zatím chybí.") if reminder else ""
    return "\n".join(part for part in (ballot.group.name, line, more) if part)


def _proposal(ballot: Ballot) -> str:
    text = _("Návrh:") + "\n" + ballot.question
    return f"{text}\n\n{ballot.explanation}" if ballot.explanation else text


def _whose(voter: Voter) -> str:
    others = [vote for vote in voter.votes if vote.seat.person_id != voter.person.pk]
    if not others:
        return ""
    lines = [_("Hlasujete za:")]
    lines += [
        f"– {seat_label(vote)}" + (_(" (zastupujete)") if vote in others else "") for vote in voter.votes
    ]
    lines.append(_("Za zastupovaného člena hlasujte, jen když nehlasuje sám."))
    return "\n".join(lines)


def _how(ballot: Ballot, person: Person, *, has_link: bool) -> str:
    lines = [
        _("Jak hlasovat:"),
        _("– odpovězte na tento e-mail jedním slovem: pro, proti, nebo zdržuji se; hlas zapíše ten, kdo skupinu vede"),
    ]
    address = absolute(reverse("ballots:ballot", args=[ballot.uid]))
    if address and person.user is not None and person.user.is_active:
        lines.append(_("– nebo v aplikaci: %(address)s") % {"address": address})
    if has_link:
        lines.append(_("– nebo odkazem na konci zprávy; platí do konce lhůty a jde použít jednou"))
    lines.append(_("Odpověď musí přijít do konce lhůty. Do té doby jde hlas změnit, platí poslední."))
    return "\n".join(lines)


def result_letter(ballot: Ballot) -> Letter:
    """Tell the result."""
    subject = _("Výsledek hlasování per rollam, %(group)s") % {"group": ballot.group.name}
    return Letter(subject, "\n\n".join([_head(ballot), _proposal_only(ballot), result_text(ballot)]))


def withdrawn_letter(ballot: Ballot) -> Letter:
    """Tell that nobody needs to vote any more, and why."""
    subject = _("Hlasování per rollam je stažené, %(group)s") % {"group": ballot.group.name}
    reason = _("Hlasování je stažené, hlasovat už nemusíte. Důvod: %(reason)s") % {"reason": ballot.withdrawn_reason}
    return Letter(subject, "\n\n".join([_head(ballot), _proposal_only(ballot), reason]))


def _proposal_only(ballot: Ballot) -> str:
    return _("Návrh:") + "\n" + ballot.question

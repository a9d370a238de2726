"""What ballots say to a reader: rules, results, events."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from soucinnost.ballots.counting import Tally
from soucinnost.ballots.enums import BallotState, Majority, Result
from soucinnost.ballots.models import Ballot
from soucinnost.groups.enums import QuorumKind
from soucinnost.groups.models import Group
from soucinnost.groups.rules import quorum_needed

KINDS = {
    "ballot": gettext_lazy("hlasování per rollam"),
    "ballot_reminder": gettext_lazy("připomínka hlasování"),
    "ballot_result": gettext_lazy("výsledek hlasování"),
    "ballot_withdrawn": gettext_lazy("stažené hlasování"),
}

VERBS = {
    "ballot.changed": gettext_lazy("úprava hlasování"),
    "ballot.closed": gettext_lazy("ukončení hlasování"),
    "ballot.edited": gettext_lazy("otevření hlasování k úpravě"),
    "ballot.entering": gettext_lazy("otevření zápisu došlých hlasů"),
    "ballot.erased": gettext_lazy("vymazání hlasování"),
    "ballot.listed": gettext_lazy("zobrazení seznamu hlasování"),
    "ballot.opened": gettext_lazy("zahájení hlasování"),
    "ballot.paper_added": gettext_lazy("přidání podkladu k hlasování"),
    "ballot.paper_removed": gettext_lazy("odebrání podkladu hlasování"),
    "ballot.prepared": gettext_lazy("příprava hlasování"),
    "ballot.protocol_downloaded": gettext_lazy("stažení protokolu o hlasování"),
    "ballot.reminded": gettext_lazy("připomenutí hlasování"),
    "ballot.viewed": gettext_lazy("zobrazení hlasování"),
    "ballot.withdrawn": gettext_lazy("stažení hlasování"),
    "vote.cast": gettext_lazy("odevzdání hlasu"),
    "vote.entered": gettext_lazy("zápis došlého hlasu"),
}

STATUS = {
    BallotState.PREPARED: "wait", BallotState.OPEN: "run", BallotState.WITHDRAWN: "wait",
    Result.ADOPTED: "ok", Result.REJECTED: "no", Result.NO_QUORUM: "part",
}
"""Shape of a status by state, of what is closed by result."""


def status_of(ballot: Ballot) -> tuple[str, str]:
    """The shape and the word of a ballot's state, its result where there is one."""
    if ballot.state == BallotState.CLOSED:
        return STATUS[Result(ballot.result)], str(Result(ballot.result).label)
    return STATUS[BallotState(ballot.state)], str(BallotState(ballot.state).label)


def quorum_of(ballot: Ballot, members: int) -> int | None:
    """How many members must vote in a ballot that was opened: by the statutes frozen then."""
    return quorum_needed(Group(quorum_kind=ballot.quorum_kind, quorum_count=ballot.quorum_count), members)


def rule_text(ballot: Ballot) -> str:
    """What majority adopts the proposal and how many must vote, written out."""
    majority = {
        Majority.ALL: _(
            "Návrh je přijat, když je pro něj víc než polovina všech, kdo mohou hlasovat. Kdo nehlasuje, není pro."
        ),
        Majority.CAST: _(
            "Návrh je přijat, když je pro něj víc než polovina odevzdaných hlasů. Kdo se zdrží, hlas odevzdává."
        ),
        Majority.TWO_THIRDS: _(
            "Návrh je přijat, když jsou pro něj aspoň dvě třetiny všech, kdo mohou hlasovat. Kdo nehlasuje, není pro."
        ),
    }[Majority(ballot.majority)]
    return f"{majority} {_quorum_text(ballot)}"


def _quorum_text(ballot: Ballot) -> str:
    kind = ballot.quorum_kind if ballot.asked_at is not None else ballot.group.quorum_kind
    count = ballot.quorum_count if ballot.asked_at is not None else ballot.group.quorum_count
    if kind == QuorumKind.MAJORITY:
        return _("Hlasování platí, když hlas odevzdá víc než polovina členů.")
    if kind == QuorumKind.TWO_THIRDS:
        return _("Hlasování platí, když hlas odevzdají aspoň dvě třetiny členů.")
    if kind == QuorumKind.FIXED and count is not None:
        text = ngettext(
            "Hlasování platí, když hlas odevzdá aspoň %(count)s člen.",
            "Hlasování platí, když hlas odevzdá aspoň %(count)s členů.", count,
        )
        return text % {"count": count}
    return _("Kolik členů musí hlas odevzdat, statut nestanoví.")


def who_votes_text() -> str:
    """Whose votes count, written out."""
    return _(
        "Hlasují členové, jejichž mandát trvá od zahájení do konce hlasování; za člena může hlasovat jeho zástupce, "
        "dokud člen nehlasuje sám. Hlas jde do konce lhůty změnit, platí poslední."
    )


def tally_of_closed(ballot: Ballot) -> Tally | None:
    """The frozen numbers of a closed ballot, None before."""
    if ballot.state != BallotState.CLOSED:
        return None
    return Tally(
        ballot.members or 0, ballot.votes_for or 0, ballot.votes_against or 0, ballot.votes_abstained or 0
    )


def counts_text(tally: Tally) -> str:
    """„pro: 7, proti: 1, zdrželo se: 1, nehlasovalo: 2; hlasovat mohlo: 11“."""
    return _(
        "pro: %(for)s, proti: %(against)s, zdrželo se: %(abstained)s, nehlasovalo: %(silent)s; hlasovat mohlo: %(all)s"
    ) % {
        "for": tally.votes_for, "against": tally.against, "abstained": tally.abstained, "silent": tally.silent,
        "all": tally.members,
    }


def result_text(ballot: Ballot) -> str:
    """The result of a closed ballot in a few lines, for mail, agenda and paper."""
    tally = tally_of_closed(ballot)
    assert tally is not None
    lines = [
        _("Výsledek: %(result)s") % {"result": Result(ballot.result).label},
        _("Hlasy: %(counts)s") % {"counts": counts_text(tally)},
    ]
    if ballot.quorum is not None:
        lines.append(_("Hlas muselo odevzdat nejméně: %(quorum)s") % {"quorum": ballot.quorum})
    return "\n".join([*lines, rule_text(ballot)])

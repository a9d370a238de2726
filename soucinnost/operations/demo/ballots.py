"""What the demonstration's group of Ostrava decided, and is deciding, outside its meetings. All of it is invented."""

from datetime import timedelta

from django.utils import timezone

from soucinnost.ballots.actions import cast_votes, close_ballot, enter_vote, open_ballot, prepare_ballot
from soucinnost.ballots.models import Ballot, Vote
from soucinnost.ballots.moments import deadline_at
from soucinnost.groups.models import Group
from soucinnost.notices.actions import note_drafts_sent
from soucinnost.operations.demo.stage import Stage

BY_ACCOUNT = {
    "doubravova": "for", "horinkova": "for", "pokorna": "abstain", "strnadova": "for", "moravcova": "for",
    "dvorska": "for",
}
BY_MAIL = {
    "simunek": "for", "kubicek": "for", "hajek": "for", "rezac": "against", "vlckova": "for", "mala": "for",
}


def per_rollam(stage: Stage) -> None:
    """One ballot that everybody answered, closed by the recorder; one that runs and waits for the rest; a draft."""
    everybody = {**BY_ACCOUNT, **BY_MAIL}
    done = _opened(
        stage, "Pracovní skupina podporuje žádost o dotaci na lektory primární prevence pro školy v obvodu Poruba.",
        "Výzva se uzavírá před příštím jednáním. Spoluúčast města je 20 %, rozpočet schválila komise.", 7,
    )
    _vote(stage, done, everybody, deputy="mala2")
    close_ballot(by=stage.actor("doubravova"), ballot=done)
    running = _opened(
        stage, "Jarní jednání skupiny se spojí s návštěvou služby v obvodu Vítkovice.",
        "Prohlídka trvá 40 minut, jednání by začalo v 9.30 na místě.", 9,
    )
    _vote(stage, running, {"doubravova": "for", "strnadova": "for", "simunek": "for", "vlckova": "abstain"})
    _prepared(
        stage, "Skupina doporučuje městu zapojit se do celostátní kampaně proti podvodům na seniorech.",
        "Podklad připravuje městská policie, hlasování se otevře, až ho pošle.", 12,
    )


def _prepared(stage: Stage, question: str, explanation: str, days: int) -> Ballot:
    group = Group.objects.select_related("circle__controller").get(pk=stage.groups["ps"].pk)
    return prepare_ballot(
        by=stage.actor("doubravova"), group=group, question=question, explanation=explanation,
        deadline=deadline_at(timezone.localdate() + timedelta(days=days)),
    )


def _opened(stage: Stage, question: str, explanation: str, days: int) -> Ballot:
    recorder = stage.actor("doubravova")
    ballot = _prepared(stage, question, explanation, days)
    open_ballot(by=recorder, ballot=ballot)
    note_drafts_sent(by=recorder, kind="ballot", about=ballot.uid)
    return Ballot.objects.get(pk=ballot.pk)


def _vote(stage: Stage, ballot: Ballot, choices: dict[str, str], deputy: str = "") -> None:
    papers = {vote.seat.person_id: vote for vote in Vote.objects.filter(ballot=ballot).select_related("seat")}
    for who, choice in choices.items():
        paper = papers[stage.people[who].pk]
        if who in BY_MAIL:
            enter_vote(
                by=stage.actor("doubravova"), ballot=ballot, vote=paper, choice=choice,
                received_on=timezone.localdate(),
            )
        else:
            cast_votes(by=stage.actor(who), ballot=ballot, choices={paper.uid: choice})
    if deputy:
        member = papers[stage.people["toman"].pk]
        cast_votes(by=stage.actor(deputy), ballot=ballot, choices={member.uid: "for"})

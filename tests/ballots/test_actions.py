"""Actions × rules × cast: preparing, opening, voting, writing down, closing, withdrawing."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from soucinnost.access.actions import break_glass
from soucinnost.access.models import Seat
from soucinnost.audit.models import Entry
from soucinnost.ballots.actions import (
    add_paper,
    ask_again,
    cast_votes,
    change_ballot,
    close_ballot,
    enter_vote,
    open_ballot,
    prepare_ballot,
    remind,
    remove_paper,
    withdraw_ballot,
)
from soucinnost.ballots.actions.erasing import erase_ballots
from soucinnost.ballots.digest import missing_votes
from soucinnost.ballots.duties import look_after_ballots
from soucinnost.ballots.models import Ballot, BallotPaper, Vote
from soucinnost.ballots.retained import expired
from soucinnost.documents.models import Attachment
from soucinnost.groups.enums import QuorumKind, TopicState
from soucinnost.groups.models import Group, Topic
from soucinnost.notices.models import Message
from soucinnost.search.models import IndexEntry
from soucinnost.versions.models import Version
from tests import factories
from tests.ballots.kit import (
    QUESTION,
    VOTING,
    all_for,
    allow,
    end_seat,
    in_days,
    opened,
    paper_of,
    past,
    prepared,
    vote,
)
from tests.cast import ROLES, Cast, as_actor
from tests.factories import SYSTEM

LEADING = {"chair", "recorder"}


@pytest.fixture(autouse=True)
def with_mail(settings: Any) -> None:
    settings.PUBLIC_URL, settings.MAIL_ENABLED = "https://soucinnost.test", True


def refused(error: type[Exception], act: Any, **fields: Any) -> Exception:
    with pytest.raises(error) as caught, transaction.atomic():
        act(**fields)
    return caught.value


def break_in(cast: Cast) -> Any:
    """The administrator entered the group by break-glass."""
    break_glass(
        by=cast.actor("administrator"), circle=cast.group.circle, person=cast.person("administrator"),
        reason="Zástup za nemocnou předsedkyni.",
    )
    return cast.actor("administrator")


class TestPreparing:
    def test_only_who_runs_the_group(self, cast: Cast) -> None:
        group = allow(cast.group)
        for role in ROLES:
            if role in LEADING:
                made = prepare_ballot(by=cast.actor(role), group=group, question=QUESTION, deadline=in_days(5))
                assert made.state == "prepared" and made.created_by == cast.person(role)
            else:
                refused(
                    PermissionDenied, prepare_ballot, by=cast.actor(role), group=group, question=QUESTION,
                    deadline=in_days(5),
                )
        assert Ballot.objects.count() == 2

    def test_a_group_without_the_statute(self, cast: Cast) -> None:
        error = refused(
            ValidationError, prepare_ballot, by=cast.actor("chair"), group=cast.group, question=QUESTION,
            deadline=in_days(5),
        )
        assert "Statut" in str(error)
        ballot = prepared(cast)
        Group.objects.update(votes_by_correspondence=False)
        refused(ValidationError, open_ballot, by=cast.actor("chair"), ballot=ballot)
        assert Ballot.objects.get().state == "prepared"

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"question": "  "}, "question"), ({"question": "x" * 1001}, "question"),
            ({"explanation": "x" * 10_001}, "explanation"), ({"majority": "most"}, "majority"),
            ({"days": 0, "minutes": -1}, "day"), ({"days": 61}, "day"),
        ],
    )
    def test_bad_input(self, cast: Cast, changed: dict[str, Any], field: str) -> None:
        fields: dict[str, Any] = {"question": QUESTION, "deadline": in_days(5)}
        if "days" in changed:
            changed = {"deadline": timezone.now() + timedelta(days=changed["days"], minutes=changed.get("minutes", 0))}
        error = refused(
            ValidationError, prepare_ballot, by=cast.actor("chair"), group=allow(cast.group), **(fields | changed)
        )
        assert field in error.message_dict  # type: ignore[attr-defined]
        assert not Ballot.objects.exists()

    def test_seen_by_nobody_else_until_it_opens_with_its_papers(self, cast: Cast) -> None:
        ballot = prepared(cast)
        paper = add_paper(by=cast.actor("recorder"), ballot=ballot, upload=factories.upload())

        def seen(role: str) -> tuple[bool, bool]:
            actor = cast.actor(role)
            return (
                Ballot.objects.visible_to(actor).exists(),
                Attachment.objects.visible_to(actor).filter(pk=paper.attachment_id).exists(),
            )

        assert {role for role in ROLES if any(seen(role))} == LEADING
        assert not IndexEntry.objects.filter(kind="ballot").exists()
        open_ballot(by=cast.actor("chair"), ballot=ballot)
        assert {role for role in ROLES if all(seen(role))} == {*VOTING, "deputy"}
        assert {role for role in ROLES if any(seen(role))} == {*VOTING, "deputy"}
        assert IndexEntry.objects.filter(kind="ballot").exists()

    def test_papers_come_and_go_only_before(self, cast: Cast) -> None:
        ballot = prepared(cast)
        paper = add_paper(by=cast.actor("chair"), ballot=ballot, upload=factories.upload())
        refused(PermissionDenied, remove_paper, by=cast.actor("member"), paper=paper)
        remove_paper(by=cast.actor("chair"), paper=BallotPaper.objects.get())
        assert not BallotPaper.objects.exists()
        kept = add_paper(by=cast.actor("chair"), ballot=ballot, upload=factories.upload())
        open_ballot(by=cast.actor("chair"), ballot=ballot)
        refused(ValidationError, remove_paper, by=cast.actor("chair"), paper=kept)
        refused(ValidationError, add_paper, by=cast.actor("chair"), ballot=ballot, upload=factories.upload())
        assert BallotPaper.objects.get() == kept

    def test_once_asked_a_question_never_changes(self, cast: Cast) -> None:
        ballot = prepared(cast)
        change_ballot(by=cast.actor("chair"), ballot=ballot, question="Jinak.", deadline=in_days(6))
        open_ballot(by=cast.actor("chair"), ballot=ballot)
        refused(
            ValidationError, change_ballot, by=cast.actor("chair"), ballot=ballot, question="A ještě jinak.",
            deadline=in_days(6),
        )
        assert Ballot.objects.get().question == "Jinak."
        assert Version.objects.filter(kind="ballots.ballot").count() == 3

    def test_a_deadline_that_passed_while_it_lay(self, cast: Cast) -> None:
        ballot = prepared(cast)
        Ballot.objects.update(deadline=timezone.now() - timedelta(minutes=1))
        error = refused(ValidationError, open_ballot, by=cast.actor("chair"), ballot=ballot)
        assert "day" in error.message_dict  # type: ignore[attr-defined]


class TestOpening:
    def test_every_member_seat_of_today_has_one_paper(self, cast: Cast) -> None:
        ballot = opened(cast)
        assert {one.seat.person for one in ballot.votes.all()} == {cast.person(role) for role in VOTING}
        with pytest.raises(IntegrityError), transaction.atomic():
            Vote.objects.create(ballot=ballot, seat=cast.mandates["member"].seat)
        refused(ValidationError, open_ballot, by=cast.actor("chair"), ballot=ballot)

    def test_the_mail_says_everything(self, cast: Cast) -> None:
        ballot = opened(cast, explanation="Podklady jsou v příloze.")
        told = {one.person: one for one in Message.objects.filter(kind="ballot")}
        assert set(told) == {cast.person(role) for role in (*VOTING, "deputy")}
        body = told[cast.person("member")].body.replace("\xa0", " ")
        for piece in (QUESTION, "Podklady jsou v příloze.", "do konce dne", "pro, proti, nebo zdržuji se",
                      f"/hlasovani/{ballot.uid}/", "víc než polovina"):
            assert piece in body, piece
        deputy = told[cast.person("deputy")].body
        assert "Dana Členová" in deputy and "zastupujete" in deputy
        assert not Message.objects.exclude(link="").exists()

    def test_without_mail_and_address_nothing_leads_nowhere(self, cast: Cast, settings: Any) -> None:
        settings.PUBLIC_URL, settings.MAIL_ENABLED = "", False
        guest = factories.person("Gustav", "Bezúčtový", email="gustav@x.test", has_account=False)
        factories.mandate(cast.group, guest, organisation=cast.police)
        opened(cast)
        message = Message.objects.get(person=guest)
        assert (message.state, message.link) == ("held", "")
        assert "http" not in message.body and "odkazem" not in message.body


    def test_nobody_left_to_ask(self, cast: Cast) -> None:
        """Mandates ended while the chair had the page open."""
        ballot, chair = prepared(cast), cast.actor("chair")
        for role in VOTING:
            end_seat(cast, role)
        before = Entry.objects.count()
        assert "žádný člen" in str(refused(ValidationError, open_ballot, by=chair, ballot=ballot))
        assert (Ballot.objects.get().state, Vote.objects.count(), Message.objects.count()) == ("prepared", 0, 0)
        assert Entry.objects.count() == before


class TestVoting:
    def test_who_votes(self, cast: Cast) -> None:
        ballot = opened(cast)
        papers = {role: paper_of(cast, ballot, role).uid for role in VOTING}
        for role in VOTING:
            cast_votes(by=cast.actor(role), ballot=ballot, choices={papers[role]: "for"})
        for role in ("former", "outsider", "manager", "coordinator", "administrator", "solo", "public"):
            refused(
                PermissionDenied, cast_votes, by=cast.actor(role), ballot=ballot, choices={papers["member"]: "against"}
            )
        refused(PermissionDenied, cast_votes, by=SYSTEM, ballot=ballot, choices={papers["member"]: "against"})
        refused(PermissionDenied, cast_votes, by=cast.actor("chair"), ballot=ballot, choices={papers["member"]: "for"})
        assert set(ballot.votes.values_list("choice", flat=True)) == {"for"}

    def test_break_glass_never_votes(self, cast: Cast) -> None:
        ballot = opened(cast)
        inside = break_in(cast)
        assert Ballot.objects.visible_to(inside).exists()
        refused(
            PermissionDenied, cast_votes, by=inside, ballot=ballot,
            choices={paper_of(cast, ballot, "member").uid: "for"},
        )
        refused(PermissionDenied, close_ballot, by=inside, ballot=past(ballot))

    def test_the_last_vote_holds_and_the_earlier_is_kept(self, cast: Cast) -> None:
        ballot = opened(cast)
        vote(cast, ballot, {"member": "for"})
        vote(cast, ballot, {"member": "against"})
        paper = paper_of(cast, ballot, "member")
        assert (paper.choice, paper.channel, paper.cast_by) == ("against", "account", cast.person("member"))
        assert [one.data["choice"] for one in Version.objects.filter(object_uid=paper.uid).order_by("number")] == [
            "for", "against",
        ]

    def test_a_deputy_votes_until_the_member_does(self, cast: Cast) -> None:
        ballot = opened(cast)
        paper = paper_of(cast, ballot, "member")
        cast_votes(by=cast.actor("deputy"), ballot=ballot, choices={paper.uid: "against"})
        paper.refresh_from_db()
        assert (paper.choice, paper.cast_by) == ("against", cast.person("deputy"))
        vote(cast, ballot, {"member": "for"})
        error = refused(
            ValidationError, cast_votes, by=cast.actor("deputy"), ballot=ballot, choices={paper.uid: "against"}
        )
        assert "už hlasoval sám" in str(error)
        paper.refresh_from_db()
        assert paper.choice == "for"

    def test_a_deputy_of_two_votes_for_each(self, cast: Cast) -> None:
        factories.mandate(
            cast.group, cast.person("deputy"), organisation=cast.police, deputy_for=cast.mandates["reviewer"]
        )
        ballot = opened(cast)
        one, two = paper_of(cast, ballot, "member"), paper_of(cast, ballot, "reviewer")
        cast_votes(by=cast.actor("deputy"), ballot=ballot, choices={one.uid: "for", two.uid: "against"})
        assert {paper_of(cast, ballot, role).choice for role in ("member", "reviewer")} == {"for", "against"}
        assert Message.objects.filter(kind="ballot", person=cast.person("deputy")).count() == 1

    def test_all_or_nothing(self, cast: Cast) -> None:
        ballot = opened(cast)
        uid = paper_of(cast, ballot, "member").uid
        refused(ValidationError, cast_votes, by=cast.actor("member"), ballot=ballot, choices={})
        refused(ValidationError, cast_votes, by=cast.actor("member"), ballot=ballot, choices={uid: "možná"})
        refused(PermissionDenied, cast_votes, by=cast.actor("member"), ballot=ballot, choices={uid: "for", "x": "for"})
        assert not Vote.objects.exclude(choice="").exists()

    def test_late(self, cast: Cast) -> None:
        ballot = opened(cast)
        Ballot.objects.update(asked_at=timezone.now() - timedelta(days=2), deadline=timezone.now())
        error = refused(
            ValidationError, cast_votes, by=cast.actor("member"), ballot=ballot,
            choices={paper_of(cast, ballot, "member").uid: "for"},
        )
        assert "Lhůta už uplynula" in str(error)

    def test_votes_are_secret_to_others_until_the_close(self, cast: Cast) -> None:
        ballot = opened(cast)
        vote(cast, ballot, {"member": "against", "reviewer": "for"})
        for role, seen in (("member", {"member"}), ("deputy", {"member"}), ("reviewer", {"reviewer"}),
                           ("chair", {"chair"}), ("outsider", set())):
            found = Vote.objects.visible_to(cast.actor(role))
            assert {one.seat.person for one in found} == {cast.person(name) for name in seen}, role
        vote(cast, ballot, {"chair": "for", "recorder": "for"})
        close_ballot(by=cast.actor("chair"), ballot=ballot)
        assert Vote.objects.visible_to(cast.actor("member")).count() == len(VOTING)
        assert not Vote.objects.visible_to(cast.actor("outsider")).exists()
        assert Vote.objects.visible_to(SYSTEM).count() == len(VOTING)

    def test_a_mandate_said_later_to_begin_after_the_opening_does_not_vote(self, cast: Cast) -> None:
        ballot = opened(cast)
        Ballot.objects.update(asked_at=timezone.now() - timedelta(days=3))
        Seat.objects.filter(pk=cast.mandates["member"].seat_id).update(valid_from=factories.today())
        assert Ballot.objects.visible_to(cast.actor("member")).exists()
        refused(
            PermissionDenied, cast_votes, by=cast.actor("member"), ballot=ballot,
            choices={paper_of(cast, ballot, "member").uid: "for"},
        )
        assert not Vote.objects.exclude(choice="").exists()

    def test_the_audit_holds_no_choice(self, cast: Cast) -> None:
        ballot = opened(cast)
        vote(cast, ballot, {"member": "against"})
        row = Entry.objects.filter(verb="vote.cast").get()
        assert row.object_uid == paper_of(cast, ballot, "member").uid
        assert "against" not in str([getattr(row, field.name) for field in row._meta.concrete_fields])


class TestEntering:
    def entered(self, cast: Cast, ballot: Ballot, role: str = "member", by: str = "recorder", **fields: Any) -> Vote:
        fields.setdefault("received_on", factories.today())
        fields.setdefault("choice", "for")
        return enter_vote(by=cast.actor(by), ballot=ballot, vote=paper_of(cast, ballot, role), **fields)

    def test_marked_so(self, cast: Cast) -> None:
        ballot = opened(cast)
        noted = self.entered(cast, ballot)
        assert (noted.channel, noted.entered_by, noted.cast_by) == (
            "entered", cast.person("recorder"), cast.person("member"),
        )
        by_deputy = self.entered(cast, opened(cast), person=cast.person("deputy"))
        assert by_deputy.cast_by == cast.person("deputy")

    def test_only_who_runs_the_group(self, cast: Cast) -> None:
        ballot = opened(cast)
        for role in set(ROLES) - LEADING:
            with pytest.raises(PermissionDenied), transaction.atomic():
                self.entered(cast, ballot, by=role)

    def test_what_was_given_by_own_hand_stays(self, cast: Cast) -> None:
        ballot = opened(cast)
        vote(cast, ballot, {"member": "against"})
        with pytest.raises(ValidationError, match="odevzdaný"):
            self.entered(cast, ballot)
        assert paper_of(cast, ballot, "member").choice == "against"

    def test_what_a_member_wrote_no_deputy_replaces(self, cast: Cast) -> None:
        ballot = opened(cast)
        self.entered(cast, ballot, choice="against")
        with pytest.raises(ValidationError, match="hlasoval sám"):
            self.entered(cast, ballot, person=cast.person("deputy"))
        paper = paper_of(cast, ballot, "member")
        assert (paper.choice, paper.cast_by) == ("against", cast.person("member"))
        assert Entry.objects.filter(verb="vote.entered").count() == 1

    def test_member_may_change_what_was_entered(self, cast: Cast) -> None:
        ballot = opened(cast)
        self.entered(cast, ballot)
        vote(cast, ballot, {"member": "against"})
        paper = paper_of(cast, ballot, "member")
        assert (paper.choice, paper.channel, paper.entered_by, paper.received_on) == ("against", "account", None, None)

    def test_not_ones_own_nor_a_strangers(self, cast: Cast) -> None:
        ballot = opened(cast)
        with pytest.raises(ValidationError):
            self.entered(cast, ballot, role="recorder")
        with pytest.raises(ValidationError):
            self.entered(cast, ballot, person=cast.person("outsider"))
        with pytest.raises(PermissionDenied):
            enter_vote(
                by=cast.actor("chair"), ballot=ballot, vote=paper_of(cast, opened(cast), "member"), choice="for",
                received_on=factories.today(),
            )
        with pytest.raises(ValidationError):
            self.entered(cast, ballot, choice="snad")

    def test_what_came_in_time_goes_after_the_deadline_and_what_came_late_does_not(self, cast: Cast) -> None:
        ballot = past(opened(cast), days=2)
        day = factories.today()
        for wrong in (day, day - timedelta(days=1), day + timedelta(days=1), day - timedelta(days=20)):
            with pytest.raises(ValidationError) as error:
                self.entered(cast, ballot, received_on=wrong)
            assert "received_on" in error.value.message_dict
        assert self.entered(cast, ballot, received_on=day - timedelta(days=2)).choice == "for"

    def test_a_seat_that_ended(self, cast: Cast) -> None:
        ballot = past(opened(cast), days=0)
        end_seat(cast, "member", days=2)
        Ballot.objects.filter(pk=ballot.pk).update(deadline=in_days(3))
        with pytest.raises(ValidationError, match="skončil"):
            self.entered(cast, Ballot.objects.get())


class TestClosing:
    def test_early_only_when_everybody_has_voted(self, cast: Cast) -> None:
        ballot = opened(cast)
        vote(cast, ballot, {"chair": "for", "recorder": "for", "reviewer": "for"})
        error = refused(ValidationError, close_ballot, by=cast.actor("chair"), ballot=ballot)
        assert "Chybí 1 hlas" in str(error).replace("\xa0", " ")
        vote(cast, ballot, {"member": "abstain"})
        for role in ("member", "reviewer", "manager", "outsider", "administrator"):
            refused(PermissionDenied, close_ballot, by=cast.actor(role), ballot=ballot)
        closed = close_ballot(by=cast.actor("recorder"), ballot=ballot)
        assert (closed.result, closed.members, closed.votes_for, closed.votes_abstained, closed.quorum) == (
            "adopted", 4, 3, 1, 3,
        )
        assert close_ballot(by=cast.actor("recorder"), ballot=ballot).closed_at == closed.closed_at
        refused(
            ValidationError, cast_votes, by=cast.actor("member"), ballot=ballot,
            choices={paper_of(cast, ballot, "member").uid: "for"},
        )

    def test_the_result_goes_to_the_next_agenda_and_to_the_voters(self, cast: Cast) -> None:
        ballot = opened(cast)
        all_for(cast, ballot)
        closed = close_ballot(by=cast.actor("chair"), ballot=ballot)
        topic = Topic.objects.get()
        assert (closed.topic, topic.state, topic.group) == (topic, TopicState.OPEN, cast.group)
        assert QUESTION in topic.title and "pro: 4" in topic.note.replace("\xa0", " ") and "přijato" in topic.note
        told = Message.objects.filter(kind="ballot_result")
        assert {one.person for one in told} == {cast.person(role) for role in (*VOTING, "deputy")}
        assert all("Dana Členová" not in one.body for one in told)  # numbers, no names

    def test_a_seat_that_ended_neither_votes_nor_counts(self, cast: Cast) -> None:
        ballot = past(opened(cast), days=0)
        all_for(cast, ballot)
        end_seat(cast, "member")
        Ballot.objects.filter(pk=ballot.pk).update(deadline=timezone.now() - timedelta(seconds=1))
        close_ballot(by=SYSTEM, ballot=ballot)
        closed = Ballot.objects.get()
        assert closed.members == 3 and closed.votes_for == 3
        assert paper_of(cast, closed, "member").counts is False
        assert paper_of(cast, closed, "chair").counts is True

    def test_who_came_after_the_opening_does_not_vote(self, cast: Cast) -> None:
        ballot = opened(cast)
        late = factories.person("Pavla", "Pozdní")
        factories.mandate(cast.group, late, organisation=cast.ngo)
        refused(
            PermissionDenied, cast_votes, by=as_actor(late), ballot=ballot,
            choices={paper_of(cast, ballot, "member").uid: "for"},
        )
        assert ballot.votes.count() == 4

    def test_statutes_changed_meanwhile_hold_as_they_were(self, cast: Cast) -> None:
        ballot = opened(cast)
        Group.objects.update(quorum_kind=QuorumKind.FIXED, quorum_count=40)
        all_for(cast, ballot)
        closed = close_ballot(by=cast.actor("chair"), ballot=ballot)
        assert (closed.quorum, closed.result) == (3, "adopted")

    def test_a_group_that_ended_gets_no_topic(self, cast: Cast) -> None:
        ballot = past(opened(cast))
        Group.objects.filter(pk=cast.group.pk).update(closed_on=factories.today() - timedelta(days=1))
        closed = close_ballot(by=SYSTEM, ballot=ballot)
        assert (closed.result, closed.topic, Topic.objects.count()) == ("no_quorum", None, 0)

    def test_frozen_numbers_cannot_be_written_halfway(self, cast: Cast) -> None:
        ballot = opened(cast)
        for wrong in ({"state": "closed"}, {"members": 3}, {"result": "adopted"}, {"state": "withdrawn"},
                      {"is_closed": True}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Ballot.objects.filter(pk=ballot.pk).update(**wrong)
        for wrong in ({"choice": "for"}, {"channel": "entered"}, {"entered_by": cast.person("chair")}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Vote.objects.filter(ballot=ballot).update(**wrong)


class TestWithdrawing:
    def test_with_a_reason_and_votes_stay_unseen(self, cast: Cast) -> None:
        ballot = opened(cast)
        vote(cast, ballot, {"reviewer": "against"})
        refused(PermissionDenied, withdraw_ballot, by=cast.actor("member"), ballot=ballot, reason="Nechci")
        for reason in (" ", "x" * 301):
            assert "reason" in refused(
                ValidationError, withdraw_ballot, by=cast.actor("chair"), ballot=ballot, reason=reason
            ).message_dict  # type: ignore[attr-defined]
        assert Ballot.objects.get().state == "open"
        withdraw_ballot(by=cast.actor("chair"), ballot=ballot, reason="Změnila se výzva.")
        assert Message.objects.filter(kind="ballot_withdrawn").count() == 5
        assert not Vote.objects.visible_to(cast.actor("chair")).exclude(choice="").exists()
        assert not Topic.objects.exists()
        for act in (close_ballot, remind, open_ballot):
            refused(ValidationError, act, by=cast.actor("chair"), ballot=ballot)

    def test_one_that_was_never_opened_stays_with_who_prepared_it(self, cast: Cast) -> None:
        withdraw_ballot(by=cast.actor("chair"), ballot=prepared(cast), reason="Řekneme si to na jednání.")
        assert not Message.objects.filter(kind__startswith="ballot").exists()
        assert not Ballot.objects.visible_to(cast.actor("member")).exists()


class TestDuty:
    def test_closes_what_is_over_and_complete_at_once(self, cast: Cast) -> None:
        ballot = opened(cast)
        all_for(cast, ballot)
        assert look_after_ballots(by=SYSTEM) == ""
        Ballot.objects.update(asked_at=timezone.now() - timedelta(days=2), deadline=timezone.now())
        assert look_after_ballots(by=SYSTEM)
        assert Ballot.objects.get().state == "closed"
        assert look_after_ballots(by=SYSTEM) == ""

    def test_waits_a_working_day_for_votes_that_came_by_mail(self, cast: Cast) -> None:
        ballot = opened(cast)
        vote(cast, ballot, {"chair": "for"})
        Ballot.objects.update(asked_at=timezone.now() - timedelta(days=2), deadline=timezone.now())
        look_after_ballots(by=SYSTEM)
        assert Ballot.objects.get().state == "open"
        past(ballot, days=10)
        look_after_ballots(by=SYSTEM)
        closed = Ballot.objects.get()
        assert (closed.state, closed.result, closed.closed_by) == ("closed", "no_quorum", None)

    def test_reminds_once_who_has_not_voted(self, cast: Cast) -> None:
        ballot = opened(cast, days=1)
        look_after_ballots(by=SYSTEM)
        assert not Message.objects.filter(kind="ballot_reminder").exists()  # asked on the very day
        Ballot.objects.update(asked_at=timezone.now() - timedelta(days=9))
        vote(cast, ballot, {"chair": "for", "recorder": "for"})
        look_after_ballots(by=SYSTEM)
        look_after_ballots(by=SYSTEM)
        reminded = [one.person for one in Message.objects.filter(kind="ballot_reminder")]
        assert sorted(one.pk for one in reminded) == sorted(
            cast.person(role).pk for role in ("reviewer", "member", "deputy")
        )

    def test_reminding_by_hand(self, cast: Cast) -> None:
        ballot = opened(cast)
        refused(PermissionDenied, remind, by=cast.actor("member"), ballot=ballot)
        assert remind(by=cast.actor("chair"), ballot=ballot) == 5
        all_for(cast, ballot)
        refused(ValidationError, remind, by=cast.actor("chair"), ballot=ballot)

    def test_late_nobody_is_reminded_or_asked_again(self, cast: Cast) -> None:
        ballot = past(opened(cast))
        Message.objects.all().delete()
        assert "uplynula" in str(refused(ValidationError, remind, by=cast.actor("chair"), ballot=ballot))
        assert ask_again(by=cast.actor("member"), ballot=ballot, person=cast.person("member")) is False
        assert not Message.objects.exists() and Ballot.objects.get().reminded_at is None


def test_erased_when_its_term_is_over(cast: Cast) -> None:
    ballot = prepared(cast)
    add_paper(by=cast.actor("chair"), ballot=ballot, upload=factories.upload())
    open_ballot(by=cast.actor("chair"), ballot=ballot)
    all_for(cast, ballot)
    close_ballot(by=cast.actor("chair"), ballot=ballot)
    now = timezone.now()
    assert not expired(now - timedelta(days=1)).exists()
    refused(PermissionDenied, erase_ballots, by=cast.actor("chair"), records=expired(now), cutoff=now)
    assert erase_ballots(by=SYSTEM, records=expired(timezone.now()), cutoff=timezone.now()) == 1
    assert not (Ballot.objects.exists() or Vote.objects.exists() or Attachment.objects.exists())
    assert not Version.objects.filter(kind__startswith="ballots.").exists()
    assert not IndexEntry.objects.filter(kind="ballot").exists()
    assert Seat.objects.filter(circle=cast.group.circle).exists()
    before = Entry.objects.count()
    assert erase_ballots(by=SYSTEM, records=expired(timezone.now()), cutoff=timezone.now()) == 0
    assert Entry.objects.count() == before


def test_a_missing_vote_stands_in_the_summary_until_it_is_given(cast: Cast) -> None:
    opened(cast, question="Další návrh.", days=20)  # too far
    ballot = opened(cast)
    day = factories.today()
    assert [line.uid for line in missing_votes(cast.actor("member"), day)] == [ballot.uid]
    assert [line.uid for line in missing_votes(cast.actor("deputy"), day)] == [ballot.uid]
    for role in ("outsider", "manager", "administrator", "former"):
        assert not list(missing_votes(cast.actor(role), day))
    vote(cast, ballot, {"member": "for"})
    assert not list(missing_votes(cast.actor("member"), day)) and not list(missing_votes(cast.actor("deputy"), day))

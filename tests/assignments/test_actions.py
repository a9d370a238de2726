"""Tasks: giving, handing on, returning, splitting, finishing, and what each refuses."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import override

from soucinnost.access.enums import GrantRole
from soucinnost.assignments import actions
from soucinnost.assignments.actions.giving import erase, follow_closure
from soucinnost.assignments.actions.working import Part
from soucinnost.assignments.enums import AssignmentState, DueKind
from soucinnost.assignments.findable import _expired
from soucinnost.assignments.models import Assignment, AssignmentEvent
from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.documents.models import Attachment
from soucinnost.groups.actions import end_mandate
from soucinnost.groups.models import Group
from soucinnost.notices.models import Message
from tests import factories
from tests.assignments.kit import closed_task, history, seat, task
from tests.cast import ROLES, Cast

pytestmark = pytest.mark.django_db
TODAY = factories.today

# -- who may do what, by hand

RUNS = {"chair", "recorder"}
OWNS = {"member"}
SITS = {"chair", "recorder", "reviewer", "member", "deputy"}
ALLOWED: dict[str, set[str]] = {
    "create": RUNS, "postpone": RUNS, "cancel": RUNS, "reopen": RUNS, "change": RUNS, "set_date": RUNS,
    "hand_on": RUNS | OWNS, "return": RUNS | OWNS, "split": RUNS | OWNS, "finish": RUNS | OWNS, "remark": SITS,
}


def _do(cast: Cast, name: str, by: Any, one: Assignment) -> Any:
    parts = [Part("Jedna", cast.person("member")), Part("Dvě", cast.person("chair"))]
    steps: dict[str, Callable[[], Any]] = {
        "create": lambda: actions.create_assignment(
            by=by, group=cast.group, text="Nový", owner_person=cast.person("member")
        ),
        "postpone": lambda: actions.postpone(by=by, assignment=one, due_on=TODAY() + timedelta(days=3)),
        "cancel": lambda: actions.cancel(by=by, assignment=one, text="Nebude potřeba"),
        "reopen": lambda: actions.reopen(by=by, assignment=one, text="Ještě ne"),
        "change": lambda: actions.change_assignment(
            by=by, assignment=one, text="Jinak", owner_person=cast.person("member"), due_kind=DueKind.NONE
        ),
        "set_date": lambda: actions.set_next_meeting_date(by=by, group=cast.group, meeting_date=TODAY()),
        "hand_on": lambda: actions.hand_on(by=by, assignment=one, to_person=cast.person("reviewer")),
        "return": lambda: actions.return_assignment(by=by, assignment=one, text="Nemám z čeho"),
        "split": lambda: actions.split(by=by, assignment=one, parts=parts),
        "finish": lambda: actions.finish(by=by, assignment=one, evidence="Hotovo"),
        "remark": lambda: actions.remark(by=by, assignment=one, text="Poznámka"),
    }
    return steps[name]()


@pytest.mark.parametrize("name", sorted(ALLOWED))
def test_who_may(cast: Cast, name: str) -> None:
    for role in ROLES:
        one = task(cast, by="recorder")
        if name == "reopen":
            actions.finish(by=cast.actor("member"), assignment=one, evidence="Hotovo")
        before = AssignmentEvent.objects.count()
        if role in ALLOWED[name]:
            _do(cast, name, cast.actor(role), one)
        else:
            with pytest.raises(PermissionDenied):
                _do(cast, name, cast.actor(role), one)
            assert AssignmentEvent.objects.count() == before, role


@pytest.mark.parametrize("name", sorted(set(ALLOWED) - {"create", "set_date"}))
def test_closed_task_is_for_the_named_only(cast: Cast, name: str) -> None:
    """Named are the member and the chair: the deputy sees it with the member, the recorder does not."""
    allowed = {"chair", "member"} & ALLOWED[name] | ({"deputy"} if name == "remark" else set())
    for role in ROLES:
        one = closed_task(cast)
        if name == "reopen":
            actions.finish(by=cast.actor("member"), assignment=one, evidence="Hotovo")
        seen = Assignment.objects.visible_to(cast.actor(role)).filter(pk=one.pk).exists()
        assert seen == (role in {"chair", "member", "deputy"}), role
        if role not in allowed:
            with pytest.raises(PermissionDenied):
                _do(cast, name, cast.actor(role), one)
        elif name == "hand_on":
            with pytest.raises(ValidationError, match="nevidí"):
                _do(cast, name, cast.actor(role), one)
        elif name == "return" and role == "chair":
            _do(cast, name, cast.actor(role), one)
            assert one.events.last().to_person == cast.person("chair")
        else:
            _do(cast, name, cast.actor(role), one)


def test_task_of_an_organisation_is_for_all_who_sit_for_it(cast: Cast) -> None:
    for role in ("member", "deputy"):
        one = task(cast, "", owner_organisation=cast.ngo)
        actions.finish(by=cast.actor(role), assignment=one, evidence="Hotovo")
    one = task(cast, "", owner_organisation=cast.ngo)
    for role in ("former", "reviewer", "outsider"):
        with pytest.raises(PermissionDenied):
            actions.finish(by=cast.actor(role), assignment=one, evidence="Hotovo")


def test_named_person_has_the_task_even_beside_an_organisation(cast: Cast) -> None:
    one = task(cast, "member", owner_organisation=cast.police)
    with pytest.raises(PermissionDenied):
        actions.finish(by=cast.actor("reviewer"), assignment=one, evidence="Hotovo")
    actions.finish(by=cast.actor("member"), assignment=one, evidence="Hotovo")


# -- giving


def test_refusals_when_giving(cast: Cast) -> None:
    by, group, member = cast.actor("chair"), cast.group, cast.person("member")
    day = TODAY()
    with pytest.raises(ValidationError, match="Napište, co"):
        actions.create_assignment(by=by, group=group, text=" \x00 ", owner_person=member)
    with pytest.raises(ValidationError, match="kdo úkol splní"):
        actions.create_assignment(by=by, group=group, text="A")
    with pytest.raises(ValidationError, match="Doplňte den"):
        actions.create_assignment(by=by, group=group, text="A", owner_person=member, due_kind=DueKind.DATE)
    with pytest.raises(ValidationError, match="dřív než den"):
        actions.create_assignment(
            by=by, group=group, text="A", owner_person=member, due_kind=DueKind.DATE, due_on=day - timedelta(days=1)
        )
    assert not Assignment.objects.exists()


def test_change_from_the_minutes_writes_only_a_difference(cast: Cast) -> None:
    one = task(cast, due_kind=DueKind.DATE, due_on=TODAY())
    same = {"text": one.text, "owner_person": one.owner_person, "due_kind": one.due_kind, "due_on": one.due_on}
    actions.change_assignment(by=cast.actor("chair"), assignment=one, **same)
    assert history(one) == ["created"]
    actions.change_assignment(by=cast.actor("chair"), assignment=one, **{**same, "text": "Jinak 🙂"})
    one.refresh_from_db()
    assert history(one) == ["created", "changed"] and one.text == "Jinak 🙂"


def test_a_change_to_the_next_meeting_takes_its_day(cast: Cast) -> None:
    one, day = task(cast), TODAY() + timedelta(days=9)
    Group.objects.filter(pk=cast.group.pk).update(next_meeting_on=day)
    actions.change_assignment(
        by=cast.actor("chair"), assignment=one, text=one.text, owner_person=one.owner_person,
        due_kind=DueKind.NEXT_MEETING,
    )
    one.refresh_from_db()
    assert (one.due_kind, one.due_on) == (DueKind.NEXT_MEETING, day)


def test_what_has_the_closure_of_its_source_already_is_not_written_again(cast: Cast) -> None:
    source = {"origin_kind": "meetings.entry", "origin_uid": "abc"}
    open_one, closed = task(cast, **source), closed_task(cast, "member", "member", "chair", **source)
    seats = [seat(cast, "member"), seat(cast, "chair")]
    follow = {"by": cast.actor("chair"), "source_kind": "meetings.entry", "source_uid": "abc"}
    assert follow_closure(**follow, is_closed=True, named_seats=seats) == 1
    row = AuditEntry.objects.get(verb="assignment.closure_followed")
    assert row.ids == [open_one.uid]
    assert follow_closure(**follow, is_closed=True, named_seats=seats) == 0
    assert AuditEntry.objects.filter(verb="assignment.closure_followed").count() == 1
    closed.refresh_from_db()
    assert set(closed.named_seats.all()) == set(seats)


# -- the next meeting's day


def test_next_meeting_becomes_a_date(cast: Cast) -> None:
    by, day = cast.actor("chair"), TODAY() + timedelta(days=10)
    one = task(cast, due_kind=DueKind.NEXT_MEETING)
    dated = task(cast, due_kind=DueKind.DATE, due_on=TODAY())
    done = task(cast, due_kind=DueKind.NEXT_MEETING)
    actions.finish(by=by, assignment=done, evidence="Hotovo")
    assert one.due_on is None
    assert actions.set_next_meeting_date(by=by, group=cast.group, meeting_date=day) == 1
    for record in (one, dated, done):
        record.refresh_from_db()
    assert (one.due_on, dated.due_on, done.due_on) == (day, TODAY(), None)
    assert history(one) == ["created", "due_set"]
    later = day + timedelta(days=7)
    actions.set_next_meeting_date(by=by, group=cast.group, meeting_date=later, previous=day)
    one.refresh_from_db()
    assert one.due_on == later
    actions.set_next_meeting_date(by=by, group=cast.group, meeting_date=None, previous=later)
    one.refresh_from_db()
    assert one.due_on is None and one.due_kind == DueKind.NEXT_MEETING


def test_task_given_on_the_day_waits_for_the_following_meeting(cast: Cast) -> None:
    one = task(cast, due_kind=DueKind.NEXT_MEETING, given_on=TODAY())
    following = TODAY() + timedelta(days=30)
    actions.set_next_meeting_date(by=cast.actor("chair"), group=cast.group, meeting_date=TODAY(), following=[following])
    one.refresh_from_db()
    assert one.due_on == following


def test_postponing(cast: Cast) -> None:
    by, one = cast.actor("recorder"), task(cast)
    with pytest.raises(ValidationError, match="minul"):
        actions.postpone(by=by, assignment=one, due_on=TODAY() - timedelta(days=1))
    actions.postpone(by=by, assignment=one, due_on=TODAY(), text="Dnes stačí")
    one.refresh_from_db()
    assert (one.due_kind, one.due_on) == (DueKind.DATE, TODAY())
    cast.group.next_meeting_on = TODAY() + timedelta(days=5)
    cast.group.save()
    actions.postpone(by=by, assignment=one, due_on=None)
    one.refresh_from_db()
    assert (one.due_kind, one.due_on) == (DueKind.NEXT_MEETING, cast.group.next_meeting_on)
    assert history(one) == ["created", "postponed", "postponed"]


# -- handing on and returning


def test_chain_of_hands_returns_step_by_step(cast: Cast) -> None:
    one = task(cast, "member", by="recorder")
    actions.hand_on(by=cast.actor("member"), assignment=one, to_person=cast.person("reviewer"), text="Máte to blíž")
    actions.hand_on(by=cast.actor("reviewer"), assignment=one, to_organisation=cast.ngo)
    owners = []
    for role in ("deputy", "reviewer", "member"):
        actions.return_assignment(by=cast.actor(role), assignment=one, text="Zpět")
        one.refresh_from_db()
        owners.append(one.owner_person)
    assert owners == [cast.person("reviewer"), cast.person("member"), cast.person("recorder")]
    with pytest.raises(ValidationError, match="přišel od Vás"):
        actions.return_assignment(by=cast.actor("recorder"), assignment=one, text="Zpět")
    assert history(one) == ["created", "handed_on", "handed_on", "returned", "returned", "returned"]


def test_returning_passes_over_who_left(cast: Cast) -> None:
    one = task(cast, "reviewer", by="recorder")
    actions.hand_on(by=cast.actor("reviewer"), assignment=one, to_person=cast.person("member"))
    yesterday = TODAY() - timedelta(days=1)
    end_mandate(by=cast.actor("chair"), mandate=cast.mandates["reviewer"], last_day=yesterday)
    end_mandate(by=cast.actor("chair"), mandate=cast.mandates["recorder"], last_day=yesterday)
    actions.return_assignment(by=cast.actor("member"), assignment=one, text="Zpět")
    one.refresh_from_db()
    assert one.owner_person == cast.person("chair")


def test_returning_a_task_of_the_installation_goes_to_the_chair(cast: Cast) -> None:
    one = actions.create_assignment(
        by=factories.SYSTEM, group=cast.group, text="Z importu", owner_person=cast.person("member")
    )
    actions.return_assignment(by=cast.actor("member"), assignment=one, text="Zpět")
    one.refresh_from_db()
    assert one.owner_person == cast.person("chair")


def test_a_chair_alone_has_nobody_to_return_a_task_to(cast: Cast) -> None:
    chair = cast.person("outsider")  # the only one who sits in the other group
    one = actions.create_assignment(by=factories.SYSTEM, group=cast.other_group, text="Z importu", owner_person=chair)
    with pytest.raises(ValidationError, match="Není komu"):
        actions.return_assignment(by=cast.actor("outsider"), assignment=one, text="Zpět")
    one.refresh_from_db()
    assert one.owner_person == chair and history(one) == ["created"]


def test_owner_changed_in_the_minutes_begins_anew(cast: Cast) -> None:
    one = task(cast, "member", by="recorder")
    actions.hand_on(by=cast.actor("member"), assignment=one, to_person=cast.person("deputy"))
    actions.change_assignment(
        by=cast.actor("chair"), assignment=one, text=one.text, owner_person=cast.person("reviewer"),
        due_kind=one.due_kind,
    )
    actions.return_assignment(by=cast.actor("reviewer"), assignment=one, text="Zpět")
    one.refresh_from_db()
    assert one.owner_person == cast.person("recorder")


@pytest.mark.parametrize("role", ["former", "outsider", "manager", "administrator"])
def test_nobody_outside_gets_a_task(cast: Cast, role: str) -> None:
    one = task(cast)
    with pytest.raises(ValidationError, match="nesedí"):
        actions.hand_on(by=cast.actor("member"), assignment=one, to_person=cast.person(role))
    with pytest.raises(ValidationError, match="nesedí"):
        parts = [Part("Jedna", cast.person("member")), Part("Dvě", cast.person(role))]
        actions.split(by=cast.actor("member"), assignment=one, parts=parts)
    assert history(one) == ["created"]


def test_handing_on_to_itself_or_nobody(cast: Cast) -> None:
    one = task(cast)
    with pytest.raises(ValidationError, match="už tomuto"):
        actions.hand_on(by=cast.actor("member"), assignment=one, to_person=cast.person("member"))
    with pytest.raises(ValidationError, match="osobu nebo organizaci"):
        actions.hand_on(by=cast.actor("member"), assignment=one)


def test_new_owner_is_told_and_the_one_who_did_it_is_not(cast: Cast) -> None:
    one = task(cast, "member")
    Message.objects.all().delete()
    actions.hand_on(by=cast.actor("member"), assignment=one, to_person=cast.person("reviewer"), text="Prosím o pomoc")
    message = Message.objects.get()
    assert message.person == cast.person("reviewer") and "Prosím o pomoc" in message.body and not message.is_private
    secret = closed_task(cast, "member", "member", "chair")
    Message.objects.all().delete()
    actions.hand_on(by=cast.actor("member"), assignment=secret, to_person=cast.person("chair"))
    assert Message.objects.get().is_private


# -- splitting


def test_split_keeps_origin_day_and_closure(cast: Cast) -> None:
    one = closed_task(
        cast, "member", "member", "chair", due_kind=DueKind.DATE, due_on=TODAY(), origin_kind="meetings.entry",
        origin_uid="x", origin_label="jednání",
    )
    first, second, third = actions.split(
        by=cast.actor("member"), assignment=one,
        parts=[Part("A", cast.person("member")), Part("B", cast.person("chair")), Part("C", None, cast.ngo)],
    )
    assert first.pk == one.pk and first.text == "A"
    for piece in (second, third):
        assert piece.split_from_id == one.pk and piece.due_on == TODAY() and piece.origin_uid == "x"
        assert piece.is_closed and set(piece.named_seats.all()) == {seat(cast, "member"), seat(cast, "chair")}
    assert history(one) == ["created", "split"]
    actions.return_assignment(by=cast.actor("chair"), assignment=second, text="Zpět")
    second.refresh_from_db()
    assert second.owner_person == cast.person("member"), "a part goes back to who split the task"


def test_split_needs_two_whole_parts(cast: Cast) -> None:
    by, one, member = cast.actor("member"), task(cast), cast.person("member")
    for parts in ([], [Part("A", member)], [Part("A", member), Part(" ", member)], [Part("A", member), Part("B")]):
        with pytest.raises(ValidationError):
            actions.split(by=by, assignment=one, parts=parts)
    assert Assignment.objects.count() == 1 and history(one) == ["created"]


# -- finishing and opening again


def test_finish_wants_evidence_and_a_possible_day(cast: Cast) -> None:
    by, one = cast.actor("member"), task(cast)
    with pytest.raises(ValidationError, match="doloženo"):
        actions.finish(by=by, assignment=one, evidence="  ")
    with pytest.raises(ValidationError, match="budoucnosti"):
        actions.finish(by=by, assignment=one, evidence="A", finished_on=TODAY() + timedelta(days=1))
    with pytest.raises(ValidationError, match="dřív než den"):
        actions.finish(by=by, assignment=one, evidence="A", finished_on=one.given_on - timedelta(days=1))
    actions.finish(by=by, assignment=one, evidence="Odesláno", finished_on=one.given_on)
    one.refresh_from_db()
    assert (one.state, one.finished_on, one.evidence) == (AssignmentState.DONE, one.given_on, "Odesláno")


def test_bad_file_leaves_the_task_open(cast: Cast) -> None:
    one = task(cast)
    with pytest.raises(ValidationError):
        actions.finish(by=cast.actor("member"), assignment=one, upload=factories.upload("x.pdf", b"MZ\x90\x00"))
    one.refresh_from_db()
    assert one.state == AssignmentState.OPEN and not Attachment.objects.exists() and history(one) == ["created"]


def test_evidence_moves_into_history_when_opened_again(cast: Cast) -> None:
    one = closed_task(cast)
    actions.finish(by=cast.actor("member"), assignment=one, evidence="Odesláno", upload=factories.upload())
    file = Attachment.objects.get()
    assert file.is_closed and set(file.named_seats.all()) == set(one.named_seats.all())
    with pytest.raises(ValidationError, match="už není otevřený"):
        actions.finish(by=cast.actor("member"), assignment=one, evidence="Podruhé")
    with pytest.raises(ValidationError, match="znovu otevírá"):
        actions.reopen(by=cast.actor("chair"), assignment=one, text=" ")
    actions.reopen(by=cast.actor("chair"), assignment=one, text="Chybí tabulka")
    one.refresh_from_db()
    assert (one.state, one.evidence, one.evidence_file, one.finished_on) == ("open", "", None, None)
    told = one.events.get(kind="finished")
    assert told.text == "Odesláno" and told.file == file
    with pytest.raises(ValidationError, match="je otevřený"):
        actions.reopen(by=cast.actor("chair"), assignment=one, text="Podruhé")


def test_each_step_is_audited_without_content(cast: Cast) -> None:
    one = task(cast, text="Tajné slovo kanárek")
    actions.remark(by=cast.actor("member"), assignment=one, text="kanárek")
    actions.finish(by=cast.actor("member"), assignment=one, evidence="kanárek")
    verbs = set(AuditEntry.objects.filter(object_uid=one.uid).values_list("verb", flat=True))
    assert verbs == {"assignment.created", "assignment.remarked", "assignment.finished"}
    assert not any("kanárek" in str(vars(row)) for row in AuditEntry.objects.all())


# -- one person alone, leaving


def test_one_person_alone_can_do_everything(cast: Cast) -> None:
    by, me, group = cast.actor("solo"), cast.person("solo"), cast.solo_group
    give = {"by": by, "group": group, "owner_person": me}
    one = actions.create_assignment(text="A", **give)
    actions.remark(by=by, assignment=one, text="Poznámka")
    actions.postpone(by=by, assignment=one, due_on=TODAY())
    actions.hand_on(by=by, assignment=one, to_organisation=cast.solo_town)
    actions.return_assignment(by=by, assignment=one, text="Zpět")
    actions.split(by=by, assignment=one, parts=[Part("A", me), Part("B", me)])
    actions.finish(by=by, assignment=one, evidence="Hotovo")
    actions.reopen(by=by, assignment=one, text="Ještě ne")
    actions.cancel(by=by, assignment=one, text="Nebude")
    one.refresh_from_db()
    assert one.state == AssignmentState.CANCELLED


def test_who_left_yesterday_can_do_nothing_and_the_administrator_with_a_grant_neither(cast: Cast) -> None:
    one = task(cast, "former")
    factories.grant(cast.person("former"), GrantRole.ADMINISTRATOR)
    with pytest.raises(PermissionDenied):
        actions.finish(by=cast.actor("former"), assignment=one, evidence="Hotovo")


# -- the end of the term


def test_erasing_takes_history_and_files(cast: Cast) -> None:
    one = task(cast)
    actions.finish(by=cast.actor("member"), assignment=one, evidence="A", upload=factories.upload())
    now = one.events.last().at
    assert not _expired(now).exists() and _expired(now + timedelta(seconds=1)).count() == 1
    with pytest.raises(PermissionDenied):
        erase(by=cast.actor("chair"), assignments=[one])
    assert erase(by=factories.SYSTEM, assignments=_expired(now + timedelta(seconds=1))) == 1
    assert not AssignmentEvent.objects.exists() and not Attachment.objects.exists()
    assert not _expired(now + timedelta(days=1)).filter(pk=task(cast).pk).exists(), "open tasks are kept"


def test_erasing_what_has_no_files_and_nothing_at_all(cast: Cast) -> None:
    one, now = task(cast), timezone.now() + timedelta(days=1)
    actions.cancel(by=cast.actor("chair"), assignment=one, text="Odpadlo")
    assert erase(by=factories.SYSTEM, assignments=_expired(now)) == 1
    assert not Assignment.objects.exists()
    assert AuditEntry.objects.get(verb="assignment.erased").ids == [one.uid]
    assert erase(by=factories.SYSTEM, assignments=_expired(now)) == 0
    assert AuditEntry.objects.filter(verb="assignment.erased").count() == 1


@pytest.mark.parametrize(
    ("label", "shown"),
    [("7. 12. 2017", "jednání 7. 12. 2017"), ("jednání 7.\xa012.\xa02017", "jednání 7. 12. 2017"),
     ("podnět z 7. 12. 2017", "podnět z 7. 12. 2017"), ("", "")],
)
def test_origin_is_said_in_the_language_of_the_reader(label: str, shown: str) -> None:
    """What is stored of a meeting is its day; the word comes with the page."""
    task = Assignment(origin_label=label)
    assert task.origin_words.replace("\xa0", " ") == shown
    with override("en"):
        assert ("jednání" in task.origin_words) is False

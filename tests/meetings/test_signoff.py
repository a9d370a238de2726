"""Sign-off: who may what in which state, what a signature stands under, what nobody may change any more."""

import importlib
import inspect
import pkgutil
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from soucinnost.access.actions import break_glass
from soucinnost.access.enums import GrantRole
from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.groups.actions import change_mandate, end_mandate
from soucinnost.kernel.ids import new_uid
from soucinnost.meetings import actions as meeting_actions
from soucinnost.meetings.actions import agenda, answers, entries, presence, reporting, running, scheduling, signoff
from soucinnost.meetings.actions.dispatch import note_dispatch, remove_dispatch
from soucinnost.meetings.actions.findings import leave_data
from soucinnost.meetings.actions.outcomes import settle_outcomes
from soucinnost.meetings.actions.presence import Attendance
from soucinnost.meetings.actions.reviewing import note_task
from soucinnost.meetings.actions.versions import content_of
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.findings import Found
from soucinnost.meetings.models import (
    AgendaItem,
    Answer,
    CarriedTask,
    Dispatch,
    Entry,
    EntryConflict,
    Meeting,
    MinutesVersion,
    Presence,
    Remark,
    Reopening,
    Signature,
)
from soucinnost.notices.models import Message
from tests import factories
from tests.assignments.kit import task
from tests.cast import ROLES, Cast, make_cast
from tests.meetings.minutes_kit import planned, write
from tests.meetings.signoff_kit import (
    TODAY,
    add_reviewer,
    correct,
    drafted,
    final,
    fresh,
    newest,
    put,
    remarked,
    review,
    signing,
    undone,
)

pytestmark = pytest.mark.django_db
SITS = {"chair", "recorder", "reviewer", "member", "deputy"}
RUNS = {"chair", "recorder"}

# -- who may what, in every state: written by hand

STATES: dict[str, Callable[[Cast], Meeting]] = {
    "invited": lambda cast: planned(cast), "draft": drafted, "remarks": remarked, "signing": signing, "final": final,
}
NOBODY: set[str] = set()
ALLOWED: dict[str, dict[str, set[str]]] = {
    "send_draft": {"draft": RUNS, "remarks": RUNS},
    "add_remark": {"remarks": SITS},
    "settle_remark": {"draft": RUNS, "remarks": RUNS, "signing": RUNS},
    "sign_as_recorder": {"draft": RUNS, "remarks": RUNS},
    "sign_as_reviewer": {"signing": {"reviewer"}},
    "sign_on_paper": {"signing": RUNS | {"reviewer"}},  # the reviewer's own is an ordinary signature
    "reopen": {"final": {"chair"}},
    "note_dispatch": {"draft": RUNS, "remarks": RUNS, "signing": RUNS, "final": RUNS},
    "remove_dispatch": {"draft": RUNS, "remarks": RUNS, "signing": RUNS, "final": RUNS},
}


def _do(cast: Cast, name: str, by: Any, meeting: Meeting) -> Any:
    if name == "settle_remark":
        remark = Remark.objects.create(meeting=meeting, person=cast.person("member"), text="Doplnit")
        return signoff.settle_remark(by=by, remark=remark, accepted=True)
    if name == "remove_dispatch":
        made = Dispatch.objects.create(meeting=meeting, kind="email", sent_on=TODAY(), recipient="Kraj")
        return remove_dispatch(by=by, dispatch=made)
    paper = cast.person("reviewer") if name == "sign_on_paper" else None
    steps: dict[str, Callable[[], Any]] = {
        "send_draft": lambda: signoff.send_draft(by=by, meeting=meeting, until=TODAY()),
        "add_remark": lambda: signoff.add_remark(by=by, meeting=meeting, text="Doplnit"),
        "sign_as_recorder": lambda: signoff.sign_as_recorder(by=by, meeting=meeting),
        "sign_as_reviewer": lambda: signoff.sign_as_reviewer(by=by, meeting=meeting, read_version=newest(meeting)),
        "sign_on_paper": lambda: signoff.sign_as_reviewer(
            by=by, meeting=meeting, read_version=newest(meeting), person=paper
        ),
        "reopen": lambda: signoff.reopen(by=by, meeting=meeting, reason="Chybí příloha"),
        "note_dispatch": lambda: note_dispatch(
            by=by, meeting=meeting, kind="email", sent_on=TODAY(), recipient="Kraj"
        ),
    }
    return steps[name]()


@pytest.mark.parametrize("state", list(STATES))
def test_who_may_in_which_state(cast: Cast, state: str) -> None:
    meeting = STATES[state](cast)
    begun = fresh(meeting).state
    for name, by_state in ALLOWED.items():
        may = by_state.get(state, NOBODY)
        for role in ROLES:
            with undone():
                if role in may:
                    _do(cast, name, cast.actor(role), meeting)
                else:
                    versions = MinutesVersion.objects.count()
                    with pytest.raises(PermissionDenied):
                        _do(cast, name, cast.actor(role), meeting)
                    assert (fresh(meeting).state, MinutesVersion.objects.count()) == (begun, versions), (name, role)


def test_with_approval_the_last_review_does_not_lock(cast: Cast) -> None:
    cast.group.approves_at_next_meeting = True
    cast.group.save()
    meeting = signing(cast, days_ago=3)
    with pytest.raises(ValidationError, match="chybí revize"):
        signoff.approve(by=cast.actor("chair"), meeting=meeting)
    assert review(cast, meeting, "reviewer").state == MeetingState.SIGNING
    for role in sorted(set(ROLES) - RUNS):
        with pytest.raises(PermissionDenied):
            signoff.approve(by=cast.actor(role), meeting=meeting)
    with pytest.raises(PermissionDenied):
        signoff.lock_minutes(by=cast.actor("chair"), meeting=meeting)
    with pytest.raises(ValidationError, match="budoucnosti"):
        signoff.approve(by=cast.actor("chair"), meeting=meeting, approved_on=TODAY() + timedelta(days=1))
    with pytest.raises(ValidationError, match="dřív než jednání"):
        signoff.approve(by=cast.actor("chair"), meeting=meeting, approved_on=TODAY() - timedelta(days=9))
    done = signoff.approve(by=cast.actor("recorder"), meeting=meeting, approved_on=TODAY())
    assert done.state == MeetingState.FINAL
    roles = set(Signature.objects.filter(withdrawn_at=None).values_list("role", "version__number"))
    assert roles == {("recorder", 1), ("reviewer", 1), ("approval", 1)}


def test_text_changed_after_the_reviews_is_not_approved(cast: Cast) -> None:
    cast.group.approves_at_next_meeting = True
    cast.group.save()
    meeting = review(cast, signing(cast), "reviewer")
    put(cast, meeting, "<p>Změněno</p>", uid=Entry.objects.get(meeting=meeting).uid)
    with pytest.raises(ValidationError, match="chybí revize: Cyril"):
        signoff.approve(by=cast.actor("chair"), meeting=meeting)
    assert newest(meeting).number == 2 and not Signature.objects.filter(role="reviewer", withdrawn_at=None).exists()


def test_without_reviewers_the_recorder_locks(cast: Cast) -> None:
    change_mandate(by=cast.actor("chair"), mandate=cast.mandates["reviewer"], is_reviewer=False)
    assert signing(cast).state == MeetingState.FINAL


def test_the_last_reviewer_left_instead_of_signing(cast: Cast) -> None:
    add_reviewer(cast)
    meeting = review(cast, signing(cast), "reviewer")
    assert meeting.state == MeetingState.SIGNING
    with pytest.raises(ValidationError, match="chybí revize: Eva Druhá"):
        signoff.lock_minutes(by=cast.actor("recorder"), meeting=meeting)
    yesterday = TODAY() - timedelta(days=1)
    end_mandate(by=cast.actor("chair"), mandate=cast.mandates["second"], last_day=yesterday)
    with pytest.raises(PermissionDenied):
        review(cast, meeting, "second")
    for role in sorted(set(ROLES) - RUNS):
        with pytest.raises(PermissionDenied):
            signoff.lock_minutes(by=cast.actor(role), meeting=meeting)
    assert signoff.lock_minutes(by=cast.actor("recorder"), meeting=meeting).state == MeetingState.FINAL


def test_deputy_who_reviews_counts_only_while_the_member_sits(cast: Cast) -> None:
    seat = cast.mandates["deputy"].seat
    seat.is_reviewer = True
    seat.save()
    meeting = signing(cast)
    assert {person.surname for person in signoff.reviewers_left(meeting)} == {"Revidující", "Zástupný"}
    principal = cast.mandates["member"].seat
    principal.valid_to = TODAY() - timedelta(days=1)
    principal.save()
    assert {person.surname for person in signoff.reviewers_left(meeting)} == {"Revidující"}
    assert review(cast, meeting, "reviewer").state == MeetingState.FINAL


def test_recorder_waits_for_remarks_and_wordings_that_she_sees(cast: Cast) -> None:
    meeting = remarked(cast, closed="Jen pro někoho")
    secret = Entry.objects.get(is_closed=True)
    hidden = signoff.add_remark(by=cast.actor("member"), meeting=meeting, text="Tajně", entry=secret)
    EntryConflict.objects.create(entry=secret, base_number=1, kind="information", body="<p>Jinak</p>")
    open_remark = signoff.add_remark(by=cast.actor("member"), meeting=meeting, text="Veřejně")
    with pytest.raises(PermissionDenied):
        signoff.settle_remark(by=cast.actor("recorder"), remark=hidden, accepted=True)
    with pytest.raises(ValidationError, match="nejsou vypořádané"):
        signoff.sign_as_recorder(by=cast.actor("recorder"), meeting=meeting)
    signoff.settle_remark(by=cast.actor("recorder"), remark=open_remark, accepted=True)
    with pytest.raises(ValidationError, match="dvě znění"):
        signoff.sign_as_recorder(by=cast.actor("chair"), meeting=meeting)
    assert signoff.sign_as_recorder(by=cast.actor("recorder"), meeting=meeting).state == MeetingState.SIGNING
    signoff.settle_remark(by=cast.actor("chair"), remark=hidden, accepted=True)


def test_remarks_refused(cast: Cast) -> None:
    meeting = remarked(cast, closed="Jen pro někoho")
    secret = Entry.objects.get(is_closed=True)
    with pytest.raises(PermissionDenied):
        signoff.add_remark(by=cast.actor("reviewer"), meeting=meeting, text="A", entry=secret)
    with pytest.raises(PermissionDenied):
        signoff.add_remark(by=cast.actor("member"), meeting=meeting, text="A", person=cast.person("reviewer"))
    with pytest.raises(ValidationError, match="není členem"):
        signoff.add_remark(by=cast.actor("chair"), meeting=meeting, text="A", person=cast.person("former"))
    with pytest.raises(ValidationError, match="navrhujete"):
        signoff.add_remark(by=cast.actor("member"), meeting=meeting, text=" \x00")
    with pytest.raises(ValidationError, match="minula"):
        signoff.send_draft(by=cast.actor("chair"), meeting=meeting, until=TODAY() - timedelta(days=1))
    remark = signoff.add_remark(by=cast.actor("member"), meeting=meeting, text="A")
    with pytest.raises(ValidationError, match="nepřijímáte"):
        signoff.settle_remark(by=cast.actor("chair"), remark=remark, accepted=False)
    assert Remark.objects.count() == 1


def test_days_of_signatures(cast: Cast) -> None:
    meeting = drafted(cast, days_ago=5)
    by = cast.actor("recorder")
    with pytest.raises(ValidationError, match="budoucnosti"):
        signoff.sign_as_recorder(by=by, meeting=meeting, signed_on=TODAY() + timedelta(days=1))
    with pytest.raises(ValidationError, match="dřív než jednání"):
        signoff.sign_as_recorder(by=by, meeting=meeting, signed_on=TODAY() - timedelta(days=6))
    assert fresh(meeting).state == MeetingState.DRAFT and not Signature.objects.exists()
    signoff.sign_as_recorder(by=by, meeting=meeting, signed_on=TODAY() - timedelta(days=2), note="Poznámka 🙂")
    signature = Signature.objects.get()
    assert signature.signed_on == TODAY() - timedelta(days=2) and signature.note == "Poznámka 🙂"


def test_correction_withdraws_reviews_and_asks_again(cast: Cast) -> None:
    add_reviewer(cast)
    meeting = review(cast, signing(cast), "reviewer")
    Message.objects.all().delete()
    correct(cast, meeting, "Opraveno", by="second")
    assert Message.objects.get().person == cast.person("reviewer")
    assert [person.surname for person in signoff.reviewers_left(meeting)] == ["Revidující", "Druhá"]
    with pytest.raises(ValidationError, match="mezitím změnil"):
        review(cast, meeting, "second", under=MinutesVersion.objects.get(meeting=meeting, number=1))
    review(cast, meeting, "second")
    assert review(cast, meeting, "reviewer").state == MeetingState.FINAL
    assert Signature.objects.filter(withdrawn_at__isnull=False).count() == 1


def test_signing_twice(cast: Cast) -> None:
    add_reviewer(cast)
    meeting = review(cast, signing(cast), "reviewer")
    with pytest.raises(ValidationError, match="už je podepsaná"):
        review(cast, meeting, "reviewer")
    assert Signature.objects.filter(role="reviewer").count() == 1


def test_review_on_paper(cast: Cast) -> None:
    add_reviewer(cast)
    meeting = signing(cast)
    Message.objects.all().delete()
    by, person = cast.actor("recorder"), cast.person("second")
    signoff.sign_as_reviewer(by=by, meeting=meeting, read_version=newest(meeting), person=person)
    signature = Signature.objects.get(role="reviewer")
    assert signature.person == person and signature.entered_by == cast.person("recorder")
    assert Message.objects.get().person == person
    for wrong in ("second", "member", "former"):
        with pytest.raises(ValidationError, match="nečeká"):
            signoff.sign_as_reviewer(by=by, meeting=meeting, read_version=newest(meeting), person=cast.person(wrong))
    with pytest.raises(PermissionDenied):
        signoff.sign_as_reviewer(
            by=cast.actor("member"), meeting=meeting, read_version=newest(meeting), person=cast.person("reviewer")
        )


def test_version_of_another_meeting_is_not_signed(cast: Cast) -> None:
    other, meeting = signing(cast), signing(cast)
    with pytest.raises(ValidationError, match="mezitím změnil"):
        review(cast, meeting, "reviewer", under=newest(other))


def test_finishing_tells_each_member_what_is_theirs(cast: Cast) -> None:
    meeting = drafted(cast)
    owner = {"text": "Dana", "person": cast.person("member").uid}
    put(cast, meeting, "<p>Doplnit přehled</p>", kind="task", details={"owner": owner, "due": "do příštího jednání"})
    secret = {"text": "Dana", "person": cast.person("member").uid}
    put(cast, meeting, "<p>Kanárek</p>", by="chair", kind="task", details={"owner": secret}, to=("chair", "member"))
    running.finish_editing(by=cast.actor("chair"), meeting=meeting)
    signoff.sign_as_recorder(by=cast.actor("recorder"), meeting=meeting)
    Message.objects.all().delete()
    review(cast, meeting, "reviewer")
    told = {message.person.surname: message for message in Message.objects.filter(kind="final")}
    assert set(told) == {"Předsedová", "Zapisovatelová", "Členová", "Zástupný"}
    assert "Doplnit přehled" in told["Členová"].body and "Kanárek" in told["Členová"].body
    assert told["Členová"].is_private and not told["Předsedová"].is_private
    assert not any("Kanárek" in told[name].body for name in set(told) - {"Členová"})


def test_notices_go_to_those_who_take_part_only(cast: Cast) -> None:
    break_glass(
        by=cast.actor("administrator"), circle=cast.group.circle, person=cast.person("administrator"),
        reason="Stížnost na zápis",
    )
    Message.objects.all().delete()
    remarked(cast)
    people = {message.person for message in Message.objects.filter(kind="draft")}
    assert people == {cast.person(role) for role in SITS - {"recorder"}}


def test_solo(cast: Cast) -> None:
    seat = cast.person("solo").seats.get()
    seat.is_reviewer = True
    seat.save()
    cast.group = cast.solo_group
    cast.people |= {"recorder": cast.person("solo"), "chair": cast.person("solo"), "reviewer": cast.person("solo")}
    meeting = remarked(cast)
    remark = signoff.add_remark(by=cast.actor("solo"), meeting=meeting, text="Doplnit")
    signoff.settle_remark(by=cast.actor("solo"), remark=remark, accepted=False, response="Už tam je")
    signoff.sign_as_recorder(by=cast.actor("solo"), meeting=meeting)
    assert review(cast, meeting, "solo").state == MeetingState.FINAL
    assert signoff.reopen(by=cast.actor("solo"), meeting=meeting, reason="Chybí příloha").state == MeetingState.DRAFT


def test_manager_without_a_seat_and_break_glass_do_nothing(cast: Cast) -> None:
    meeting = signing(cast)
    factories.grant(cast.person("former"), GrantRole.MANAGER, organisation=cast.town)
    for role in ("manager", "former", "administrator", "coordinator"):
        with pytest.raises(PermissionDenied):
            signoff.sign_as_recorder(by=cast.actor(role), meeting=meeting)
        assert not MinutesVersion.objects.visible_to(cast.actor(role)).exists()


# -- locked


def _everything(cast: Cast, meeting: Meeting, by: Any) -> dict[str, Callable[[], Any]]:
    """Every way to change a meeting, with objects that were there before the lock."""
    item = AgendaItem.objects.filter(meeting=meeting).order_by("position").first()
    lines = Entry.objects.filter(meeting=meeting)
    line, question = lines.filter(kind="information").first(), lines.get(kind="question")
    row = Presence.objects.filter(meeting=meeting).first()
    conflict = EntryConflict.objects.filter(entry__meeting=meeting).get()
    start, end = meeting.starts_at, meeting.ends_at
    place = scheduling.Place()
    again = {"starts_at": start, "ends_at": end, "place": place}
    carried = CarriedTask.objects.filter(item__meeting=meeting).first()
    return {
        "save": lambda: write(by, meeting, "<p>Jinak</p>", uid=line.uid, base=line.revision),
        "new": lambda: write(by, meeting, "<p>Nový</p>"),
        "strike": lambda: write(by, meeting, line.body, uid=line.uid, base=line.revision, struck=True),
        "conflict": lambda: entries.resolve_conflict(by=by, conflict=conflict, choice="incoming"),
        "presence": lambda: presence.set_presence(
            by=by, meeting=meeting, presence=row, attendance=Attendance("excused")
        ),
        "guest": lambda: presence.add_guest(by=by, meeting=meeting, uid=new_uid(), name="Host"),
        "no guest": lambda: presence.remove_guest(by=by, meeting=meeting, uid=row.uid),
        "task": lambda: note_task(by=by, meeting=meeting, assignment=carried.assignment, is_done=True),
        "leave": lambda: leave_data(by=by, meeting=meeting, found=[Found(line.uid, ())], reason="Patří sem"),
        "answer": lambda: answers.answer_question(by=by, entry=question, text="Ano"),
        "start": lambda: running.start_meeting(by=by, meeting=meeting),
        "end": lambda: running.end_meeting(by=by, meeting=meeting),
        "done": lambda: running.finish_editing(by=by, meeting=meeting),
        "outcomes": lambda: settle_outcomes(by=by, meeting=meeting),
        "make": lambda: agenda.make_agenda(by=by, meeting=meeting),
        "carry": lambda: agenda.carry_unfinished(by=by, meeting=meeting),
        "carry one": lambda: agenda.carry_task(by=by, item=item, assignment=carried.assignment),
        "drop one": lambda: agenda.drop_task(by=by, carried=carried),
        "add": lambda: agenda.add_item(by=by, meeting=meeting, title="Nový bod"),
        "change": lambda: agenda.change_item(by=by, item=item, title="Jinak", kind=item.kind),
        "order": lambda: agenda.order_items(by=by, meeting=meeting, uids=[item.uid]),
        "shift": lambda: agenda.shift_item(by=by, item=item, up=False),
        "remove": lambda: agenda.remove_item(by=by, item=item),
        "paper": lambda: agenda.add_paper(by=by, item=item, upload=factories.upload()),
        "no paper": lambda: agenda.remove_paper(by=by, paper=item.papers.get()),
        "reports": lambda: reporting.ask_for_reports(by=by, item=item),
        "topic": lambda: agenda.schedule_topic(by=by, meeting=meeting, topic=factories.topic(cast.group)),
        "move": lambda: scheduling.change_meeting(by=by, meeting=meeting, title="Jinak", **again),
        "cancel": lambda: scheduling.cancel_meeting(by=by, meeting=meeting, reason="Proto"),
        "send": lambda: signoff.send_draft(by=by, meeting=meeting, until=TODAY()),
        "remark": lambda: signoff.add_remark(by=by, meeting=meeting, text="A"),
        "settle": lambda: signoff.settle_remark(by=by, remark=Remark.objects.first(), accepted=True),
        "sign": lambda: signoff.sign_as_recorder(by=by, meeting=meeting),
        "review": lambda: review(cast, meeting, "reviewer"),
        "approve": lambda: signoff.approve(by=by, meeting=meeting),
        "lock": lambda: signoff.lock_minutes(by=by, meeting=meeting),
    }


def _content(meeting: Meeting) -> Any:
    return (
        content_of(meeting), fresh(meeting).state, Signature.objects.count(), Answer.objects.count(),
        MinutesVersion.objects.count(), Remark.objects.count(), list(Presence.objects.values_list("status")),
        list(AgendaItem.objects.filter(meeting=meeting).values_list("title", "position", "papers")),
        list(EntryConflict.objects.values_list("resolution")), CarriedTask.objects.count(),
    )


def test_nothing_writes_into_locked_minutes(cast: Cast) -> None:
    """Each action is given the meeting as a second tab has it: from before the lock."""
    task(cast)
    begun = planned(cast)
    item = AgendaItem.objects.filter(meeting=begun, carried_tasks__isnull=False).get()
    AgendaItem.objects.filter(meeting=begun).exclude(pk=item.pk).delete()
    agenda.add_paper(by=cast.actor("chair"), item=item, upload=factories.upload())
    meeting = running.start_meeting(by=cast.actor("chair"), meeting=begun)
    put(cast, meeting, "<p>Skupina se sešla.</p>")
    put(cast, meeting, "<p>Kdo přijde?</p>", kind="question", details={"answers_until": "za týden"})
    meeting = running.end_meeting(by=cast.actor("recorder"), meeting=meeting).meeting
    line = Entry.objects.filter(kind="information").get()
    stale = fresh(meeting)
    Remark.objects.create(meeting=meeting, person=cast.person("member"), text="A", settled_at=meeting.ended_at)
    signoff.sign_as_recorder(by=cast.actor("recorder"), meeting=meeting)
    review(cast, meeting, "reviewer")
    EntryConflict.objects.create(entry=line, base_number=1, kind="information", body="<p>Jinak</p>")
    before = _content(meeting)
    for role in ("chair", "recorder", "reviewer", "member"):
        for name, act in _everything(cast, stale, cast.actor(role)).items():
            with pytest.raises((PermissionDenied, ValidationError)):
                act()
            assert _content(meeting) == before, (role, name)


def test_every_action_of_the_package_is_tried_on_locked_minutes() -> None:
    """A new way to write must be added to the list above."""
    tried = set(inspect.getsource(_everything).replace("(", " ").replace(".", " ").split())
    tried |= {"save_entry", "sign_as_reviewer"}  # behind the helpers ``write`` and ``review``
    elsewhere = {
        "create_meeting", "import_meeting", "refresh_group_dates",  # of the group, not of one meeting
        "settle_imported",  # called by import_meeting, whose minutes are locked from the first
        "note_dispatch", "remove_dispatch", "reopen",  # allowed after the lock, tested above
        "keep_version", "keep_correction", "perform", "make_rows", "spread_closure",  # called by the others
        "send_invitation", "note_invited", "tell_cancelled", "invite_again", "reply",  # before the start only
        "send_draft_again", "tell_finished",  # mail only, no content
        "attach_scan", "remove_scan",  # the signed sheet belongs to the minutes also when it comes late
        "erase_meetings",  # the end of the term
        "ask_in_time", "move_calls", "close_calls",  # before the start only
        "bring_reports", "take_report",  # of a start or a report; locked minutes stay (tests/reports/test_minutes.py)
    }
    found: set[str] = set()
    for module_info in pkgutil.walk_packages(meeting_actions.__path__, meeting_actions.__name__ + "."):
        module = importlib.import_module(module_info.name)
        for name, thing in vars(module).items():
            own = getattr(thing, "__module__", "") == module.__name__
            if own and not name.startswith("_") and callable(thing) and "by" in _arguments(thing):
                found.add(name)
    assert found - tried - elsewhere == set(), "tell how it is refused on locked minutes"


def _arguments(thing: Any) -> list[str]:
    try:
        parameters = inspect.signature(thing).parameters.values()
    except (TypeError, ValueError):
        return []
    return [one.name for one in parameters if one.kind == one.KEYWORD_ONLY]


# -- opened again


def test_reopening_keeps_both_versions(cast: Cast) -> None:
    meeting = final(cast)
    with pytest.raises(ValidationError, match="proč"):
        signoff.reopen(by=cast.actor("chair"), meeting=meeting, reason=" ne ")
    signoff.reopen(by=cast.actor("chair"), meeting=meeting, reason="Chybí příloha")
    locked = Reopening.objects.get().from_version
    put(cast, meeting, "<p>Druhé znění</p>", uid=Entry.objects.get(meeting=meeting).uid)
    signoff.sign_as_recorder(by=cast.actor("recorder"), meeting=meeting)
    review(cast, meeting, "reviewer")
    assert fresh(meeting).state == MeetingState.FINAL
    assert [version.number for version in MinutesVersion.objects.filter(meeting=meeting)] == [1, 2]
    assert "Skupina se sešla" in str(locked.content) and "Druhé znění" in str(newest(meeting).content)
    assert Signature.objects.filter(version=locked, withdrawn_at__isnull=False).count() == 2
    assert Signature.objects.filter(version=newest(meeting), withdrawn_at=None).count() == 2


def test_reopened_without_a_change_can_be_signed_again(cast: Cast) -> None:
    meeting = final(cast)
    signoff.reopen(by=cast.actor("chair"), meeting=meeting, reason="Omylem uzamčeno")
    signoff.sign_as_recorder(by=cast.actor("recorder"), meeting=meeting)
    assert review(cast, meeting, "reviewer").state == MeetingState.FINAL
    assert MinutesVersion.objects.filter(meeting=meeting).count() == 1


# -- what was given comes back


def test_tasks_of_an_ended_meeting_stand_on_the_next_agenda_that_is_made_already(cast: Cast) -> None:
    following = planned(cast, starts_at=timezone.now() + timedelta(days=30))
    begun = planned(cast)
    meeting = running.start_meeting(by=cast.actor("chair"), meeting=begun)
    owner = {"text": "Dana", "person": cast.person("member").uid}
    put(cast, meeting, "<p>Doplnit přehled</p>", kind="task", details={"owner": owner, "due": "do příštího jednání"})
    secret = {"owner": owner, "due": "do příštího jednání"}
    put(cast, meeting, "<p>Kanárek</p>", by="chair", kind="task", details=secret, to=("chair", "member"))
    running.end_meeting(by=cast.actor("recorder"), meeting=meeting)
    assert CarriedTask.objects.filter(item__meeting=following).count() == 2
    seen = CarriedTask.objects.visible_to(cast.actor("recorder")).filter(item__meeting=following)
    assert [carried.assignment.text for carried in seen] == ["Doplnit přehled"]
    assert {carried.assignment.due_on for carried in seen} == {TODAY() + timedelta(days=30)}
    put(cast, fresh(meeting), "<p>Ještě jeden</p>", kind="task", details={"owner": owner})
    running.finish_editing(by=cast.actor("recorder"), meeting=fresh(meeting))
    assert CarriedTask.objects.filter(item__meeting=following).count() == 3


# -- dispatch


def test_dispatch_refuses(cast: Cast) -> None:
    meeting, by = drafted(cast), cast.actor("recorder")
    good = {"kind": "data_box", "sent_on": TODAY(), "recipient": "Kraj", "message_id": "123"}
    for bad in (
        {"kind": "holub"}, {"message_id": " "}, {"recipient": " "}, {"sent_on": TODAY() + timedelta(days=1)},
        {"sent_on": TODAY() - timedelta(days=30)},
    ):
        with pytest.raises(ValidationError):
            note_dispatch(by=by, meeting=meeting, **{**good, **bad})
    assert not Dispatch.objects.exists()
    note_dispatch(by=by, meeting=meeting, **good)


def test_the_audit_names_each_step_without_content(cast: Cast) -> None:
    meeting = remarked(cast)
    signoff.add_remark(by=cast.actor("member"), meeting=meeting, text="kanárek")
    signoff.settle_remark(by=cast.actor("chair"), remark=Remark.objects.get(), accepted=True, response="kanárek")
    signoff.sign_as_recorder(by=cast.actor("recorder"), meeting=meeting, note="kanárek")
    review(cast, meeting, "reviewer", note="kanárek")
    signoff.reopen(by=cast.actor("chair"), meeting=meeting, reason="kanárek uletěl")
    verbs = list(AuditEntry.objects.filter(verb__startswith="minutes.").values_list("verb", flat=True))
    assert verbs == [
        "minutes.version_kept", "minutes.sent_for_remarks", "minutes.remarked", "minutes.remark_settled",
        "minutes.signed", "minutes.reviewed", "minutes.finalised", "minutes.reopened",
    ]
    assert not any("kanárek" in str(vars(row)) for row in AuditEntry.objects.all())


# -- two at once


def _at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run each in a thread of its own, begun together; returns results or the errors they ended with."""
    results: list[Any] = [None] * len(acts)
    barrier = threading.Barrier(len(acts))

    def run(place: int) -> None:
        try:
            barrier.wait(60)
            results[place] = acts[place]()
        except Exception as error:  # noqa: BLE001 - whatever happened is the result
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return results


@pytest.mark.django_db(transaction=True)
def test_two_reviewers_at_once_lock_once() -> None:
    cast = make_cast()
    add_reviewer(cast)
    meeting = signing(cast)
    version = newest(meeting)
    acts = [
        lambda role=role: signoff.sign_as_reviewer(by=cast.actor(role), meeting=meeting, read_version=version)
        for role in ("reviewer", "second")
    ]
    results = _at_once(*acts)
    assert not [one for one in results if isinstance(one, Exception)], results
    assert fresh(meeting).state == MeetingState.FINAL
    assert Signature.objects.filter(role="reviewer", withdrawn_at=None).count() == 2
    assert AuditEntry.objects.filter(verb="minutes.finalised").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_reviewer_in_two_tabs_signs_once() -> None:
    cast = make_cast()
    add_reviewer(cast)
    meeting = signing(cast)
    version = newest(meeting)
    act = lambda: signoff.sign_as_reviewer(  # noqa: E731
        by=cast.actor("reviewer"), meeting=meeting, read_version=version
    )
    results = _at_once(act, act)
    assert sorted(isinstance(one, ValidationError) for one in results) == [False, True], results
    assert Signature.objects.filter(role="reviewer").count() == 1


@pytest.mark.django_db(transaction=True)
def test_editing_while_a_reviewer_signs_loses_neither() -> None:
    cast = make_cast()
    meeting = signing(cast)
    version, entry = newest(meeting), Entry.objects.get(meeting=meeting)
    results = _at_once(
        lambda: put(cast, meeting, "<p>Opraveno v poslední chvíli</p>", uid=entry.uid),
        lambda: signoff.sign_as_reviewer(by=cast.actor("reviewer"), meeting=meeting, read_version=version),
    )
    written, signed = results
    entry.refresh_from_db()
    if isinstance(written, PermissionDenied):
        assert fresh(meeting).state == MeetingState.FINAL and "Opraveno" not in entry.body
    else:
        assert not isinstance(written, Exception), written
        assert isinstance(signed, ValidationError) and "mezitím změnil" in str(signed)
        assert fresh(meeting).state == MeetingState.SIGNING and newest(meeting).number == 2

"""The desk: what waits for whom, what can be settled from there, how many queries it takes."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from soucinnost.access.enums import GrantRole
from soucinnost.assignments.models import Assignment
from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.desk.selectors import Waiting, my_groups, waiting
from soucinnost.groups.actions import end_mandate
from soucinnost.groups.enums import Rhythm
from soucinnost.groups.models import Group
from soucinnost.meetings.actions import signoff
from soucinnost.meetings.actions.agenda import add_item
from soucinnost.meetings.actions.replies import reply
from soucinnost.meetings.actions.scheduling import Place, create_meeting
from soucinnost.meetings.models import Entry, Meeting
from tests import factories
from tests.assignments.kit import closed_task, task
from tests.cast import SIGNED_IN, Cast, client_for
from tests.meetings.minutes_kit import planned
from tests.meetings.signoff_kit import TODAY, drafted, final, put, remarked, review, signing

pytestmark = pytest.mark.django_db
SITS = {"chair", "recorder", "reviewer", "member", "deputy"}
RUNS = {"chair", "recorder"}


def things(cast: Cast, role: str) -> list[Waiting]:
    actor = cast.actor(role)
    return waiting(actor, my_groups(actor).mine).things


def page(cast: Cast, role: str) -> str:
    answer = cast.client(role).get(reverse("desk:desk"))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode().replace("\xa0", " ")


def has(cast: Cast, title: str) -> set[str]:
    """For whom of the cast something of this title waits."""
    return {role for role in SIGNED_IN if any(title in one.title.replace("\xa0", " ") for one in things(cast, role))}


# -- what waits for whom, by hand


def test_tasks(cast: Cast) -> None:
    task(cast, "member", text="Jmenovitý")
    task(cast, "", owner_organisation=cast.ngo, text="Za organizaci")
    closed_task(cast, "chair", "chair", "member", text="Kanárek")
    task(cast, "former", text="Po odešlém")
    assert has(cast, "Jmenovitý") == {"member"}
    assert has(cast, "Za organizaci") == {"member", "deputy"}
    assert has(cast, "Kanárek") == {"chair"}
    assert has(cast, "Po odešlém") == set()
    assert has(cast, "nemá ve skupině řešitele") == RUNS
    end_mandate(by=cast.actor("chair"), mandate=cast.mandates["member"], last_day=TODAY() - timedelta(days=1))
    assert has(cast, "Jmenovitý") == set()


def test_a_task_for_the_next_meeting_says_so(cast: Cast) -> None:
    task(cast, "member", text="Na příště", due_kind="next_meeting")
    [one] = [thing for thing in things(cast, "member") if "Na příště" in thing.title.replace("\xa0", " ")]
    assert (one.status, one.when.replace("\xa0", " ")) == ("run", "do příštího jednání")


def test_minutes_in_each_state(cast: Cast) -> None:
    meeting = drafted(cast)
    assert has(cast, "Dokončit zápis") == RUNS
    signoff.send_draft(by=cast.actor("recorder"), meeting=meeting, until=TODAY() + timedelta(days=1))
    assert has(cast, "Zápis k připomínkám") == SITS - RUNS and has(cast, "Dokončit") == set()
    signoff.add_remark(by=cast.actor("member"), meeting=meeting, text="Doplnit")
    assert has(cast, "Vypořádat") == RUNS
    signoff.settle_remark(by=cast.actor("chair"), remark=meeting.remarks.get(), accepted=True)
    assert has(cast, "Vypořádat") == set()
    Meeting.objects.filter(pk=meeting.pk).update(remarks_until=TODAY() - timedelta(days=1))
    assert has(cast, "připomínky skončily") == RUNS and has(cast, "Zápis k připomínkám") == set()
    signoff.sign_as_recorder(by=cast.actor("recorder"), meeting=meeting)
    assert has(cast, "Zápis k revizi") == {"reviewer"}
    review(cast, meeting, "reviewer")
    assert not any(things(cast, role) for role in SITS), "nothing is left of locked minutes"


def test_hidden_remark_is_not_counted_for_who_may_not_see_it(cast: Cast) -> None:
    meeting = remarked(cast, closed="Jen pro někoho")
    secret = Entry.objects.get(is_closed=True)
    signoff.add_remark(by=cast.actor("member"), meeting=meeting, text="Tajně", entry=secret)
    assert has(cast, "Vypořádat") == {"chair"}


def test_minutes_that_only_need_locking_or_approval(cast: Cast) -> None:
    meeting = signing(cast, days_ago=2)
    end_mandate(by=cast.actor("chair"), mandate=cast.mandates["reviewer"], last_day=TODAY() - timedelta(days=1))
    assert has(cast, "Uzamknout podepsaný zápis") == RUNS
    cast.group.approves_at_next_meeting = True
    cast.group.save()
    assert not has(cast, "Uzamknout") and not has(cast, "Zapsat schválení"), "it waits for the next meeting"
    drafted(cast)
    assert has(cast, "Zapsat schválení zápisu") == RUNS
    assert "Zapsat schválení" in cast.client("chair").get(
        reverse("meetings:minutes", args=[meeting.uid])
    ).content.decode()


def test_running_meeting_and_invitation(cast: Cast) -> None:
    meeting = planned(cast, starts_at=timezone.now() + timedelta(days=3))
    assert has(cast, "poslat pozvánku") == RUNS
    Meeting.objects.filter(pk=meeting.pk).update(state="running", started_at=timezone.now())
    assert has(cast, "Jednání probíhá") == RUNS and not has(cast, "pozvánku")


def test_questions_until_answered_or_locked(cast: Cast) -> None:
    meeting = drafted(cast)
    put(cast, meeting, "<p>Kdo přijde?</p>", kind="question", details={"answers_until": "za týden"})
    put(
        cast, meeting, "<p>Kanárek?</p>", by="chair", kind="question", details={"answers_until": "za týden"},
        to=("chair", "member"),
    )
    assert has(cast, "Kdo přijde?") == SITS and has(cast, "Kanárek?") == {"chair", "member", "deputy"}
    text = page(cast, "deputy")
    action = re.search(r'action="(/jednani/[^"]+/otazky/[^"]+)"', text)
    assert action is not None
    assert cast.client("deputy").post(action[1], {"text": "Já"}).status_code == 302
    assert len(has(cast, "Kdo přijde?") | has(cast, "Kanárek?")) == 5
    assert len([one for one in things(cast, "deputy") if "?" in one.title]) == 1
    signoff.sign_as_recorder(by=cast.actor("chair"), meeting=meeting)
    review(cast, meeting, "reviewer")
    assert not has(cast, "?")


def test_a_group_out_of_rhythm_waits_for_who_runs_it(cast: Cast) -> None:
    Group.objects.filter(pk=cast.group.pk).update(rhythm=Rhythm.MONTHLY, last_met_on=TODAY() - timedelta(days=80))
    assert has(cast, "Svolat jednání") >= RUNS and "member" not in has(cast, "Svolat jednání")
    create_meeting(
        by=cast.actor("chair"), group=Group.objects.get(pk=cast.group.pk), place=Place(),
        starts_at=timezone.now() + timedelta(days=30), ends_at=timezone.now() + timedelta(days=30, hours=1),
    )
    assert not has(cast, "Svolat jednání") & RUNS


def test_order_and_heading(cast: Cast) -> None:
    day = TODAY()
    Group.objects.filter(pk=cast.group.pk).update(last_met_on=day)
    for n, due in enumerate((None, day + timedelta(days=9), day - timedelta(days=2), day)):
        task(cast, "chair", text=f"Úkol {n}", due_kind="date" if due else "none", due_on=due)
    found = things(cast, "chair")
    assert [one.title for one in found] == ["Úkol 2", "Úkol 3", "Úkol 1", "Úkol 0"]
    assert [one.status for one in found] == ["late", "part", "run", "wait"]
    text = page(cast, "chair")
    heading = re.sub(r"<[^>]+>", "", re.search(r"<h1>(.*?)</h1>", text, re.S)[1])
    assert "4" in heading and "1 je po termínu" in heading
    for n in range(12):
        task(cast, "chair", text=f"Další {n}", due_kind="date", due_on=day - timedelta(days=1))
    actor = cast.actor("chair")
    desk = waiting(actor, my_groups(actor).mine)
    assert (desk.count, desk.more_tasks, desk.overdue, len(desk.things)) == (16, 6, 13, 10)


def test_finishing_from_the_desk(cast: Cast) -> None:
    one = task(cast, "member")
    text = page(cast, "member")
    action = reverse("assignments:finish", args=[one.uid])
    assert f'action="{action}"' in text and 'name="zpet" value="stul"' in text
    client = cast.client("member")
    bad = client.post(action, {"evidence": "", "zpet": "stul"})
    assert bad.status_code == 422 and 'name="zpet"' not in bad.content.decode()
    assert client.post(action, {"evidence": "Hotovo", "zpet": "stul"}).headers["Location"] == reverse("desk:desk")
    assert "Nic na Vás nečeká" in page(cast, "member")


def test_ids_are_unique_and_labels_lead_somewhere(cast: Cast) -> None:
    for n in range(3):
        task(cast, "chair", text=f"Úkol {n}")
    meeting = drafted(cast)
    put(cast, meeting, "<p>Kdo přijde?</p>", kind="question", details={"answers_until": "za týden"})
    text = page(cast, "chair")
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)
    assert set(re.findall(r'<label for="([^"]+)"', text)) <= set(ids)


# -- the empty desk of each


def test_empty_desks(cast: Cast) -> None:
    newcomer = factories.person("Nová", "Členka")
    cast.people["newcomer"] = newcomer
    wanted = {
        "coordinator": "Otevřít skupiny", "manager": "Založit skupinu", "administrator": "Otevřít správu",
        "newcomer": "Zatím nejste členem žádné skupiny", "former": "Zatím nejste členem žádné skupiny",
        "member": "Žádné jednání není svolané",
    }
    for role, words in wanted.items():
        text = page(cast, role)
        assert words in text, role
        assert "Nic na Vás nečeká" in text, role
        assert (cast.group.name in text) == (role == "member"), role
    assert "2 skupin" in page(cast, "coordinator").replace("2 skupiny", "2 skupin")


def test_coordinator_is_told_of_silent_groups_without_content(cast: Cast) -> None:
    Group.objects.filter(pk=cast.group.pk).update(rhythm=Rhythm.MONTHLY, last_met_on=TODAY() - timedelta(days=80))
    drafted(cast, "Kanárek v kleci")
    task(cast, "chair", text="Kanárek")
    Group.objects.filter(pk=cast.group.pk).update(last_met_on=TODAY() - timedelta(days=80))
    text = page(cast, "coordinator")
    assert "Kanárek" not in text and "mimo rytmus" in text
    text = page(cast, "manager")
    assert "Kanárek" not in text


def test_member_who_coordinates_sees_both(cast: Cast) -> None:
    factories.grant(cast.person("member"), GrantRole.COORDINATOR, region=cast.region)
    text = page(cast, "member")
    assert "Moje skupiny" in text and "Dohled" in text


def test_next_meeting_shows_only_visible_items(cast: Cast) -> None:
    meeting = planned(cast, starts_at=timezone.now() + timedelta(days=3))
    meeting.items.all().delete()
    add_item(by=cast.actor("chair"), meeting=meeting, title="Veřejný bod")
    add_item(
        by=cast.actor("chair"), meeting=meeting, title="Kanárek", is_closed=True,
        named_seats=[cast.mandates["member"].seat],
    )
    for role in SITS:
        text = page(cast, role)
        assert "Veřejný bod" in text and ("Kanárek" in text) == (role in {"chair", "member", "deputy"}), role
        assert "za 3" in text
    assert "Veřejný bod" not in page(cast, "manager")


def test_who_left_yesterday_has_an_empty_desk(cast: Cast) -> None:
    drafted(cast)
    task(cast, "former", text="Kanárek")
    text = page(cast, "former")
    assert "Kanárek" not in text and cast.group.name not in text


def test_what_the_desk_shows_is_audited(cast: Cast) -> None:
    one = task(cast, "member")
    meeting = planned(cast, starts_at=timezone.now() + timedelta(days=3))
    page(cast, "member")
    row = AuditEntry.objects.get(verb="desk.viewed")
    assert {one.uid, meeting.uid, cast.group.uid} <= set(row.ids)


# -- counts


def _fill(cast: Cast, count: int) -> None:
    """``count`` tasks, drafts, meetings under review and groups for the chair, who also reviews."""
    seat = cast.mandates["chair"].seat
    seat.is_reviewer = True
    seat.save()
    like = task(cast, "chair")
    final(cast)
    base = Meeting.objects.get()
    Assignment.objects.bulk_create(
        Assignment(circle=like.circle, group=like.group, text=f"Úkol {n}", owner_person=like.owner_person)
        for n in range(count)
    )
    names = ("group", "circle", "starts_at", "ends_at")
    fields: dict[str, Any] = {name: getattr(base, name) for name in names}
    Meeting.objects.bulk_create(
        Meeting(
            number=1000 + n, year=2020, state=("draft", "remarks", "signing", "prepared")[n % 4], remarks_until=TODAY(),
            ended_at=base.ended_at, **fields,
        )
        for n in range(count)
    )
    for n in range(min(count, 50)):
        factories.mandate(factories.group(f"Skupina {n}", organisation=cast.town), cast.person("chair"), is_chair=True)


@pytest.mark.parametrize("count", [1, 50, 500])
def test_desk_takes_the_same_few_queries(cast: Cast, count: int) -> None:
    _fill(cast, count)
    client = client_for(cast.person("chair"))
    client.get(reverse("desk:desk"))
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(reverse("desk:desk"))
    assert answer.status_code == 200
    sql = [one["sql"][:120] for one in queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(sql) <= 26, f"{len(sql)}\n" + "\n".join(sql)


def test_an_invitation_waits_until_it_is_answered(cast: Cast) -> None:
    starts = timezone.now() + timedelta(days=4)
    meeting = create_meeting(
        by=cast.actor("chair"), group=cast.group, starts_at=starts, ends_at=starts + timedelta(hours=1),
        place=Place(text="Radnice"),
    )
    address = reverse("meetings:reply", args=[meeting.uid])
    assert address not in cast.client("member").get(reverse("desk:desk")).text
    Meeting.objects.filter(pk=meeting.pk).update(state="invited", invited_at=timezone.now())
    assert address in cast.client("member").get(reverse("desk:desk")).text
    assert address not in cast.client("manager").get(reverse("desk:desk")).text
    reply(by=cast.actor("member"), meeting=Meeting.objects.get(pk=meeting.pk), answer="not")
    assert address not in cast.client("member").get(reverse("desk:desk")).text

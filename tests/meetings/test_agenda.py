"""The agenda that makes itself, its changes, and that nothing tells of what is closed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from soucinnost.access.models import Seat
from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.documents.models import Attachment
from soucinnost.groups.actions import change_group, raise_topic, set_standing_items
from soucinnost.groups.enums import StandingItemKind, TopicState
from soucinnost.groups.models import Topic
from soucinnost.meetings.actions.agenda import (
    add_item,
    add_paper,
    carry_task,
    carry_unfinished,
    change_item,
    drop_task,
    make_agenda,
    order_items,
    remove_item,
    remove_paper,
    schedule_topic,
    shift_item,
)
from soucinnost.meetings.actions.running import start_meeting
from soucinnost.meetings.models import AgendaItem, AgendaPaper, CarriedTask, Entry, Meeting
from soucinnost.meetings.selectors.invitation import agenda_lines
from soucinnost.versions.models import Version
from tests import factories
from tests.cast import ROLES, Cast
from tests.meetings.minutes_kit import line
from tests.meetings.prepare_kit import empty, held, in_days, item, seat, task, titles, today

pytestmark = pytest.mark.django_db

STANDING = [
    {"title": "Úvod", "minutes": 10},
    {"title": "Zprávy organizací", "minutes": 40, "kind": StandingItemKind.REPORTS},
    {"title": "Různé, závěr", "minutes": 15},
]


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A meeting in ten days without items."""
    return empty(in_days(cast, 10))


def standing(cast: Cast) -> None:
    """Give the group its standing items."""
    set_standing_items(by=cast.actor("chair"), group=cast.group, items=STANDING)


# -- it makes itself


def test_standing_items_topics_tasks_and_approval(cast: Cast) -> None:
    standing(cast)
    change_group(by=cast.actor("chair"), group=cast.group, approves_at_next_meeting=True)
    cast.group.refresh_from_db()
    held(cast, today() - timedelta(days=20))
    raise_topic(by=cast.actor("member"), group=cast.group, title="Osvětlení parku", note="Stížnosti obyvatel")
    task(cast, "Přehled volných míst", given=today() - timedelta(days=20), due=today() - timedelta(days=1))
    meeting = in_days(cast, 10)
    assert titles(cast, meeting) == [
        "Úvod", "Schválení zápisu z minulého jednání", "Kontrola úkolů", "Zprávy organizací", "Osvětlení parku",
        "Různé, závěr",
    ]
    topic_item = meeting.items.get(title="Osvětlení parku")
    assert topic_item.note == "Stížnosti obyvatel" and topic_item.presenter == cast.person("member")
    assert topic_item.topic is not None and topic_item.topic.state == TopicState.SCHEDULED
    assert meeting.items.get(title="Zprávy organizací").kind == StandingItemKind.REPORTS
    assert [one.assignment.text for one in CarriedTask.objects.filter(item__title="Kontrola úkolů")] == [
        "Přehled volných míst"
    ]
    assert meeting.items.get(title="Schválení zápisu z minulého jednání").kind == StandingItemKind.APPROVAL


def test_approval_only_where_minutes_wait_for_it(cast: Cast) -> None:
    standing(cast)
    held(cast, today() - timedelta(days=20))
    assert "Schválení zápisu z minulého jednání" not in titles(cast, in_days(cast, 10))
    change_group(by=cast.actor("chair"), group=cast.group, approves_at_next_meeting=True)
    cast.group.refresh_from_db()
    assert "Schválení zápisu z minulého jednání" in titles(cast, in_days(cast, 11))
    Meeting.objects.filter(ended_at__isnull=False).update(state="final")
    assert "Schválení zápisu z minulého jednání" not in titles(cast, in_days(cast, 12))


def test_tasks_stand_in_the_item_for_tasks(cast: Cast) -> None:
    set_standing_items(
        by=cast.actor("chair"), group=cast.group,
        items=[{"title": "Úvod a úkoly", "kind": StandingItemKind.TASKS}, {"title": "Různé"}],
    )
    task(cast, "Přehled", given=today() - timedelta(days=3))
    meeting = in_days(cast, 10)
    assert titles(cast, meeting) == ["Úvod a úkoly", "Různé"]
    assert CarriedTask.objects.get().item.title == "Úvod a úkoly"


def test_without_tasks_no_item_for_them_and_again_makes_nothing_twice(cast: Cast) -> None:
    standing(cast)
    meeting = in_days(cast, 10)
    assert titles(cast, meeting) == ["Úvod", "Zprávy organizací", "Různé, závěr"]
    make_agenda(by=cast.actor("chair"), meeting=meeting)
    assert len(titles(cast, meeting)) == 3


def test_tasks_given_on_the_day_or_later_are_not_carried(cast: Cast) -> None:
    task(cast, "Dnešní", given=today())
    assert not CarriedTask.objects.filter(item__meeting=in_days(cast, 0)).exists()
    assert CarriedTask.objects.filter(item__meeting=in_days(cast, 1)).count() == 1


def test_carrying_again_adds_only_what_arose_since(cast: Cast) -> None:
    task(cast, "První", given=today() - timedelta(days=3))
    meeting = in_days(cast, 10)
    task(cast, "Druhý", given=today() - timedelta(days=1))
    assert carry_unfinished(by=cast.actor("chair"), meeting=meeting) == 1
    assert carry_unfinished(by=cast.actor("chair"), meeting=meeting) == 0
    assert CarriedTask.objects.filter(item__meeting=meeting).count() == 2
    assert meeting.items.filter(kind=StandingItemKind.TASKS).count() == 1


def test_closed_task_alone_makes_a_closed_item(cast: Cast) -> None:
    set_standing_items(by=cast.actor("chair"), group=cast.group, items=[{"title": "Úvod"}])
    task(cast, "Důvěrné", given=today() - timedelta(days=3), closed_to=("chair", "reviewer"))
    meeting = in_days(cast, 10)
    assert "Kontrola úkolů" in titles(cast, meeting, "reviewer")
    assert "Kontrola úkolů" not in titles(cast, meeting, "member")
    task(cast, "Veřejné", given=today() - timedelta(days=3))
    carry_unfinished(by=cast.actor("chair"), meeting=meeting)
    open_item = meeting.items.get(kind=StandingItemKind.TASKS, is_closed=False)
    assert [one.assignment.text for one in open_item.carried_tasks.all()] == ["Veřejné"]


def test_count_of_carried_tasks_does_not_tell_of_closed_ones(cast: Cast, meeting: Meeting) -> None:
    task(cast, "Důvěrné", given=today() - timedelta(days=3), closed_to=("chair", "reviewer"))
    assert carry_unfinished(by=cast.actor("recorder"), meeting=meeting) == 0


# -- who may


@pytest.mark.parametrize("role", ROLES)
def test_only_who_runs_the_group_changes_the_agenda(cast: Cast, meeting: Meeting, role: str) -> None:
    one, other = item(cast, meeting, "Jeden"), item(cast, meeting, "Druhý")
    topic = raise_topic(by=cast.actor("chair"), group=cast.group, title="Téma")
    assignment = task(cast, "Úkol", given=today() - timedelta(days=1))
    paper = add_paper(by=cast.actor("chair"), item=one, upload=factories.upload())
    carried = carry_task(by=cast.actor("chair"), item=one, assignment=assignment)
    by = cast.actor(role)
    acts = [
        lambda: add_item(by=by, meeting=meeting, title="Nový"),
        lambda: change_item(by=by, item=one, title="Jinak", kind="ordinary"),
        lambda: order_items(by=by, meeting=meeting, uids=[other.uid, one.uid, *_others(meeting, one, other)]),
        lambda: shift_item(by=by, item=one, up=False),
        lambda: schedule_topic(by=by, meeting=meeting, topic=topic),
        lambda: drop_task(by=by, carried=carried),
        lambda: carry_task(by=by, item=other, assignment=assignment),
        lambda: carry_unfinished(by=by, meeting=meeting),
        lambda: add_paper(by=by, item=one, upload=factories.upload()),
        lambda: remove_paper(by=by, paper=paper),
        lambda: remove_item(by=by, item=other),
    ]
    for act in acts:
        if role in {"chair", "recorder"}:
            act()
        else:
            with pytest.raises(PermissionDenied):
                act()


def _others(meeting: Meeting, *known: AgendaItem) -> list[str]:
    return list(meeting.items.exclude(pk__in=[one.pk for one in known]).values_list("uid", flat=True))


def test_locked_minutes_have_a_locked_agenda(cast: Cast, meeting: Meeting) -> None:
    one = item(cast, meeting, "Bod")
    Meeting.objects.filter(pk=meeting.pk).update(state="final")
    with pytest.raises(PermissionDenied):
        change_item(by=cast.actor("chair"), item=one, title="Jinak", kind="ordinary")


# -- items


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "   "}, "title"), ({"title": "x" * 201}, "title"), ({"title": "Bod", "minutes": 0}, "minutes"),
        ({"title": "Bod", "minutes": 1441}, "minutes"), ({"title": "Bod", "kind": "jiny"}, "kind"),
        ({"title": "Bod", "presenter_name": "x" * 161}, "presenter_name"),
    ],
)
def test_what_an_item_cannot_hold(cast: Cast, meeting: Meeting, fields: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        add_item(by=cast.actor("chair"), meeting=meeting, **fields)  # type: ignore[arg-type]
    assert field in refused.value.message_dict
    assert not meeting.items.exists()


def test_earlier_wording_is_kept_and_goes_with_the_item(cast: Cast, meeting: Meeting) -> None:
    one = item(cast, meeting, "Původní")
    change_item(by=cast.actor("recorder"), item=one, title="Nový", kind="ordinary")
    assert Version.objects.get(object_uid=one.uid).data["title"] == "Původní"
    remove_item(by=cast.actor("chair"), item=one)
    assert not Version.objects.filter(object_uid=one.uid).exists()
    assert AuditEntry.objects.filter(verb="agenda.item_removed", object_uid=one.uid).exists()


def test_removing_frees_topic_and_tasks_and_takes_papers(cast: Cast, meeting: Meeting) -> None:
    chair = cast.actor("chair")
    topic = raise_topic(by=chair, group=cast.group, title="Téma")
    one = schedule_topic(by=chair, meeting=meeting, topic=topic)
    paper = add_paper(by=chair, item=one, upload=factories.upload())
    assignment = task(cast, "Úkol", given=today() - timedelta(days=1))
    carry_task(by=chair, item=one, assignment=assignment)
    remove_item(by=chair, item=one)
    assert Topic.objects.get(pk=topic.pk).state == TopicState.OPEN
    assert Attachment.objects.get(pk=paper.attachment.pk).removed_at is not None
    assignment.refresh_from_db()
    assert assignment.state == "open" and not CarriedTask.objects.exists()


def test_item_with_minutes_stays_even_when_struck(cast: Cast, meeting: Meeting) -> None:
    one = item(cast, meeting, "Bod")
    start_meeting(by=cast.actor("chair"), meeting=meeting)
    meeting.refresh_from_db()
    entry = line(cast.actor("recorder"), meeting, "Zapsáno", item=one)
    entry.struck_at = entry.written_at
    entry.save(update_fields=["struck_at"])
    with pytest.raises(ValidationError, match="zápis"):
        remove_item(by=cast.actor("chair"), item=one)


def hidden_line(cast: Cast, meeting: Meeting, one: AgendaItem) -> Entry:
    """A line that only the chair sees."""
    uid = cast.mandates["chair"].seat.uid
    return line(cast.actor("chair"), meeting, "Kanárek", item=one, details={"closed_to": [uid]})


def test_item_with_hidden_lines_goes_as_one_without_them(cast: Cast, meeting: Meeting) -> None:
    blank, one = item(cast, meeting, "Prázdný"), item(cast, meeting, "Bod")
    topic = raise_topic(by=cast.actor("chair"), group=cast.group, title="Téma")
    with_topic = schedule_topic(by=cast.actor("chair"), meeting=meeting, topic=topic)
    paper = add_paper(by=cast.actor("chair"), item=one, upload=factories.upload())
    assignment = task(cast, "Úkol", given=today() - timedelta(days=1))
    carry_task(by=cast.actor("chair"), item=one, assignment=assignment)
    start_meeting(by=cast.actor("chair"), meeting=meeting)
    meeting.refresh_from_db()
    entry = hidden_line(cast, meeting, one)
    hidden_line(cast, meeting, with_topic)
    client = cast.client("recorder")
    answers = [
        client.post(f"/jednani/{meeting.uid}/priprava/bod/{gone.uid}/odebrat/", follow=True).content.decode()
        for gone in (blank, one, with_topic)
    ]
    assert all("Bod je z programu odebraný." in answer.replace("\xa0", " ") for answer in answers)
    for role in ("recorder", "member", "reviewer"):
        assert not AgendaItem.objects.visible_to(cast.actor(role)).filter(title__in=["Bod", "Prázdný"]).exists(), role
        assert not Attachment.objects.visible_to(cast.actor(role)).filter(pk=paper.attachment.pk).exists(), role
    assert list(Entry.objects.visible_to(cast.actor("chair")).filter(item=one)) == [entry]
    assert Attachment.objects.visible_to(cast.actor("chair")).filter(pk=paper.attachment.pk).exists()
    topic.refresh_from_db()
    assert topic.state == TopicState.OPEN and not CarriedTask.objects.exists()
    assert client.get(f"/jednani/{meeting.uid}/priprava/bod/{one.uid}/").status_code == 404
    with pytest.raises(ValidationError, match="zápis"):
        remove_item(by=cast.actor("chair"), item=one)


def test_removing_a_closed_item_shows_its_lines_to_nobody_new(cast: Cast, meeting: Meeting) -> None:
    one = item(cast, meeting, "Bod")
    start_meeting(by=cast.actor("chair"), meeting=meeting)
    meeting.refresh_from_db()
    seats = [cast.mandates[role].seat for role in ("chair", "recorder")]
    both = [cast.mandates[role].seat.uid for role in ("chair", "member")]
    line(cast.actor("chair"), meeting, "Kanárek", item=one, details={"closed_to": both})
    change_item(by=cast.actor("chair"), item=one, title="Bod", kind="ordinary", is_closed=True, named_seats=seats)
    remove_item(by=cast.actor("recorder"), item=one)
    one.refresh_from_db()
    assert [seat.pk for seat in one.named_seats.all()] == [cast.mandates["chair"].seat.pk]


def test_papers_follow_the_closure_of_their_item_by_an_action(cast: Cast, meeting: Meeting) -> None:
    one = item(cast, meeting, "Bod")
    paper = add_paper(by=cast.actor("chair"), item=one, upload=factories.upload())
    seats = [cast.mandates["chair"].seat]
    for _again in range(2):
        change_item(by=cast.actor("chair"), item=one, title="Bod", kind="ordinary", is_closed=True, named_seats=seats)
    assert not Attachment.objects.visible_to(cast.actor("member")).filter(pk=paper.attachment.pk).exists()
    rows = AuditEntry.objects.filter(verb="attachment.closure_followed")
    assert [row.ids for row in rows] == [[paper.attachment.uid]], "once, when it changed"
    change_item(by=cast.actor("chair"), item=one, title="Bod", kind="ordinary")
    assert Attachment.objects.visible_to(cast.actor("member")).filter(pk=paper.attachment.pk).exists()


def test_a_new_item_goes_before_the_closing_standing_item(cast: Cast) -> None:
    standing(cast)
    meeting = in_days(cast, 10)
    add_item(by=cast.actor("chair"), meeting=meeting, title="Nový bod")
    assert titles(cast, meeting) == ["Úvod", "Zprávy organizací", "Nový bod", "Různé, závěr"]
    add_item(by=cast.actor("chair"), meeting=meeting, title="Další bod")
    assert titles(cast, meeting)[2:] == ["Nový bod", "Další bod", "Různé, závěr"]


def test_topic_goes_before_the_closing_item_and_once(cast: Cast) -> None:
    standing(cast)
    meeting = in_days(cast, 10)
    topic = raise_topic(by=cast.actor("member"), group=cast.group, title="Později")
    schedule_topic(by=cast.actor("chair"), meeting=meeting, topic=topic)
    assert titles(cast, meeting) == ["Úvod", "Zprávy organizací", "Později", "Různé, závěr"]
    with pytest.raises(ValidationError, match="zařazené"):
        schedule_topic(by=cast.actor("chair"), meeting=meeting, topic=topic)


def test_topic_and_task_of_another_group_are_refused(cast: Cast, meeting: Meeting) -> None:
    foreign = raise_topic(by=cast.actor("outsider"), group=cast.other_group, title="Cizí")
    with pytest.raises(ValidationError):
        schedule_topic(by=cast.actor("chair"), meeting=meeting, topic=foreign)
    one = item(cast, meeting, "Bod")
    from soucinnost.assignments.actions import create_assignment

    theirs = create_assignment(
        by=cast.actor("outsider"), group=cast.other_group, text="Cizí", owner_person=cast.person("outsider"),
        due_kind="none",
    )
    with pytest.raises(PermissionDenied):
        carry_task(by=cast.actor("chair"), item=one, assignment=theirs)


def test_task_moves_between_items_and_leaves(cast: Cast, meeting: Meeting) -> None:
    chair = cast.actor("chair")
    one, other = item(cast, meeting, "Jeden"), item(cast, meeting, "Druhý")
    assignment = task(cast, "Úkol", given=today() - timedelta(days=1))
    carry_task(by=chair, item=one, assignment=assignment)
    carried = carry_task(by=chair, item=other, assignment=assignment)
    assert [row.item for row in CarriedTask.objects.all()] == [other]
    drop_task(by=chair, carried=carried)
    assert not CarriedTask.objects.exists()


# -- order


def test_order_by_list_and_by_one_place(cast: Cast, meeting: Meeting) -> None:
    items = [item(cast, meeting, title) for title in "ABC"]
    order_items(by=cast.actor("chair"), meeting=meeting, uids=[items[2].uid, items[0].uid, items[1].uid])
    assert titles(cast, meeting) == ["C", "A", "B"]
    shift_item(by=cast.actor("recorder"), item=items[0], up=True)
    assert titles(cast, meeting) == ["A", "C", "B"]
    shift_item(by=cast.actor("recorder"), item=items[0], up=True)
    shift_item(by=cast.actor("recorder"), item=items[1], up=False)
    assert titles(cast, meeting) == ["A", "C", "B"]


@pytest.mark.parametrize("change", [lambda uids: uids[:-1], lambda uids: [*uids, uids[0]], lambda uids: [*uids, "x"]])
def test_order_of_another_agenda_is_refused(cast: Cast, meeting: Meeting, change: object) -> None:
    uids = [item(cast, meeting, title).uid for title in "ABC"]
    with pytest.raises(ValidationError, match="mezitím"):
        order_items(by=cast.actor("chair"), meeting=meeting, uids=change(uids))  # type: ignore[operator]
    assert titles(cast, meeting) == ["A", "B", "C"]


def test_closed_items_keep_their_places_when_others_are_ordered(cast: Cast, meeting: Meeting) -> None:
    first = item(cast, meeting, "A")
    item(cast, meeting, "Tajný", "reviewer")
    last = item(cast, meeting, "B")
    order_items(by=cast.actor("recorder"), meeting=meeting, uids=[last.uid, first.uid])
    assert titles(cast, meeting, "recorder") == ["B", "A"]
    assert titles(cast, meeting, "chair") == ["B", "Tajný", "A"]
    shift_item(by=cast.actor("recorder"), item=last, up=False)
    assert titles(cast, meeting, "chair") == ["A", "Tajný", "B"]


# -- closed items


def test_who_sees_a_closed_item(cast: Cast, meeting: Meeting) -> None:
    item(cast, meeting, "Tajný", "member")
    sees = {role for role in ROLES if "Tajný" in titles(cast, meeting, role)}
    assert sees == {"chair", "member", "deputy"}


def test_who_closes_cannot_lock_herself_out(cast: Cast, meeting: Meeting) -> None:
    one = item(cast, meeting, "Bod")
    change_item(
        by=cast.actor("recorder"), item=one, title="Bod", kind="ordinary", is_closed=True,
        named_seats=[seat(cast, "member")],
    )
    assert titles(cast, meeting, "recorder") == ["Bod"] and titles(cast, meeting, "chair") == []
    with pytest.raises(PermissionDenied):
        change_item(by=cast.actor("chair"), item=one, title="Otevřít", kind="ordinary")


def test_seat_of_another_circle_cannot_be_named(cast: Cast, meeting: Meeting) -> None:
    foreign = Seat.objects.get(circle=cast.other_group.circle)
    one = item(cast, meeting, "Bod", named_seats=[foreign], is_closed=True)
    assert [named.person for named in one.named_seats.all()] == [cast.person("chair")]


def test_installation_cannot_close_an_item_to_nobody(cast: Cast, meeting: Meeting) -> None:
    with pytest.raises(ValidationError) as refused:
        add_item(by=factories.SYSTEM, meeting=meeting, title="Bod", is_closed=True)
    assert "named_seats" in refused.value.message_dict
    assert not meeting.items.exists()


def test_papers_follow_the_closure_of_their_item(cast: Cast, meeting: Meeting) -> None:
    chair = cast.actor("chair")
    one = item(cast, meeting, "Bod")
    paper = add_paper(by=chair, item=one, upload=factories.upload())
    visible = lambda role: Attachment.objects.visible_to(cast.actor(role)).filter(pk=paper.attachment.pk).exists()  # noqa: E731
    assert visible("member") and visible("reviewer")
    change_item(
        by=chair, item=one, title="Bod", kind="ordinary", is_closed=True, named_seats=[seat(cast, "reviewer")]
    )
    assert not visible("member") and visible("reviewer")
    change_item(by=chair, item=one, title="Bod", kind="ordinary")
    assert visible("member")


def test_paper_that_is_not_what_it_says_leaves_nothing(cast: Cast, meeting: Meeting) -> None:
    one = item(cast, meeting, "Bod")
    with pytest.raises(ValidationError) as refused:
        add_paper(by=cast.actor("chair"), item=one, upload=factories.upload("zprava.pdf", b"MZ\x90\x00 program"))
    assert "upload" in refused.value.message_dict
    assert not AgendaPaper.objects.exists() and not Attachment.objects.exists()


def test_numbers_and_times_are_counted_among_what_one_sees(cast: Cast, meeting: Meeting) -> None:
    item(cast, meeting, "A", minutes=10)
    item(cast, meeting, "Tajný", "reviewer", minutes=25)
    item(cast, meeting, "B", minutes=5)

    def lines(role: str) -> list[tuple[int, str, str]]:
        return [(one.number, one.starts, one.item.title) for one in agenda_lines(cast.actor(role), meeting)]

    assert lines("member") == [(1, "9.00", "A"), (2, "9.10", "B")]
    assert lines("reviewer") == [(1, "9.00", "A"), (2, "9.10", "Tajný"), (3, "9.35", "B")]
    assert lines("outsider") == lines("public") == lines("former") == []

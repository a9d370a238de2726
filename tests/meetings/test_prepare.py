"""Pages before a meeting: list, new, preparing, invitation, attendance; and what groups, search and terms know."""

from collections.abc import Callable
from datetime import date, timedelta
from datetime import time as clock

import pytest
from django.test import override_settings
from django.utils import timezone

from soucinnost.agencies.models import Person
from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.documents.models import Attachment
from soucinnost.groups import hooks
from soucinnost.groups.actions import change_group, close_group, end_mandate, raise_topic, set_standing_items
from soucinnost.groups.enums import Rhythm, TopicState
from soucinnost.groups.models import Group
from soucinnost.meetings.actions.agenda import add_paper, carry_task
from soucinnost.meetings.actions.attendance import attach_scan
from soucinnost.meetings.actions.erasing import erase_meetings
from soucinnost.meetings.actions.running import start_meeting
from soucinnost.meetings.actions.scheduling import Place, cancel_meeting, create_meeting
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.forms.prepare import suggested_day
from soucinnost.meetings.models import AgendaItem, CarriedTask, Meeting
from soucinnost.meetings.retained import expired
from soucinnost.meetings.selectors.listing import attendance, meeting_marks, meeting_months
from soucinnost.notices.models import Message
from soucinnost.search.models import IndexEntry
from soucinnost.search.registry import kind as search_kind
from tests import factories
from tests.cast import ROLES, Cast
from tests.meetings.minutes_kit import everybody_present, line
from tests.meetings.prepare_kit import at, empty, held, in_days, item, meeting_on, seat, steady, task, titles, today

pytestmark = pytest.mark.django_db

RUNNERS, MEMBERS = {"chair", "recorder"}, {"reviewer", "member", "deputy"}


def expected(role: str, *, runner: int = 200, member: int = 200) -> int:
    """What an address of a meeting answers to somebody: strangers do not learn that it exists."""
    if role == "public":
        return 302
    if role in RUNNERS:
        return runner
    return member if role in MEMBERS else 404


def frame(day: str, start: str = "9", end: str = "11", **more: str) -> dict[str, str]:
    """What the form of time and place sends."""
    return {"day": day, "starts": start, "ends": end, "place_kind": "address", "place": "Radnice", **more}


def working_day(days: int) -> date:
    """A day at least so far that is neither weekend nor holiday."""
    from soucinnost.kernel.dates import next_working_day

    return next_working_day(today() + timedelta(days=days), including=True)


def typed(day: date) -> str:
    """A day as people type it."""
    return f"{day.day}.{day.month}.{day.year}"


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A meeting in ten days with two items, one of them closed to the reviewer."""
    meeting = empty(in_days(cast, 10))
    item(cast, meeting, "Úvod", minutes=10)
    item(cast, meeting, "Tajná věc", "reviewer", minutes=20)
    return meeting


# -- who reaches what


@pytest.mark.parametrize("role", ROLES)
def test_who_opens_which_page(cast: Cast, meeting: Meeting, role: str) -> None:
    client = cast.client(role)
    open_item = meeting.items.get(title="Úvod")
    base = f"/jednani/{meeting.uid}/"
    for address, runner, member in (
        ("", 302, 302), ("priprava/", 200, 403), ("priprava/tisk/", 200, 403), ("cas-a-misto/", 200, 403),
        (f"priprava/bod/{open_item.uid}/", 200, 403), ("pozvanka/", 200, 200), ("listina/", 200, 200),
    ):
        answer = client.get(base + address)
        assert answer.status_code == expected(role, runner=runner, member=member), (address, answer.status_code)
    answer = client.get(f"/jednani/nove/{cast.group.uid}/")
    assert answer.status_code == expected(role, member=403)
    assert client.get("/jednani/").status_code == (302 if role == "public" else 200)


@pytest.mark.parametrize("role", ROLES)
def test_who_does_what(cast: Cast, meeting: Meeting, role: str) -> None:
    client, base = cast.client(role), f"/jednani/{meeting.uid}/"
    one = meeting.items.get(title="Úvod")
    paper = add_paper(by=cast.actor("chair"), item=one, upload=factories.upload())
    topic = raise_topic(by=cast.actor("chair"), group=cast.group, title="Téma")
    assignment = task(cast, "Úkol", given=today() - timedelta(days=1))
    for address, data in (
        ("priprava/bod/", {"text": "Nový 5 min"}), ("priprava/tema/", {"tema": topic.uid}),
        ("priprava/ukol/", {"ukol": assignment.uid, "bod": one.uid}),
        (f"priprava/bod/{one.uid}/posunout/", {"kam": "dolu"}),
        (f"priprava/bod/{one.uid}/", {"title": "Úvod", "kind": "ordinary"}),
        (f"priprava/podklad/{paper.attachment.uid}/odebrat/", {}), ("pozvanka/odeslat/", {}),
        ("pozvanka/poznamenat/", {}), (f"priprava/bod/{one.uid}/odebrat/", {}), ("zrusit/", {"reason": "Nemoc"}),
    ):
        answer = client.post(base + address, data)
        assert answer.status_code == expected(role, runner=302, member=403), (address, answer.status_code)
    meeting.refresh_from_db()
    assert meeting.state == (MeetingState.CANCELLED if role in RUNNERS else MeetingState.PREPARED)


def test_item_closed_to_the_recorder_does_not_exist_for_her(cast: Cast, meeting: Meeting) -> None:
    closed = meeting.items.get(title="Tajná věc")
    client = cast.client("recorder")
    assert client.get(f"/jednani/{meeting.uid}/priprava/bod/{closed.uid}/").status_code == 404
    assert client.post(f"/jednani/{meeting.uid}/priprava/bod/{closed.uid}/odebrat/").status_code == 404


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("member", "pozvanka/"), ("member", ""), ("deputy", "listina/"), ("recorder", "priprava/"),
        ("recorder", "pozvanka/"), ("recorder", "priprava/tisk/"), ("recorder", "cas-a-misto/"),
    ],
)
def test_pages_do_not_tell_that_something_is_closed(cast: Cast, meeting: Meeting, role: str, address: str) -> None:
    item(cast, meeting, "Různé", minutes=5)
    closed = meeting.items.get(title="Tajná věc")
    add_paper(by=cast.actor("chair"), item=closed, upload=factories.upload())
    task_ = task(cast, "Tajný úkol", given=today() - timedelta(days=1), closed_to=("chair", "reviewer"))
    carry_task(by=cast.actor("chair"), item=closed, assignment=task_)
    client = cast.client(role)
    client.get(f"/jednani/{meeting.uid}/{address}")
    with_it = client.get(f"/jednani/{meeting.uid}/{address}")
    task_.delete()
    closed.delete()
    Attachment.objects.all().delete()
    without = client.get(f"/jednani/{meeting.uid}/{address}")
    assert with_it.status_code == without.status_code
    assert steady(with_it.content) == steady(without.content)


def test_audit_of_a_page_names_only_what_it_shows(cast: Cast, meeting: Meeting) -> None:
    cast.client("member").get(f"/jednani/{meeting.uid}/pozvanka/")
    row = AuditEntry.objects.get(verb="invitation.viewed", object_uid=meeting.uid)
    assert row.ids == [meeting.items.get(title="Úvod").uid]


# -- the list


def test_list_by_what_comes_what_is_to_finish_and_what_is_over(cast: Cast) -> None:
    coming, over = in_days(cast, 10), held(cast, today() - timedelta(days=3))
    done = held(cast, today() - timedelta(days=30))
    Meeting.objects.filter(pk=done.pk).update(state="final", finalised_at=timezone.now())
    gone = in_days(cast, 20)
    cancel_meeting(by=cast.actor("chair"), meeting=gone, reason="Nemoc")
    client = cast.client("member")

    def shown(query: str = "") -> set[int]:
        content = client.get(f"/jednani/{query}").content.decode()
        return {one.pk for one in (coming, over, done, gone) if f"/jednani/{one.uid}/" in content}

    assert shown() == {coming.pk, over.pk, done.pk, gone.pk}
    assert shown("?stav=prijdou") == {coming.pk}
    assert shown("?stav=k-dokonceni") == {over.pk}
    assert shown("?stav=probehla") == {done.pk}
    assert shown("?stav=zrusena") == {gone.pk}
    assert shown(f"?rok={today().year + 1}") == {
        one.pk for one in (coming, over, done, gone) if one.year == today().year + 1
    }
    assert shown("?skupina=nic") == set()
    assert shown("?rok=x&stav=y&strana=z") == {coming.pk, over.pk, done.pk, gone.pk}
    assert "1 jednání před Vámi, 1 zápis k dokončení" in client.get("/jednani/").content.decode().replace("\u00a0", " ")


def test_list_of_others_holds_nothing_of_ours(cast: Cast, meeting: Meeting) -> None:
    for role in ("outsider", "manager", "coordinator", "administrator", "former"):
        content = cast.client(role).get("/jednani/").content.decode()
        assert meeting.uid not in content and "Bezpečná Zkušebnice" not in content.split("<main")[1], role


def test_list_is_paged_and_its_cost_does_not_grow(
    cast: Cast, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = cast.client("chair")
    in_days(cast, 5)
    client.get("/jednani/")
    counts = []
    for size in (1, 40):
        for number in range(size):
            made = meeting_on(cast, today() - timedelta(days=400 + size + number))
            Meeting.objects.filter(pk=made.pk).update(state="final", ended_at=timezone.now())
        with django_assert_max_num_queries(18) as counted:  # type: ignore[attr-defined]
            client.get("/jednani/")
        asked = [one for one in counted.captured_queries if one["sql"].startswith(("SELECT", "INSERT", "UPDATE"))]
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15
    assert 'rel="next"' in client.get("/jednani/").content.decode()
    assert client.get("/jednani/?strana=2").status_code == 200


def test_overdue_start_is_said(cast: Cast) -> None:
    in_days(cast, -2)
    assert "nezahájeno" in cast.client("chair").get("/jednani/").content.decode()


# -- one address for a meeting


def test_address_of_a_meeting_leads_where_its_state_is_at_home(cast: Cast, meeting: Meeting) -> None:
    base = f"/jednani/{meeting.uid}/"

    def leads(role: str) -> str:
        return cast.client(role).get(base)["Location"].removeprefix(base)

    assert (leads("chair"), leads("member")) == ("priprava/", "pozvanka/")
    start_meeting(by=cast.actor("chair"), meeting=meeting)
    assert (leads("recorder"), leads("deputy")) == ("prubeh/", "pozvanka/")
    for state in ("draft", "remarks", "signing", "final"):
        Meeting.objects.filter(pk=meeting.pk).update(state=state)
        assert leads("chair") == leads("member") == "zapis/"


def test_cancelled_meeting_says_why(cast: Cast, meeting: Meeting) -> None:
    cancel_meeting(by=cast.actor("chair"), meeting=meeting, reason="Předsedkyně onemocněla")
    for role in ("chair", "member"):
        answer = cast.client(role).get(f"/jednani/{meeting.uid}/")
        assert answer.status_code == 200 and "Předsedkyně onemocněla" in answer.content.decode()


# -- new, moved


def test_new_meeting_starts_with_what_the_group_is_used_to(cast: Cast) -> None:
    change_group(
        by=cast.actor("chair"), group=cast.group, usual_place="Klub U Lípy", usual_start=clock(14, 30), usual_minutes=90
    )
    content = cast.client("chair").get(f"/jednani/nove/{cast.group.uid}/").content.decode()
    assert 'value="Klub U Lípy"' in content and 'value="14.30"' in content and 'value="16.00"' in content


@pytest.mark.parametrize(
    ("last", "suggested"),
    [
        (date(2026, 1, 7), date(2026, 4, 8)),  # thirteen weeks after a Wednesday
        (date(2026, 1, 5), date(2026, 4, 13)),  # 6 April is Easter Monday
        (date(2026, 1, 10), date(2026, 4, 13)),  # a Saturday
        (date(2025, 9, 3), None), (None, None),
    ],
)
def test_the_day_one_rhythm_after_the_last_is_suggested(last: date | None, suggested: date | None) -> None:
    group = Group(rhythm=Rhythm.QUARTERLY, last_met_on=last)
    assert suggested_day(group, date(2026, 3, 1)) == suggested
    group.next_meeting_on = date(2026, 3, 20)
    assert suggested_day(group, date(2026, 3, 1)) is None


def test_creating_leads_to_the_agenda_that_made_itself(cast: Cast) -> None:
    day = working_day(20)
    answer = cast.client("chair").post(f"/jednani/nove/{cast.group.uid}/", frame(typed(day), "9.00", "10.35"))
    made = Meeting.objects.get()
    assert answer.status_code == 302 and answer["Location"] == f"/jednani/{made.uid}/priprava/"
    assert (made.starts_at, made.ends_at) == (at(day, "9.00"), at(day, "10.35")) and made.items.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (frame("30. 2. 2027"), "v kalendáři není"), (frame("zítra nebo pozítří"), "nelze přečíst"),
        (frame(""), "Vyplňte datum"), (frame("1. 3. 2027", "11.00", "9.00"), "skončit později"),
        (frame("1. 3. 2027", "25.00"), "neexistuje"), (frame("28. 3. 2027", "2.30", "4.00"), "letní čas"),
        (frame("1. 3. 2027", place_kind="point", point="tady"), "Souřadnice nelze přečíst"),
        (frame("1. 3. 2027", place_kind="hrad"), "place_kind"), (frame("1. 3. 2027", title="x" * 201), "id_title"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_typed_is_lost(cast: Cast, data: dict[str, str], said: str) -> None:
    answer = cast.client("chair").post(f"/jednani/nove/{cast.group.uid}/", data)
    content = answer.content.decode().replace("\u00a0", " ")
    assert answer.status_code == 422 and said in content and 'role="alert"' in content
    assert 'value="Radnice"' in content and (not data["day"] or f'value="{data["day"]}"' in content)
    assert not Meeting.objects.exists()


def test_a_locality_is_chosen_among_those_of_the_group(cast: Cast) -> None:
    place = factories.locality("Za tratí", area=cast.town.area)
    client, address, day = cast.client("chair"), f"/jednani/nove/{cast.group.uid}/", typed(working_day(20))
    for sent, said in (({}, "Vyberte lokalitu"), ({"locality": "neznama"}, "id_locality")):
        answer = client.post(address, frame(day, place_kind="locality", **sent))
        assert answer.status_code == 422 and said in answer.content.decode().replace("\u00a0", " ")
        assert not Meeting.objects.exists()
    assert client.post(address, frame(day, place_kind="locality", locality=place.uid)).status_code == 302
    assert Meeting.objects.get().locality == place


@pytest.mark.parametrize(
    ("day", "said"), [("24. 12. 2027", "Štědrý den"), ("6. 3. 2027", "Víkend"), ("1. 2. 2016", "už minul")]
)
def test_unusual_days_are_asked_about_once_more(cast: Cast, day: str, said: str) -> None:
    client, address = cast.client("chair"), f"/jednani/nove/{cast.group.uid}/"
    answer = client.post(address, frame(day))
    assert answer.status_code == 422 and said in answer.content.decode().replace("\u00a0", " ")
    assert not Meeting.objects.exists()
    assert client.post(address, frame(day, confirmed="on")).status_code == 302
    assert Meeting.objects.count() == 1


def test_another_meeting_of_the_same_people_is_told_of(cast: Cast) -> None:
    factories.mandate(cast.other_group, cast.person("chair"), is_recorder=True)
    factories.mandate(cast.other_group, cast.person("member"))
    day = working_day(20)
    create_meeting(
        by=cast.actor("outsider"), group=cast.other_group, starts_at=at(day, "10.00"), ends_at=at(day, "12.00"),
        place=Place(),
    )
    address = f"/jednani/nove/{cast.group.uid}/"
    told = cast.client("chair").post(address, frame(typed(day))).content.decode().replace("\u00a0", " ")
    assert "Jinovský kulatý stůl" in told and "Dana Členová, Alena Předsedová" in told
    assert cast.client("chair").post(address, frame(typed(day), "12.00", "13.00")).status_code == 302
    day_after = working_day(30)
    create_meeting(
        by=cast.actor("outsider"), group=cast.other_group, starts_at=at(day_after, "10.00"),
        ends_at=at(day_after, "12.00"), place=Place(),
    )
    assert cast.client("recorder").post(address, frame(typed(day_after))).status_code == 302, "she does not sit there"


def test_changing_the_place_alone_is_not_asked_about(cast: Cast) -> None:
    meeting = meeting_on(cast, date(2016, 2, 1))
    answer = cast.client("chair").post(
        f"/jednani/{meeting.uid}/cas-a-misto/", frame("1. 2. 2016", "9.00", "11.00", place="Jinde")
    )
    meeting.refresh_from_db()
    assert answer.status_code == 302 and meeting.place == "Jinde"


def test_a_meeting_in_the_field_is_edited_with_its_point(cast: Cast) -> None:
    meeting = in_days(cast, 5, place=Place("point", "U rybníka", None, 50.5, 14.5))
    assert 'value="50.5N, 14.5E"' in cast.client("chair").get(f"/jednani/{meeting.uid}/cas-a-misto/").content.decode()


def test_ended_group_has_no_new_meeting(cast: Cast) -> None:
    close_group(by=cast.actor("chair"), group=cast.group, closed_on=today())
    cast.group.closed_on = today() - timedelta(days=1)
    cast.group.save(update_fields=["closed_on"])
    assert cast.client("chair").get(f"/jednani/nove/{cast.group.uid}/").status_code == 302


def test_cancelling_without_a_reason_keeps_the_page(cast: Cast, meeting: Meeting) -> None:
    answer = cast.client("chair").post(f"/jednani/{meeting.uid}/zrusit/", {"reason": " "})
    assert answer.status_code == 422
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.PREPARED


# -- preparing


def test_page_counts_minutes_and_says_when_they_are_too_many(cast: Cast, meeting: Meeting) -> None:
    client, address = cast.client("chair"), f"/jednani/{meeting.uid}/priprava/"
    content = client.get(address).content.decode().replace("\u00a0", " ")
    assert "30 min ze 120" in content and "9.30" in content and "delší než jednání" not in content
    item(cast, meeting, "Dlouhý", minutes=100)
    assert "o 10 minut delší než jednání" in client.get(address).content.decode().replace("\u00a0", " ")


def test_quick_line_adds_title_minutes_and_presenter(cast: Cast, meeting: Meeting) -> None:
    cast.client("chair").post(f"/jednani/{meeting.uid}/priprava/bod/", {"text": "GDPR 10 min Členová"})
    made = meeting.items.get(title="GDPR")
    assert made.minutes == 10 and made.presenter == cast.person("member")


def test_two_of_one_name_are_asked_about(cast: Cast, meeting: Meeting) -> None:
    other = factories.person("Dana", "Členová", email="druha@most.test")
    factories.mandate(cast.group, other)
    client, address = cast.client("chair"), f"/jednani/{meeting.uid}/priprava/bod/"
    asked = client.post(address, {"text": "GDPR 10 min Členová"})
    content = asked.content.decode()
    assert asked.status_code == 422 and "Kdo bod uvede?" in content and "druha@most.test" in content
    assert 'value="GDPR 10 min Členová"' in content and not meeting.items.filter(title="GDPR").exists()
    assert client.post(address, {"text": "GDPR 10 min Členová", "presenter": other.uid}).status_code == 302
    assert client.get(address)["Location"] == f"/jednani/{meeting.uid}/priprava/"
    assert meeting.items.get(title="GDPR").presenter == other


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "tento údaj"), ("10 min", "potřebuje název"), ("Dlouhý 5000 min", "1 do 1440"), ("x" * 301, "300")],
)
def test_quick_line_that_cannot_be_added(cast: Cast, meeting: Meeting, text: str, said: str) -> None:
    answer = cast.client("chair").post(f"/jednani/{meeting.uid}/priprava/bod/", {"text": text})
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    assert meeting.items.count() == 2


def test_personal_data_in_an_item_are_asked_about(cast: Cast, meeting: Meeting) -> None:
    client, address = cast.client("chair"), f"/jednani/{meeting.uid}/priprava/bod/"
    asked = client.post(address, {"text": "Případ 736 123 456"})
    assert asked.status_code == 422 and "Patří to sem?" in asked.content.decode()
    assert client.post(address, {"text": "Případ 736 123 456", "personal_data_confirmed": "on"}).status_code == 302


def test_order_by_script_and_by_button(cast: Cast, meeting: Meeting) -> None:
    client, base = cast.client("chair"), f"/jednani/{meeting.uid}/priprava/"
    first, second = meeting.items.order_by("position")
    assert client.post(f"{base}poradi/", {"order": [second.uid, first.uid]}).status_code == 204
    assert titles(cast, meeting) == ["Tajná věc", "Úvod"]
    refused = client.post(f"{base}poradi/", {"order": [second.uid]})
    assert refused.status_code == 409 and "mezitím" in refused.json()["error"]
    answer = client.post(f"{base}bod/{first.uid}/posunout/", {"kam": "nahoru"})
    assert answer.status_code == 302 and titles(cast, meeting) == ["Úvod", "Tajná věc"]


def test_closing_an_item_on_its_page(cast: Cast, meeting: Meeting) -> None:
    one = meeting.items.get(title="Úvod")
    client, address = cast.client("chair"), f"/jednani/{meeting.uid}/priprava/bod/{one.uid}/"
    refused = client.post(address, {"title": "Úvod", "kind": "ordinary", "is_closed": "on"})
    assert refused.status_code == 422 and "Vyberte, kdo smí" in refused.content.decode()
    done = client.post(
        address, {"title": "Úvod", "kind": "ordinary", "is_closed": "on", "named_seats": [seat(cast, "reviewer").uid]}
    )
    assert done.status_code == 302
    assert titles(cast, meeting, "member") == [] and "Úvod" in titles(cast, meeting, "reviewer")
    foreign = cast.other_group.circle.seats.get()
    refused = client.post(
        address, {"title": "Úvod", "kind": "ordinary", "is_closed": "on", "named_seats": [foreign.uid]}
    )
    assert refused.status_code == 422


def test_presenter_is_a_member_or_somebody_else_not_both(cast: Cast, meeting: Meeting) -> None:
    one = meeting.items.get(title="Úvod")
    client, address = cast.client("chair"), f"/jednani/{meeting.uid}/priprava/bod/{one.uid}/"
    both = {"title": "Úvod", "kind": "ordinary", "presenter": cast.person("member").uid, "presenter_name": "Host"}
    assert client.post(address, both).status_code == 422
    assert client.post(address, {**both, "presenter": ""}).status_code == 302
    one.refresh_from_db()
    assert (one.presenter, one.presenter_name) == (None, "Host")


def test_presenters_are_told_apart_and_who_left_stays_offered(cast: Cast, meeting: Meeting) -> None:
    made = item(cast, meeting, "Rozpočet", presenter=cast.person("reviewer"))
    for email in ("jedna@x.test", "dve@x.test"):
        factories.mandate(cast.group, factories.person("Jana", "Stejná", email=email), organisation=cast.ngo)
    end_mandate(
        by=cast.actor("chair"), mandate=cast.mandates["reviewer"], last_day=today() - timedelta(days=1)
    )
    form = cast.client("chair").get(f"/jednani/{meeting.uid}/priprava/bod/{made.uid}/").context["form"]
    labels = {label for _uid, label in form.fields["presenter"].choices}
    assert {"Jana Stejná, Most k lidem, jedna@x.test", "Jana Stejná, Most k lidem, dve@x.test"} <= labels
    assert "Cyril Revidující" in labels and form.initial["presenter"] == cast.person("reviewer").uid


def test_papers_on_the_page_of_an_item(cast: Cast, meeting: Meeting) -> None:
    one = meeting.items.get(title="Úvod")
    client, address = cast.client("chair"), f"/jednani/{meeting.uid}/priprava/bod/{one.uid}/podklad/"
    refused = client.post(address, {"upload": factories.upload("plan.pdf", b"\x7fELF program")})
    assert refused.status_code == 422 and 'role="alert"' in refused.content.decode()
    assert not Attachment.objects.exists()
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"upload": factories.upload(), "title": "Podklad k úvodu"}).status_code == 302
    assert "Podklad k\u00a0úvodu" in cast.client("member").get(f"/jednani/{meeting.uid}/pozvanka/").content.decode()


def test_what_arose_since_is_offered_and_scheduled(cast: Cast, meeting: Meeting) -> None:
    topic = raise_topic(by=cast.actor("member"), group=cast.group, title="Osvětlení parku")
    assignment = task(cast, "Přehled volných míst", given=today() - timedelta(days=1), due=today() + timedelta(days=1))
    client, base = cast.client("chair"), f"/jednani/{meeting.uid}/priprava/"
    content = client.get(base).content.decode()
    assert "Navrženo k" in content and "Osvětlení parku" in content and "Přehled volných míst" in content
    client.post(f"{base}tema/", {"tema": topic.uid})
    topic.refresh_from_db()
    assert topic.state == TopicState.SCHEDULED and "Osvětlení parku" in titles(cast, meeting)
    one = meeting.items.get(title="Úvod")
    client.post(f"{base}ukol/", {"ukol": assignment.uid, "bod": one.uid})
    assert CarriedTask.objects.get().item == one
    assert "Navrženo k" not in client.get(base).content.decode()
    client.post(f"{base}ukol/", {"ukol": assignment.uid, "bod": ""})
    assert not CarriedTask.objects.exists()
    client.post(f"{base}ukol/", {"vsechny": "1"})
    assert CarriedTask.objects.get().item.title == "Kontrola úkolů"


def test_long_offers_begin_with_the_oldest_and_can_be_asked_for_whole(cast: Cast, meeting: Meeting) -> None:
    for number in range(1, 18):
        factories.topic(cast.group, f"Námět číslo {number:02}")
    due = today() + timedelta(days=1)
    for number in range(1, 17):
        task(cast, f"Závazek číslo {number:02}", given=today() - timedelta(days=1), due=due)
    client, base = cast.client("chair"), f"/jednani/{meeting.uid}/priprava/"
    content = client.get(base).content.decode().replace("\u00a0", " ")
    assert "Zobrazit všech 33 návrhů" in content and "?navrzeno=vse#" in content
    assert "Námět číslo 01" in content and "Námět číslo 15" in content and "Námět číslo 16" not in content
    assert "Závazek číslo 15" in content and "Závazek číslo 16" not in content
    whole = client.get(f"{base}?navrzeno=vse").content.decode().replace("\u00a0", " ")
    assert "Námět číslo 17" in whole and "Závazek číslo 16" in whole and "?navrzeno=vse#" not in whole
    client.post(f"{base}ukol/", {"vsechny": "1"})
    assert CarriedTask.objects.count() == 16


def test_overdue_task_is_marked_in_the_agenda(cast: Cast) -> None:
    set_standing_items(by=cast.actor("chair"), group=cast.group, items=[{"title": "Úvod"}])
    task(cast, "Zpožděný", given=today() - timedelta(days=30), due=today() - timedelta(days=3))
    meeting = in_days(cast, 10)
    content = cast.client("chair").get(f"/jednani/{meeting.uid}/priprava/").content.decode()
    assert "Zpožděný" in content and "s late" in content


def test_previous_minutes_are_at_hand(cast: Cast) -> None:
    earlier = held(cast, today() - timedelta(days=30))
    meeting = in_days(cast, 10)
    content = cast.client("chair").get(f"/jednani/{meeting.uid}/priprava/").content.decode()
    assert f"/jednani/{earlier.uid}/zapis/" in content


def test_cost_of_preparing_does_not_grow(cast: Cast, django_assert_max_num_queries: Callable[..., object]) -> None:
    chair, client = cast.actor("chair"), cast.client("chair")
    counts = []
    for size in (1, 3, 50):
        planned = empty(in_days(cast, 5 + size))
        for number in range(size):
            made = item(cast, planned, f"Bod {number}", "reviewer", presenter=cast.person("member"))
            carry_task(by=chair, item=made, assignment=task(cast, f"Úkol {number}", given=today() - timedelta(days=1)))
            add_paper(by=chair, item=made, upload=factories.upload())
        client.get(f"/jednani/{planned.uid}/priprava/")
        with django_assert_max_num_queries(32) as counted:  # type: ignore[attr-defined]
            assert client.get(f"/jednani/{planned.uid}/priprava/").status_code == 200
        counts.append(len(counted.captured_queries))
    assert counts[0] == counts[1] == counts[2]


# -- invitation and attendance


def test_rail_says_who_cannot_be_reached_and_sending_says_it_again(cast: Cast, meeting: Meeting) -> None:
    nobody = factories.person("Olga", "Bezpošty", has_account=False, email="", phone="777 000 111")
    factories.mandate(cast.group, nobody)
    factories.mandate(cast.group, factories.person("Pavel", "Bezúčtu", has_account=False))
    client, base = cast.client("chair"), f"/jednani/{meeting.uid}/"
    content = client.get(f"{base}priprava/").content.decode()
    assert "Olga Bezpošty" in content and "777 000 111" in content.replace("\u00a0", " ")
    assert "Pavel Bezúčtu" in content and "Poslat 6 lidem" in content.replace("\u00a0", " ")
    after = client.post(f"{base}pozvanka/odeslat/", follow=True).content.decode()
    assert "Nemají e-mail, dejte jim vědět jinak: Olga Bezpošty" in after.replace("\u00a0", " ")
    assert Message.objects.filter(kind="invitation").count() == 6


def test_changes_are_listed_before_they_are_sent(cast: Cast, meeting: Meeting) -> None:
    client, base = cast.client("chair"), f"/jednani/{meeting.uid}/"
    client.post(f"{base}pozvanka/odeslat/")
    assert "Od té doby se nic nezměnilo" in client.get(f"{base}priprava/").content.decode().replace("\u00a0", " ")
    item(cast, meeting, "Rozpočet")
    content = client.get(f"{base}priprava/").content.decode().replace("\u00a0", " ")
    assert "přibyl bod: Rozpočet" in content and "Poslat změnu 5 lidem" in content


@override_settings(MAIL_ENABLED=False)
def test_without_mail_there_is_text_to_copy_and_a_note_that_it_went(cast: Cast, meeting: Meeting) -> None:
    client, base = cast.client("chair"), f"/jednani/{meeting.uid}/"
    content = client.get(f"{base}pozvanka/").content.decode().replace("\u00a0", " ")
    copied = content.split("<textarea")[1].split("</textarea>")[0]
    assert "1. Úvod (10 min)" in copied and "Tajná věc" not in copied and "pro=vsechny" in content
    assert client.post(f"{base}pozvanka/poznamenat/").status_code == 302
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.INVITED and not Message.objects.exists()


def test_empty_agenda_cannot_be_sent_from_the_page(cast: Cast, meeting: Meeting) -> None:
    empty(meeting)
    after = cast.client("chair").post(f"/jednani/{meeting.uid}/pozvanka/odeslat/", follow=True)
    assert "Program je prázdný" in after.content.decode()
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.PREPARED


def test_member_reads_the_invitation_without_buttons_of_the_chair(cast: Cast, meeting: Meeting) -> None:
    content = cast.client("member").get(f"/jednani/{meeting.uid}/pozvanka/").content.decode()
    assert "Úvod" in content and "odeslat/" not in content and "<textarea" not in content


@pytest.mark.parametrize("role", ROLES)
def test_scan_is_attached_replaced_and_removed_by_who_runs_the_group(cast: Cast, role: str) -> None:
    over = held(cast, today() - timedelta(days=2))
    attach_scan(by=cast.actor("chair"), meeting=over, upload=factories.upload("puvodni.txt"))
    client, base = cast.client(role), f"/jednani/{over.uid}/listina/"
    wanted = expected(role, runner=302, member=403)
    assert client.post(f"{base}sken/", {"upload": factories.upload("listina.txt")}).status_code == wanted
    over.refresh_from_db()
    assert over.attendance_scan.name == ("listina.txt" if role in RUNNERS else "puvodni.txt")
    assert Attachment.objects.filter(removed_at__isnull=True).count() == 1
    assert client.post(f"{base}odebrat/").status_code == wanted
    over.refresh_from_db()
    assert (over.attendance_scan is None) == (role in RUNNERS)


def test_scan_of_locked_minutes_is_added_once_and_then_stays(cast: Cast) -> None:
    over = held(cast, today() - timedelta(days=2))
    Meeting.objects.filter(pk=over.pk).update(state="final")
    client, base = cast.client("chair"), f"/jednani/{over.uid}/listina/"
    assert "Přiložit sken" in client.get(base).content.decode()
    assert client.post(f"{base}sken/", {"upload": factories.upload("listina.txt")}).status_code == 302
    page = client.get(base).content.decode()
    assert "Nahradit sken" not in page and "Odebrat sken" not in page and "po znovuotevření" in page
    answer = client.post(f"{base}sken/", {"upload": factories.upload("jina.txt")})
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    assert "po znovuotevření" in client.post(f"{base}odebrat/", follow=True).content.decode()
    over.refresh_from_db()
    assert over.attendance_scan is not None and over.attendance_scan.name == "listina.txt"
    assert Attachment.objects.get().removed_at is None
    Meeting.objects.filter(pk=over.pk).update(state="draft")
    assert client.post(f"{base}sken/", {"upload": factories.upload("jina.txt")}).status_code == 302


def test_scan_that_is_not_what_it_says_changes_nothing(cast: Cast) -> None:
    over = held(cast, today() - timedelta(days=2))
    attach_scan(by=cast.actor("chair"), meeting=over, upload=factories.upload("listina.txt"))
    answer = cast.client("chair").post(
        f"/jednani/{over.uid}/listina/sken/", {"upload": factories.upload("sken.png", b"PK\x03\x04 neni obrazek")}
    )
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    over.refresh_from_db()
    assert over.attendance_scan.name == "listina.txt"


# -- what groups, search and terms know


def test_months_marks_and_attendance_of_a_group(cast: Cast) -> None:
    meeting = in_days(cast, 0)
    start_meeting(by=cast.actor("chair"), meeting=meeting)
    meeting.refresh_from_db()
    everybody_present(cast, meeting)
    from soucinnost.meetings.actions.running import end_meeting

    end_meeting(by=cast.actor("chair"), meeting=meeting)
    in_days(cast, 20)
    months = meeting_months(cast.actor("coordinator"), [cast.group.pk, cast.other_group.pk])
    assert months[cast.group.pk][-1] is True and months[cast.group.pk][0] is False
    assert len(months[cast.other_group.pk]) == 12 and True not in months[cast.other_group.pk]
    span = (today() - timedelta(days=40), today() + timedelta(days=40))
    member = meeting_marks(cast.actor("member"), cast.group, *span)
    assert [(mark.is_held, bool(mark.url)) for mark in member] == [(True, True), (False, True)]
    manager = meeting_marks(cast.actor("manager"), cast.group, *span)
    assert [(mark.is_held, mark.url) for mark in manager] == [(True, ""), (False, "")]
    assert attendance(cast.actor("member"), cast.group)[seat(cast, "chair").pk] == (1, 1)
    assert attendance(cast.actor("outsider"), cast.group) == {}


def test_section_on_the_page_of_a_group(cast: Cast, meeting: Meeting) -> None:
    found = {section.key: section for section in hooks.sections(cast.actor("member"), cast.group)}
    assert found["jednani"].uids == (meeting.uid,) and found["jednani"].count == 1
    content = cast.client("member").get(f"/skupiny/{cast.group.uid}/").content.decode()
    assert f"/jednani/{meeting.uid}/" in content and "Připravit" not in content.split("<main")[1]
    own = cast.client("chair").get(f"/skupiny/{cast.group.uid}/").content.decode()
    assert f"/jednani/nove/{cast.group.uid}/" in own


def test_search_finds_meetings_and_lines_for_those_who_see_them(cast: Cast, meeting: Meeting) -> None:
    start_meeting(by=cast.actor("chair"), meeting=meeting)
    meeting.refresh_from_db()
    entry = line(cast.actor("chair"), meeting, "Důvěrné", item=meeting.items.get(title="Tajná věc"))
    meetings, entries = search_kind("meeting"), search_kind("entry")
    assert meetings is not None and entries is not None
    for role in ROLES:
        inside = role in RUNNERS | MEMBERS
        assert meetings.queryset(cast.actor(role)).filter(uid=meeting.uid).exists() == inside, role
        sees = entries.queryset(cast.actor(role)).filter(uid=entry.uid).exists()
        assert sees == (role in {"chair", "reviewer"}), role
    assert entries.link is not None and entries.link(entry) == f"/jednani/{meeting.uid}/zapis/#r-{entry.uid}"
    assert {one.uid for one in meetings.records()} == {meeting.uid}  # type: ignore[misc]


def test_meetings_past_their_term_are_erased_with_all_that_is_theirs(cast: Cast) -> None:
    over = held(cast, today() - timedelta(days=20))
    chair = cast.actor("chair")
    add_paper(by=chair, item=AgendaItem.objects.filter(meeting=over).first(), upload=factories.upload())
    attach_scan(by=chair, meeting=over, upload=factories.upload())
    young = in_days(cast, 3)
    cutoff = timezone.now() - timedelta(days=10)
    assert list(expired(cutoff)) == [over], "unfinished minutes expire by the day of the meeting"
    Meeting.objects.filter(pk=over.pk).update(state="final", finalised_at=timezone.now())
    assert not expired(cutoff).exists(), "locked a moment ago"
    Meeting.objects.filter(pk=over.pk).update(state="final", finalised_at=timezone.now() - timedelta(days=15))
    assert list(expired(cutoff)) == [over]
    assert erase_meetings(by=factories.SYSTEM, records=expired(cutoff), cutoff=cutoff) == 1
    assert list(Meeting.objects.all()) == [young]
    assert not Attachment.objects.exists()
    assert not IndexEntry.objects.filter(object_uid=over.uid).exists()
    assert AuditEntry.objects.filter(verb="meeting.erased").exists()


def test_only_the_installation_erases(cast: Cast, meeting: Meeting) -> None:
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        erase_meetings(by=cast.actor("chair"), records=Meeting.objects.all(), cutoff=timezone.now())
    assert Person.objects.exists() and Meeting.objects.exists()

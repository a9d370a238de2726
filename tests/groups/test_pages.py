"""Pages of groups: who gets which, what stands on them, what never does, what they cost."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from soucinnost.access.models import Circle, Seat
from soucinnost.audit.models import Entry
from soucinnost.groups import actions
from soucinnost.groups.enums import GroupType, Rhythm
from soucinnost.groups.models import Group, GroupDocument, Mandate, StandingItem, Topic
from tests import factories
from tests.cast import ROLES, SIGNED_IN, Cast, as_actor, client_for
from tests.groups.reading import plain

ALL = dict.fromkeys(SIGNED_IN, 200)
HIDDEN = {"former": 404, "outsider": 404, "administrator": 404, "solo": 404}
FRAME = {**ALL, **HIDDEN}
CONTENT = {**FRAME, "manager": 404, "coordinator": 404}
MANDATES = {**FRAME, "coordinator": 403}
FRAMERS = {**dict.fromkeys(SIGNED_IN, 403), "chair": 200, "recorder": 200, "manager": 200, **HIDDEN}
CLOSERS = {**FRAMERS, "recorder": 403}
RUNNERS = {**CONTENT, "reviewer": 403, "member": 403, "deputy": 403}
DIRECTORY = {**FRAMERS, "chair": 403, "recorder": 403}
PAGES = {
    "list": ALL,
    "new": {**dict.fromkeys(SIGNED_IN, 403), "manager": 200, "solo": 200},
    "group": FRAME,
    "print": FRAME,
    "edit": FRAMERS,
    "statutes": FRAMERS,
    "close": CLOSERS,
    "mandates": MANDATES,
    "mandate_new": FRAMERS,
    "mandate": FRAMERS,
    "members_paste": DIRECTORY,
    "chair": CLOSERS,
    "items": RUNNERS,
    "item": RUNNERS,
    "topic_new": CONTENT,
    "topic": CONTENT,
    "document_new": RUNNERS,
    "document": {role: 302 if code == 200 else code for role, code in CONTENT.items()},
}


@pytest.fixture(autouse=True)
def _files(settings, tmp_path) -> None:
    settings.FILES_DIR = tmp_path


@pytest.fixture
def made(cast: Cast) -> dict[str, list[str]]:
    """A topic, an item and a document of the cast's group; arguments of each page's address."""
    topic = actions.raise_topic(by=cast.actor("member"), group=cast.group, title="Herny u školy")
    document = actions.add_document(
        by=factories.SYSTEM, group=cast.group, upload=factories.upload(), title="Jednací řád skupiny"
    )
    own = [cast.group.uid]
    arguments = dict.fromkeys(PAGES, own) | {"list": [], "new": []}
    arguments |= {"topic": [topic.uid], "document": [document.uid]}
    arguments["mandate"] = [*own, cast.mandates["member"].uid]
    arguments["item"] = [*own, cast.group.standing_items.first().uid]
    return arguments


@pytest.mark.parametrize("role", ROLES)
def test_every_page_by_everybody(cast: Cast, made: dict[str, list[str]], role: str) -> None:
    client = cast.client(role)
    for name, expected in PAGES.items():
        rows = Entry.objects.count()
        response = client.get(reverse(f"groups:{name}", args=made[name]))
        assert response.status_code == expected.get(role, 302), name
        assert b"INVALID(" not in response.content, name
        if response.status_code == 200 and name != "new":
            assert Entry.objects.count() > rows, f"{name} discloses without a row"


POSTS = {
    "edit": FRAMERS, "statutes": FRAMERS, "close": CLOSERS, "reopen": CLOSERS, "mandate_new": FRAMERS,
    "mandate": FRAMERS, "mandate_end": FRAMERS, "mandate_withdraw": FRAMERS, "members_paste": DIRECTORY,
    "chair": CLOSERS, "items": RUNNERS, "items_order": RUNNERS, "item": RUNNERS, "item_move": RUNNERS,
    "item_remove": RUNNERS, "topic_new": CONTENT, "topic_settle": RUNNERS, "document_new": RUNNERS,
    "document_remove": RUNNERS,
}


@pytest.mark.parametrize("role", ROLES)
def test_who_may_not_gets_nothing_written(cast: Cast, made: dict[str, list[str]], role: str) -> None:
    """Empty forms: who may is told what is wrong (or it is done), who may not changes nothing."""
    client = cast.client(role)
    arguments = dict.fromkeys(POSTS, made["group"]) | made
    arguments |= dict.fromkeys(("mandate_end", "mandate_withdraw"), made["mandate"])
    arguments |= dict.fromkeys(("item_move", "item_remove"), made["item"])
    arguments |= {"topic_settle": made["topic"], "document_remove": made["document"]}
    before = _state(cast)
    for name, expected in POSTS.items():
        if expected.get(role, 302) == 200:
            continue
        response = client.post(reverse(f"groups:{name}", args=arguments[name]))
        assert response.status_code == expected.get(role, 302), name
    assert _state(cast) == before


def _state(cast: Cast) -> list[object]:
    models = (Group, Mandate, StandingItem, Topic, GroupDocument)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_reading_pages_take_no_posts_and_posts_no_gets(cast: Cast, made: dict[str, list[str]]) -> None:
    client = cast.client("chair")
    for name in ("list", "group", "print", "mandates", "document"):
        assert client.post(reverse(f"groups:{name}", args=made[name])).status_code == 405
    for name in ("reopen", "items_order"):
        assert client.get(reverse(f"groups:{name}", args=made["group"])).status_code == 405


@pytest.mark.parametrize("role", SIGNED_IN)
def test_a_hidden_group_is_nowhere(cast: Cast, role: str) -> None:
    visible = set(Group.objects.visible_to(cast.actor(role)).values_list("name", flat=True))
    client = cast.client(role)
    pages = [reverse("groups:list"), reverse("groups:list") + "?ukoncene=1", reverse("groups:list") + "?q=jinovsk"]
    pages += [reverse("groups:group", args=[group.uid]) for group in Group.objects.visible_to(cast.actor(role))]
    if role in {"manager", "solo"}:
        pages.append(reverse("groups:new"))
    for page in pages:
        text = plain(client.get(page))
        for group in Group.objects.exclude(name__in=visible):
            assert group.name not in text, page


def test_the_frame_only_page_withholds_the_content(cast: Cast, made: dict[str, list[str]]) -> None:
    actions.note_meetings(
        by=cast.actor("chair"), group=cast.group, last_met_on=factories.today(),
        next_meeting_on=factories.today() + timedelta(days=33),
    )
    address = reverse("groups:group", args=made["group"])
    texts = {role: plain(cast.client(role).get(address)) for role in ("member", "manager", "coordinator")}
    for words in ("Herny u školy", "Jednací řád skupiny"):
        assert words in texts["member"]
        assert words not in texts["manager"]
        assert words not in texts["coordinator"]
    for words in ("Most k lidem", "Usnášeníschopnost", "Příště"):
        assert words in texts["member"]
        assert words in texts["manager"]
        assert words not in texts["coordinator"]
    for text in texts.values():
        assert "Předsedová" in text
        assert "Společný postup ve městě" in text
    assert "Vidíte jen rámec skupiny" in texts["manager"]
    assert "Vidíte jen rámec skupiny" in texts["coordinator"]
    assert "Vidíte jen rámec skupiny" not in texts["member"]


def test_parents_and_children_keep_their_names_from_others(cast: Cast) -> None:
    child = factories.group("Tajný tým", organisation=cast.town, parent=cast.group, type=GroupType.YOUTH_TEAM)
    outsider = factories.person()
    factories.mandate(child, outsider)
    actor = as_actor(outsider)
    assert list(Group.objects.visible_to(actor)) == [child]
    text = plain(client_for(outsider).get(reverse("groups:group", args=[child.uid])))
    assert cast.group.name not in text
    text = plain(cast.client("member").get(reverse("groups:group", args=[cast.group.uid])))
    assert "Tajný tým" not in text
    text = plain(cast.client("manager").get(reverse("groups:group", args=[cast.group.uid])))
    assert "Tajný tým" in text


def many_groups(cast: Cast, count: int) -> None:
    """Groups in which the member sits in the chair, written in bulk because there are many."""
    controller, member = cast.group.circle.controller, cast.person("member")
    circles = Circle.objects.bulk_create(Circle(controller=controller) for _n in range(count))
    groups = Group.objects.bulk_create(
        Group(circle=circle, name=f"Skupina {n}", type=GroupType.OTHER, region=cast.region, rhythm=Rhythm.MONTHLY)
        for n, circle in enumerate(circles)
    )
    areas = Group.areas.through
    areas.objects.bulk_create(areas(group=group, area=cast.town.area) for group in groups)
    since = factories.today()
    seats = Seat.objects.bulk_create(
        Seat(circle=circle, person=member, organisation=cast.ngo, is_chair=True, valid_from=since)
        for circle in circles
    )
    Mandate.objects.bulk_create(Mandate(group=group, seat=seat) for group, seat in zip(groups, seats, strict=True))


def cost(client: Client, address: str) -> int:
    """How many statements a page takes once everything is warm; marks of transactions are not counted."""
    client.get(address)
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in counted)


COSTS: dict[str, int] = {}


@pytest.mark.parametrize("count", [0, 2, 49, 499])
def test_the_list_costs_the_same_at_any_size(cast: Cast, count: int) -> None:
    """One, three, fifty and five hundred groups: the same number of queries, at most fifteen."""
    many_groups(cast, count)
    found = cost(cast.client("member"), reverse("groups:list"))
    assert found <= 15
    assert found == COSTS.setdefault("list", found)


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_pages_cost_the_same_at_any_size(cast: Cast, count: int) -> None:
    for n in range(count):
        member = factories.mandate(cast.group, factories.person(surname=f"Členka{n}"), organisation=cast.ngo)
        factories.mandate(cast.group, deputy_for=member)
        factories.topic(cast.group)
        factories.group(organisation=cast.town, parent=cast.group, standing_items=())
    client = cast.client("chair")
    for name in ("group", "print", "mandates", "items"):
        found = cost(client, reverse(f"groups:{name}", args=[cast.group.uid]))
        assert found <= 25, name
        assert found == COSTS.setdefault(name, found), name


def listed(client: Client, **query: str) -> list[str]:
    text = plain(client.get(reverse("groups:list") + "?" + urlencode(query)))
    return [name.replace("\N{NO-BREAK SPACE}", " ") for name in re.findall(r"<b>([^<]+)</b></a><br>", text)]


def test_filters_and_czech_order(cast: Cast) -> None:
    today = factories.today()
    for name, days, type_ in (
        ("Chodov", 10, GroupType.ROUND_TABLE), ("Hora", 130, GroupType.YOUTH_TEAM), ("Cíl", 300, GroupType.YOUTH_TEAM),
        ("Čáslav", 80, GroupType.YOUTH_TEAM), ("Iva", 110, GroupType.YOUTH_TEAM),
    ):
        group = factories.group(name, organisation=cast.town, type=type_)
        actions.note_meetings(
            by=factories.SYSTEM, group=group, last_met_on=today - timedelta(days=days), next_meeting_on=None
        )
    client, mine = cast.client("manager"), "Bezpečná Zkušebnice"
    assert listed(client) == [mine, "Cíl", "Čáslav", "Hora", "Chodov", "Iva"]
    assert listed(client, razeni="signal") == [mine, "Cíl", "Hora", "Iva", "Čáslav", "Chodov"]
    assert listed(client, signal="late") == ["Hora", "Iva"]
    assert listed(client, signal="asleep") == [mine, "Cíl"]
    assert listed(client, druh="round_table") == ["Chodov"]
    assert listed(client, druh="nonsense", q="casl") == ["Čáslav"]
    assert listed(client, q="mesto zkusebnice CIL") in ([], ["Cíl"])
    assert listed(client, moje="1") == []
    assert listed(cast.client("member"), moje="1") == [mine]
    assert listed(client, kraj=cast.region.uid) == [mine, "Cíl", "Čáslav", "Hora", "Chodov", "Iva"]
    actions.close_group(by=factories.SYSTEM, group=Group.objects.get(name="Cíl"), closed_on=today - timedelta(days=1))
    assert "Cíl" not in listed(client)
    assert "Cíl" in listed(client, ukoncene="1")
    assert listed(client, q="nic takového") == []


def test_pages_of_the_list(cast: Cast) -> None:
    many_groups(cast, 60)
    client = cast.client("member")
    first, second, beyond = listed(client), listed(client, strana="2"), listed(client, strana="99")
    assert (len(first), len(second)) == (50, 11)
    assert beyond == second
    assert not set(first) & set(second)


def test_the_signal_is_a_shape_and_words(cast: Cast) -> None:
    actions.note_meetings(
        by=factories.SYSTEM, group=cast.group, last_met_on=factories.today() - timedelta(days=120), next_meeting_on=None
    )
    for address in (reverse("groups:list"), reverse("groups:group", args=[cast.group.uid])):
        text = plain(cast.client("member").get(address))
        assert re.search(r'<span class="s late">jednání se opozdilo o.28.dnů</span>', text), address


def test_many_topics_begin_with_the_oldest_and_can_be_asked_for_whole(cast: Cast) -> None:
    made = [factories.topic(cast.group, f"Námět číslo {number:02}") for number in range(1, 18)]
    client, address = cast.client("chair"), reverse("groups:group", args=[cast.group.uid])
    content = plain(client.get(address))
    assert "Zobrazit všech 17 témat" in content
    assert "Námět číslo 15" in content and "Námět číslo 16" not in content
    shown = Entry.objects.filter(verb="group.viewed").latest("sequence").ids
    assert made[14].uid in shown and made[15].uid not in shown
    assert "Námět číslo 17" in plain(client.get(address, {"temata": "vse"}))
    settled = client.post(f"{reverse('groups:topic_settle', args=[made[16].uid])}?temata=vse", {"stav": "done"})
    assert settled.headers["Location"] == f"{address}?temata=vse"
    assert "Zobrazit všech 16 témat" in plain(client.get(address))

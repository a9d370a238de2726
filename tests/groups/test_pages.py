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
from soucinnost.groups import actions, hooks
from soucinnost.groups.enums import GroupType, Rhythm, TopicState
from soucinnost.groups.models import Group, GroupDocument, Mandate, StandingItem, Topic
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.models import Area
from tests import factories
from tests.cast import ROLES, SIGNED_IN, Cast, as_actor, client_for

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


def plain(response) -> str:
    """The page as text, with ordinary spaces."""
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")


@pytest.fixture(autouse=True)
def _files(settings, tmp_path) -> None:
    settings.FILES_DIR = tmp_path


@pytest.fixture
def made(cast: Cast) -> dict[str, list[str]]:
    """A topic, an item and a document of the cast's group; arguments of each page's address."""
    topic = actions.raise_topic(by=cast.actor("member"), group=cast.group, title="Herny u školy")
    document = actions.add_document(by=factories.SYSTEM, group=cast.group, upload=factories.upload(), title="Metodika")
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
    for words in ("Herny u školy", "Metodika"):
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
        assert re.search(r'<span class="s late">28.dnů po termínu</span>', text), address


def test_founding_through_the_page(cast: Cast) -> None:
    client, address = cast.client("manager"), reverse("groups:new")
    theme = factories.themes("Prevence závislostí")[0]
    refused = client.post(address, {"name": "", "other_areas": "Neznámá Lhota\nJinov", "type": "youth_team"})
    text = plain(refused)
    assert "Neznámá Lhota" in text
    assert "Zatím neuloženo" in text
    response = client.post(
        address,
        {
            "name": "Tým pro mládež", "type": "youth_team", "areas": [cast.town.area.pk], "other_areas": "jinov",
            "themes": [theme.pk], "rhythm": "monthly", "founded_on": "7. 12. 2017", "takes_seat": "on",
        },
    )
    group = Group.objects.get(name="Tým pro mládež")
    assert response.headers["Location"] == reverse("groups:mandates", args=[group.uid])
    assert {area.name for area in group.areas.all()} == {"Zkušebnice", "Jinov"}
    assert list(group.themes.all()) == [theme]
    assert str(group.founded_on) == "2017-12-07"
    assert as_actor(cast.person("manager")).has(group.circle_id, "recorder")


def test_a_name_of_several_areas_asks_for_the_code(cast: Cast) -> None:
    factories.municipality("Benešov", code="529303")
    factories.municipality("Benešov", code="581291")
    client, address = cast.client("chair"), reverse("groups:edit", args=[cast.group.uid])
    data = {"name": "X", "type": "youth_team", "rhythm": "monthly", "other_areas": "benešov"}
    text = plain(client.post(address, data))
    assert "529303" in text
    assert "581291" in text
    assert client.post(address, {**data, "other_areas": "529303"}).status_code == 302
    assert list(cast.group.areas.values_list("code", flat=True)) == ["529303"]


def test_whoever_manages_two_organisations_chooses(cast: Cast) -> None:
    factories.grant(cast.person("manager"), "manager", organisation=cast.solo_town)
    client, address = cast.client("manager"), reverse("groups:new")
    text = plain(client.get(address))
    assert cast.town.name in text
    assert cast.solo_town.name in text
    assert client.get(f"{address}?organizace={cast.solo_town.uid}").status_code == 200
    assert client.get(f"{address}?organizace={cast.other_town.uid}").status_code == 403


def test_personal_data_in_the_purpose_is_asked_about(cast: Cast) -> None:
    client, address = cast.client("chair"), reverse("groups:edit", args=[cast.group.uid])
    data = {"name": "X", "type": "youth_team", "rhythm": "monthly", "purpose": "Volejte 604 123 456."}
    assert "Patří to sem?" in plain(client.post(address, data))
    assert client.post(address, {**data, "personal_data_confirmed": "on"}).status_code == 302


def test_statutes_through_the_page(cast: Cast) -> None:
    client, address = cast.client("recorder"), reverse("groups:statutes", args=[cast.group.uid])
    data = {
        "quorum_kind": "fixed", "remarks_days": "5", "usual_minutes": "90", "usual_start": "9.00",
        "numbering": "PS {number}/{year}", "disposal_mark": "V",
    }
    text = plain(client.post(address, data))
    assert "Uveďte, kolik členů" in text
    assert "patří lhůta" in text
    response = client.post(address, {**data, "quorum_count": "5", "disposal_years": "5"})
    assert response.status_code == 302
    text = plain(cast.client("member").get(reverse("groups:group", args=[cast.group.uid])))
    assert "V/5" in text
    assert "nejméně 5 přítomných členů" in text


def test_closing_and_reopening_through_the_pages(cast: Cast) -> None:
    client = cast.client("chair")
    address = reverse("groups:close", args=[cast.group.uid])
    assert "v budoucnosti" in plain(client.post(address, {"closed_on": "zítra"}))
    assert client.post(address, {"closed_on": "včera"}).status_code == 302
    text = plain(client.get(reverse("groups:group", args=[cast.group.uid])))
    assert "Skupina je ukončená" in text
    assert "Navrhnout téma" not in text
    assert client.post(reverse("groups:reopen", args=[cast.group.uid]), follow=True).status_code == 200
    again = client.post(reverse("groups:reopen", args=[cast.group.uid]), follow=True)
    assert "Skupina ukončená není" in plain(again)
    response = client.post(address, {"closed_on": "včera", "end_mandates": "on"})
    assert response.headers["Location"] == reverse("groups:list"), "the chair just lost the own seat"


class TestMandatePages:
    """Giving, changing and ending mandates in a browser."""

    def test_two_people_of_one_name_are_told_apart(self, cast: Cast) -> None:
        factories.person("Jan", "Dvořák", works_at=cast.police, position="preventista", email="jan@policie.test")
        factories.person("Jan", "Dvořák", works_at=cast.ngo, email="jan@most.test")
        text = plain(cast.client("manager").get(
            reverse("groups:mandate_new", args=[cast.group.uid]) + "?kdo=dvorak"
        ))
        assert text.count("Dvořák Jan</b>") == 2
        for words in ("preventista, Policie Zkušebnice", "jan@policie.test", "Most k lidem", "jan@most.test"):
            assert words in text

    def test_nobody_found(self, cast: Cast) -> None:
        address = reverse("groups:mandate_new", args=[cast.group.uid])
        assert "Nikdo takový" in plain(cast.client("manager").get(f"{address}?kdo=xyz"))

    def test_a_chair_chooses_among_colleagues_only(self, cast: Cast) -> None:
        stranger = factories.person("Cizí", "Člověk")
        address = reverse("groups:mandate_new", args=[cast.group.uid])
        assert "Člověk" not in plain(cast.client("chair").get(address))
        assert cast.client("chair").get(f"{address}?osoba={stranger.uid}").status_code == 404
        assert cast.client("manager").get(f"{address}?osoba={stranger.uid}").status_code == 200

    def test_giving_and_the_refusal_of_the_same_again(self, cast: Cast) -> None:
        newcomer = factories.person("Nora", "Nová", works_at=cast.police)
        client = cast.client("manager")
        address = reverse("groups:mandate_new", args=[cast.group.uid]) + f"?osoba={newcomer.uid}"
        data = {"organisation": cast.police.pk, "valid_from": "dnes", "is_reviewer": "on", "basis": "jmenování"}
        assert client.post(address, data).status_code == 302
        assert as_actor(newcomer).has(cast.group.circle_id, "reviewer")
        refused = client.post(address, data)
        assert refused.status_code == 200
        assert "stejný mandát" in plain(refused)
        wrong = plain(client.post(address, {**data, "valid_from": "30. 2. 2018"}))
        assert "v kalendáři není" in wrong
        assert "30. 2. 2018" in wrong

    def test_giving_a_deputy(self, cast: Cast) -> None:
        newcomer = factories.person("Nora", "Nová", works_at=cast.ngo)
        address = reverse("groups:mandate_new", args=[cast.group.uid]) + f"?osoba={newcomer.uid}"
        data = {"organisation": cast.ngo.pk, "valid_from": "dnes", "deputy_for": cast.mandates["member"].pk}
        assert cast.client("manager").post(address, data).status_code == 302
        assert as_actor(newcomer).has(cast.group.circle_id, "deputy")
        text = plain(cast.client("member").get(reverse("groups:group", args=[cast.group.uid])))
        assert "Nora" in text

    def test_changing_ending_and_withdrawing(self, cast: Cast) -> None:
        client, mandate = cast.client("chair"), cast.mandates["reviewer"]
        address = reverse("groups:mandate", args=[cast.group.uid, mandate.uid])
        data = {"organisation": cast.police.pk, "valid_from": "1. 1. 2020", "basis": "usnesení 5"}
        assert client.post(address, {**data, "valid_to": "1. 1. 2019"}).status_code == 200
        assert client.post(address, data).status_code == 302
        mandate.refresh_from_db()
        assert mandate.basis == "usnesení 5"
        ending = reverse("groups:mandate_end", args=[cast.group.uid, mandate.uid])
        assert "skončit dřív" in plain(client.post(ending, {"konec-last_day": "1. 1. 2019"}))
        assert client.post(ending, {"konec-last_day": "nesmysl"}).status_code == 200
        assert client.post(ending, {"konec-last_day": "včera"}).status_code == 302
        assert not as_actor(cast.person("reviewer")).circle_ids
        text = plain(client.get(reverse("groups:mandates", args=[cast.group.uid])))
        assert text.index("Skončené") < text.index("Revidující")
        withdraw = reverse("groups:mandate_withdraw", args=[cast.group.uid, cast.mandates["member"].uid])
        assert "ukončit" in plain(client.post(withdraw, follow=True))
        coming = factories.mandate(cast.group, valid_from=factories.today() + timedelta(days=3))
        withdraw = reverse("groups:mandate_withdraw", args=[cast.group.uid, coming.uid])
        assert client.get(reverse("groups:mandate", args=[cast.group.uid, coming.uid])).status_code == 200
        assert client.post(withdraw).status_code == 302
        assert not Mandate.objects.filter(pk=coming.pk).exists()

    def test_a_mandate_of_another_group_is_not_here(self, cast: Cast) -> None:
        foreign = Mandate.objects.get(group=cast.other_group)
        for name in ("mandate", "mandate_end", "mandate_withdraw"):
            address = reverse(f"groups:{name}", args=[cast.group.uid, foreign.uid])
            assert cast.client("chair").post(address).status_code == 404

    def test_handing_the_chair_over(self, cast: Cast) -> None:
        client, address = cast.client("chair"), reverse("groups:chair", args=[cast.group.uid])
        assert client.post(address, {"to": cast.mandates["former"].pk}).status_code == 200
        assert client.post(address, {"to": cast.mandates["member"].pk}).status_code == 302
        assert as_actor(cast.person("member")).has(cast.group.circle_id, "chair")
        lonely = cast.client("outsider").get(reverse("groups:chair", args=[cast.other_group.uid]))
        assert "Není komu předat" in plain(lonely)

    def test_a_refused_handover(self, cast: Cast) -> None:
        silent = factories.mandate(cast.other_group, factories.person(has_account=False))
        address = reverse("groups:chair", args=[cast.other_group.uid])
        assert "kdo starat" in plain(cast.client("outsider").post(address, {"to": silent.pk}))

    def test_many_organisations_are_not_all_loaded(self, cast: Cast, monkeypatch) -> None:
        monkeypatch.setattr("soucinnost.groups.choosing.MOST_ORGANISATIONS", 3)
        far = factories.organisation("Daleká organizace")
        address = reverse("groups:mandate", args=[cast.group.uid, cast.mandates["member"].uid])
        text = plain(cast.client("chair").get(address))
        assert far.name not in text
        assert "Most k lidem" in text
        assert "Policie Zkušebnice" in text


LIST = "Jméno;Organizace;E-mail\nPetr Novotný;Úřad práce;novotny@priklad.test\n???;;\n"


def test_pasting_members(cast: Cast) -> None:
    client, address = cast.client("manager"), reverse("groups:members_paste", args=[cast.group.uid])
    assert client.post(address, {"text": ""}).status_code == 200
    preview = client.post(address, {"text": LIST, "valid_from": "dnes"})
    text = plain(preview)
    assert "Novotný" in text
    assert not Mandate.objects.filter(seat__person__surname="Novotný").exists()
    table = preview.context["table"]
    keys = {choice.item.key: choice.value for choice in [*preview.context["people"], *preview.context["organisations"]]}
    wrong = client.post(address, {"tabulka": table, **keys, "valid_from": "včerejška"})
    assert "nelze přečíst" in plain(wrong)
    refused = client.post(address, {"tabulka": table, **dict.fromkeys(keys, "same:nonsense"), "valid_from": "dnes"})
    assert "Zatím neuloženo" in plain(refused)
    response = client.post(address, {"tabulka": table, **keys, "valid_from": "dnes"}, follow=True)
    assert "Nové mandáty: 1" in plain(response)
    assert Mandate.objects.filter(seat__person__surname="Novotný", group=cast.group).count() == 1
    assert client.post(address, {"tabulka": "{broken"}).status_code == 200


class TestItemPages:
    """The editor of standing items."""

    def test_plain_buttons_and_forms(self, cast: Cast) -> None:
        client, group = cast.client("recorder"), cast.group
        own = reverse("groups:items", args=[group.uid])
        assert client.post(own, {"title": "", "kind": "ordinary"}).status_code == 200
        assert client.post(own, {"title": "Aktuality", "kind": "ordinary", "minutes": "15"}).status_code == 302
        first = group.standing_items.first()
        move = reverse("groups:item_move", args=[group.uid, first.uid])
        client.post(move, {"kam": "dolu"})
        assert group.standing_items.all()[1] == first
        client.post(move, {"kam": "nahoru"})
        assert group.standing_items.first() == first
        change = reverse("groups:item", args=[group.uid, first.uid])
        assert client.post(change, {"title": "", "kind": "tasks"}).status_code == 200
        data = {"title": "Úkoly", "kind": "tasks", "presenter": cast.person("member").pk}
        assert client.post(change, data).status_code == 302
        assert group.standing_items.first().presenter == cast.person("member")
        actions.end_mandate(
            by=cast.actor("chair"), mandate=cast.mandates["member"], last_day=factories.today() - timedelta(days=1)
        )
        assert "Členová" in plain(client.get(change)), "who presents stays on offer"
        client.post(reverse("groups:item_remove", args=[group.uid, first.uid]))
        assert not group.standing_items.filter(pk=first.pk).exists()

    def test_a_new_order_from_the_script(self, cast: Cast) -> None:
        client, group = cast.client("chair"), cast.group
        address = reverse("groups:items_order", args=[group.uid])
        uids = list(group.standing_items.values_list("uid", flat=True))
        assert client.post(address, {"order": uids[::-1]}).status_code == 204
        assert list(group.standing_items.values_list("uid", flat=True)) == uids[::-1]
        stale = client.post(address, {"order": uids[:-1]})
        assert stale.status_code == 409
        assert "Načtěte stránku znovu" in stale.json()["error"]

    def test_refusals_are_said(self, cast: Cast) -> None:
        client, group = cast.client("chair"), cast.group
        item = group.standing_items.first()
        uids = list(group.standing_items.values_list("uid", flat=True))
        actions.close_group(by=cast.actor("chair"), group=group, closed_on=factories.today() - timedelta(days=1))
        answer = client.post(reverse("groups:items_order", args=[group.uid]), {"order": uids})
        assert answer.status_code == 400
        assert "ukončená" in answer.json()["error"]
        told = client.post(reverse("groups:item_remove", args=[group.uid, item.uid]), follow=True)
        assert "ukončená" in plain(told)
        for name, arguments in (("items", [group.uid]), ("item", [group.uid, item.uid])):
            refused = client.post(reverse(f"groups:{name}", args=arguments), {"title": "X", "kind": "ordinary"})
            assert "ukončená" in plain(refused)


class TestTopicPages:
    """Raising and settling topics."""

    def test_raising_rewording_settling(self, cast: Cast) -> None:
        member, address = cast.client("member"), reverse("groups:topic_new", args=[cast.group.uid])
        assert "Patří to sem?" in plain(member.post(address, {"title": "Jan Novák zase krade"}))
        assert member.post(address, {"title": "🚓 Herny"}).status_code == 302
        topic = Topic.objects.get()
        own = reverse("groups:topic", args=[topic.uid])
        assert "<form" in plain(member.get(own))
        assert member.post(own, {"title": ""}).status_code == 200
        assert member.post(own, {"title": "Herny u školy", "note": "u vchodu"}).status_code == 302
        reviewer = cast.client("reviewer")
        assert "u vchodu" in plain(reviewer.get(own))
        assert reviewer.post(own, {"title": "X"}).status_code == 403
        settle = reverse("groups:topic_settle", args=[topic.uid])
        chair = cast.client("chair")
        assert "Takový stav" in plain(chair.post(settle, {"stav": "x"}, follow=True))
        assert chair.post(settle, {"stav": "done"}).status_code == 302
        topic.refresh_from_db()
        assert topic.state == TopicState.DONE
        assert member.post(own, {"title": "X"}).status_code == 403
        group_page = plain(member.get(reverse("groups:group", args=[cast.group.uid])))
        assert "Herny u školy" not in group_page


class TestDocumentPages:
    """Documents of a group."""

    def test_adding_and_removing(self, cast: Cast) -> None:
        chair, address = cast.client("chair"), reverse("groups:document_new", args=[cast.group.uid])
        program = factories.upload("hra.exe", b"MZ\x90\x00" + b"\0" * 60)
        assert "spustitelný" in plain(chair.post(address, {"upload": program, "kind": "other"}))
        assert chair.post(address, {"kind": "other"}).status_code == 200
        data = {"upload": factories.upload(), "kind": "statutes", "title": "Statut"}
        assert chair.post(address, data).status_code == 302
        document = GroupDocument.objects.get()
        leads = cast.client("member").get(reverse("groups:document", args=[document.uid]))
        assert leads.headers["Location"].endswith("#dokumenty")
        page = plain(cast.client("member").get(reverse("groups:group", args=[cast.group.uid])))
        assert reverse("documents:download", args=[document.attachment.uid]) in page
        assert chair.post(reverse("groups:document_remove", args=[document.uid])).status_code == 302
        assert not GroupDocument.objects.exists()


def test_sections_of_the_apps_above(cast: Cast) -> None:
    asked = []

    def section(actor, group):
        asked.append(group.pk)
        return hooks.Section("zkouska", "Zkušební oddíl", "ui/messages.html", count=3, uids=("u1",))

    hooks.register_section("zkouska", 1, section)
    hooks.register_section("nic", 2, lambda actor, group: None)
    try:
        address = reverse("groups:group", args=[cast.group.uid])
        assert "Zkušební oddíl" in plain(cast.client("member").get(address))
        assert "u1" in Entry.objects.filter(verb="group.viewed").latest("sequence").ids
        assert "Zkušební oddíl" not in plain(cast.client("manager").get(address))
        assert len(asked) == 1, "content is not even read for who may see the frame only"
    finally:
        hooks.unregister_section("zkouska")
        hooks.unregister_section("nic")


def test_refusals_of_actions_are_shown_where_the_form_cannot_know(cast: Cast) -> None:
    """What only the action finds out: a topic of a group closed meanwhile, a themes list renewed, a full disk."""
    chair = cast.client("chair")
    child = factories.group(organisation=cast.town, parent=cast.group)
    factories.mandate(child, cast.person("chair"), is_chair=True)
    data = {"name": "X", "type": "youth_team", "rhythm": "monthly", "parent": child.pk}
    assert "podřízená" in plain(chair.post(reverse("groups:edit", args=[cast.group.uid]), data))
    long = {"title": "Téma", "note": "x" * 4001}
    assert "nejvýše 4" in plain(chair.post(reverse("groups:topic_new", args=[cast.group.uid]), long))
    assert "bez organizace" in plain(chair.get(reverse("groups:mandate", args=[cast.group.uid, _nobodys(cast)])))


def _nobodys(cast: Cast) -> str:
    return factories.mandate(cast.group, organisation=None).uid


def test_a_region_of_nothing_but_the_state(cast: Cast) -> None:
    state = Area.objects.create(kind=AreaKind.STATE, code="1", name="Česko")
    group = actions.change_group(by=cast.actor("chair"), group=cast.group, areas=[state, cast.other_region])
    assert group.region == cast.other_region

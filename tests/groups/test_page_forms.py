"""Forms of the pages of groups: what they take, what they refuse and how they say it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from soucinnost.access.models import Seat
from soucinnost.audit.models import Entry
from soucinnost.groups import actions, hooks
from soucinnost.groups.enums import TopicState
from soucinnost.groups.models import Group, GroupDocument, Mandate, Topic
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.models import Area
from tests import factories
from tests.cast import Cast, as_actor
from tests.groups.reading import plain


@pytest.fixture(autouse=True)
def _files(settings, tmp_path) -> None:
    settings.FILES_DIR = tmp_path


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

    def test_who_chairs_is_named_where_nobody_does(self, cast: Cast) -> None:
        """Nothing is handed over by nobody: the words follow whether there is a chair."""
        pages = [reverse(f"groups:{name}", args=[cast.group.uid]) for name in ("mandates", "chair")]
        before = [plain(cast.client("manager").get(page)) for page in pages]
        assert all("Předat předsednictví" in text for text in before)
        Seat.objects.filter(circle=cast.group.circle, is_chair=True).update(is_chair=False)
        after = [plain(cast.client("manager").get(page)) for page in pages]
        assert all("Určit, kdo předsedá" in text and "Předat" not in text for text in after)
        told = cast.client("manager").post(pages[1], {"to": cast.mandates["member"].pk}, follow=True)
        assert "Předsednictví je určeno." in plain(told)
        assert as_actor(cast.person("member")).has(cast.group.circle_id, "chair")

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

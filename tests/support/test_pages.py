"""Pages of support: who gets which, what stands on them, what never does, what they cost."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from soucinnost.agencies.models import Organisation
from soucinnost.audit.models import Entry
from soucinnost.groups.enums import GroupType
from soucinnost.support import actions
from soucinnost.support.models import Circular, Consultation, Delivery, Handover, TrainingNeed
from soucinnost.support.selectors.needs import needs_book
from tests import factories
from tests.cast import ROLES, Cast
from tests.groups.reading import plain
from tests.groups.test_pages import cost
from tests.meetings.signoff_kit import undone
from tests.overview.test_pages import without_keys
from tests.support.kit import authority, circular, consultation, contact, sent

LISTS = ("home", "consultations", "circulars", "handovers", "needs")
NEW = ("new_consultation", "new_circular", "new_handover", "new_need")
KEEPERS = {"manager", "coordinator", "solo"}


@pytest.mark.parametrize("role", ROLES)
def test_lists_and_forms_are_for_keepers(cast: Cast, role: str) -> None:
    authority(cast)
    client = cast.client(role)
    expected = 302 if role == "public" else 200 if role in KEEPERS else 404
    for name in (*LISTS, *NEW, "export_needs"):
        rows = Entry.objects.count()
        assert client.get(reverse(f"support:{name}")).status_code == expected, name
        assert (Entry.objects.count() > rows) == (expected == 200), name


def test_the_navigation_offers_it_to_keepers(cast: Cast) -> None:
    for role in ("manager", "coordinator", "member", "administrator"):
        shown = 'href="/metodika/"' in plain(cast.client(role).get(reverse("desk:desk")))
        assert shown == (role in KEEPERS), role


def test_a_region_without_an_authority_is_told_what_to_do(cast: Cast) -> None:
    client = cast.client("coordinator")
    for name in ("home", *NEW):
        assert reverse("agencies:new_organisation") in plain(client.get(reverse(f"support:{name}"))), name


def post(cast: Cast, role: str, name: str, args: list[str] | None = None, **data: Any) -> Any:
    return cast.client(role).post(reverse(f"support:{name}", args=args or []), data)


class TestConsultations:
    def told(self, cast: Cast, **data: Any) -> dict[str, Any]:
        return {
            "keeper": authority(cast).uid, "kind": "visit", "held_on": "dnes", "organisation": "zkusebnice",
            "problem": "Jak sestavit skupinu", **data,
        }

    def test_is_written_as_people_type(self, cast: Cast) -> None:
        answer = post(
            cast, "coordinator", "new_consultation", **self.told(
                cast, person="Předsedová Alena", area="Zkušebnice", follow_up="Poslat vzor", follow_up_on="za 14 dní",
                is_shared="on", joined_by="konzultant ministerstva",
            )
        )
        made = Consultation.objects.get()
        assert answer.url == reverse("support:consultation", args=[made.uid])
        assert (made.organisation, made.person, made.area) == (cast.town, cast.person("chair"), cast.town.area)
        assert (made.given_by, made.held_on) == (cast.person("coordinator"), factories.today())
        page = plain(cast.client("manager").get(answer.url))
        assert "Poslat vzor" in page
        assert reverse("support:edit_consultation", args=[made.uid]) not in page
        home = plain(cast.client("coordinator").get(reverse("support:home")))
        assert "1 konzultace čeká na další krok" in home

    @pytest.mark.parametrize(
        ("field", "typed", "said"),
        [
            ("organisation", "Neznámá obec", "v adresáři není"), ("person", "Kdosi Neznámý", "v adresáři není"),
            ("held_on", "31. 2. 2026", "v kalendáři není"), ("problem", "", "povinné"),
            ("keeper", "cizi", "není k dispozici"),
        ],
    )
    def test_bad_input_is_said_and_kept(self, cast: Cast, field: str, typed: str, said: str) -> None:
        answer = post(
            cast, "coordinator", "new_consultation", **self.told(cast, outcome="Dlouhý výsledek", **{field: typed})
        )
        assert answer.status_code == 422
        page = plain(answer)
        assert "Dlouhý výsledek" in page
        assert not Consultation.objects.exists()
        assert answer.context["form"].errors[field]
        assert said in page or field in ("problem", "keeper")

    def test_two_people_of_one_name_are_told_apart(self, cast: Cast) -> None:
        for email in ("jedna@obec.test", "druha@obec.test"):
            factories.person("Jana", "Stejná", email=email)
        answer = post(cast, "coordinator", "new_consultation", **self.told(cast, person="Jana Stejná"))
        assert "jedna@obec.test" in plain(answer)
        post(cast, "coordinator", "new_consultation", **self.told(cast, person="druha@obec.test"))
        made = Consultation.objects.get()
        assert made.person is not None
        assert made.person.email == "druha@obec.test"

    def test_personal_data_are_warned_of(self, cast: Cast) -> None:
        told = self.told(cast, problem="Klient Jan Novák, tel. 602 123 456")
        answer = post(cast, "coordinator", "new_consultation", **told)
        assert answer.status_code == 422
        assert "Patří to sem?" in plain(answer)
        assert post(
            cast, "coordinator", "new_consultation", **told, personal_data_confirmed="on"
        ).status_code == 302

    def test_change_and_steps(self, cast: Cast) -> None:
        made = consultation(cast, follow_up="Poslat vzor")
        told = self.told(cast, outcome="Skupina vznikne", follow_up="Poslat vzor")
        assert post(cast, "coordinator", "edit_consultation", [made.uid], **told).status_code == 302
        made.refresh_from_db()
        assert (made.outcome, made.given_by) == ("Skupina vznikne", cast.person("coordinator"))
        post(cast, "coordinator", "follow_up", [made.uid])
        made.refresh_from_db()
        assert made.followed_up_on == factories.today()
        assert post(cast, "coordinator", "remove_consultation", [made.uid]).status_code == 302
        assert not Consultation.objects.exists()

    def test_filters(self, cast: Cast) -> None:
        consultation(cast, problem="Žádost o kamery", kind="telephone")
        consultation(cast, problem="Sestavení skupiny", follow_up="Zavolat")

        def listed(**query: str) -> list[str]:
            page = cast.client("coordinator").get(reverse("support:consultations"), query).context["page"]
            return [one.problem for one in page]

        assert listed(q="zadost kamer") == ["Žádost o kamery"]
        assert listed(druh="telephone") == ["Žádost o kamery"]
        assert listed(ceka="1") == ["Sestavení skupiny"]
        assert len(listed(druh="nic")) == 2

    def test_the_page_of_the_organisation_tells_who_may_know(self, cast: Cast) -> None:
        made = consultation(cast, call="Program prevence kriminality 2027")
        address = reverse("agencies:organisation", args=[cast.town.uid])
        link = reverse("support:consultation", args=[made.uid])
        shown = {role for role in ROLES if role != "public" and link in plain(cast.client(role).get(address))}
        assert shown == {"coordinator"}


class TestMaterialsAndNeeds:
    def test_a_material_with_its_file(self, cast: Cast) -> None:
        told = {"keeper": cast.town.uid, "title": "Bezpečný dům", "audience": "správci domů", "handed_on": "dnes"}
        answer = post(cast, "manager", "new_handover", **told, count="299", upload=factories.upload())
        assert answer.status_code == 302
        made = Handover.objects.get()
        assert (made.count, made.keeper) == (299, cast.town)
        page = plain(cast.client("manager").get(reverse("support:handovers")))
        assert "299" in page
        download = cast.client("manager").get(reverse("support:download", args=[made.attachment.uid]))
        assert b"".join(download.streaming_content).startswith("Příliš".encode())
        told["count"] = ""
        assert post(cast, "manager", "handover", [made.uid], **told).status_code == 302
        assert "neuvedeno" in plain(cast.client("manager").get(reverse("support:handovers")))
        assert post(cast, "manager", "new_handover", **told | {"count": "0"}).status_code == 422
        assert post(cast, "manager", "remove_handover", [made.uid]).status_code == 302

    def test_a_town_states_a_need_and_the_region_collects_it(self, cast: Cast) -> None:
        theme, = factories.themes("Dluhy")
        region = authority(cast)
        told = {"keeper": region.uid, "organisation": cast.town.uid, "training": "Exekuce", "theme": theme.pk,
                "people": "4", "wanted_from": "1. 3. 2027"}
        assert post(cast, "manager", "new_statement", **told).status_code == 302
        need = TrainingNeed.objects.get()
        assert need.is_own_statement
        address = reverse("support:need", args=[need.uid])
        assert "Kdo potřebuje" in plain(cast.client("manager").get(address))
        assert post(cast, "manager", "need", [need.uid], training="Exekuce a oddlužení", people="5").status_code == 302
        told |= {"organisation": cast.town.name, "state": "planned"}
        assert post(cast, "coordinator", "need", [need.uid], **told).status_code == 302
        assert post(cast, "manager", "need", [need.uid], **told).status_code == 403
        need.refresh_from_db()
        assert (need.state, need.people) == ("planned", 4)

    def test_nobody_to_state_a_need_to(self, cast: Cast) -> None:
        assert cast.client("manager").get(reverse("support:new_statement")).status_code == 200
        told = {"keeper": "", "organisation": cast.town.uid, "training": "Exekuce"}
        assert post(cast, "manager", "new_statement", **told).status_code == 422

    def test_spreadsheet_of_what_one_collects(self, cast: Cast) -> None:
        by, keeper = cast.actor("coordinator"), authority(cast)
        theme, = factories.themes("Dluhy")
        for people in (4, None):
            actions.write_need(
                by=by, keeper=keeper, organisation=cast.ngo, training="=Exekuce", people=people, theme=theme
            )
        actions.write_need(by=cast.actor("manager"), keeper=cast.town, organisation=cast.ngo, training="Cizí")
        response = cast.client("coordinator").get(reverse("support:export_needs"))
        book = openpyxl.load_workbook(BytesIO(response.content))
        rows = list(book["Potřeby"].iter_rows(min_row=2, values_only=True))
        assert [row[:4] for row in rows] == [
            ("=Exekuce", "Dluhy", "Most k lidem", 4), ("=Exekuce", "Dluhy", "Most k lidem", None)
        ]
        assert list(book["Podle tématu"].iter_rows(min_row=2, values_only=True)) == [("Dluhy", 2, 1, 4, 1)]
        assert len(Entry.objects.filter(verb="need.exported").latest("sequence").ids) == 2


class TestCirculars:
    def test_the_walk(self, cast: Cast, settings: Any) -> None:
        settings.MAIL_ENABLED = True
        contact(cast.ngo, cast.person("member"))
        client = cast.client("coordinator")
        told = {
            "keeper": authority(cast).uid, "subject": "Výzva 2027", "body": "Je vyhlášena.", "asks_confirmation": "on",
        }
        answer = client.post(reverse("support:new_circular"), told)
        made = Circular.objects.get()
        assert answer.url == reverse("support:recipients", args=[made.uid])
        assert client.get(answer.url).status_code == 200
        assert client.post(answer.url, {"area": ""}).status_code == 422
        assert client.post(answer.url, {"kinds": ["ngo", "state_police"], "leading": ""}).status_code == 302
        page = plain(client.get(answer.url))
        assert "bez kontaktní osoby" in page
        left = reverse("support:leave_out", args=[made.uid])
        assert client.post(left, {"komu": [cast.ngo.uid]}).status_code == 302
        assert [one.name for one in made.left_out.all()] == ["Policie Zkušebnice"]
        wrong = client.post(
            reverse("support:add_file", args=[made.uid]), {"upload": factories.upload("a.exe", b"MZ\x90")}
        )
        assert wrong.status_code == 422
        assert client.post(
            reverse("support:add_file", args=[made.uid]), {"upload": factories.upload(), "title": "Zadání"}
        ).status_code == 302
        file = made.files.get().attachment
        assert "Zadání" in plain(client.get(reverse("support:circular", args=[made.uid])))
        assert client.post(reverse("support:remove_file", args=[made.uid, file.uid])).status_code == 302
        assert client.post(
            reverse("support:edit_circular", args=[made.uid]), told | {"subject": "Výzva na rok 2027"}
        ).status_code == 302
        assert client.post(reverse("support:release", args=[made.uid])).status_code == 302
        made.refresh_from_db()
        assert (made.state, made.subject) == ("sending", "Výzva na rok 2027")
        sending = plain(client.get(reverse("support:circular", args=[made.uid])))
        assert "Ještě čeká: 1" in sending
        late = client.post(reverse("support:edit_circular", args=[made.uid]), told)
        assert "už se rozeslal" in plain(late)

    def test_what_became_of_it(self, cast: Cast, settings: Any) -> None:
        settings.MAIL_ENABLED = True
        contact(cast.ngo, cast.person("member"))
        made = sent(cast)
        reader = cast.client("member")
        assert "Oběžníky pro Vás" in plain(reader.get(reverse("support:home")))
        assert "Výzva 2027" in plain(reader.get(reverse("support:circulars")))
        reader.get(reverse("support:read", args=[made.uid]))
        client = cast.client("coordinator")
        page = plain(client.get(reverse("support:circular", args=[made.uid])))
        assert "Dana Členová" in page
        copy = Delivery.objects.get()
        address = reverse("support:note_confirmation", args=[made.uid, copy.uid])
        assert client.post(address, {"confirmed_on": "kdoví"}).status_code == 302
        assert client.post(address, {"confirmed_on": "dnes"}).status_code == 302
        assert "zapsáno ručně" in plain(client.get(reverse("support:circular", args=[made.uid])))
        assert "potvrzeno" in plain(reader.get(reverse("support:read", args=[made.uid])))

    def test_the_keeper_is_led_to_the_keepers_page(self, cast: Cast) -> None:
        made = circular(cast)
        answer = cast.client("coordinator").get(reverse("support:read", args=[made.uid]))
        assert answer.url == reverse("support:circular", args=[made.uid])

    def test_a_draft_is_removed(self, cast: Cast) -> None:
        made = circular(cast)
        assert post(cast, "coordinator", "remove_circular", [made.uid]).url == reverse("support:circulars")
        assert not Circular.objects.exists()

    def test_more_organisations_than_can_be_listed(self, cast: Cast) -> None:
        Organisation.objects.bulk_create(Organisation(name=f"Škola {n}", kind="school") for n in range(301))
        made = circular(cast, kinds=("school",))
        page = plain(cast.client("coordinator").get(reverse("support:recipients", args=[made.uid])))
        assert "víc než 300" in page
        assert "Škola 7" not in page


def test_meetings_of_managers_are_groups(cast: Cast) -> None:
    made = factories.group("Setkání manažerů kraje", organisation=cast.town, type=GroupType.MANAGERS_MEETING)
    page = plain(cast.client("coordinator").get(reverse("support:home")))
    assert reverse("groups:group", args=[made.uid]) in page


def test_one_three_and_fifty_records_cost_the_same(cast: Cast) -> None:
    found = {}
    for count in (1, 3, 50):
        with undone():
            found[count] = _costs(cast, count)
    assert found[1] == found[3] == found[50]
    assert max(found[1].values()) <= 22


def _costs(cast: Cast, count: int) -> dict[str, int]:
    """Queries of each list and of one circular where there are ``count`` records of each kind."""
    by, keeper, theme = cast.actor("coordinator"), authority(cast), factories.themes("Dluhy")[0]
    for number in range(count):
        other = factories.organisation(f"Spolek {number}", kind="company")
        consultation(cast, organisation=other, person=cast.person("member"), follow_up="Zavolat")
        actions.write_handover(
            by=by, keeper=keeper, title="Leták", handed_on=factories.today(), organisation=other,
            upload=factories.upload(),
        )
        actions.write_need(by=by, keeper=keeper, organisation=other, training="Mediace", theme=theme)
        contact(other)
        if number:
            circular(cast)
    made, reader = sent(cast, kinds=("company",)), cast.client("coordinator")
    return {
        name: cost(reader, reverse(f"support:{name}", args=[made.uid] if name == "circular" else []))
        for name in (*LISTS, "circular")
    }


def _hidden_consultation(cast: Cast) -> None:
    consultation(cast, problem="Tajné", organisation=cast.town)


def _hidden_need(cast: Cast) -> None:
    actions.write_need(
        by=cast.actor("coordinator"), keeper=authority(cast), organisation=cast.town, training="Tajné"
    )


def _hidden_circular(cast: Cast) -> None:
    sent(cast, kinds=("probation",), subject="Tajné")


def _hidden_material(cast: Cast) -> None:
    actions.write_handover(
        by=cast.actor("coordinator"), keeper=authority(cast), title="Tajné", handed_on=factories.today(),
        organisation=cast.town, upload=factories.upload(),
    )


@pytest.mark.parametrize("hide", [_hidden_consultation, _hidden_need, _hidden_circular, _hidden_material])
def test_a_hidden_record_changes_no_answer(cast: Cast, monkeypatch: pytest.MonkeyPatch, hide: Any) -> None:
    contact(factories.organisation("PMS", kind="probation"))
    authority(cast)
    moment = timezone.now()
    monkeypatch.setattr(
        "soucinnost.support.views.records.needs_book", lambda needs, created: needs_book(needs, created=moment)
    )
    addresses = [reverse(f"support:{name}") for name in (*LISTS, "export_needs")]
    addresses += [reverse("agencies:organisation", args=[cast.town.uid]), reverse("search:search") + "?q=tajne"]

    def answers() -> list[tuple[int, bytes]]:
        found = []
        for role in ("manager", "solo", "member", "administrator"):
            client = cast.client(role)
            for address in addresses:
                response = client.get(address)
                found.append((response.status_code, without_keys(response.content)))
        return found

    before = answers()
    with undone():
        hide(cast)
        assert answers() == before


def test_what_is_planned_for_later_stays_in_the_waiting_list(cast: Cast) -> None:
    consultation(cast, follow_up="Bez termínu")
    consultation(cast, follow_up="Později", follow_up_on=factories.today() + timedelta(days=9))
    consultation(cast, held_on=factories.today() - timedelta(days=9), follow_up="Pozdě",
                 follow_up_on=factories.today() - timedelta(days=1))
    page = cast.client("coordinator").get(reverse("support:home")).context["page"]
    assert [one.follow_up for one in page.waiting] == ["Pozdě", "Později", "Bez termínu"]

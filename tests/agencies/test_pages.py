"""Pages of the directory: who gets them, what they show, what they disclose, how much they ask the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from soucinnost.agencies import actions, registry
from soucinnost.agencies.models import Organisation, Person
from soucinnost.audit.models import Entry
from tests import factories
from tests.cast import ROLES, Cast

WRITERS = {"manager", "coordinator", "administrator", "solo"}


def said(answer: Any) -> str:
    """The page with ordinary spaces, so that typography does not hide words."""
    return answer.content.decode().replace("\xa0", " ")


def url(name: str, *args: str) -> str:
    return reverse(f"agencies:{name}", args=args)


@contextmanager
def counted() -> Iterator[CaptureQueriesContext]:
    with CaptureQueriesContext(connection) as captured:
        yield captured


@pytest.mark.parametrize("role", ROLES)
def test_statuses(cast: Cast, role: str) -> None:
    client, member = cast.client(role), cast.person("member")
    place = member.affiliations.get()
    sees_member = role in WRITERS | {"chair", "recorder", "reviewer", "member", "deputy"}
    hidden = 200 if sees_member else 404
    writes = role in WRITERS
    expected = {
        url("organisations"): 200, url("people"): 200, url("organisation", cast.ngo.uid): 200,
        url("person", member.uid): hidden, url("new_organisation"): 200 if writes else 403,
        url("new_person"): 200 if writes else 403, url("import"): 200 if writes else 403,
        url("edit_organisation", cast.ngo.uid): 200 if writes else 403,
        url("edit_person", member.uid): 200 if writes else (403 if sees_member else 404),
        url("edit_contacts", member.uid): 200 if writes or role == "member" else (403 if sees_member else 404),
        url("place", place.uid): 200 if writes else (403 if sees_member else 404),
        url("new_place", member.uid): 200 if writes else (403 if sees_member else 404),
        url("organisation", "neexistuje"): 404, url("person", "neexistuje"): 404,
    }
    if role == "public":
        expected = dict.fromkeys(expected, 302)
    assert {address: client.get(address).status_code for address in expected} == expected


@pytest.mark.parametrize("role", sorted(set(ROLES) - WRITERS - {"public"}))
def test_posts_of_others_write_nothing(cast: Cast, role: str) -> None:
    client, member = cast.client(role), cast.person("reviewer")
    place = member.affiliations.get()
    before = list(Person.objects.order_by("pk").values()), list(Organisation.objects.order_by("pk").values())
    for address, data in [
        (url("organisation_state", cast.ngo.uid), {}), (url("units", cast.ngo.uid), {"name": "Odbor"}),
        (url("person_state", member.uid), {}), (url("add_stand_in", place.uid), {}),
        (url("import"), {"text": "Jan Malý <j@x.test>"}), (url("new_person"), {"surname": "X"}),
        (url("edit_organisation", cast.ngo.uid), {"name": "X"}), (url("edit_person", member.uid), {"surname": "X"}),
    ]:
        assert client.post(address, data).status_code in {403, 404}, address
    assert before == (
        list(Person.objects.order_by("pk").values()), list(Organisation.objects.order_by("pk").values())
    )


def last() -> Entry:
    return Entry.objects.order_by("-sequence").first()


class TestLists:
    def test_czech_order_kind_and_words(self, cast: Cast) -> None:
        Organisation.objects.filter(pk=cast.ngo.pk).update(is_active=False)
        for name in ("Chodov", "Hrad", "Cíl", "Čáp", "Ikar"):
            factories.organisation(f"ZZ {name}")
        client = cast.client("member")
        page = client.get(url("organisations"), {"q": "zz"})
        names = [found.name for found in page.context["listed"].records]
        assert names == ["ZZ Cíl", "ZZ Čáp", "ZZ Hrad", "ZZ Chodov", "ZZ Ikar"]
        page = client.get(url("organisations"), {"q": "CAP"})
        assert [found.name for found in page.context["listed"].records] == ["ZZ Čáp"]
        page = client.get(url("organisations"), {"druh": "state_police"})
        assert [found.name for found in page.context["listed"].records] == ["Policie Zkušebnice"]
        assert last().verb == "organisation.listed" and last().ids == [cast.police.uid]
        hidden = client.get(url("organisations"), {"q": "most k lidem"})
        shown = client.get(url("organisations"), {"q": "most k lidem", "vse": "1"})
        assert (hidden.context["listed"].total, shown.context["listed"].total) == (0, 1)

    def test_who_takes_no_part_is_listed_only_when_asked_for(self, cast: Cast) -> None:
        Person.objects.filter(pk=cast.person("deputy").pk).update(is_active=False)
        client, query = cast.client("manager"), {"q": "zástupný"}
        assert client.get(url("people"), query).context["listed"].records == []
        assert client.get(url("people"), {**query, "vse": "1"}).context["listed"].records == [cast.person("deputy")]

    @pytest.mark.parametrize("query", [{"druh": "nic"}, {"strana": "9999"}, {"strana": "x"}, {"q": "\0'\"<%"}])
    def test_strange_queries(self, cast: Cast, query: dict[str, str]) -> None:
        assert cast.client("member").get(url("organisations"), query).status_code == 200
        assert cast.client("member").get(url("people"), query).status_code == 200

    def test_people_are_found_by_their_organisation(self, cast: Cast) -> None:
        page = cast.client("manager").get(url("people"), {"q": "most k lidem"})
        names = [person.surname for person in page.context["listed"].records]
        assert names == ["Bývalý", "Členová", "Zástupný"]

    def test_how_many_work_there_counts_only_whom_one_sees(self, cast: Cast) -> None:
        def count(role: str) -> int:
            page = cast.client(role).get(url("organisations"), {"q": "most k lidem"})
            return page.context["listed"].records[0].people_count

        assert {role: count(role) for role in ("manager", "member", "outsider")} == {
            "manager": 3, "member": 3, "outsider": 0,
        }

    @pytest.mark.parametrize("name", ["organisations", "people"])
    def test_queries_do_not_grow(self, cast: Cast, name: str) -> None:
        client, counts = cast.client("manager"), []
        made = 0
        for goal in (1, 3, 50):
            while made < goal:
                organisation = factories.organisation(area=cast.town.area)
                factories.person(works_at=organisation, position="člen", has_account=made % 2 == 0)
                made += 1
            client.get(url(name), {"q": "o"})
            with counted() as captured:
                assert client.get(url(name), {"q": "o"}).status_code == 200
            counts.append(len(captured))
        assert counts[0] == counts[1] == counts[2] <= 15, counts


class TestDetails:
    def test_queries_of_details(self, cast: Cast) -> None:
        client, organisation = cast.client("manager"), cast.ngo
        person = cast.person("member")
        counts: dict[str, list[int]] = {"organisation": [], "person": []}
        made = 0
        for goal in (1, 3, 50):
            while made < goal:
                colleague = factories.person(works_at=organisation, has_account=False)
                place = colleague.affiliations.get()
                actions.add_stand_in(by=factories.SYSTEM, affiliation=place, person=person)
                actions.add_affiliation(by=factories.SYSTEM, person=person, organisation=factories.organisation())
                made += 1
            for name, uid in (("organisation", organisation.uid), ("person", person.uid)):
                client.get(url(name, uid))
                with counted() as captured:
                    client.get(url(name, uid))
                counts[name].append(len(captured))
        for name, numbers in counts.items():
            assert len(set(numbers)) == 1 and numbers[0] <= 25, (name, numbers)

    def test_people_of_other_circles_are_not_on_the_page(self, cast: Cast) -> None:
        page = said(cast.client("outsider").get(url("organisation", cast.ngo.uid)))
        assert "Členová" not in page and "Most k lidem" in page

    def test_stand_ins_of_other_circles_are_not_on_the_page(self, cast: Cast) -> None:
        place = cast.person("chair").affiliations.get()
        actions.add_stand_in(by=factories.SYSTEM, affiliation=place, person=cast.person("manager"))
        for role, seen in (("member", False), ("administrator", True)):
            page = said(cast.client(role).get(url("person", cast.person("chair").uid)))
            assert ("Manažerová" in page) is seen, role
            page = said(cast.client(role).get(url("organisation", cast.town.uid)))
            assert ("Manažerová" in page) is seen, role

    def test_audit_names_who_was_shown(self, cast: Cast) -> None:
        cast.client("member").get(url("organisation", cast.ngo.uid))
        shown = {cast.person(role).uid for role in ("member", "deputy", "former")}
        assert (last().verb, last().object_uid) == ("organisation.viewed", cast.ngo.uid)
        assert set(last().ids) == shown | {cast.ngo.uid}

    def test_panels_from_above(self, cast: Cast) -> None:
        def provider(actor: object, organisation: Organisation) -> registry.Panel | None:
            if organisation != cast.ngo:
                return None
            return registry.Panel("Skupiny pokusně", (registry.Link("Skupina A", "/skupiny/a/", "člen"),), ("uid-a",))

        registry.register_panel(registry.ORGANISATION, "test", provider)
        try:
            page = said(cast.client("member").get(url("organisation", cast.ngo.uid)))
            ids = last().ids
            other = said(cast.client("member").get(url("organisation", cast.police.uid)))
        finally:
            registry._panels[registry.ORGANISATION].pop("test")
        assert "Skupiny pokusně" in page and 'href="/skupiny/a/"' in page and "uid-a" in ids
        assert "Skupiny pokusně" not in other

    def test_an_anonymised_person_offers_nothing_to_change(self, cast: Cast) -> None:
        person = factories.person(has_account=False)
        actions.anonymise_people(
            by=factories.SYSTEM, records=Person.objects.filter(pk=person.pk), cutoff=timezone.now()
        )
        client = cast.client("manager")
        page = said(client.get(url("person", person.uid)))
        assert "jméno odstraněno" in page and url("edit_person", person.uid) not in page
        page = said(client.post(url("person_state", person.uid), {"stav": "pusobi"}, follow=True))
        assert "založte ho znovu" in page


class TestForms:
    def test_organisation_with_a_near_same_name_asks(self, cast: Cast) -> None:
        client = cast.client("manager")
        data = {"name": "Most k lidém", "kind": "ngo"}
        page = client.post(url("new_organisation"), data)
        assert page.status_code == 200 and "Není to totéž?" in said(page)
        assert last().verb == "organisation.duplicates_shown" and last().ids == [cast.ngo.uid]
        assert 'value="Most k lidém"' in said(page)
        assert client.post(url("new_organisation"), {**data, "confirmed": "on"}).status_code == 302
        assert Organisation.objects.filter(name="Most k lidém").exists()

    def test_bad_ico_keeps_what_was_typed(self, cast: Cast) -> None:
        page = cast.client("manager").post(
            url("new_organisation"), {"name": "Nový spolek", "kind": "ngo", "ico": "12345678", "area": "Zkušebnice"}
        )
        text = said(page)
        assert "kontrolní číslice" in text and 'value="Nový spolek"' in text and 'value="Zkušebnice"' in text

    def test_area_by_name_and_by_code(self, cast: Cast) -> None:
        twin = factories.municipality("Zkušebnice", parent=cast.other_region, code="111111")
        client, data = cast.client("manager"), {"name": "Nový spolek", "kind": "ngo"}
        page = said(client.post(url("new_organisation"), {**data, "area": "zkusebnice"}))
        assert "111111" in page and cast.town.area.code in page and not Organisation.objects.filter(**data).exists()
        client.post(url("new_organisation"), {**data, "area": "Zkušebnice (111111)"})
        assert Organisation.objects.get(**data).area == twin

    def test_edit_organisation(self, cast: Cast) -> None:
        client = cast.client("manager")
        page = said(client.get(url("edit_organisation", cast.town.uid)))
        assert f"Zkušebnice ({cast.town.area.code})" in page
        client.post(url("edit_organisation", cast.ngo.uid), {"name": "Most k lidem", "kind": "ngo", "phone": "1"})
        cast.ngo.refresh_from_db()
        assert cast.ngo.phone == "1"

    def test_namesake_asks_and_shows_organisation_and_e_mail(self, cast: Cast) -> None:
        client = cast.client("manager")
        data = {"given_name": "Dana", "surname": "Členová", "organisation": "Policie Zkušebnice", "position": "hlídka"}
        text = said(client.post(url("new_person"), data))
        assert "Most k lidem" in text and "member@zkusebnice.test" in text and "Není to totéž?" in text
        assert Person.objects.filter(surname="Členová").count() == 1
        client.post(url("new_person"), {**data, "confirmed": "on"})
        made = Person.objects.filter(surname="Členová").latest("pk")
        assert made.affiliations.get().organisation == cast.police

    def test_a_new_person_with_the_e_mail_of_another_asks(self, cast: Cast) -> None:
        client, member = cast.client("manager"), cast.person("member")
        data = {"given_name": "Jiná", "surname": "Nová", "email": member.email.upper()}
        assert "Členová Dana" in said(client.post(url("new_person"), data))
        assert last().verb == "person.duplicates_shown" and last().ids == [member.uid]
        assert not Person.objects.filter(surname="Nová").exists()
        client.post(url("new_person"), {**data, "confirmed": "on"})
        assert not Person.objects.get(surname="Nová").affiliations.exists()

    @pytest.mark.parametrize("typed,word", [
        ("Policie", "Podobné"), ("Úplně neznámá", "Nejdřív ji založte"), ("Dvojče", "víc organizací"),
    ])
    def test_organisation_that_is_not_clear(self, cast: Cast, typed: str, word: str) -> None:
        for ico in ("00845451", "27082440"):
            factories.organisation("Dvojče", ico=ico)
        text = said(cast.client("manager").post(
            url("new_person"), {"surname": "Nová", "organisation": typed}
        ))
        assert word in text and not Person.objects.filter(surname="Nová").exists()

    def test_organisation_by_ico(self, cast: Cast) -> None:
        target = factories.organisation("Dvojče", ico="00845451")
        factories.organisation("Dvojče")
        cast.client("manager").post(url("new_person"), {"surname": "Nová", "organisation": "845451"})
        assert Person.objects.get(surname="Nová").affiliations.get().organisation == target

    def test_edit_person_does_not_ask_again_for_its_own_name(self, cast: Cast) -> None:
        factories.person("Dana", "Členová")
        person = cast.person("member")
        answer = cast.client("manager").post(url("edit_person", person.uid), {
            "given_name": "Dana", "surname": "Členová", "email": person.email, "phone": "123",
        })
        person.refresh_from_db()
        assert answer.status_code == 302 and person.phone == "123"

    def test_own_contacts(self, cast: Cast) -> None:
        person = cast.person("member")
        client = cast.client("member")
        assert "E-mail" in said(client.post(url("edit_contacts", person.uid), {"email": "neni"}))
        client.post(url("edit_contacts", person.uid), {"email": "nova@x.test", "salutation": "Vážená paní Členová"})
        person.refresh_from_db()
        assert (person.email, person.salutation) == ("nova@x.test", "Vážená paní Členová")

    def test_places_and_standing_in(self, cast: Cast) -> None:
        client, person = cast.client("manager"), cast.person("member")
        client.post(url("new_place", person.uid), {"organisation": "Policie Zkušebnice", "valid_from": "1. 3. 2020"})
        place = person.affiliations.get(organisation=cast.police)
        bad = said(client.post(url("place", place.uid), {"valid_from": "31. 2. 2020"}))
        assert "31. 2. 2020" in bad
        bad = client.post(url("place", place.uid), {"valid_from": "1. 3. 2020", "valid_to": "1. 2. 2020"})
        assert "dřív" in said(bad)
        unit = actions.add_unit(by=factories.SYSTEM, organisation=cast.police, name="OOP")
        client.post(url("place", place.uid), {"valid_from": "1. 3. 2020", "unit": unit.uid, "is_contact": "on"})
        place.refresh_from_db()
        assert (place.unit, place.is_contact) == (unit, True)
        client.post(url("add_stand_in", place.uid), {"person": cast.person("reviewer").uid})
        stand_in = place.stand_ins.get()
        assert "Revidující" in said(client.get(url("place", place.uid)))
        again = client.post(url("add_stand_in", place.uid), {"person": cast.person("reviewer").uid})
        assert "už je zapsané" in said(again)
        client.post(url("remove_stand_in", stand_in.uid))
        assert not place.stand_ins.exists()

    def test_units_and_states(self, cast: Cast) -> None:
        client = cast.client("manager")
        client.post(url("units", cast.ngo.uid), {"name": "Terén"})
        again = said(client.post(url("units", cast.ngo.uid), {"name": "Terén"}, follow=True))
        assert "Takový útvar" in again
        unit = cast.ngo.units.get()
        client.post(url("units", cast.ngo.uid), {"utvar": unit.uid, "name": "Poradna"})
        unit.refresh_from_db()
        assert unit.name == "Poradna"
        client.post(url("units", cast.ngo.uid), {"utvar": unit.uid, "odstranit": "1"})
        assert not cast.ngo.units.exists()
        for state, active in (("nepusobi", False), ("pusobi", True)):
            client.post(url("organisation_state", cast.ngo.uid), {"stav": state})
            client.post(url("person_state", cast.person("member").uid), {"stav": state})
            cast.ngo.refresh_from_db()
            person = cast.person("member")
            person.refresh_from_db()
            assert cast.ngo.is_active is person.is_active is active
            assert client.get(url("person", person.uid)).status_code == 200


class TestImport:
    TEXT = "Jan Malý <jan@x.test>; Dana Členová <jina@x.test>; bez@jmena.test"

    def preview(self, client: Client, **data: object) -> str:
        answer = client.post(url("import"), data)
        assert answer.status_code == 200
        return said(answer)

    def test_pasted_looked_at_and_applied(self, cast: Cast) -> None:
        client = cast.client("manager")
        answer = client.post(url("import"), {"text": self.TEXT})
        page = said(answer)
        assert "jan@x.test" in page and "k rozhodnutí" in page and "bez@jmena.test" in page and "nové" in page
        assert last().verb == "directory.import_previewed" and last().ids == [cast.person("member").uid]
        assert not Person.objects.filter(surname="Malý").exists()
        table = answer.context["table"]
        undecided = client.post(url("import"), {"tabulka": table, "p1": "new"})
        assert "Zatím se nic neuložilo" in said(undecided)
        assert undecided.context["table"] == table and not Person.objects.filter(surname="Malý").exists()
        done = client.post(url("import"), {"tabulka": table, "p1": "new", "p2": "new"}, follow=True)
        assert done.redirect_chain == [(url("people"), 302)]
        assert Person.objects.filter(surname="Členová").count() == 2
        assert "Noví lidé: 2" in said(done) and "vynechané řádky: 1" in said(done)

    def test_back_to_what_was_pasted(self, cast: Cast) -> None:
        client = cast.client("manager")
        table = client.post(url("import"), {"text": self.TEXT}).context["table"]
        page = self.preview(client, tabulka=table, zpet="1")
        assert "jan@x.test" in page and "Členová" in page and 'name="text"' in page
        assert not Person.objects.filter(surname="Malý").exists()

    def test_a_choice_survives_an_error(self, cast: Cast) -> None:
        client = cast.client("manager")
        table = client.post(url("import"), {"text": self.TEXT}).context["table"]
        page = client.post(url("import"), {"tabulka": table, "p1": "skip"})
        assert [choice.value for choice in page.context["people"]] == ["skip", ""]

    def test_a_file(self, cast: Cast) -> None:
        data = "Organizace;IČO\nDiakonie Test;00845451\n".encode("cp1250")
        client = cast.client("coordinator")
        page = client.post(url("import"), {"file": SimpleUploadedFile("seznam.csv", data)})
        client.post(url("import"), {"tabulka": page.context["table"]})
        assert Organisation.objects.get(ico="00845451").name == "Diakonie Test"

    @pytest.mark.parametrize("content,word", [
        (b"PK\x03\x04nic", "poškozen"), (b"%PDF-1.4", "PDF"), (b"", "prázdný"),
        (b"x" * (21 * 1024 * 1024), "nejvýš"),
    ])
    def test_files_that_are_refused(self, cast: Cast, content: bytes, word: str) -> None:
        page = self.preview(cast.client("manager"), file=SimpleUploadedFile("x.xlsx", content))
        assert word in page

    def test_nothing_and_both(self, cast: Cast) -> None:
        client = cast.client("manager")
        assert "Vyberte soubor" in self.preview(client)
        page = self.preview(client, text="Jan Malý", file=SimpleUploadedFile("x.csv", b"a"))
        assert "Zvolte jedno" in page and "Jan Malý" in page

    def test_a_broken_way_back(self, cast: Cast) -> None:
        assert "Nahrajte soubor znovu" in self.preview(cast.client("manager"), tabulka="{")

    def test_what_is_typed_cannot_become_markup(self, cast: Cast) -> None:
        page = self.preview(cast.client("manager"), text="Osoba;Organizace\nJan Malý;<script>alert(1)</script>\n")
        assert "<script>alert" not in page and "&lt;script&gt;" in page

"""Pages of lead organisations, of terms and of the administration itself: what they say and what is noted."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from soucinnost.access import actions
from soucinnost.access.models import Controller
from soucinnost.access.sections import Entry as Offered
from soucinnost.access.sections import _entries, entries_for, register
from soucinnost.audit.models import Entry
from soucinnost.retention.actions import set_rule
from soucinnost.retention.models import Rule
from tests import factories
from tests.access.reading import parts, said
from tests.access.test_controllers_and_rest import controller_of, picture
from tests.cast import Cast
from tests.ui.editing_kit import form_with

KIND = "notices.message"


def test_the_list_of_lead_organisations(cast: Cast) -> None:
    actions.change_controller(
        by=factories.SYSTEM, controller=Controller.objects.get(organisation=cast.other_town), requires_mfa=True,
        members_may_export=False, hosting_agreement="č. 12/2018",
    )
    page = cast.client("administrator").get(reverse("access:controllers"))
    usual = "druhý faktor dobrovolný · členové smějí stahovat · smlouva neuvedena"
    assert parts(page)["organizace"] == (
        "Organizace 3 Jinov druhý faktor povinný · členové nestahují · smlouva uvedena "
        f"Samotín {usual} Zkušebnice {usual}"
    )
    row = Entry.objects.get(verb="controller.listed")
    assert row.ids == [cast.other_town.uid, cast.solo_town.uid, cast.town.uid]
    own = cast.client("manager").get(reverse("access:controllers"))
    assert parts(own)["organizace"].startswith("Organizace 1 Zkušebnice ")


def test_settings_of_a_lead_organisation(cast: Cast) -> None:
    client, address = cast.client("manager"), reverse("access:controller", args=[cast.town.uid])
    page = client.get(address)
    assert page.status_code == 200
    assert "<h1>Zkušebnice</h1>" in page.content.decode()
    assert parts(page)["logo"].startswith("Logo Stojí v hlavičce dokumentů. Logo zatím není. ")
    row = Entry.objects.get(verb="controller.viewed")
    assert (row.object_uid, row.ids) == (cast.town.uid, [])
    form = form_with(page.content.decode(), "colour")
    assert form.action == address
    assert (form.values["colour"], form.values["members_may_export"]) == (["#00606b"], ["on"])
    done = client.post(address, form.sent(heading="Město Zkušebnice"), follow=True)
    assert done.redirect_chain == [(address, 302)]
    assert "Nastavení je uložené." in said(done)
    assert form_with(done.content.decode(), "colour").values["heading"] == ["Město Zkušebnice"]
    assert controller_of(cast).requires_mfa is False and controller_of(cast).members_may_export is True


def test_a_refused_colour_keeps_what_was_typed_and_what_is_stored(cast: Cast) -> None:
    client, address = cast.client("manager"), reverse("access:controller", args=[cast.town.uid])
    sent = form_with(client.get(address).content.decode(), "colour").sent(colour="zelená", heading="Nová")
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "Barvu zadejte jako # a šest znaků" in parts(answer)["nastaveni"]
    assert form_with(answer.content.decode(), "colour").values["heading"] == ["Nová"]
    assert controller_of(cast).heading == ""
    assert not Entry.objects.filter(verb="controller.changed").exists()


def test_settings_changed_meanwhile_are_not_overwritten(cast: Cast) -> None:
    client, address = cast.client("manager"), reverse("access:controller", args=[cast.town.uid])
    sent = form_with(client.get(address).content.decode(), "colour").sent(heading="Moje")
    actions.change_controller(by=cast.actor("administrator"), controller=controller_of(cast), heading="Cizí")
    answer = client.post(address, sent)
    assert answer.status_code == 422
    told = said(answer)
    assert "Teď je uloženo: Cizí" in told and "Ivan Správcový" in told, "the change is found under the organisation"
    assert f'href="{address}"' in answer.content.decode()
    assert controller_of(cast).heading == "Cizí"


def test_the_logo_is_told_shown_and_removed(cast: Cast) -> None:
    client, address = cast.client("manager"), reverse("access:controller", args=[cast.town.uid])
    upload = reverse("access:set_logo", args=[cast.town.uid])
    done = client.post(upload, {"logo": SimpleUploadedFile("l.png", picture())}, follow=True)
    assert done.redirect_chain == [(address, 302)]
    assert "Logo je uložené." in said(done)
    shown = reverse("access:logo", args=[cast.town.uid])
    assert f'<img src="{shown}"' in done.content.decode()
    assert "Odebrat logo" in parts(done)["logo"] and "Logo zatím není." not in parts(done)["logo"]
    image = client.get(shown)
    assert image["X-Content-Type-Options"] == "nosniff"
    assert image.content == bytes(controller_of(cast).logo)
    bad = client.post(upload, {"logo": SimpleUploadedFile("l.png", b"nic"), "heading": "Podstrčené"})
    assert bad.status_code == 422
    assert "Soubor se nepodařilo přečíst jako obrázek" in parts(bad)["logo"]
    assert "Zatím neuloženo." not in parts(bad)["nastaveni"]
    assert form_with(bad.content.decode(), "colour").values["heading"] == [""], "the other form stands as stored"
    gone = client.post(reverse("access:remove_logo", args=[cast.town.uid]), follow=True)
    assert gone.redirect_chain == [(address, 302)]
    assert "Logo je odebrané." in said(gone)
    assert controller_of(cast).logo is None


def test_terms_are_listed_with_what_comes_after_and_why(cast: Cast) -> None:
    set_rule(by=factories.SYSTEM, kind=KIND, months=7, afterwards="review", basis="Spisový řád, bod 4")
    page = cast.client("administrator").get(reverse("access:retention"))
    told = parts(page)["druhy"]
    rows = page.context["rows"]
    assert told.startswith(f"Druhy záznamů {len(rows)} ")
    assert "Odeslané zprávy 7 posoudit ručně Spisový řád, bod 4" in told
    assert told.index("Čtení vyhodnocení strategií") < told.index("Hlasování per rollam") < told.index("Úkoly")
    row = Entry.objects.get(verb="retention.listed")
    assert row.ids == [shown["kind"].key for shown in rows] and KIND in row.ids


def test_terms_of_single_organisations_are_not_in_the_list_of_all(cast: Cast) -> None:
    Rule.objects.create(
        kind="meetings.meeting", organisation_uid=cast.town.uid, months=77, afterwards="erase", basis="Jen zde"
    )
    told = parts(cast.client("administrator").get(reverse("access:retention")))["druhy"]
    assert "Jen zde" not in told


def test_a_term_is_shown_changed_and_told(cast: Cast) -> None:
    client, address = cast.client("administrator"), reverse("access:retention_rule", args=[KIND])
    page = client.get(address)
    assert page.status_code == 200
    assert "<h1>Odeslané zprávy</h1>" in page.content.decode()
    assert "odstranit osobní údaje" in parts(page)["lhuta"]
    form = form_with(page.content.decode(), "months")
    assert (form.values["months"], form.values["afterwards"]) == (["12"], ["erase"])
    assert form.values["basis"] == ["Zpráva jen oznamuje to, co je uloženo jinde; delší uchování nemá účel."]
    assert Entry.objects.get(verb="retention.viewed").ids == [KIND]
    done = client.post(address, form.sent(months="9"), follow=True)
    assert done.redirect_chain == [(reverse("access:retention"), 302)]
    assert "Lhůta je uložená." in said(done)
    assert "Odeslané zprávy 9 vymazat" in parts(done)["druhy"]
    other = client.get(reverse("access:retention_rule", args=["audit.entry"]))
    assert "odstranit osobní údaje" not in parts(other)["lhuta"], "the kind cannot be rid of them"


def test_a_term_changed_meanwhile_is_asked_about(cast: Cast) -> None:
    client, address = cast.client("administrator"), reverse("access:retention_rule", args=[KIND])
    sent = form_with(client.get(address).content.decode(), "months").sent(months="9")
    set_rule(by=cast.actor("administrator"), kind=KIND, months=5, afterwards="erase", basis="Jiný důvod")
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "Teď je uloženo: 5" in parts(answer)["lhuta"]
    assert Rule.objects.get(kind=KIND).months == 5


def test_the_front_page_offers_what_the_reader_may(cast: Cast) -> None:
    def offered(role: str) -> list[str]:
        page = cast.client(role).get(reverse("access:administration"))
        return [entry.key for entry in page.context["entries"]]

    assert offered("administrator")[:6] == ["people", "grants", "controllers", "glass", "audit", "retention"]
    assert offered("manager") == ["people", "controllers"]
    assert offered("solo")[:2] == ["people", "controllers"]
    told = parts(cast.client("manager").get(reverse("access:administration")))["stranky"]
    assert told == (
        "Stránky Lidé a účty Založení účtu, odkaz k heslu, druhý faktor, vypnutí Správci údajů Hlavička, barva, "
        "logo, druhý faktor a stahování u každé vedoucí organizace"
    )


def test_pages_of_apps_stand_by_their_order_and_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("soucinnost.access.sections._entries", dict(_entries))

    def entry(key: str, order: int, **more: Any) -> Offered:
        return Offered(key, key, "", "access:administration", order, more.get("allowed", lambda _actor: True))

    for one in (entry("zz", -5), entry("aa", -5), entry("first", -9), entry("never", -9, allowed=lambda _actor: False)):
        register(one)
    found = entries_for(factories.SYSTEM)
    assert [one.key for one in found][:3] == ["first", "aa", "zz"]
    assert found[0].url == reverse("access:administration")


class TestSecondFactorPage:
    """Where whoever lacks a required second factor is led."""

    LED = "/sprava/druhy-faktor/"

    @pytest.fixture(autouse=True)
    def strict(self, cast: Cast) -> None:
        Controller.objects.filter(organisation=cast.town).update(requires_mfa=True)

    def test_who_needs_none_is_led_on(self, cast: Cast) -> None:
        assert cast.client("outsider").get(self.LED)["Location"] == reverse("accounts:profile")
        client = cast.client("member")
        assert client.get("/skupiny/?q=x")["Location"] == self.LED
        Controller.objects.update(requires_mfa=False)
        assert client.get(self.LED)["Location"] == reverse("accounts:go_on")
        assert client.get(reverse("accounts:go_on"))["Location"] == "/skupiny/?q=x"

    def test_a_form_is_refused_with_the_way_to_set_it_up(self, cast: Cast) -> None:
        client = cast.client("member")
        refused = client.post("/skupiny/nova/", {})
        assert refused.status_code == 403
        assert reverse("mfa_activate_totp") in refused.content.decode()
        assert client.get("/skupiny/", headers={"Accept": "image/avif,image/*"}).status_code == 302
        assert "onward" not in client.session, "a picture on a page is nowhere to go"
        assert client.head("/skupiny/").status_code == 302
        assert "onward" in client.session, "a page asked for is remembered"

    def test_what_is_public_stays_open(self, cast: Cast) -> None:
        client = cast.client("member")
        for address in ("/verejne/", reverse("mfa_index"), reverse("accounts:profile"), self.LED):
            assert client.get(address).status_code == 200, address


def test_the_frame_names_the_reader(cast: Cast) -> None:
    page = cast.client("chair").get(reverse("accounts:profile")).content.decode()
    assert f'data-reader="{cast.person("chair").user.uid}"' in page
    assert ">Alena Předsedová</a>" in page.replace("\xa0", " ")
    assert reverse("ui:colours", args=[cast.town.uid]) in page
    none = cast.client("administrator").get(reverse("accounts:profile")).content.decode()
    assert "/barvy/" not in none

"""Circulars: to whom they go, how they go out, who reads and confirms them."""

from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default as default_policy
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from soucinnost.agencies.enums import OrganisationKind
from soucinnost.agencies.models import Affiliation, Organisation, Person
from soucinnost.audit.models import Entry
from soucinnost.documents.models import Attachment
from soucinnost.groups.actions import close_group
from soucinnost.notices.actions import deliver_due
from soucinnost.notices.models import Message
from soucinnost.retention.registry import kind
from soucinnost.support import actions
from soucinnost.support.actions.sending import dispatch_batch
from soucinnost.support.enums import CircularState, DeliveryState
from soucinnost.support.jobs import send_all, send_circular, send_rest
from soucinnost.support.models import Circular, Delivery
from soucinnost.support.recipients import Criteria, addressees, organisations_for
from soucinnost.support.selectors.circulars import opened_by, totals_of
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.models import Area
from tests import factories
from tests.cast import ROLES, Cast
from tests.groups.reading import plain
from tests.support.kit import JOB, authority, circular, contact, leave, sent


@pytest.fixture(autouse=True)
def _mail(settings: Any) -> None:
    settings.MAIL_ENABLED = True


def states(made: Circular) -> dict[str, str]:
    return {
        (one.person.surname if one.person else one.organisation.name): one.state
        for one in made.deliveries.select_related("person", "organisation")
    }


class TestChoosing:
    def names(self, cast: Cast, role: str = "coordinator", **criteria: Any) -> list[str]:
        return [one.name for one in organisations_for(cast.actor(role), Criteria(**criteria))]

    def test_by_kind(self, cast: Cast) -> None:
        assert self.names(cast, kinds=("ngo",)) == ["Most k lidem"]
        assert self.names(cast, kinds=("municipality", "state_police")) == [
            "Jinov", "Policie Zkušebnice", "Samotín", "Zkušebnice"
        ]
        assert self.names(cast, kinds=()) == [], "an empty choice reaches nobody"

    def test_by_territory_at_any_depth(self, cast: Cast) -> None:
        district = Area.objects.create(kind=AreaKind.DISTRICT, code="D1", name="Okres", parent=cast.region)
        deep = factories.municipality("Hluboká", parent=district)
        part = Area.objects.create(kind=AreaKind.CITY_DISTRICT, code="C1", name="Díl", parent=deep)
        for name, area in (("Hluboká", deep), ("Úřad dílu", part)):
            factories.town(name, area=area)
        towns = ("municipality",)
        assert self.names(cast, kinds=towns, area_uid=district.uid) == ["Hluboká", "Úřad dílu"]
        assert self.names(cast, kinds=towns, area_uid=cast.region.uid) == [
            "Hluboká", "Samotín", "Úřad dílu", "Zkušebnice"
        ]
        assert self.names(cast, kinds=towns, area_uid="zmizelo") == [], "a territory that is gone is not everywhere"

    def test_by_leading_a_group_that_the_reader_may_know_of(self, cast: Cast) -> None:
        towns = ("municipality",)
        assert self.names(cast, kinds=towns, leading="ano") == ["Samotín", "Zkušebnice"]
        assert self.names(cast, kinds=towns, leading="ne") == ["Jinov"], "its group is in another region"
        close_group(by=factories.SYSTEM, group=cast.solo_group, closed_on=factories.today())
        assert self.names(cast, kinds=towns, leading="ano") == ["Zkušebnice"]

    def test_contact_persons_of_the_day(self, cast: Cast) -> None:
        stays, left, gone = (contact(cast.ngo, surname=name) for name in ("Zůstává", "Odešla", "Nepůsobí"))
        factories.person(surname="Jiná", works_at=cast.ngo)
        leave(left, cast.ngo)
        Person.objects.filter(pk=gone.pk).update(is_active=False)
        found = addressees(cast.actor("coordinator"), Criteria(("ngo",)), factories.today())
        assert [one.contacts for one in found] == [(stays,)]

    def test_another_choice_keeps_who_was_left_out(self, cast: Cast) -> None:
        contact(cast.ngo)
        by, made = cast.actor("coordinator"), circular(cast)
        actions.choose_recipients(by=by, circular=made, criteria=Criteria(("ngo",)), left_out=[cast.ngo])
        assert Entry.objects.filter(verb="circular.recipients_chosen").latest("sequence").ids == [cast.ngo.uid]
        page = cast.client("coordinator")
        page.post(reverse("support:recipients", args=[made.uid]), {"kinds": ["ngo", "municipality"], "leading": ""})
        assert list(made.left_out.all()) == [cast.ngo]
        actions.choose_recipients(by=by, circular=made, criteria=Criteria(("ngo",)), left_out=[])
        assert not made.left_out.exists()

    def test_more_than_can_be_listed_are_audited_and_not_left_out_by_an_empty_form(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        contact(cast.ngo)
        made = circular(cast, kinds=("ngo", "municipality"))
        monkeypatch.setattr("soucinnost.support.views.circulars.LISTED", 1)
        page = cast.client("coordinator")
        assert page.get(reverse("support:recipients", args=[made.uid])).status_code == 200
        chosen = organisations_for(cast.actor("coordinator"), Criteria(("ngo", "municipality")))
        row = Entry.objects.filter(verb="circular.recipients_viewed").latest("sequence")
        assert set(row.ids) == {one.uid for one in chosen} and len(chosen) > 1
        assert page.post(reverse("support:leave_out", args=[made.uid]), {}).status_code == 302
        assert not made.left_out.exists()
        actions.release(by=cast.actor("coordinator"), circular=made)
        assert set(Entry.objects.get(verb="circular.released").ids) == {one.uid for one in chosen}

    def test_two_of_one_name_are_told_apart_by_their_town(self, cast: Cast) -> None:
        for name in ("Horní Zkouška", "Dolní Zkouška"):
            factories.organisation("Základní škola", kind=OrganisationKind.SCHOOL, area=factories.municipality(name))
        factories.organisation("Gymnázium", kind=OrganisationKind.SCHOOL, area=factories.municipality("Třetí"))
        made = circular(cast, kinds=("school",))
        text = plain(cast.client("coordinator").get(reverse("support:recipients", args=[made.uid])))
        assert "Základní škola <small>Horní Zkouška</small>" in text
        assert "Základní škola <small>Dolní Zkouška</small>" in text
        assert "<small>Třetí" not in text

    def test_a_contact_in_a_circular_is_asked_about_with_words_that_fit(self, cast: Cast) -> None:
        contact(cast.ngo)
        form = {"keeper": authority(cast).uid, "subject": "Výzva", "body": "Volejte na 777 123 456."}
        text = plain(cast.client("coordinator").post(reverse("support:new_circular"), form))
        assert "Kontakt na pořadatele" in text and "jen počty" not in text

    def test_a_stored_choice_that_grew_old_is_read(self) -> None:
        assert Criteria.read({"kinds": ["ngo", "zaniklo"], "leading": "možná"}) == Criteria(("ngo",))
        told = Criteria(("ngo",), "uid", "ano")
        assert Criteria.read(told.stored()) == told


class TestDraft:
    def test_bad_input(self, cast: Cast) -> None:
        for field, told in (("subject", {"subject": "  "}), ("body", {"body": "\x00"})):
            with pytest.raises(ValidationError) as caught:
                circular(cast, **told)
            assert field in caught.value.message_dict
        with pytest.raises(ValidationError):
            circular(cast, kinds=())

    def test_a_subject_is_one_line(self, cast: Cast) -> None:
        assert circular(cast, subject="Výzva\r\nBcc: x@y.cz").subject == "Výzva Bcc: x@y.cz"

    def test_at_most_five_files_and_none_once_it_went_out(self, cast: Cast) -> None:
        contact(cast.ngo)
        made, by = circular(cast), cast.actor("coordinator")
        files = [actions.add_file(by=by, circular=made, upload=factories.upload(f"{n}.txt")) for n in range(5)]
        with pytest.raises(ValidationError):
            actions.add_file(by=by, circular=made, upload=factories.upload())
        actions.remove_file(by=by, circular=made, attachment=files[0])
        assert Attachment.objects.count() == 4
        for role in ("manager", "administrator", "member"):
            with pytest.raises(PermissionDenied):
                actions.remove_file(by=cast.actor(role), circular=made, attachment=files[1])
        actions.remove_file(by=by, circular=circular(cast, subject="Jiná výzva"), attachment=files[1])
        assert Attachment.objects.count() == 4, "a file of another circular stays"
        assert Entry.objects.filter(verb="circular.file_removed").count() == 1
        sent(cast, made)
        for act in (
            lambda: actions.add_file(by=by, circular=made, upload=factories.upload()),
            lambda: actions.remove_file(by=by, circular=made, attachment=files[1]),
            lambda: actions.change_circular(by=by, circular=made, subject="Jinak", body="Jinak"),
            lambda: actions.choose_recipients(by=by, circular=made, criteria=Criteria(("ngo",))),
            lambda: actions.release(by=by, circular=made),
            lambda: actions.remove_circular(by=by, circular=made),
        ):
            with pytest.raises(ValidationError, match="už se rozeslal"):
                act()

    def test_removing_takes_the_files_along(self, cast: Cast) -> None:
        made, by = circular(cast), cast.actor("coordinator")
        actions.add_file(by=by, circular=made, upload=factories.upload())
        actions.remove_circular(by=by, circular=made)
        assert not Circular.objects.exists()
        assert not Attachment.objects.exists()


class TestSending:
    def test_to_nobody_it_does_not_go(self, cast: Cast) -> None:
        made = circular(cast)
        with pytest.raises(ValidationError, match="nikomu nepřijde|nikomu nepřišel"):
            actions.release(by=cast.actor("coordinator"), circular=made)
        assert Circular.objects.get().state == CircularState.DRAFT

    def test_what_became_of_each_copy(self, cast: Cast) -> None:
        contact(cast.ngo, surname="Píšící")
        contact(cast.ngo, surname="Bezmailová", email="")
        leaving = contact(cast.ngo, surname="Odcházející")
        factories.organisation("Bez kontaktu", kind=OrganisationKind.NGO)
        twice = contact(cast.ngo, surname="Dvojitá")
        contact(factories.organisation("Druhá", kind=OrganisationKind.NGO), twice)
        made = circular(cast)
        actions.release(by=cast.actor("coordinator"), circular=made)
        leave(leaving, cast.ngo)
        send_all(JOB, made.uid)
        kinds = sorted(made.deliveries.values_list("state", flat=True))
        assert states(made)["Píšící"] == DeliveryState.QUEUED
        assert states(made)["Bezmailová"] == DeliveryState.NO_ADDRESS
        assert states(made)["Odcházející"] == DeliveryState.LEFT
        assert states(made)["Bez kontaktu"] == DeliveryState.NO_CONTACT
        assert kinds.count(DeliveryState.SAME_PERSON) == 1
        assert Message.objects.filter(kind="circular", person=twice).count() == 1
        assert Message.objects.filter(kind="circular").count() == 2

    def test_who_comes_after_the_release_gets_nothing(self, cast: Cast) -> None:
        contact(cast.ngo)
        made = circular(cast)
        actions.release(by=cast.actor("coordinator"), circular=made)
        contact(cast.ngo, surname="Pozdní")
        send_all(JOB, made.uid)
        assert "Pozdní" not in states(made)

    def test_left_out_organisations_get_nothing(self, cast: Cast) -> None:
        contact(cast.ngo)
        other = factories.organisation("Druhá", kind=OrganisationKind.NGO)
        contact(other, surname="Vynechaná")
        made, by = circular(cast), cast.actor("coordinator")
        actions.choose_recipients(by=by, circular=made, criteria=Criteria(("ngo",)), left_out=[other])
        assert "Vynechaná" not in states(sent(cast, made))

    def test_the_mail_says_everything_and_leads_nowhere_without_an_address(self, cast: Cast, settings: Any) -> None:
        settings.PUBLIC_URL = ""
        contact(cast.ngo)
        made = circular(cast)
        Organisation.objects.filter(pk=made.keeper_id).update(email="prevence@kraj.test")
        actions.add_file(
            by=cast.actor("coordinator"), circular=made, upload=factories.upload(), title="Zadání výzvy"
        )
        sent(cast, made)
        message = Message.objects.get(kind="circular")
        assert "Výzva je vyhlášena." in message.body
        assert "- Zadání výzvy" in message.body
        assert "prevence@kraj.test" in message.body
        assert "http" not in message.body

    def test_the_address_is_in_the_mail_also_where_nobody_asks_for_confirmation(
        self, cast: Cast, settings: Any
    ) -> None:
        settings.PUBLIC_URL = "https://soucinnost.test"
        contact(cast.ngo, cast.person("member"))
        contact(cast.ngo, surname="Bezúčtová")
        made = sent(cast, asks_confirmation=False)
        address = "https://soucinnost.test" + reverse("support:read", args=[made.uid])
        bodies = {one.person.surname: one.body for one in Message.objects.filter(kind="circular")}
        assert f"V Součinnosti: {address}" in bodies["Členová"].replace("\xa0", " ")
        assert address not in bodies["Bezúčtová"]
        assert not any("potvrzení" in body for body in bodies.values())

    def test_files_travel_with_the_mail(self, cast: Cast, settings: Any, mailoutbox: list[Any]) -> None:
        contact(cast.ngo, cast.person("member"))
        made, by = circular(cast), cast.actor("coordinator")
        actions.add_file(by=by, circular=made, upload=factories.upload("zadani.txt"), title="Zadání výzvy")
        sent(cast, made)
        assert deliver_due(by=JOB) == 1
        name, content, mime = mailoutbox[0].attachments[0]
        assert (name, mime) == ("zadani.txt", "text/plain")
        assert "Příliš" in (content if isinstance(content, str) else content.decode())
        assert mailoutbox[0].to == ["member@zkusebnice.test"]

    def test_files_too_large_for_mail_are_refused(self, cast: Cast) -> None:
        made, by = circular(cast), cast.actor("coordinator")
        text = ("a" * 99 + "\n").encode() * 10_000 * 4
        actions.add_file(by=by, circular=made, upload=factories.upload("jedna.txt", text))
        with pytest.raises(ValidationError, match="víc než 7"):
            actions.add_file(by=by, circular=made, upload=factories.upload("dve.txt", text))
        assert made.files.count() == 1

    def test_a_draft_for_ones_own_mailbox_where_there_is_no_server(self, cast: Cast, settings: Any) -> None:
        settings.MAIL_ENABLED = False
        for _n in range(3):
            contact(cast.ngo)
        made, by = circular(cast), cast.actor("coordinator")
        actions.add_file(by=by, circular=made, upload=factories.upload("zadani.txt"))
        sent(cast, made)
        client, address = cast.client("coordinator"), reverse("support:draft_circular", args=[made.uid])
        assert address in plain(client.get(reverse("support:circular", args=[made.uid])))
        mail = message_from_bytes(client.get(address).content, policy=default_policy)
        assert len(mail["Bcc"].addresses) == 3
        assert mail["To"] == mail["From"] == "coordinator@zkusebnice.test"
        assert mail["Subject"] == "Výzva 2027"
        assert [part.get_filename() for part in mail.iter_attachments()] == ["zadani.txt"]
        assert "Výzva je vyhlášena." in mail.get_body().get_content()
        assert cast.client("member").get(address).status_code == 404
        Attachment.objects.get().path.unlink()
        mail = message_from_bytes(client.get(address).content, policy=default_policy)
        text = mail.get_body().get_content().replace("\xa0", " ")
        assert "Nepřiloženo: zadani.txt" in text and not list(mail.iter_attachments())

    def test_no_draft_where_the_mail_goes_by_itself(self, cast: Cast) -> None:
        contact(cast.ngo)
        made = sent(cast)
        address = reverse("support:draft_circular", args=[made.uid])
        assert cast.client("coordinator").get(address).status_code == 404

    def test_an_address_only_for_who_can_open_it(self, cast: Cast, settings: Any) -> None:
        settings.PUBLIC_URL = "https://prevence.test"
        contact(cast.ngo, cast.person("member"))
        without = contact(cast.ngo)
        made = sent(cast)
        texts = {message.person_id: message.body for message in Message.objects.filter(kind="circular")}
        link = "https://prevence.test" + reverse("support:read", args=[made.uid])
        assert link in texts[cast.person("member").pk]
        assert link not in texts[without.pk]

    def test_without_a_mail_server_the_message_is_held(self, cast: Cast, settings: Any) -> None:
        settings.MAIL_ENABLED = False
        contact(cast.ngo)
        sent(cast)
        assert Message.objects.get(kind="circular").state == Message.State.HELD

    def test_a_crash_between_batches_loses_and_doubles_nothing(self, cast: Cast) -> None:
        for _n in range(5):
            contact(cast.ngo)
        made = circular(cast)
        actions.release(by=cast.actor("coordinator"), circular=made)
        assert dispatch_batch(by=JOB, uid=made.uid, size=2) == 2
        assert Circular.objects.get().state == CircularState.SENDING
        assert "3" in send_rest(by=JOB)
        assert send_rest(by=JOB) == ""
        assert Message.objects.filter(kind="circular").count() == 5
        assert Circular.objects.get().state == CircularState.SENT
        assert dispatch_batch(by=JOB, uid=made.uid) == 0

    def test_only_the_installation_sends(self, cast: Cast) -> None:
        with pytest.raises(PermissionDenied):
            dispatch_batch(by=cast.actor("coordinator"), uid="x")

    @pytest.mark.django_db(transaction=True)
    def test_release_hands_over_to_the_background(self, settings: Any) -> None:
        from tests.cast import make_cast

        cast = make_cast()
        contact(cast.ngo)
        actions.release(by=cast.actor("coordinator"), circular=circular(cast))
        assert Circular.objects.get().state == CircularState.SENT
        assert Message.objects.filter(kind="circular").count() == 1

    def test_the_job_says_how_many(self, cast: Cast) -> None:
        contact(cast.ngo)
        made = circular(cast)
        actions.release(by=cast.actor("coordinator"), circular=made)
        assert send_circular.func(made.uid) == 1


def test_ten_thousand_recipients(cast: Cast, counts: Any) -> None:
    """The release writes copies at once, with a number of statements that does not grow with each recipient."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    count = counts(300, 10_000)
    schools = Organisation.objects.bulk_create(
        Organisation(name=f"Škola {n}", kind=OrganisationKind.SCHOOL) for n in range(count)
    )
    people = Person.objects.bulk_create(
        Person(given_name="Jana", surname=f"Ředitelová {n}", email=f"skola{n}@skoly.test") for n in range(count)
    )
    Affiliation.objects.bulk_create(
        Affiliation(person=person, organisation=school, is_contact=True)
        for person, school in zip(people, schools, strict=True)
    )
    made = circular(cast, kinds=("school",))
    with CaptureQueriesContext(connection) as asked:
        assert actions.release(by=cast.actor("coordinator"), circular=made) == count
    assert len(asked) < 20 + count // 100
    assert Message.objects.filter(kind="circular").count() == 0, "no mail is queued in the request"
    assert send_all(JOB, made.uid) == count
    assert Message.objects.filter(kind="circular").count() == count
    fresh = Circular.objects.get(pk=made.pk)
    assert (fresh.state, totals_of(fresh, {}).mails) == (CircularState.SENT, count)
    page = cast.client("coordinator").get(reverse("support:circular", args=[made.uid]))
    assert len(page.context["copies"]) == 100


class TestReading:
    def made(self, cast: Cast) -> Circular:
        contact(cast.ngo, cast.person("member"))
        contact(cast.ngo, surname="Neviděná")
        return sent(cast)

    def test_who_reads(self, cast: Cast) -> None:
        made = self.made(cast)
        seen = {role for role in ROLES if Circular.objects.visible_to(cast.actor(role)).exists()}
        assert seen == {"member", "coordinator"}
        assert {
            role for role in ROLES if cast.client(role).get(reverse("support:read", args=[made.uid])).status_code == 200
        } == {"member"}

    def test_my_account_leads_to_it(self, cast: Cast) -> None:
        made = self.made(cast)
        link, address = reverse("support:read", args=[made.uid]), reverse("accounts:profile")
        assert link in plain(cast.client("member").get(address))
        assert link not in plain(cast.client("reviewer").get(address))
        assert made.uid in Entry.objects.filter(verb="account.own_viewed").order_by("sequence")[0].ids

    def test_a_draft_is_seen_by_its_keeper_alone(self, cast: Cast) -> None:
        contact(cast.ngo, cast.person("member"))
        circular(cast)
        seen = {role for role in ROLES if Circular.objects.visible_to(cast.actor(role)).exists()}
        assert seen == {"coordinator"}

    def test_opening_is_known_from_the_log(self, cast: Cast) -> None:
        made = self.made(cast)
        assert opened_by(made) == {}
        page = plain(cast.client("member").get(reverse("support:read", args=[made.uid])))
        assert "Výzva je vyhlášena." in page
        assert "Neviděná" not in page
        assert list(opened_by(made)) == [f"person:{cast.person('member').uid}"]
        cast.client("coordinator").get(reverse("support:circular", args=[made.uid]))
        assert totals_of(made, opened_by(made)).opened == 1, "the keeper's own look is no opening"

    def test_who_left_reads_no_more(self, cast: Cast) -> None:
        made = self.made(cast)
        leave(cast.person("member"), cast.ngo)
        assert cast.client("member").get(reverse("support:read", args=[made.uid])).status_code == 404
        with pytest.raises(PermissionDenied):
            actions.confirm(by=cast.actor("member"), circular=made)

    def test_confirming_by_the_button(self, cast: Cast) -> None:
        made = self.made(cast)
        client = cast.client("member")
        assert client.post(reverse("support:confirm", args=[made.uid])).status_code == 302
        copy = Delivery.objects.get(person=cast.person("member"))
        assert (copy.confirmed_on, copy.confirmed_by_hand) == (factories.today(), False)
        assert actions.confirm(by=cast.actor("member"), circular=made) == 0
        with pytest.raises(ValidationError, match="příjemcem"):
            actions.note_confirmation(by=cast.actor("coordinator"), delivery=copy, confirmed_on=None)

    def test_confirming_by_hand(self, cast: Cast) -> None:
        made, by = self.made(cast), cast.actor("coordinator")
        copy = made.deliveries.get(person__surname="Neviděná")
        for day in (factories.today() + timedelta(days=1), factories.today() - timedelta(days=1)):
            with pytest.raises(ValidationError):
                actions.note_confirmation(by=by, delivery=copy, confirmed_on=day)
        noted = actions.note_confirmation(by=by, delivery=copy, confirmed_on=factories.today())
        assert (noted.confirmed_on, noted.confirmed_by_hand) == (factories.today(), True)
        assert actions.note_confirmation(by=by, delivery=copy, confirmed_on=None).confirmed_on is None
        with pytest.raises(PermissionDenied):
            actions.note_confirmation(by=cast.actor("manager"), delivery=copy, confirmed_on=factories.today())

    def test_files_come_with_the_circular_only(self, cast: Cast) -> None:
        contact(cast.ngo, cast.person("member"))
        made = circular(cast)
        file = actions.add_file(by=cast.actor("coordinator"), circular=made, upload=factories.upload())
        address = reverse("support:download", args=[file.uid])
        assert cast.client("member").get(address).status_code == 404, "a draft's file"
        sent(cast, made)
        answers = {role: cast.client(role).get(address).status_code for role in ROLES}
        assert {role for role, code in answers.items() if code == 200} == {"member", "coordinator"}
        for role in ("member", "coordinator", "manager"):
            assert cast.client(role).get(reverse("documents:download", args=[file.uid])).status_code == 404
        leave(cast.person("member"), cast.ngo)
        assert cast.client("member").get(address).status_code == 404

    def test_a_damaged_file_is_not_handed_out(self, cast: Cast) -> None:
        made = circular(cast)
        file = actions.add_file(by=cast.actor("coordinator"), circular=made, upload=factories.upload())
        file.path.write_bytes(b"jinak")
        assert cast.client("coordinator").get(reverse("support:download", args=[file.uid])).status_code == 500

    def test_search_finds_it_for_readers_only(self, cast: Cast) -> None:
        self.made(cast)
        address = reverse("search:search") + "?q=vyhlasena"
        found = {role for role in ("member", "coordinator", "manager", "outsider", "administrator")
                 if "Výzva 2027" in plain(cast.client(role).get(address))}
        assert found == {"member", "coordinator"}

    def test_spreadsheet(self, cast: Cast) -> None:
        made = self.made(cast)
        cast.client("member").get(reverse("support:read", args=[made.uid]))
        response = cast.client("coordinator").get(reverse("support:export_circular", args=[made.uid]))
        rows = list(openpyxl.load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
        assert [row[:3] for row in rows[1:]] == [
            ("Most k lidem", "Dana Členová", "member@zkusebnice.test"),
            ("Most k lidem", "Jana Neviděná", rows[2][2]),
        ]
        assert isinstance(rows[1][4], datetime)
        assert rows[2][4] is None
        assert Entry.objects.filter(verb="circular.exported", object_uid=made.uid).count() == 1


def test_circulars_past_their_term_go_with_copies_and_files(cast: Cast) -> None:
    contact(cast.ngo)
    made = circular(cast)
    actions.add_file(by=cast.actor("coordinator"), circular=made, upload=factories.upload())
    old = timezone.make_aware(datetime(2015, 1, 1))
    made = sent(cast, made)
    cutoff = timezone.make_aware(datetime(2020, 1, 1))
    term = kind("support.circular")
    Circular.objects.update(created_at=old)
    assert not term.expired(cutoff).exists(), "it went out later"
    Circular.objects.update(released_at=old)
    assert term.dispose(by=factories.SYSTEM, records=term.expired(cutoff), cutoff=cutoff) == 1
    assert not Delivery.objects.exists()
    assert not Attachment.objects.exists()



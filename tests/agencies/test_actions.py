"""Writing the directory: who may, what is checked, what is kept."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from soucinnost.agencies import actions, registry
from soucinnost.agencies.enums import OrganisationKind
from soucinnost.agencies.models import Affiliation, Organisation, Person, StandIn
from soucinnost.agencies.rules import edits_contacts, writes_directory
from soucinnost.agencies.selectors import namesakes, similar_organisations
from soucinnost.audit.models import Entry
from soucinnost.versions.models import Version
from tests import factories
from tests.cast import ROLES, SIGNED_IN, Cast

WRITERS = {"manager", "coordinator", "administrator", "solo"}
ICO = "00845451"


def last_audit() -> Entry:
    return Entry.objects.order_by("-sequence").first()


@pytest.mark.parametrize("role", ROLES)
def test_who_keeps_the_directory(cast: Cast, role: str) -> None:
    actor = cast.actor(role)
    assert writes_directory(actor) is (role in WRITERS)
    member = cast.person("member")
    assert edits_contacts(actor, member) is (role in WRITERS or role == "member")


@pytest.mark.parametrize("role", sorted(set(ROLES) - WRITERS))
def test_others_are_refused_and_nothing_is_written(cast: Cast, role: str) -> None:
    actor, member = cast.actor(role), cast.person("reviewer")
    place = member.affiliations.get()
    before = (Organisation.objects.count(), Person.objects.count(), Affiliation.objects.count(), Entry.objects.count())
    attempts = [
        lambda: actions.create_organisation(by=actor, kind="ngo", name="Nová"),
        lambda: actions.change_organisation(by=actor, organisation=cast.ngo, name="Jiná"),
        lambda: actions.set_organisation_active(by=actor, organisation=cast.ngo, is_active=False),
        lambda: actions.add_unit(by=actor, organisation=cast.ngo, name="Odbor"),
        lambda: actions.create_person(by=actor, surname="Nová"),
        lambda: actions.change_person(by=actor, person=member, surname="Jiná"),
        lambda: actions.change_own_contacts(by=actor, person=member, phone="1"),
        lambda: actions.deactivate_person(by=actor, person=member),
        lambda: actions.reactivate_person(by=actor, person=member),
        lambda: actions.add_affiliation(by=actor, person=member, organisation=cast.ngo),
        lambda: actions.end_affiliation(by=actor, affiliation=place, last_day=date(2020, 1, 1)),
        lambda: actions.add_stand_in(by=actor, affiliation=place, person=cast.person("chair")),
    ]
    if role == "reviewer":
        del attempts[6]
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()
    after = (Organisation.objects.count(), Person.objects.count(), Affiliation.objects.count(), Entry.objects.count())
    assert after == before


class TestOrganisations:
    def test_created_with_audit_and_version(self, cast: Cast) -> None:
        made = actions.create_organisation(
            by=cast.actor("manager"), kind=OrganisationKind.NGO, name="  Nový   spolek ", ico="845451"
        )
        made.refresh_from_db()
        assert (made.name, made.ico, made.is_active) == ("Nový spolek", ICO, True)
        assert (last_audit().verb, last_audit().object_uid) == ("organisation.created", made.uid)
        assert Version.objects.get(object_uid=made.uid).data["name"] == "Nový spolek"

    def test_change_keeps_what_was(self, cast: Cast) -> None:
        actions.change_organisation(by=cast.actor("manager"), organisation=cast.ngo, name="Most k lidem, z. s.")
        names = [version.data["name"] for version in Version.objects.filter(object_uid=cast.ngo.uid)]
        assert names == ["Most k lidem", "Most k lidem, z. s."]

    @pytest.mark.parametrize("values,field", [
        ({"ico": "12345678"}, "ico"), ({"ico": "abc"}, "ico"), ({"email": "neni"}, "email"), ({"kind": "zoo"}, "kind"),
        ({"name": "  "}, "name"), ({"website": "neni adresa"}, "website"), ({"name": "x" * 201}, "name"),
    ])
    def test_bad_values_are_named_and_nothing_is_saved(self, cast: Cast, values: dict, field: str) -> None:
        count = Organisation.objects.count()
        with pytest.raises(ValidationError) as caught:
            actions.create_organisation(by=cast.actor("manager"), **{"kind": "ngo", "name": "Spolek", **values})
        assert set(caught.value.error_dict) == {field}
        assert Organisation.objects.count() == count

    def test_one_ico_once(self, cast: Cast) -> None:
        factories.organisation("Diakonie", ico=ICO)
        with pytest.raises(ValidationError, match="Diakonie"):
            actions.create_organisation(by=cast.actor("manager"), kind="ngo", name="Jiná", ico=ICO)

    def test_two_without_ico(self, cast: Cast) -> None:
        made = [actions.create_organisation(by=cast.actor("manager"), kind="ngo", name=n) for n in ("První", "Druhá")]
        assert list(Organisation.objects.filter(ico="", pk__in=[one.pk for one in made])) == made

    def test_unknown_field_is_a_mistake_of_ours(self, cast: Cast) -> None:
        with pytest.raises(TypeError):
            actions.create_organisation(by=cast.actor("manager"), kind="ngo", name="X", uid="y")

    def test_a_failing_audit_takes_the_write_with_it(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(**_kwargs: object) -> None:
            raise RuntimeError

        monkeypatch.setattr("soucinnost.agencies.actions.keeping.record", broken)
        with pytest.raises(RuntimeError), transaction.atomic():
            actions.create_organisation(by=cast.actor("manager"), kind="ngo", name="Nikdy")
        assert not Organisation.objects.filter(name="Nikdy").exists()

    def test_active_and_not(self, cast: Cast) -> None:
        actions.set_organisation_active(by=cast.actor("manager"), organisation=cast.ngo, is_active=False)
        assert last_audit().verb == "organisation.deactivated"
        actions.set_organisation_active(by=cast.actor("manager"), organisation=cast.ngo, is_active=True)
        cast.ngo.refresh_from_db()
        assert cast.ngo.is_active and last_audit().verb == "organisation.activated"

    def test_units(self, cast: Cast) -> None:
        by = cast.actor("manager")
        unit = actions.add_unit(by=by, organisation=cast.ngo, name=" Terén ")
        with pytest.raises(ValidationError):
            actions.add_unit(by=by, organisation=cast.ngo, name="Terén")
        with pytest.raises(ValidationError):
            actions.add_unit(by=by, organisation=cast.ngo, name="  ")
        actions.rename_unit(by=by, unit=unit, name="Terén")
        actions.rename_unit(by=by, unit=unit, name="Poradna")
        assert [found.name for found in cast.ngo.units.all()] == ["Poradna"]
        actions.remove_unit(by=by, unit=unit)
        assert not cast.ngo.units.exists() and last_audit().verb == "unit.removed"


class TestPeople:
    def test_two_of_one_name_stay_two(self, cast: Cast) -> None:
        by = cast.actor("manager")
        first = actions.create_person(by=by, surname="Nováková", given_name="Jana", email="jana@a.test")
        second = actions.create_person(by=by, surname="Nováková", given_name="Jana", email="jana@b.test")
        assert first.pk != second.pk
        same = namesakes(Person.objects.all(), given="jana", surname="NOVAKOVA")
        assert {person.pk for person in same} == {first.pk, second.pk}
        assert namesakes(Person.objects.all(), given="Jana", surname="Nováková", exclude=first) == [second]

    def test_name_with_titles(self, cast: Cast) -> None:
        person = actions.create_person(
            by=cast.actor("manager"), surname="Nováková", given_name="Jana", titles_before="Ing. et Mgr.",
            titles_after="Ph.D., MBA",
        )
        assert person.name.replace("\xa0", " ") == "Ing. et Mgr. Jana Nováková, Ph.D., MBA"
        assert person.sort_name.replace("\xa0", " ") == "Nováková Jana, Ing. et Mgr., Ph.D., MBA"

    @pytest.mark.parametrize("values,field", [
        ({"surname": " "}, "surname"), ({"email": "neni"}, "email"), ({"is_public_role": True}, "public_role_reason"),
        ({"surname": "x" * 81}, "surname"),
    ])
    def test_bad_values(self, cast: Cast, values: dict, field: str) -> None:
        with pytest.raises(ValidationError) as caught:
            actions.create_person(by=cast.actor("manager"), **{"surname": "Nová", **values})
        assert set(caught.value.error_dict) == {field}

    def test_public_role_has_its_reason_and_loses_it(self, cast: Cast) -> None:
        by, person = cast.actor("manager"), cast.person("chair")
        actions.change_person(by=by, person=person, is_public_role=True, public_role_reason="starostka")
        actions.change_person(by=by, person=person, is_public_role=False)
        person.refresh_from_db()
        assert (person.is_public_role, person.public_role_reason) == (False, "")

    def test_own_contacts(self, cast: Cast) -> None:
        member = cast.person("member")
        actions.change_own_contacts(by=cast.actor("member"), person=member, phone="599 123 456")
        member.refresh_from_db()
        assert member.phone == "599 123 456" and last_audit().actor == f"person:{member.uid}"
        with pytest.raises(TypeError):
            actions.change_own_contacts(by=cast.actor("member"), person=member, surname="Jiná")

    def test_deactivated_and_back(self, cast: Cast) -> None:
        by, person = cast.actor("manager"), cast.person("reviewer")
        today = timezone.localdate()
        actions.deactivate_person(by=by, person=person)
        person.refresh_from_db()
        assert (person.is_active, person.inactive_since) == (False, today)
        assert person.affiliations.get().valid_to == today
        assert person.user.is_active and person.seats.get().valid_to is None
        actions.reactivate_person(by=by, person=person)
        person.refresh_from_db()
        assert (person.is_active, person.inactive_since) == (True, None)

    def test_who_was_anonymised_can_be_neither_changed_nor_brought_back(self, cast: Cast) -> None:
        by, person = cast.actor("manager"), cast.person("deputy")
        actions.anonymise_people(
            by=factories.SYSTEM, records=Person.objects.filter(pk=person.pk), cutoff=timezone.now()
        )
        before = Person.objects.values().get(pk=person.pk), Entry.objects.count(), Version.objects.count()
        with pytest.raises(ValidationError, match="nejde měnit"):
            actions.change_person(by=by, person=person, surname="Jiná")
        with pytest.raises(ValidationError, match="založte"):
            actions.reactivate_person(by=by, person=person)
        assert before == (Person.objects.values().get(pk=person.pk), Entry.objects.count(), Version.objects.count())

    def test_no_last_day_in_the_future(self, cast: Cast) -> None:
        with pytest.raises(ValidationError):
            actions.deactivate_person(
                by=cast.actor("manager"), person=cast.person("reviewer"),
                last_day=timezone.localdate() + timedelta(days=1),
            )

    def test_listeners_are_told(self, cast: Cast) -> None:
        told: list[registry.Text] = []
        registry.listen("test", told.append)
        try:
            person = actions.create_person(by=cast.actor("manager"), surname="Hledaná", email="h@x.test")
        finally:
            registry._listeners.pop("test")
        assert [(text.kind, text.uid, text.title) for text in told] == [("agencies.person", person.uid, "Hledaná")]
        assert "h@x.test" not in told[0].text


class TestPlaces:
    def test_from_and_to(self, cast: Cast) -> None:
        by, person = cast.actor("manager"), cast.person("reviewer")
        place = actions.add_affiliation(
            by=by, person=person, organisation=cast.ngo, position="dobrovolník", valid_from=date(2020, 1, 1),
            valid_to=date(2020, 1, 31),
        )
        assert place in Affiliation.objects.on(date(2020, 1, 31))
        assert place not in Affiliation.objects.on(date(2020, 2, 1))
        assert place not in Affiliation.objects.on(date(2019, 12, 31))
        with pytest.raises(ValidationError) as caught:
            actions.end_affiliation(by=by, affiliation=place, last_day=date(2019, 12, 31))
        assert set(caught.value.error_dict) == {"valid_to"}

    def test_a_unit_of_another_organisation(self, cast: Cast) -> None:
        by = cast.actor("manager")
        unit = actions.add_unit(by=by, organisation=cast.police, name="Preventivně informační oddělení")
        with pytest.raises(ValidationError):
            actions.add_affiliation(by=by, person=cast.person("chair"), organisation=cast.ngo, unit=unit)

    def test_standing_in(self, cast: Cast) -> None:
        by, place = cast.actor("manager"), cast.person("member").affiliations.get()
        deputy = cast.person("deputy")
        stand_in = actions.add_stand_in(by=by, affiliation=place, person=deputy)
        for person in (deputy, cast.person("member")):
            with pytest.raises(ValidationError) as caught:
                actions.add_stand_in(by=by, affiliation=place, person=person)
            assert set(caught.value.error_dict) == {"person"}
        actions.remove_stand_in(by=by, stand_in=stand_in)
        assert not StandIn.objects.exists()


@pytest.mark.parametrize("known,asked,alike", [
    ("Diakonie ČCE, z. s.", "Diakonie ČCE", True),
    ("Bílý kruh bezpečí, z. s.", "Bily kruh bezpeci", True),
    ("Bílý kruh bezpečí, z. s.", "Bílý kruch bezpečí", True),
    ("Městská policie Ostrava", "Mestská policie Ostrava", True),
    ("Městská policie Ostrava", "Městská policie Opava", True),
    ("Základní škola Nová", "Základní škola Stará", False),
    ("Člověk v tísni", "Charita Most", False),
    ("Charita Most Nad", "Charita Nad Most", False),
])
@pytest.mark.django_db
def test_near_same_names(known: str, asked: str, alike: bool) -> None:
    organisation = factories.organisation(known)
    assert similar_organisations(asked) == ([organisation] if alike else [])
    assert similar_organisations(asked, exclude=organisation) == []


@pytest.mark.parametrize("role", SIGNED_IN)
def test_whom_one_sees(cast: Cast, role: str) -> None:
    """All organisations; people of one's circles, oneself, and everybody for who keeps the directory."""
    actor = cast.actor(role)
    circle = {"chair", "recorder", "reviewer", "member", "deputy", "former"}
    expected = {
        **dict.fromkeys(circle - {"former"}, circle), "former": {"former"}, "outsider": {"outsider"},
        **{name: set(SIGNED_IN) for name in WRITERS},
    }[role]
    seen = set(Person.objects.visible_to(actor).values_list("pk", flat=True))
    assert {name for name in SIGNED_IN if cast.person(name).pk in seen} == expected
    assert Organisation.objects.visible_to(actor).count() == Organisation.objects.count()


def test_nobody_in_particular_sees_nobody(cast: Cast) -> None:
    assert not Person.objects.visible_to(cast.actor("public")).exists()

"""Reading, planning and applying lists of people and organisations."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from soucinnost.agencies import actions
from soucinnost.agencies.enums import OrganisationKind
from soucinnost.agencies.imports import CONFLICT, NEW, SAME, SKIP, plan, read_rows, recognise
from soucinnost.agencies.imports.addresses import split_addresses
from soucinnost.agencies.imports.recognising import guess_kind
from soucinnost.agencies.models import Affiliation, Organisation, Person
from soucinnost.kernel.tables import TableError
from tests import factories
from tests.cast import Cast

SYSTEM = factories.SYSTEM


def people(data: bytes | str) -> list[tuple[str, str, str, str]]:
    return [
        (row.given, row.surname, row.email, row.organisation.name if row.organisation else "")
        for row in recognise(read_rows(data))
    ]


def states(data: bytes | str) -> list[str]:
    return [item.state for item in plan(recognise(read_rows(data)), SYSTEM).people]


def load(data: bytes | str, **choices: str) -> actions.Applied:
    return actions.apply(by=SYSTEM, plan=plan(recognise(read_rows(data)), SYSTEM), choices=choices)


class TestRecognising:
    def test_outlook(self) -> None:
        text = (
            'Nováková Jana <jana@x.test>; "Dvořák, Petr, Mgr." <petr@x.test>; Malý Jan (Město Most) <jan@m.test>,\n'
            "Eva Veselá <mailto:eva@x.test>; karel@x.test (Karel Tichý)"
        )
        assert people(text) == [
            ("Jana", "Nováková", "jana@x.test", ""), ("Petr", "Dvořák", "petr@x.test", ""),
            ("Jan", "Malý", "jan@m.test", "Město Most"), ("Eva", "Veselá", "eva@x.test", ""),
            ("Karel", "Tichý", "karel@x.test", ""),
        ]

    def test_an_address_without_a_name_stays_as_an_error(self) -> None:
        rows = recognise(read_rows("jana@x.test; Petr Malý <petr@x.test>"))
        assert [bool(row.errors) for row in rows] == [True, False]
        assert rows[0].text == "jana@x.test"

    def test_pasted_cells_with_headings(self) -> None:
        text = (
            "Titul\tPříjmení\tJméno\tFunkce\tOrganizace\tTelefon\tMandát od\n"
            "Ing.\tNováková\tJana\tpreventistka\tMěstská policie Most\t476 000 000\t1. 3. 2015\n"
        )
        row = recognise(read_rows(text))[0]
        assert (row.titles_before, row.given, row.surname, row.position) == ("Ing.", "Jana", "Nováková", "preventistka")
        assert (row.phone, row.valid_from) == ("476 000 000", date(2015, 3, 1))
        assert row.organisation.kind == "municipal_police"

    def test_pasted_cells_without_headings(self) -> None:
        assert people("Mgr. Jana Nováková\tMěsto Most\tjana@x.test\nPetr Malý\tPolicie ČR\tpetr@x.test") == [
            ("Jana", "Nováková", "jana@x.test", "Město Most"), ("Petr", "Malý", "petr@x.test", "Policie ČR"),
        ]

    def test_given_name_and_surname_apart_without_headings(self) -> None:
        assert people("Jana\tNováková\tjana@x.test\nPetr\tMalý\tpetr@x.test") == [
            ("Jana", "Nováková", "jana@x.test", ""), ("Petr", "Malý", "petr@x.test", ""),
        ]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
    def test_encodings(self, encoding: str) -> None:
        data = "Jméno a příjmení;Organizace\nŽofie Říhová;Český svaz žen\n".encode(encoding)
        assert people(data) == [("Žofie", "Říhová", "", "Český svaz žen")]

    def test_workbook_with_dates_and_a_formula(self) -> None:
        book = openpyxl.Workbook()
        book.active.append(["Jméno a příjmení", "IČO", "Organizace", "Od", "E-mail"])
        book.active.append(["Jana Nováková", 845451, "Diakonie", date(2015, 3, 1), "jana@x.test"])
        book.active.append(["Petr Malý", None, "Diakonie", None, "=A2"])
        out = io.BytesIO()
        book.save(out)
        rows = recognise(read_rows(out.getvalue()))
        assert (rows[0].organisation.ico, rows[0].valid_from) == ("00845451", date(2015, 3, 1))
        assert "vzorec" in rows[1].errors[0]

    @pytest.mark.parametrize("line,word", [
        ("Jana Nováková;spatny;;;", "spatny"), ("Jana Nováková;;12345678;;", "IČO"),
        ("Jana Nováková;;;31. 2. 2020;", "31."),
        ("Jana Nováková;;;1. 3. 2020;1. 2. 2020", "dřív"), ("J@na 123;;;;", "J@na"), (";;;;" + "x", "x"),
        (f"{'x' * 300};;;;", "200"), (f"Jana {'x' * 90};;;;", "delší než 80"),
    ])
    def test_bad_rows_say_what_is_wrong(self, line: str, word: str) -> None:
        rows = recognise(read_rows(f"Jméno a příjmení;E-mail;IČO;Od;Do\n{line}\n"))
        assert len(rows) == 1 and word in " ".join([*rows[0].errors, rows[0].text])
        assert rows[0].errors

    def test_of_several_addresses_the_first_is_used_and_said(self) -> None:
        row = recognise(read_rows("Jméno a příjmení;E-mail\nJana Nováková;\"jana@x.test, jana@y.test\"\n"))[0]
        assert (row.email, row.errors) == ("jana@x.test", ())
        assert "jana@x.test" in row.notes[0] and "víc" in row.notes[0]

    def test_an_ico_alone_names_no_organisation(self) -> None:
        row = recognise(read_rows("Název;IČO\n;00845451\n"))[0]
        assert [error.replace("\xa0", " ") for error in row.errors] == ["Chybí název organizace."]

    @pytest.mark.parametrize("typed", ["Nestátní nezisková organizace", "ngo", "NESTATNI NEZISKOVA ORGANIZACE"])
    def test_the_kind_that_stands_there_counts_more_than_the_name(self, typed: str) -> None:
        row = recognise(read_rows(f"Název;Druh\nPolicie dětem;{typed}\n"))[0]
        assert row.organisation.kind == OrganisationKind.NGO

    def test_an_address_instead_of_a_name_and_an_open_quotation_mark(self) -> None:
        text = 'jana@x.test <jana@x.test>; "Petr Malý <petr@x.test>; Eva Veselá <eva@x.test>'
        rows = recognise(read_rows(text))
        assert [(row.surname, row.email) for row in rows[1:]] == [("Malý", "petr@x.test"), ("Veselá", "eva@x.test")]
        assert not rows[0].is_person and rows[0].errors

    def test_given_names_with_nothing_beside_them(self) -> None:
        rows = recognise(read_rows("Jana\tjana@x.test\nPetr\tpetr@x.test"))
        named = [(row.surname or row.given, row.email) for row in rows]
        assert named == [("Jana", "jana@x.test"), ("Petr", "petr@x.test")]

    def test_a_list_of_organisations(self) -> None:
        heading = "Název;IČO;E-mail;Web;Datová schránka\n"
        rows = recognise(read_rows(heading + "Charita Most;;ch@x.test;charita.test;abcd123\n"))
        row = rows[0].organisation
        assert not rows[0].is_person
        assert (row.name, row.kind, row.email, row.website, row.data_box) == (
            "Charita Most", "ngo", "ch@x.test", "https://charita.test", "abcd123"
        )

    @pytest.mark.parametrize("name,kind", [
        ("Policie ČR, OOP Most", "state_police"), ("Městská policie Ostrava", "municipal_police"),
        ("Probační a mediační služba", "probation"), ("Magistrát města Mostu", "municipality"),
        ("Okresní soud v Mostě", "court"), ("ZŠ Chanov", "school"), ("Úřad práce ČR", "labour_office"),
        ("Krajský úřad Ústeckého kraje", "region"), ("Oblastní charita", "ngo"), ("Něco jiného", "other"),
        ("Státní zastupitelství v Mostě", "prosecutor"), ("OSPOD", "child_protection"), ("Věznice Všehrdy", "prison"),
        ("Ministerstvo vnitra", "ministry"), ("Nemocnice Most", "health"), ("Bytové družstvo Mír", "company"),
    ])
    def test_kind_from_the_name(self, name: str, kind: str) -> None:
        assert guess_kind(name) == kind

    def test_too_many_rows(self) -> None:
        with pytest.raises(TableError) as caught:
            read_rows("Jméno a příjmení;E-mail\n" + "Jana Nová;j@x.test\n" * 402)
        assert caught.value.code == "too_many"

    def test_too_much_text(self) -> None:
        with pytest.raises(TableError) as caught:
            read_rows("\n".join(f"Jana;{'x' * 30_000}" for _number in range(150)))
        assert caught.value.code == "too_big"


class TestPlanning:
    pytestmark = pytest.mark.django_db

    @pytest.fixture(autouse=True)
    def _directory(self, db: None) -> None:
        self.town = factories.organisation("Město Most", kind="municipality")
        self.jana = factories.person("Jana", "Nováková", email="jana@x.test", works_at=self.town, has_account=False)

    def test_new(self) -> None:
        assert states("Petr Malý <petr@x.test>") == [NEW]

    def test_same_e_mail_and_name(self) -> None:
        assert states("Nováková Jana <JANA@x.test>") == [SAME]

    def test_same_e_mail_another_name_is_a_conflict(self) -> None:
        assert states("Petr Malý <jana@x.test>") == [CONFLICT]

    def test_same_name_another_e_mail_is_a_conflict(self) -> None:
        assert states("Jana Nováková <jana.novakova@jinde.test>") == [CONFLICT]

    def test_same_name_and_organisation_without_e_mail(self) -> None:
        assert states("Jméno a příjmení;Organizace\nJana Nováková;Město Most\n") == [SAME]

    def test_same_name_in_another_organisation_is_a_conflict(self) -> None:
        assert states("Jméno a příjmení;Organizace\nJana Nováková;Charita Most\n") == [CONFLICT]

    def test_two_namesakes_in_the_directory(self) -> None:
        factories.person("Jana", "Nováková", email="", works_at=self.town, has_account=False)
        assert states("Jméno a příjmení;Organizace\nJana Nováková;Město Most\n") == [CONFLICT]
        assert states("Jana Nováková <jana@x.test>") == [SAME]

    def test_one_person_twice_in_the_list(self) -> None:
        data = "Petr Malý <petr@x.test>; Petr Malý <petr@x.test>; Petr Malý <jiny@x.test>"
        assert states(data) == [NEW, SAME, CONFLICT]
        assert Person.objects.filter(surname="Malý").count() == 0
        applied = load(data, p3=NEW)
        assert (len(applied.created), Person.objects.filter(surname="Malý").count()) == (2, 2)

    def test_organisations_by_ico_name_and_likeness(self) -> None:
        factories.organisation("Diakonie", ico="00845451")
        data = (
            "Název;IČO\nÚplně jiný název;00845451\nmesto most\t\nMěsto Mosty;\nCharita;\nDiakonie;27082440\n"
        ).replace("\t", ";")
        found = {item.row.name: item.state for item in plan(recognise(read_rows(data)), SYSTEM).organisations}
        assert found == {
            "Úplně jiný název": SAME, "mesto most": SAME, "Město Mosty": CONFLICT, "Charita": NEW, "Diakonie": CONFLICT,
        }

    def test_nothing_is_offered_of_people_whom_the_reader_does_not_see(self, cast: Cast) -> None:
        rows = recognise(read_rows("Jana Nováková <jana@x.test>"))
        assert plan(rows, cast.actor("member")).people[0].state == NEW
        assert plan(rows, cast.actor("manager")).people[0].state == SAME

    def test_an_unknown_ico_beside_a_person_can_only_be_left_out(self) -> None:
        made = plan(recognise(read_rows("Jméno a příjmení;IČO\nPetr Malý;00845451\n")), SYSTEM)
        assert [(item.state, item.default) for item in made.organisations] == [(CONFLICT, SKIP)]
        assert [candidate.value for candidate in made.organisations[0].candidates] == [SKIP]

    def test_counts(self) -> None:
        made = plan(recognise(read_rows("Jana Nováková <jana@x.test>; Petr Malý <p@x.test>; kdosi@x.test")), SYSTEM)
        assert (made.new_count, made.same_count, made.conflict_count, made.error_count, made.total) == (1, 1, 0, 1, 3)


class TestApplying:
    DATA = (
        "Jméno a příjmení;E-mail;Telefon;Organizace;IČO;Odbor;Funkce\n"
        "Mgr. Jana Nováková;jana@x.test;111 222 333;Diakonie Test;00845451;Terén;vedoucí\n"
        "Petr Malý;petr@x.test;;Diakonie Test;;;\n"
    )

    @pytest.mark.django_db
    def test_everything_new(self) -> None:
        applied = load(self.DATA)
        assert [person.surname for person in applied.created] == ["Nováková", "Malý"]
        organisation = Organisation.objects.get(ico="00845451")
        assert applied.organisations == [organisation]
        place = Affiliation.objects.get(person__surname="Nováková")
        assert (place.organisation, place.unit.name, place.position) == (organisation, "Terén", "vedoucí")
        assert {number: person.surname for number, person in applied.people.items()} == {2: "Nováková", 3: "Malý"}
        assert set(applied.places.values()) == {organisation}

    @pytest.mark.django_db
    def test_again_changes_nothing(self) -> None:
        load(self.DATA)
        before = (Person.objects.count(), Organisation.objects.count(), Affiliation.objects.count())
        applied = load(self.DATA)
        assert (applied.created, applied.organisations, len(applied.joined)) == ([], [], 2)
        assert (Person.objects.count(), Organisation.objects.count(), Affiliation.objects.count()) == before

    @pytest.mark.django_db
    def test_a_known_person_gets_only_what_was_empty(self) -> None:
        person = factories.person("Jana", "Nováková", email="jana@x.test", phone="999", has_account=False)
        load(self.DATA)
        person.refresh_from_db()
        assert (person.phone, person.titles_before) == ("999", "Mgr.")

    @pytest.mark.django_db
    def test_a_known_organisation_gets_only_what_was_empty(self) -> None:
        known = factories.organisation("Diakonie", ico="00845451", phone="999")
        applied = load("Název;IČO;Telefon;E-mail\nDiakonie;00845451;111;d@x.test\n")
        known.refresh_from_db()
        assert (known.phone, known.email, applied.organisations) == ("999", "d@x.test", [])

    @pytest.mark.django_db
    def test_an_organisation_left_out_leaves_its_people_without_a_place(self) -> None:
        applied = load(self.DATA, o1=SKIP)
        assert ([person.surname for person in applied.created], applied.places, applied.skipped) == (
            ["Nováková", "Malý"], {}, 0,
        )
        assert not Organisation.objects.exists() and not Affiliation.objects.exists()
        alone = load("Název;IČO\nDiakonie Test;00845451\n", o1=SKIP)
        assert alone.skipped == 1 and not Organisation.objects.exists()

    @pytest.mark.django_db
    def test_two_people_of_one_unit_share_it(self) -> None:
        load("Jméno a příjmení;Organizace;Odbor\nJana Nováková;Diakonie;Terén\nPetr Malý;Diakonie;Terén\n")
        assert [unit.name for unit in Organisation.objects.get().units.all()] == ["Terén"]
        assert Affiliation.objects.filter(unit__name="Terén").count() == 2

    @pytest.mark.django_db
    def test_undecided_conflict_writes_nothing(self) -> None:
        factories.person("Petr", "Malý", email="jiny@x.test", has_account=False)
        count = Person.objects.count()
        with pytest.raises(ValidationError, match="Řádek 3"):
            load(self.DATA)
        assert (Person.objects.count(), Organisation.objects.count()) == (count, 0)
        assert load(self.DATA, p3=SKIP).skipped == 1

    @pytest.mark.django_db
    @pytest.mark.parametrize("choice", ["same:neniuid", "row:2", "cokoli"])
    def test_a_choice_that_was_not_offered(self, choice: str) -> None:
        with pytest.raises(ValidationError, match="Řádek 3"):
            load(self.DATA, p3=choice)
        assert not Person.objects.exists()

    @pytest.mark.django_db
    def test_one_bad_row_takes_all_and_names_its_line(self) -> None:
        made = plan(recognise(read_rows(self.DATA)), SYSTEM)
        factories.organisation("Zatím založená", ico="00845451")
        with pytest.raises(ValidationError, match="Řádek 2"):
            actions.apply(by=SYSTEM, plan=made)
        assert not Person.objects.exists()

    @pytest.mark.django_db
    def test_the_same_person_as_a_skipped_row(self) -> None:
        data = "Petr Malý <petr@x.test>; Petr Malý <petr@x.test>"
        with pytest.raises(ValidationError, match="Řádek 2"):
            load(data, p1=SKIP)

    def test_who_may(self, cast: Cast) -> None:
        made = plan(recognise(read_rows(self.DATA)), cast.actor("chair"))
        with pytest.raises(PermissionDenied):
            actions.apply(by=cast.actor("chair"), plan=made)
        assert actions.apply(by=cast.actor("coordinator"), plan=made).created


NAME = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


@given(st.one_of(st.text(max_size=300), st.binary(max_size=300)))
def test_reading_never_crashes(data: str | bytes) -> None:
    try:
        rows = recognise(read_rows(data))
    except TableError as error:
        assert error.message_cs
        return
    for row in rows:
        assert row.errors or row.is_person or row.organisation


@given(st.lists(st.tuples(NAME, st.sampled_from(["a@x.cz", "b.c@y.cz", "", "špatný", "@"])), min_size=1, max_size=8))
def test_no_pasted_row_is_lost(pairs: list[tuple[str, str]]) -> None:
    clean = ["\t".join(" ".join(part.replace('"', "").split()) for part in pair) for pair in pairs]
    lines = [line for line in clean if line.strip()]
    if not lines:
        return
    rows = recognise(read_rows("Jméno a příjmení\tE-mail\n" + "\n".join(lines)))
    expected = [" · ".join(part for part in line.split("\t") if part.strip()) for line in lines]
    assert [row.text for row in rows] == expected


@given(st.lists(st.sampled_from(["Jan Malý <j@x.cz>", "e@x.cz", "(x) <a@b.cz>", "Bez adresy", '"A; B" <c@d.cz>']),
                min_size=1, max_size=8), st.sampled_from(["; ", ";", "\n", " ;\r\n"]))
def test_no_address_is_lost(pieces: list[str], mark: str) -> None:
    assert list(split_addresses(mark.join(pieces))) == pieces

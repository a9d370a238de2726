"""Code lists: editions, what was in force on a day, import, pages."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from soucinnost.audit.models import Entry
from soucinnost.codelists.actions import import_edition, import_shipped
from soucinnost.codelists.models import CodeList, Edition, Term
from soucinnost.codelists.rules import imports_lists
from soucinnost.codelists.selectors import edition_on, lists_overview, term_labels, terms_on
from soucinnost.kernel.tables import read_table
from soucinnost.operations.management.commands.import_codelists import Command
from tests import factories
from tests.cast import ROLES, Cast

DATA = "klíč;název;anglicky;nadřazený\ncrime;Kriminalita;Crime;\ntheft;Krádež;Theft;crime\n"


def load(data: str = DATA, **values: Any) -> Any:
    given = {"key": "test", "name": "Zkouška", "label": "1", "valid_from": date(2020, 1, 1), **values}
    return import_edition(by=factories.SYSTEM, table=read_table(data), **given)


def said(answer: Any) -> str:
    return answer.content.decode().replace("\xa0", " ")


class TestEditions:
    pytestmark = pytest.mark.django_db

    def test_terms_with_parents_in_order(self) -> None:
        result = load()
        assert (result.is_new, result.count) == (True, 2)
        terms = list(terms_on("test"))
        assert [(term.key, term.label_cs, term.label_en) for term in terms] == [
            ("crime", "Kriminalita", "Crime"), ("theft", "Krádež", "Theft"),
        ]
        assert terms[1].parent == terms[0]
        with translation.override("en"):
            assert term_labels("test") == {"crime": "Crime", "theft": "Theft"}
        with translation.override("cs"):
            assert term_labels("test")["theft"] == "Krádež"

    def test_a_new_edition_ends_the_one_before(self) -> None:
        load()
        load("klíč;název\ntheft;Krádeže\n", label="2", valid_from=date(2021, 1, 1))
        first, second = Edition.objects.all()
        assert (first.valid_to, second.valid_to) == (date(2020, 12, 31), None)
        for day, label in ((date(2019, 12, 31), None), (date(2020, 1, 1), "1"), (date(2020, 12, 31), "1"),
                           (date(2021, 1, 1), "2")):
            found = edition_on("test", day)
            assert (found.label if found else None) == label
        assert [term.label_cs for term in terms_on("test", date(2020, 6, 1))] == ["Kriminalita", "Krádež"]
        assert list(terms_on("test", date(2000, 1, 1))) == []

    def test_again_changes_nothing(self) -> None:
        load()
        count = Entry.objects.count()
        assert load().is_new is False
        assert (Edition.objects.count(), Term.objects.count(), Entry.objects.count()) == (1, 2, count)

    def test_the_same_label_with_other_terms_is_refused(self) -> None:
        load()
        with pytest.raises(ValidationError) as caught:
            load("klíč;název\nx;X\n")
        assert set(caught.value.error_dict) == {"label"} and Term.objects.count() == 2

    def test_an_edition_before_the_last_is_refused(self) -> None:
        load()
        with pytest.raises(ValidationError) as caught:
            load("klíč;název\nx;X\n", label="0", valid_from=date(2020, 1, 1))
        assert set(caught.value.error_dict) == {"valid_from"} and Edition.objects.count() == 1

    @pytest.mark.parametrize("data,words", [
        ("klíč;název\na;A\na;B\n", ["Řádek 3", "řádku 2"]), ("klíč;název\na;\n", ["Řádek 2", "název"]),
        ("klíč;název\n;***\n", ["Řádek 2", "klíč"]), ("klíč;název;nadřazený\na;A;b\n", ["Řádek 2", "„b“"]),
        ("klíč;název;nadřazený\na;A;a\n", ["Řádek 2"]), ("klíč;název;nadřazený\na;A;b\nb;B;a\n", ["sama sobě"]),
        (f"klíč;název\na;{'x' * 201}\n", ["200"]), ("klíč;anglicky\na;A\n", ["českým názvem"]),
        ("klíč;název\n", ["žádná položka"]),
    ])
    def test_bad_lists_are_refused_whole(self, data: str, words: list[str]) -> None:
        with pytest.raises(ValidationError) as caught:
            load(data)
        told = " ".join(caught.value.messages)
        assert all(word in told for word in words), told
        assert not CodeList.objects.exists()

    def test_without_headings(self) -> None:
        load("Krádež\tTheft\nLichva\tUsury\n")
        assert [(term.key, term.label_en) for term in terms_on("test")] == [("kradez", "Theft"), ("lichva", "Usury")]

    @pytest.mark.parametrize("role", ROLES)
    def test_who_may(self, cast: Cast, role: str) -> None:
        allowed = role in {"administrator", "coordinator"}
        assert imports_lists(cast.actor(role)) is allowed
        if not allowed:
            with pytest.raises(PermissionDenied):
                import_edition(by=cast.actor(role), key="x", name="X", label="1", valid_from=date(2020, 1, 1),
                               table=read_table(DATA))


class TestShipped:
    pytestmark = pytest.mark.django_db

    def test_four_lists_in_two_languages(self) -> None:
        results = import_shipped(by=factories.SYSTEM)
        assert {result.edition.code_list.key: result.count for result in results} == {
            "themes": 38, "target-groups": 27, "financing": 23, "document-types": 27,
        }
        assert not Term.objects.filter(label_en="").exists()
        assert not any(result.is_new for result in import_shipped(by=factories.SYSTEM))
        assert term_labels("themes")["truancy"] == "Záškoláctví"

    def test_command(self, tmp_path: Path, capsys: Any) -> None:
        defaults = {"file": None, "shipped": False, "key": "", "name": "", "label": "", "valid_from": "",
                    "dry_run": False}

        def run(**options: Any) -> None:
            Command().handle(**{**defaults, **options})

        run(shipped=True, dry_run=True)
        assert not CodeList.objects.exists()
        file = tmp_path / "seznam.csv"
        file.write_bytes(DATA.encode("cp1250"))
        run(file=str(file), key="vlastni", label="2026", valid_from="1. 1. 2026")
        assert "2 terms, new edition" in capsys.readouterr().out and terms_on("vlastni", date(2026, 6, 1)).count() == 2
        for bad in ({}, {"file": "x", "shipped": True}, {"file": str(file)},
                    {"file": str(tmp_path / "neni"), "key": "a", "label": "b", "valid_from": "1. 1. 2026"},
                    {"file": str(file), "key": "a", "label": "b", "valid_from": "31. 2. 2026"},
                    {"file": str(file), "key": "vlastni", "label": "x", "valid_from": "1. 1. 2000"}):
            with pytest.raises(CommandError):
                run(**bad)


class TestPages:
    def test_statuses(self, cast: Cast) -> None:
        load()
        for role in ROLES:
            client = cast.client(role)
            expected = [200, 200, 404, 200 if role in {"administrator", "coordinator"} else 403]
            if role == "public":
                expected = [302] * 4
            addresses = [reverse("codelists:lists"), reverse("codelists:list", args=["test"]),
                         reverse("codelists:list", args=["nic"]), reverse("codelists:import")]
            assert [client.get(address).status_code for address in addresses] == expected, role

    def test_what_was_in_force(self, cast: Cast) -> None:
        load()
        load("klíč;název\ntheft;Krádeže\n", label="2", valid_from=date(2021, 1, 1))
        client, address = cast.client("member"), reverse("codelists:list", args=["test"])
        assert "Krádeže" in said(client.get(address))
        old = said(client.get(address, {"den": "1. 6. 2020"}))
        assert "Kriminalita" in old and "Krádeže" not in old
        assert "žádné vydání neplatilo" in said(client.get(address, {"den": "1. 6. 2010"}))
        bad = said(client.get(address, {"den": "31. 2. 2020"}))
        assert "neexistuje" in bad and 'value="31. 2. 2020"' in bad

    def test_queries(self, cast: Cast) -> None:
        client, counts = cast.client("member"), []
        for number in (1, 2, 3):
            load(key=f"test{number}")
            client.get(reverse("codelists:lists"))
            with CaptureQueriesContext(connection) as captured:
                client.get(reverse("codelists:lists"))
            counts.append(len(captured))
        assert len(set(counts)) == 1 and counts[0] <= 15, counts
        assert [(one.key, edition.label, count) for one, edition, count in lists_overview()] == [
            ("test1", "1", 2), ("test2", "1", 2), ("test3", "1", 2)]

    def test_import_with_a_preview(self, cast: Cast) -> None:
        client, address = cast.client("administrator"), reverse("codelists:import")
        fields = {"new_key": "vlastni", "new_name": "Vlastní", "label": "2026", "valid_from": "1. 1. 2026"}
        page = client.post(address, {**fields, "file": SimpleUploadedFile("x.csv", DATA.encode("cp1250"))})
        assert "Kriminalita" in said(page) and not CodeList.objects.filter(key="vlastni").exists()
        client.post(address, {**fields, "table": page.context["table"], "potvrzeno": "1"})
        assert terms_on("vlastni", date(2026, 2, 1)).count() == 2
        again = client.post(address, {**fields, "table": page.context["table"], "potvrzeno": "1"})
        assert "vyberte ho v seznamu" in said(again)
        late = client.post(address, {
            "code_list": "vlastni", "label": "2025", "valid_from": "1. 1. 2025", "table": page.context["table"],
            "potvrzeno": "1"})
        assert "pozdějšího dne" in said(late) and Edition.objects.filter(code_list__key="vlastni").count() == 1

    @pytest.mark.parametrize("more,word", [
        ({}, "Vyberte soubor"), ({"table": "{"}, "Nahrajte soubor znovu"), ({"label": ""}, "Označení"),
        ({"valid_from": "31. 2. 2020"}, "31. 2. 2020"), ({"new_key": ""}, "vyplňte"),
        ({"file": SimpleUploadedFile("x.csv", b"%PDF-1.4")}, "PDF"),
        ({"file": SimpleUploadedFile("x.csv", b"x" * (21 * 1024 * 1024))}, "nejvýš"),
        ({"file": SimpleUploadedFile("x.csv", b"k\xc4\xbe;x\n" * 5001)}, "nejvýš"),
    ])
    def test_bad_input(self, cast: Cast, more: dict[str, Any], word: str) -> None:
        fields = {"new_key": "v", "new_name": "V", "label": "2026", "valid_from": "1. 1. 2026", **more}
        page = said(cast.client("administrator").post(reverse("codelists:import"), fields))
        assert word in page and not CodeList.objects.filter(key="v").exists()

    def test_bad_terms_are_shown_and_cannot_be_confirmed(self, cast: Cast) -> None:
        fields = {"new_key": "v", "new_name": "V", "label": "1", "valid_from": "1. 1. 2026", "potvrzeno": "1"}
        file = SimpleUploadedFile("x.csv", "klíč;název\na;A\na;B\n".encode())
        page = said(cast.client("administrator").post(reverse("codelists:import"), {**fields, "file": file}))
        assert "Řádek 3" in page and 'name="potvrzeno"' not in page and not CodeList.objects.exists()

"""The pages: everything works with plain forms, nothing typed is lost, nobody else learns of a reading."""

from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from soucinnost.intake.evaluations import actions
from soucinnost.intake.evaluations import draft as shape
from soucinnost.intake.evaluations.models import EvaluationReading
from soucinnost.strategy.models import Strategy
from tests.cast import Cast
from tests.intake.evaluations.reading_kit import NEW, TEXT, manager, take, text_with, values
from tests.strategy import kit

pytestmark = pytest.mark.django_db
LIST = "/strategie/nacist/"


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def address(reading: EvaluationReading, rest: str = "") -> str:
    return f"{LIST}{reading.uid}/{rest}"


def upload(data: bytes = TEXT.encode(), name: str = "vyhodnoceni.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


class TestUploading:
    def test_a_file_leads_to_its_correction(self, cast: Cast) -> None:
        client, target = cast.client("manager"), f"nova:{cast.town.uid}"
        response = client.post(LIST, {"upload": upload(), "target": target})
        reading = EvaluationReading.objects.get()
        assert (response.status_code, response.url) == (302, address(reading))
        page = text_of(client.get(LIST))
        assert "Strategie prevence kriminality města Zkušebnice" in page
        again = client.post(LIST, {"upload": upload(name="kopie.txt"), "target": target})
        assert (again.status_code, address(reading) in text_of(again)) == (422, True)

    def test_bad_files_are_said_and_nothing_is_kept(self, cast: Cast, settings: Any) -> None:
        client, target = cast.client("manager"), f"nova:{cast.town.uid}"
        for file in (upload(b""), upload(b"nic", "a.docx"), upload(b"MZ\x90", "program.exe")):
            assert client.post(LIST, {"upload": file, "target": target}).status_code == 422
        assert client.post(LIST, {"target": target}).status_code == 422
        assert client.post(LIST, {"upload": upload(), "target": "nova:cizi"}).status_code == 422
        settings.UPLOAD_LIMIT = 10
        assert "příliš velký" in text_of(client.post(LIST, {"upload": upload(), "target": target}))
        assert EvaluationReading.objects.count() == 0

    def test_a_file_without_text_is_kept_for_writing_by_hand(self, cast: Cast, tmp_path: Any) -> None:
        import pypdf  # noqa: PLC0415 - only here

        writer = pypdf.PdfWriter()
        writer.add_blank_page(200, 200)
        writer.write(tmp_path / "sken.pdf")
        data = {"upload": upload((tmp_path / "sken.pdf").read_bytes(), "sken.pdf"), "target": f"nova:{cast.town.uid}"}
        client = cast.client("manager")
        response = client.post(LIST, data)
        assert response.status_code == 302
        page = text_of(client.get(response.url))
        assert "zůstane u strategie jako příloha" in page
        assert "Opatření 1.1" in page

    def test_word_is_read_too(self, cast: Cast, tmp_path: Any) -> None:
        document = docx.Document()
        for line in TEXT.split("\n"):
            document.add_paragraph(line)
        document.save(str(tmp_path / "v.docx"))
        sent = {"upload": upload((tmp_path / "v.docx").read_bytes(), "v.docx"), "target": f"nova:{cast.town.uid}"}
        cast.client("manager").post(LIST, sent)
        assert len(EvaluationReading.objects.get().draft["goals"]) == 2

    def test_the_way_leads_from_strategies(self, cast: Cast) -> None:
        strategy = kit.planted(cast)
        assert LIST in text_of(cast.client("manager").get("/strategie/"))
        page = text_of(cast.client("recorder").get(f"/strategie/{strategy.uid}/"))
        assert f"{LIST}?strategie={strategy.uid}" in page
        assert LIST not in text_of(cast.client("member").get(f"/strategie/{strategy.uid}/"))
        offered = text_of(cast.client("recorder").get(f"{LIST}?strategie={strategy.uid}"))
        assert f'value="do:{strategy.uid}" selected' in offered


class TestCorrecting:
    def test_the_original_stands_beside_the_form_cut_where_parts_begin(self, cast: Cast) -> None:
        reading = take(cast)
        page = text_of(cast.client("manager").get(address(reading)))
        lamps = text_with(reading.draft, "25 lamp")["key"]
        assert f'data-line="{lamps}"' in page and f'id="{lamps}"' in page
        for words in ("Nabídka školení pro učitele", "nerozhodnuto", "Klidnější sídliště", "1 číslo v textu"):
            assert words in page

    def test_two_tabs_do_not_overwrite_each_other(self, cast: Cast) -> None:
        reading, client = take(cast), cast.client("manager")
        lamps = text_with(reading.draft, "25 lamp")["key"]
        first = values(reading.draft, 1) | {"do": "save", f"{lamps}.text": "První okno"}
        assert client.post(address(reading), first).status_code == 302
        second = first | {"do": "check", f"{lamps}.text": "Druhé okno"}
        clash = client.post(address(reading), second)
        assert clash.status_code == 409
        assert "První okno" in text_of(clash) and "Druhé okno" in text_of(clash)
        assert client.post(address(reading), second | {"revision": "2"}).url == address(reading, "souhrn/")
        reading.refresh_from_db()
        assert text_with(reading.draft, "okno")["text"] == "Druhé okno"

    def test_saving_while_typing_and_deciding_about_numbers(self, cast: Cast) -> None:
        reading, client = take(cast), cast.client("manager")
        number = text_with(reading.draft, "25 lamp")["numbers"][0]["key"]
        data = values(reading.draft, 1) | {f"{number}.choice": "taken"}
        answer = client.post(address(reading, "ulozit/"), data).json()
        assert answer == {"revision": 2, "loose": len(shape.loose(reading.draft)), "undecided": 2}
        assert client.post(address(reading, "ulozit/"), data | {"title": "Starší"}).status_code == 409
        page = text_of(client.get(address(reading, "souhrn/")))
        assert "25 lamp" in page and "O 2 číslech jste nerozhodli" in page

    @pytest.mark.parametrize("typed", ["1e9999999", "Infinity", "sNaN", "12.5", "1_000", "９",
                                       "9" * 40, "0,00001", "9" * 14 + ",9999"])
    def test_a_number_that_is_none_is_said_and_the_page_stands(self, cast: Cast, typed: str) -> None:
        reading, client = take(cast), cast.client("manager")
        number = text_with(reading.draft, "25 lamp")["numbers"][0]["key"]
        for name in ("value", "whole"):
            reading.refresh_from_db()
            sent = values(reading.draft, reading.revision) | {"do": "check", f"{number}.choice": "taken"}
            sent |= {f"{number}.value": "25", f"{number}.{name}": typed}
            assert client.post(address(reading), sent).status_code == 302
            assert client.get(address(reading)).status_code == 200
            page = text_of(client.get(address(reading, "souhrn/")))
            assert "opravte 1 místo" in page

    @pytest.mark.parametrize("data", [
        {}, {"do": "fly"}, {"revision": "x", "do": "drop:zzz"}, {"goal": ["<b>", "c1", "t5"]}, {"do": "place"},
        {"do": "target", "target": "a\x00b"}, {"do": "place", "place-home": "\x00", "pick": "\x00"},
        {"title": "a\x00b" * 999, "period": "9" * 9999, "territory": "x" * 99999, "day": "32. 13. 99999"},
    ])
    def test_nonsense_is_no_crash(self, cast: Cast, data: dict[str, Any]) -> None:
        reading = take(cast)
        client = cast.client("manager")
        assert client.post(address(reading), data).status_code in {302, 404, 409}
        assert client.post(address(reading), data | {"revision": "1"}).status_code in {302, 404, 409}
        for rest in ("", "souhrn/"):
            assert client.get(address(reading, rest)).status_code == 200
        assert client.post(address(reading, "souhrn/"), {"revision": "2", "confirmed": list(NEW)}).status_code == 422

    @pytest.mark.parametrize(("field", "text"), [
        ("short_name", "Ústí!"), ("short_name", "x" * 61), ("resolution", "1" * 61), ("approved_by", "R" * 201),
    ])
    def test_what_a_strategy_refuses_is_said_before_it_is_founded(self, cast: Cast, field: str, text: str) -> None:
        reading, client = take(cast), cast.client("manager")
        approved = {"approved_by": "Rada", "approved_on": "3. 2. 2016"}
        client.post(address(reading), values(reading.draft, 1) | {"do": "check"} | approved | {field: text})
        page = text_of(client.get(address(reading, "souhrn/")))
        assert "opravte 1 místo" in page and f"#pole-{field}" in page

    def test_steps_by_buttons(self, cast: Cast) -> None:
        reading, client = take(cast), cast.client("manager")
        data = values(reading.draft, 1) | {"do": "leave-all:before"}
        assert client.post(address(reading), data).url == f"{address(reading)}#nezarazene"
        reading.refresh_from_db()
        assert not [one for one in shape.loose(reading.draft) if one["reason"] == "before"]
        gone = client.post(address(reading), values(reading.draft, 2) | {"do": "drop:t999"}, follow=True)
        assert "už ve čtení není" in text_of(gone)

    def test_another_target_finds_its_measures_and_changes_who_sees_it(self, cast: Cast) -> None:
        strategy = kit.strategy(cast)
        kit.tree.add_goal(by=kit.SYSTEM, strategy=strategy, title="Klidnější sídliště")
        reading = take(cast, strategy=strategy, role="recorder")
        assert reading.draft["goals"][0]["match"] == strategy.goals.get().uid
        assert cast.client("chair").get(address(reading)).status_code == 200
        assert cast.client("manager").get(address(reading)).status_code == 404
        anew = values(reading.draft, 1) | {"do": "target", "target": ""}
        assert cast.client("recorder").post(address(reading), anew).status_code == 403
        reading.refresh_from_db()
        assert reading.strategy == strategy
        foreign = kit.tree.create_strategy(
            by=kit.SYSTEM, organisation=cast.other_town, title="Cizí", period_from=kit.FIRST, period_to=kit.LAST
        )
        moved = values(reading.draft, reading.revision) | {"do": "target", "target": foreign.uid}
        assert cast.client("recorder").post(address(reading), moved).status_code == 404


class TestSaving:
    def test_the_whole_way(self, cast: Cast) -> None:
        reading, client = take(cast), cast.client("manager")
        number = text_with(reading.draft, "25 lamp")["numbers"][0]["key"]
        sent = values(reading.draft, 1) | {"do": "check", f"{number}.choice": "taken"}
        assert client.post(address(reading), sent).url == address(reading, "souhrn/")
        refused = client.post(address(reading, "souhrn/"), {"revision": "2"})
        assert (refused.status_code, "Zatím neuloženo" in text_of(refused)) == (422, True)
        saved = client.post(address(reading, "souhrn/"), {"revision": "2", "confirmed": list(NEW)}, follow=True)
        page = text_of(saved)
        assert "Strategie je založená" in page and "Nabídka školení pro učitele" in page
        strategy = Strategy.objects.get()
        assert f"/strategie/{strategy.uid}/" in page
        assert "Světlo a dohled" in text_of(client.get(f"/strategie/{strategy.uid}/"))
        assert client.post(address(reading, "ulozit/"), sent).status_code == 403
        assert "uloženo" in text_of(client.get(LIST))

    def test_pressed_twice_it_is_saved_once_and_both_see_it(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The second press was on its way while the first saved."""
        reading, client = take(cast), cast.client("manager")

        def late(**more: Any) -> Any:
            actions.save_into_strategy(by=cast.actor("manager"), reading=reading, confirmed=NEW)
            return actions.save_into_strategy(**more)

        monkeypatch.setattr("soucinnost.intake.evaluations.views.correcting.save_into_strategy", late)
        answer = client.post(address(reading, "souhrn/"), {"revision": "1", "confirmed": list(NEW)})
        assert (answer.status_code, answer.url) == (302, address(reading))
        assert Strategy.objects.count() == 1

    def test_throwing_away_wants_a_reason(self, cast: Cast) -> None:
        reading, client = take(cast), cast.client("manager")
        assert client.post(address(reading, "zahodit/"), {"reason": ""}).status_code == 422
        assert client.post(address(reading, "zahodit/"), {"reason": "Jiný dokument."}).url == LIST
        assert "Jiný dokument." in text_of(client.get(address(reading)))

    def test_what_is_saved_is_seen_by_who_writes_the_strategy(self, cast: Cast) -> None:
        reading = take(cast)
        strategy = actions.save_into_strategy(by=manager(cast), reading=reading, confirmed=NEW)
        kit.seat_team(cast, strategy)
        seen = {role: cast.client(role).get(address(reading)).status_code for role in ("recorder", "member", "solo")}
        assert seen == {"recorder": 200, "member": 404, "solo": 404}

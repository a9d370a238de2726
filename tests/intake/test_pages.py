"""The pages: everything works with plain forms, nothing typed is lost, nobody else learns of a reading."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from soucinnost.intake import actions
from soucinnost.intake.draft import NEW
from soucinnost.intake.editing import UnknownStep
from soucinnost.intake.models import Intake
from soucinnost.intake.views import correcting
from soucinnost.intake.views import files as file_views
from soucinnost.meetings.models import Meeting
from tests.cast import Cast
from tests.intake.kit import TEXT, entry, take, values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known")]


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def upload(name: str = "zapis.txt", text: str = TEXT) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def address(intake: Intake, rest: str = "") -> str:
    return f"/stare-zapisy/{intake.uid}/{rest}"


class TestUploading:
    def test_one_file_leads_to_its_correction(self, cast: Cast) -> None:
        response = cast.client("recorder").post(f"/stare-zapisy/skupina/{cast.group.uid}/", {"uploads": upload()})
        assert response.status_code == 302
        assert response.url == address(Intake.objects.get())

    def test_several_files_wait_as_a_list_and_what_fails_is_said(self, cast: Cast) -> None:
        client, list_url = cast.client("recorder"), f"/stare-zapisy/skupina/{cast.group.uid}/"
        sent = {"uploads": [upload(), upload("druhy.txt", "Jiný text"), upload("program.exe", "MZ")]}
        response = client.post(list_url, sent)
        assert response.status_code == 422
        shown = text_of(response)
        assert "program.exe" in shown
        assert Intake.objects.count() == 2
        assert "na opravu" in shown
        assert client.post(list_url, {"uploads": [upload("a.txt", "a b"), upload("b.txt", "c d")]}).url == list_url

    def test_the_same_file_again_leads_to_the_first(self, cast: Cast) -> None:
        intake = take(cast)
        response = cast.client("chair").post(f"/stare-zapisy/skupina/{cast.group.uid}/", {"uploads": upload("x.txt")})
        assert response.status_code == 422
        assert address(intake) in text_of(response)
        assert "už je načtený" in text_of(response)

    def test_too_large_and_empty(self, cast: Cast, settings: Any) -> None:
        settings.UPLOAD_LIMIT = 10
        response = cast.client("chair").post(f"/stare-zapisy/skupina/{cast.group.uid}/", {"uploads": upload()})
        assert "příliš velký" in text_of(response)
        response = cast.client("chair").post(f"/stare-zapisy/skupina/{cast.group.uid}/", {})
        assert (response.status_code, "aspoň jeden soubor" in text_of(response)) == (422, True)

    def test_when_it_takes_long_the_rest_waits_for_the_background(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(file_views, "PATIENCE", -1.0)
        cast.client("chair").post(f"/stare-zapisy/skupina/{cast.group.uid}/", {"uploads": upload()})
        intake = Intake.objects.get()
        assert intake.state == "waiting"
        page = text_of(cast.client("chair").get(address(intake)))
        assert "čte na pozadí" in page


class TestCorrecting:
    def test_the_original_stands_beside_the_form(self, cast: Cast) -> None:
        page = text_of(cast.client("recorder").get(address(take(cast))))
        for words in ("Strana dvě, kopie", "nezařazeno", "Zjistit stav osvětlení.", "věta zní jako slib", "bod 1"):
            assert words in page
        assert page.count('data-line="') == 15

    def test_saving_by_a_plain_form(self, cast: Cast) -> None:
        intake = take(cast)
        task = entry(intake.draft, "task")
        data = values(intake.draft, 1) | {"do": "save", f"{task['key']}.text": "Zjistit všechno.", "at": task["key"]}
        response = cast.client("recorder").post(address(intake), data)
        assert response.url == f"{address(intake)}#{task['key']}"
        intake.refresh_from_db()
        assert (entry(intake.draft, "task")["text"], intake.revision) == ("Zjistit všechno.", 2)

    def test_a_step_goes_where_it_was_made(self, cast: Cast) -> None:
        intake = take(cast)
        item = intake.draft["items"][1]["key"]
        data = values(intake.draft, 1) | {"do": f"put:{item}", "pick": ["14"]}
        response = cast.client("recorder").post(address(intake), data)
        intake.refresh_from_db()
        added = intake.draft["items"][1]["entries"][-1]
        assert (added["text"], response.url) == ("Strana dvě, kopie", f"{address(intake)}#{added['key']}")

    def test_two_tabs_do_not_overwrite_each_other(self, cast: Cast) -> None:
        intake = take(cast)
        client = cast.client("recorder")
        client.post(address(intake), values(intake.draft, 1) | {"do": "save", "subject": "První okno"})
        second = values(intake.draft, 1) | {"do": "check", "subject": "Druhé okno"}
        response = client.post(address(intake), second)
        assert response.status_code == 409
        assert "První okno" in text_of(response)
        assert "Druhé okno" in text_of(response)
        intake.refresh_from_db()
        assert intake.draft["subject"] == "První okno"
        assert client.post(address(intake), second | {"revision": "2"}).status_code == 302
        intake.refresh_from_db()
        assert intake.draft["subject"] == "Druhé okno"

    def test_saving_while_typing(self, cast: Cast) -> None:
        intake = take(cast)
        client, data = cast.client("recorder"), values(intake.draft, 1) | {"subject": "Po klávesách"}
        saved = client.post(address(intake, "ulozit/"), data)
        assert saved.json() == {"revision": 2, "loose": 1}
        clash = client.post(address(intake, "ulozit/"), data | {"subject": "Starší"})
        assert clash.status_code == 409
        assert clash.json()["error"]
        actions.discard(by=cast.actor("chair"), intake=intake, reason="Omylem.")
        assert client.post(address(intake, "ulozit/"), data).status_code == 403

    def test_a_step_that_is_gone_loses_nothing_when_somebody_saves_meanwhile(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        intake = take(cast)

        def overtaken(**_given: Any) -> None:
            other = {**intake.draft, "subject": "Rychlejší"}
            actions.save_draft(by=cast.actor("chair"), intake=intake, draft=other, base_revision=1)
            raise UnknownStep

        monkeypatch.setattr(correcting, "take_step", overtaken)
        sent = values(intake.draft, 1) | {"subject": "Co jsem psal", "do": "drop:zzz"}
        response = cast.client("recorder").post(address(intake), sent)
        assert response.status_code == 409
        assert "Co jsem psal" in text_of(response) and "Rychlejší" in text_of(response)

    def test_long_minutes_have_more_fields_than_a_thousand(self, cast: Cast) -> None:
        intake = take(cast)
        item, first = intake.draft["items"][0], intake.draft["items"][0]["entries"][0]
        item["entries"] = [{**first, "key": f"r{1000 + place}"} for place in range(300)]
        intake.save()
        data = values(intake.draft, 1) | {"subject": "Dlouhý zápis"}
        assert len(data) > 1000
        assert cast.client("recorder").post(address(intake), data).status_code == 302
        intake.refresh_from_db()
        assert (intake.draft["subject"], len(intake.draft["items"][0]["entries"])) == ("Dlouhý zápis", 300)

    @pytest.mark.parametrize("data", [{}, {"do": "fly"}, {"revision": "x", "do": "drop:zzz"}, {"person": ["<b>"]}])
    def test_nonsense_is_no_crash(self, cast: Cast, data: dict[str, Any]) -> None:
        intake = take(cast)
        assert cast.client("chair").post(address(intake), data).status_code in {302, 409}

    def test_lines_left_out_elsewhere_are_shown_in_a_conflict(self, cast: Cast) -> None:
        intake, client = take(cast), cast.client("recorder")
        client.post(address(intake), values(intake.draft, 1) | {"do": "leave-all"})
        clash = client.post(address(intake), values(intake.draft, 1) | {"do": "save", "subject": "Starší okno"})
        assert clash.status_code == 409
        assert "Starší okno" in text_of(clash)
        intake.refresh_from_db()
        assert (intake.draft["left"], intake.draft["subject"]) == ([14], "Bezpečná Zkušebnice")

    def test_a_file_without_text_is_typed_by_hand(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("soucinnost.intake.actions.taking.MOST_LINES", 1)
        page = text_of(cast.client("chair").get(address(take(cast))))
        assert "Základ napište ručně" in page
        assert 'data-line="' not in page


class TestSaving:
    def test_the_summary_asks_and_saves(self, cast: Cast) -> None:
        intake = take(cast)
        client = cast.client("recorder")
        page = text_of(client.get(address(intake, "souhrn/")))
        assert "1 řádek není zařazený" in page
        refused = client.post(address(intake, "souhrn/"))
        assert (refused.status_code, Meeting.objects.count()) == (422, 0)
        response = client.post(address(intake, "souhrn/"), {"confirmed": ["loose"]})
        meeting = Meeting.objects.get()
        assert response.url == f"/jednani/{meeting.uid}/zapis/"
        shown = text_of(client.get(response.url))
        for words in ("Načteno ze starého zápisu", "Nezařazené řádky", "Strana dvě, kopie", "Blanka Zapisovatelová"):
            assert words in shown
        assert client.get(address(intake)).url == f"/jednani/{meeting.uid}/"
        assert client.get(address(intake, "souhrn/")).url == f"/jednani/{meeting.uid}/"

    def test_pressed_twice_it_is_saved_once_and_both_see_it(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The second press was on its way while the first saved."""
        intake, save = take(cast), correcting.save_as_meeting

        def late(**more: Any) -> Any:
            save(by=cast.actor("chair"), intake=intake, confirmed=("loose",))
            return save(**more)

        monkeypatch.setattr(correcting, "save_as_meeting", late)
        answer = cast.client("recorder").post(address(intake, "souhrn/"), {"confirmed": ["loose"]})
        assert (answer.status_code, answer.url) == (302, f"/jednani/{Meeting.objects.get().uid}/zapis/")

    def test_thrown_away_meanwhile_it_is_refused(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        intake, save = take(cast), correcting.save_as_meeting

        def late(**more: Any) -> Any:
            actions.discard(by=cast.actor("chair"), intake=intake, reason="Cizí zápis.")
            return save(**more)

        monkeypatch.setattr(correcting, "save_as_meeting", late)
        assert cast.client("recorder").post(address(intake, "souhrn/"), {"confirmed": ["loose"]}).status_code == 403
        assert not Meeting.objects.exists()

    def test_somebody_new_is_not_created_by_who_does_not_keep_the_directory(self, cast: Cast) -> None:
        intake = take(cast)
        intake.draft["people"][-1]["person"] = NEW
        intake.save()
        refused = cast.client("recorder").post(address(intake, "souhrn/"), {"confirmed": ["loose"]})
        assert (refused.status_code, Meeting.objects.count()) == (422, 0)
        assert "smí do adresáře založit jen ten, kdo ho vede" in text_of(refused)

    def test_what_has_to_be_put_right_is_listed(self, cast: Cast) -> None:
        intake = take(cast)
        intake.draft["day"] = "31. 2. 2018"
        intake.save()
        page = text_of(cast.client("recorder").get(address(intake, "souhrn/")))
        assert "opravte 1 míst" in page
        assert f"{address(intake)}#pole-day" in page
        assert "chyba-day" in text_of(cast.client("recorder").get(address(intake)))

    def test_it_is_found_and_stands_in_the_history(self, cast: Cast) -> None:
        intake = take(cast)
        client = cast.client("recorder")
        client.post(address(intake, "souhrn/"), {"confirmed": ["loose"]})
        reader = cast.client("member")
        meeting = Meeting.objects.get()
        assert "osvětlen" in text_of(reader.get("/hledat/?q=osvětlení"))
        assert meeting.uid in text_of(reader.get(f"/skupiny/{cast.group.uid}/"))
        assert "Uložené" in text_of(client.get(f"/stare-zapisy/skupina/{cast.group.uid}/"))


class TestThrowingAway:
    def test_with_a_reason(self, cast: Cast) -> None:
        intake = take(cast)
        client = cast.client("chair")
        assert client.post(address(intake, "zahodit/"), {"reason": ""}).status_code == 422
        assert client.post(address(intake, "zahodit/"), {"reason": "Cizí zápis."}).status_code == 302
        page = text_of(client.get(address(intake)))
        assert "Cizí zápis." in page
        assert "Strana dvě" not in page
        assert client.post(address(intake), {}).status_code == 403


def test_the_way_there_is_shown_to_who_runs_the_group(cast: Cast) -> None:
    for url in (f"/skupiny/{cast.group.uid}/", f"/jednani/?skupina={cast.group.uid}"):
        assert "Starší zápisy" in text_of(cast.client("recorder").get(url))
        assert "Starší zápisy" not in text_of(cast.client("member").get(url))


def test_nobody_else_learns_of_a_reading(cast: Cast) -> None:
    intake = take(cast)
    for role in ("reviewer", "member", "deputy", "former", "outsider", "manager", "coordinator", "administrator"):
        assert cast.client(role).get(address(intake)).status_code == 404, role


@pytest.mark.parametrize("count", [1, 60])
def test_the_page_asks_the_same_number_of_questions(
    cast: Cast, count: int, django_assert_max_num_queries: Any
) -> None:
    intake = take(cast)
    first = intake.draft["items"][0]
    intake.draft["items"] = [
        {**first, "key": f"b{100 + place}", "entries": [{**first["entries"][0], "key": f"r{1000 + place}"}]}
        for place in range(count)
    ]
    intake.save()
    client = cast.client("recorder")
    with django_assert_max_num_queries(30):
        assert client.get(address(intake)).status_code == 200

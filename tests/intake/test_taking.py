"""Taking files in, at once and in the background: all or nothing, nothing twice."""

import errno
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from soucinnost.access.actors import SystemActor
from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.documents import storage
from soucinnost.documents.models import Attachment
from soucinnost.documents.reading import ReadingError
from soucinnost.intake import actions, parsing
from soucinnost.intake.actions import taking
from soucinnost.intake.draft import loose_lines
from soucinnost.intake.models import Intake
from soucinnost.intake.reasons import REASONS
from tests.cast import SIGNED_IN, Cast
from tests.intake.kit import TEXT, corrected, entry, saved, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known")]

SYSTEM = SystemActor("intake")


class TestTakingIn:
    def test_a_file_is_kept_and_read(self, cast: Cast) -> None:
        intake = take(cast)
        assert (intake.state, intake.revision, intake.kind, intake.problem) == ("ready", 1, "txt", "")
        assert intake.attachment is not None
        assert intake.attachment.path.read_text(encoding="utf-8") == TEXT
        assert len(intake.lines) == 15
        assert AuditEntry.objects.filter(verb="intake.taken", object_uid=intake.uid).exists()

    def test_names_are_held_against_the_directory(self, cast: Cast) -> None:
        draft = take(cast).draft
        assert [one["person"] for one in draft["people"]] == [
            cast.person("chair").uid, cast.person("member").uid, ""
        ]
        assert entry(draft, "task")["who"] == f"p:{cast.person('member').uid}"
        assert entry(draft, "report")["organisation_uid"] == cast.ngo.uid

    def test_the_same_bytes_lead_to_the_first_reading(self, cast: Cast) -> None:
        first = take(cast)
        with pytest.raises(actions.AlreadyTaken) as caught:
            take(cast, name="kopie.txt")
        assert caught.value.intake == first
        assert Attachment.objects.count() == 1

    @pytest.mark.parametrize(
        ("data", "name"),
        [(b"", "zapis.txt"), (b"MZ\x90\x00" + b"\x00" * 200, "zapis.docx"), (b"PK\x03\x04zbytek", "zapis.docx"),
         (b"%PDF-1.4 nic", "zapis.txt"), (b"<html><body>x</body></html>", "zapis.txt"), (b"x", "zapis.exe")],
    )
    def test_a_file_that_cannot_be_taken_leaves_nothing(self, cast: Cast, data: bytes, name: str) -> None:
        with pytest.raises(ValidationError) as caught:
            actions.take_in(by=cast.actor("chair"), group=cast.group, data=data, name=name)
        assert caught.value.message_dict["upload"][0]
        assert not Intake.objects.exists()
        assert not Attachment.objects.exists()

    def test_a_file_over_the_limit_is_refused(self, cast: Cast, settings: Any) -> None:
        settings.UPLOAD_LIMIT = 100
        with pytest.raises(ValidationError):
            take(cast)
        assert not Intake.objects.exists()

    @pytest.mark.parametrize("code", ["no_text", "password", "unsupported"])
    def test_a_sound_file_without_text_is_kept_for_typing(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch, code: str
    ) -> None:
        def refuse(data: bytes, name: str) -> None:
            raise ReadingError(code, "Tento soubor nemá text.")

        monkeypatch.setattr("soucinnost.intake.texts.read_document", refuse)
        intake = take(cast)
        assert (intake.state, intake.problem, intake.lines) == ("ready", REASONS[code], [])
        typed = corrected(cast, intake, day="14. 6. 2018", subject="Bezpečná Zkušebnice: výjezd")
        meeting = saved(cast, typed)
        assert (meeting.title, meeting.imported.attachment) == ("Bezpečná Zkušebnice: výjezd", intake.attachment)

    def test_the_original_is_for_those_who_run_the_group(self, cast: Cast) -> None:
        """It says everything, also what is closed later; nobody else sees the file, before the saving or after."""
        intake = take(cast)
        meeting = saved(cast, intake)
        seen = {role for role in SIGNED_IN if Attachment.objects.visible_to(cast.actor(role)).exists()}
        assert seen == {"chair", "recorder"}
        address = f"/soubory/{intake.attachment.uid}/"
        for role, link in (("chair", 1), ("member", 0)):
            page = cast.client(role).get(f"/jednani/{meeting.uid}/zapis/").content.decode()
            assert page.count(address) == link, role
            assert intake.name in page
        assert cast.client("member").get(address).status_code == 404

    def test_a_damaged_file_leaves_nothing(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(data: bytes, name: str) -> None:
            raise ReadingError("bomb", "Soubor se po rozbalení zvětší.")

        monkeypatch.setattr("soucinnost.intake.texts.read_document", refuse)
        with pytest.raises(ValidationError, match="rozbalení"):
            take(cast)
        assert not Attachment.objects.exists()

    def test_a_layout_that_breaks_the_parser_leaves_its_lines(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def breaks(lines: object) -> None:
            raise IndexError("strange")

        monkeypatch.setattr(parsing, "parse_minutes", breaks)
        intake = take(cast)
        assert intake.state == "ready"
        assert len(loose_lines(intake.draft, intake.lines)) == 15

    def test_a_word_of_thousands_of_letters_is_left_to_a_person(self, cast: Cast) -> None:
        intake = take(cast, text=f"Zápis\n{'1' * 2001}\nKonec")
        assert (intake.state, intake.problem) == ("ready", taking.BY_HAND)
        assert loose_lines(intake.draft, intake.lines) == [1, 2, 3]

    def test_a_text_too_long_is_kept_for_typing(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(taking, "MOST_LINES", 3)
        intake = take(cast)
        assert (intake.state, intake.lines) == ("ready", [])
        assert intake.problem == taking.TOO_LONG

    def test_a_form_of_more_fields_than_the_server_takes_is_refused_at_once(self, cast: Cast, settings: Any) -> None:
        settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 60
        intake = take(cast)
        assert (intake.problem, intake.lines, len(intake.draft["people"])) == (taking.TOO_LONG, [], 0)

    def test_a_full_disk_leaves_nothing(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(chunks: object) -> None:
            raise storage.DiskFull("no room")

        monkeypatch.setattr(storage, "stage", full)
        with pytest.raises(ValidationError, match="není místo"):
            take(cast)
        assert not Intake.objects.exists()

    def test_a_database_that_fails_last_leaves_no_bytes(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch, files_of_this_test: Any
    ) -> None:
        def fail(**fields: object) -> None:
            raise OSError(errno.ENOSPC, "no room")

        monkeypatch.setattr(Intake.objects, "create", fail)
        with pytest.raises(OSError, match="no room"):
            take(cast)
        assert not Attachment.objects.exists()
        assert [one for one in files_of_this_test.rglob("*") if one.is_file()] == []

    @pytest.mark.parametrize("role", ["reviewer", "member", "deputy", "former", "outsider", "manager", "coordinator"])
    def test_only_who_runs_the_group_reads_its_past_in(self, cast: Cast, role: str) -> None:
        with pytest.raises(PermissionDenied):
            take(cast, role=role)
        assert not Attachment.objects.exists()


class TestInTheBackground:
    def test_a_file_waits_and_is_read_once(self, cast: Cast) -> None:
        intake = take(cast, at_once=False)
        assert (intake.state, intake.draft, intake.revision) == ("waiting", {}, 0)
        assert actions.read_waiting(by=SYSTEM, uid=intake.uid)
        assert not actions.read_waiting(by=SYSTEM, uid=intake.uid)
        intake.refresh_from_db()
        assert (intake.state, intake.revision, len(intake.lines)) == ("ready", 1, 15)
        assert intake.draft["people"][0]["person"] == cast.person("chair").uid

    def test_a_large_file_is_read_by_the_worker(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Callable[..., Any]
    ) -> None:
        monkeypatch.setitem(taking.AT_ONCE, "txt", 10)
        with django_capture_on_commit_callbacks(execute=True):
            intake = take(cast)
            assert intake.state == "waiting"
        intake.refresh_from_db()
        assert (intake.state, intake.revision, len(intake.lines)) == ("ready", 1, 15)

    def test_one_that_breaks_the_reading_again_and_again_is_given_up(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        intake = take(cast, at_once=False)

        def killed(*_args: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(taking, "_from_disk", killed)
        for _ in range(taking.TRIES):
            with pytest.raises(KeyboardInterrupt):
                actions.read_waiting(by=SYSTEM, uid=intake.uid)
        assert not actions.read_waiting(by=SYSTEM, uid=intake.uid)
        intake.refresh_from_db()
        assert intake.state == "unreadable"
        assert intake.problem

    def test_a_damaged_file_says_so_and_can_be_thrown_away(self, cast: Cast) -> None:
        intake = take(cast, at_once=False)
        assert intake.attachment is not None
        intake.attachment.path.write_bytes(b"jiny obsah")
        assert not actions.read_waiting(by=SYSTEM, uid=intake.uid)
        intake.refresh_from_db()
        assert intake.state == "unreadable"
        actions.discard(by=cast.actor("chair"), intake=intake, reason="Poškozený soubor.")

    def test_one_thrown_away_meanwhile_stays_so(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        intake = take(cast, at_once=False)
        read = taking._from_disk

        def slow(one: Intake, by: Any) -> Any:
            text = read(one, by)
            actions.discard(by=cast.actor("chair"), intake=intake, reason="Omylem.")
            return text

        monkeypatch.setattr(taking, "_from_disk", slow)
        assert not actions.read_waiting(by=SYSTEM, uid=intake.uid)
        intake.refresh_from_db()
        assert (intake.state, intake.lines) == ("discarded", [])

    def test_only_the_installation_reads(self, cast: Cast) -> None:
        with pytest.raises(PermissionDenied):
            actions.read_waiting(by=cast.actor("chair"), uid=take(cast, at_once=False).uid)

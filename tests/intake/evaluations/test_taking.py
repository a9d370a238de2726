"""Taking evaluations in, at once and in the background: whole or not at all, nothing twice, by who may."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from soucinnost.intake.evaluations import actions
from soucinnost.intake.evaluations.actions import taking
from soucinnost.intake.evaluations.models import EvaluationFile, EvaluationReading
from soucinnost.intake.reasons import GIVEN_UP
from tests import factories
from tests.cast import Cast
from tests.intake.evaluations.reading_kit import TEXT, every_character, take
from tests.strategy import kit

pytestmark = pytest.mark.django_db


class TestTakingIn:
    def test_every_character_is_placed_or_listed(self, cast: Cast) -> None:
        assert every_character(take(cast)) == set()

    def test_the_same_file_is_taken_once_and_said(self, cast: Cast) -> None:
        reading = take(cast)
        with pytest.raises(actions.AlreadyTaken) as caught:
            take(cast, name="jinak.txt")
        assert caught.value.reading == reading
        actions.discard(by=cast.actor("manager"), reading=reading, reason="Omylem.")
        assert EvaluationFile.objects.count() == 0
        take(cast)

    @pytest.mark.parametrize("role", ["chair", "member", "coordinator", "administrator", "solo", "public"])
    def test_only_managers_of_the_organisation_begin_a_new_one(self, cast: Cast, role: str) -> None:
        with pytest.raises(PermissionDenied):
            take(cast, role=role)

    @pytest.mark.parametrize(("data", "name", "said"), [
        (b"", "prazdny.txt", "prázdný"), (b"to neni docx", "a.docx", ""), (b"MZ\x90", "program.exe", ""),
        (b"%PDF-1.4 rozbite", "a.pdf", ""),
    ])
    def test_a_bad_file_leaves_nothing(self, cast: Cast, data: bytes, name: str, said: str) -> None:
        with pytest.raises(ValidationError) as caught:
            actions.take_in(by=cast.actor("manager"), organisation=cast.town, data=data, name=name)
        assert said in " ".join(caught.value.messages)
        assert EvaluationReading.objects.count() == 0

    def test_a_large_one_is_read_in_the_background(self, cast: Cast) -> None:
        reading = take(cast, at_once=False)
        assert (reading.state, reading.draft) == ("waiting", {})
        assert actions.read_waiting(by=factories.SYSTEM, uid=reading.uid) is True
        reading.refresh_from_db()
        assert (reading.state, len(reading.draft["goals"])) == ("ready", 2)

        assert actions.read_waiting(by=factories.SYSTEM, uid=reading.uid) is False

    def test_a_large_one_finds_what_its_strategy_has(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Callable[..., Any]
    ) -> None:
        strategy = kit.strategy(cast)
        goal = kit.tree.add_goal(by=kit.SYSTEM, strategy=strategy, title="Klidnější sídliště")
        monkeypatch.setitem(taking.AT_ONCE, "txt", 10)
        with django_capture_on_commit_callbacks(execute=True):
            reading = take(cast, strategy=strategy, role="recorder")
            assert reading.state == "waiting"
        reading.refresh_from_db()
        assert (reading.state, [one["match"] for one in reading.draft["goals"]]) == ("ready", [goal.uid, ""])

    def test_one_that_breaks_the_reading_again_and_again_is_given_up(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        reading = take(cast, at_once=False)

        def killed() -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(taking, "_kind", killed)
        for _try in range(taking.TRIES):
            with pytest.raises(KeyboardInterrupt):
                actions.read_waiting(by=factories.SYSTEM, uid=reading.uid)
        assert actions.read_waiting(by=factories.SYSTEM, uid=reading.uid) is False
        reading.refresh_from_db()
        assert (reading.state, reading.problem, reading.draft) == ("unreadable", GIVEN_UP, {})

    def test_one_thrown_away_while_it_is_read_stays_so(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        reading, kind = take(cast, at_once=False), taking._kind

        def slow() -> Any:
            actions.discard(by=cast.actor("manager"), reading=reading, reason="Omylem.")
            return kind()

        monkeypatch.setattr(taking, "_kind", slow)
        assert actions.read_waiting(by=factories.SYSTEM, uid=reading.uid) is False
        reading.refresh_from_db()
        assert (reading.state, reading.lines, reading.draft) == ("discarded", [], {})

    def test_a_parser_that_breaks_leaves_every_line_to_be_placed(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("soucinnost.intake.evaluations.parsing.parse_evaluation", lambda lines: 1 / 0)
        reading = take(cast)
        words = [" ".join(line.split()) for line in TEXT.splitlines() if line.strip()]
        assert [one["text"] for one in reading.draft["unplaced"]] == words
        assert "ručně" in reading.problem

"""Saving: whole or not at all, nothing twice, nothing unseen, by who may."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from soucinnost.audit.models import Entry
from soucinnost.documents.models import Attachment
from soucinnost.evidence.models import Claim
from soucinnost.intake.evaluations import actions
from soucinnost.intake.evaluations import draft as shape
from soucinnost.intake.evaluations.actions import saving
from soucinnost.intake.evaluations.models import EvaluationFile, EvaluationReading
from soucinnost.intake.evaluations.retained import expired
from soucinnost.intake.parts import UnknownStep
from soucinnost.strategy.models import Assessment, ClaimUse, Goal, Measure, Strategy
from tests import factories
from tests.cast import Cast
from tests.intake.evaluations.reading_kit import NEW, TEXT, manager, measure_with, take, text_with
from tests.strategy import kit

pytestmark = pytest.mark.django_db


def correct(cast: Cast, reading: EvaluationReading, role: str = "manager") -> EvaluationReading:
    """Save the draft as changed in memory."""
    kept = actions.save_draft(
        by=cast.actor(role), reading=reading, draft=reading.draft, base_revision=reading.revision
    )
    return kept.reading


def decided(cast: Cast, reading: EvaluationReading) -> EvaluationReading:
    """The lamps are taken, the rounds refused, the participants nobody decided; the playground was not fulfilled."""
    fresh = EvaluationReading.objects.get(pk=reading.pk)
    text_with(fresh.draft, "25 lamp")["numbers"][0]["choice"] = "taken"
    text_with(fresh.draft, "120 pochůzek")["numbers"][0]["choice"] = "left"
    measure_with(fresh.draft, "Hřiště").update(outcome="not", reason="Chyběl správce.")
    return correct(cast, fresh)


class TestANewStrategy:
    def test_it_is_made_whole(self, cast: Cast) -> None:
        reading = decided(cast, take(cast))
        strategy = actions.save_into_strategy(by=cast.actor("manager"), reading=reading, confirmed=NEW)
        assert (strategy.area, strategy.period_from, strategy.state) == (cast.town.area, date(2016, 1, 1), "draft")
        tree = [(goal.title, goal.measures.count()) for goal in strategy.goals.order_by("position")]
        assert tree == [("Klidnější sídliště", 2), ("Pomoc seniorům", 1)]
        first = Goal.objects.get(title="Klidnější sídliště")
        assert (first.evaluation, first.evaluated_on) == (
            "Sídliště je klidnější, hřiště zůstává dluhem.", date(2018, 12, 31)
        )
        assert Measure.objects.get(title="Světlo a dohled").activities.count() == 2
        claim = Claim.objects.get(value__isnull=False)
        assert (claim.value, claim.unit, claim.kind, claim.period_from) == (
            Decimal(25), "lamp", "actual", date(2017, 1, 1)
        )
        document = Attachment.objects.get(circle=strategy.circle)
        assert (claim.source_kind, claim.source_uid) == ("documents.attachment", document.uid)
        assert Claim.objects.filter(value__isnull=True).count() == 4
        assert Assessment.objects.get().reason == "Chyběl správce."

    def test_the_reading_keeps_what_was_made_and_left_and_forgets_the_rest(self, cast: Cast) -> None:
        reading = decided(cast, take(cast))
        unplaced = [one["text"] for one in reading.draft["unplaced"]]
        strategy = actions.save_into_strategy(by=cast.actor("manager"), reading=reading, confirmed=NEW)
        reading.refresh_from_db()
        assert (reading.state, reading.strategy, reading.lines, reading.draft) == ("saved", strategy, [], {})
        assert [one["text"] for one in reading.outcome["left"]] == unplaced
        assert reading.outcome["made"] | {"x": 0} == {
            "goals": 2, "measures": 3, "activities": 4, "results": 4, "numbers": 1, "evaluations": 2,
            "assessments": 1, "doubled": 0, "x": 0,
        }
        assert EvaluationFile.objects.count() == 0
        assert Entry.objects.filter(verb="evaluation.saved", object_uid=reading.uid).count() == 1
        with pytest.raises(actions.AlreadyTaken) as caught:
            take(cast)
        assert "Podruhé se nic nezapíše" in " ".join(" ".join(caught.value.messages).split())

    def test_an_approval_makes_it_approved(self, cast: Cast) -> None:
        reading = take(cast)
        reading.draft |= {"approved_by": "Zastupitelstvo", "approved_on": "3. 2. 2016", "resolution": "12/2016"}
        correct(cast, reading)
        strategy = actions.save_into_strategy(by=cast.actor("manager"), reading=reading, confirmed=NEW)
        assert (strategy.state, strategy.approved_on) == ("approved", date(2016, 2, 3))

    def test_questions_have_to_be_answered_and_mistakes_put_right(self, cast: Cast) -> None:
        reading = take(cast)
        with pytest.raises(ValidationError) as asked:
            actions.save_into_strategy(by=cast.actor("manager"), reading=reading)
        assert len(asked.value.messages) == 2  # numbers, texts without a place
        reading.draft |= {"period": "loni", "title": "", "territory": "Neznámov"}
        measure_with(reading.draft, "Hřiště")["outcome"] = "not"
        text_with(reading.draft, "25 lamp")["numbers"][0].update(choice="taken", value="mnoho")
        reading = correct(cast, reading)
        with pytest.raises(ValidationError) as wrong:
            actions.save_into_strategy(by=cast.actor("manager"), reading=reading, confirmed=NEW)
        assert len(wrong.value.messages) == 5
        assert Strategy.objects.count() == Attachment.objects.count() == 0

    def test_names_of_people_are_asked_about(self, cast: Cast) -> None:
        reading = take(cast, TEXT.replace("chyběl správce", "Jan Novák onemocněl"))
        codes = [one.code for one in actions.doubts_of(cast.actor("manager"), reading)]
        assert codes == ["personal", "numbers", "loose"]

    def test_when_something_fails_nothing_is_made(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        reading = decided(cast, take(cast))

        def refuse(**_more: object) -> None:
            raise ValidationError("Nejde to.")

        monkeypatch.setattr("soucinnost.strategy.actions.assessing.assess", refuse)
        with pytest.raises(ValidationError):
            actions.save_into_strategy(by=cast.actor("manager"), reading=reading, confirmed=NEW)
        reading.refresh_from_db()
        assert (reading.state, Strategy.objects.count(), Attachment.objects.count()) == ("ready", 0, 0)
        assert EvaluationFile.objects.count() == 1

    def test_who_saw_an_older_summary_is_refused(self, cast: Cast) -> None:
        reading = take(cast)
        decided(cast, reading)
        with pytest.raises(ValidationError):
            actions.save_into_strategy(by=cast.actor("manager"), reading=reading, confirmed=NEW, base_revision=1)
        assert Strategy.objects.count() == 0


    def test_founded_by_the_installation_it_has_no_team(self, cast: Cast) -> None:
        reading = take(cast)
        reading.draft |= {"approved_by": "Rada", "approved_on": "3. 2. 2016"}
        correct(cast, reading)
        strategy = actions.save_into_strategy(by=factories.SYSTEM, reading=reading, confirmed=NEW)
        assert (strategy.state, strategy.circle.seats.count(), Goal.objects.count()) == ("approved", 0, 2)


class TestAnExistingStrategy:
    def test_a_document_of_another_time_is_asked_about(self, cast: Cast) -> None:
        reading = take(cast, strategy=kit.planted(cast), role="recorder")
        codes = [one.code for one in actions.doubts_of(cast.actor("recorder"), reading)]
        assert codes == ["period", "numbers", "loose"]

    def test_what_it_holds_is_not_doubled(self, cast: Cast) -> None:
        first = decided(cast, take(cast))
        strategy = actions.save_into_strategy(by=cast.actor("manager"), reading=first, confirmed=NEW)
        counts = (Goal.objects.count(), Measure.objects.count(), Claim.objects.count(), Assessment.objects.count())
        more = TEXT.replace("Besedy mají smysl.", "Besedy mají velký smysl.").replace(
            "• Hřiště se neotevřelo, chyběl správce.", "• Hřiště se neotevřelo, chyběl správce.\n• Plot je opravený."
        )
        by = manager(cast)
        second = actions.take_in(
            by=by, organisation=cast.town, strategy=strategy, data=more.encode(), name="znovu.txt"
        )
        matches = [owner["match"] for owner in shape.owners_of(second.draft)]
        assert all(matches) and len(set(matches)) == 5
        measure_with(second.draft, "Hřiště").update(outcome="not", reason="Chyběl správce.")
        text_with(second.draft, "25 lamp")["numbers"][0]["choice"] = "taken"
        second = actions.save_draft(by=by, reading=second, draft=second.draft, base_revision=1).reading
        second = EvaluationReading.objects.get(pk=second.pk)
        actions.save_into_strategy(by=by, reading=second, confirmed=NEW)
        now = (Goal.objects.count(), Measure.objects.count(), Claim.objects.count(), Assessment.objects.count())
        assert now == (counts[0], counts[1], counts[2] + 1, counts[3])
        second.refresh_from_db()
        assert second.outcome["made"]["results"] == 1
        assert "Besedy mají velký smysl." in [one["text"] for one in second.outcome["left"]]
        assert Goal.objects.get(title="Pomoc seniorům").evaluation == "Besedy mají smysl."

    def test_an_evaluation_is_replaced_or_added_when_said(self, cast: Cast) -> None:
        strategy = actions.save_into_strategy(by=cast.actor("manager"), reading=take(cast), confirmed=NEW)
        by = manager(cast)
        more = TEXT.replace("Besedy mají smysl.", "Nové slovo.").replace("Sídliště je klidnější, hřiště", "Park")
        reading = actions.take_in(by=by, organisation=cast.town, strategy=strategy, data=more.encode(), name="b.txt")
        reading.draft["goals"][0]["way"], reading.draft["goals"][1]["way"] = "append", "replace"
        actions.save_draft(by=by, reading=reading, draft=reading.draft, base_revision=1)
        actions.save_into_strategy(by=by, reading=reading, confirmed=NEW)
        told = list(Goal.objects.order_by("position").values_list("evaluation", flat=True))
        assert told[0].startswith("Sídliště je klidnější") and told[0].endswith("Park zůstává dluhem.")
        assert told[1] == "Nové slovo."

    def test_what_it_describes_otherwise_stays_and_what_it_lacks_is_added(self, cast: Cast) -> None:
        strategy = kit.strategy(cast)
        goal = kit.tree.add_goal(
            by=kit.SYSTEM, strategy=strategy, title="Klidnější sídliště", description="Méně rvaček."
        )
        measure = kit.tree.add_measure(
            by=kit.SYSTEM, goal=goal, title="Světlo a dohled", activities=["Vyměnit lampy v parku."]
        )
        reading = take(cast, strategy=strategy, role="recorder")
        text_with(reading.draft, "120 pochůzek")["kind"] = "description"
        text_with(reading.draft, "25 lamp")["numbers"][0]["choice"] = "taken"
        text_with(reading.draft, "25 lamp")["text"] = ""
        reading.draft["unplaced"].append(shape.unplaced_of(shape.new_text(reading.draft, " "), shape.REMOVED))
        unplaced = [one["text"] for one in reading.draft["unplaced"][:-1]]
        correct(cast, reading, "recorder")
        actions.save_into_strategy(by=cast.actor("recorder"), reading=reading, confirmed=NEW)
        for one in (goal, measure, reading):
            one.refresh_from_db()
        assert (goal.description, measure.description) == ("Méně rvaček.", "Proběhlo cca 120 pochůzek.")
        assert [one.text for one in measure.activities.order_by("position", "pk")] == [
            "Vyměnit lampy v parku.", "Zavést podvečerní pochůzky."
        ]
        assert [one["text"] for one in reading.outcome["left"]] == ["Lidé chodí po sídlišti bez obav.", *unplaced]
        claim = ClaimUse.objects.get(measure=measure).claim
        assert (claim.value, claim.text) == (Decimal(25), "")

    def test_what_is_gone_when_it_is_to_be_saved_is_said(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        """Somebody turned the reading elsewhere and removed the draft while its texts were being checked."""
        strategy = kit.tree.create_strategy(
            by=cast.actor("manager"), organisation=cast.town, title="Návrh", period_from=kit.FIRST, period_to=kit.LAST
        )
        by, check = manager(cast), saving._check
        reading = actions.take_in(by=by, organisation=cast.town, strategy=strategy, data=TEXT.encode(), name="b.txt")

        def overtaken(*given: Any) -> None:
            check(*given)
            actions.set_target(by=by, reading=reading, draft=reading.draft, base_revision=1, strategy=None)
            kit.tree.remove_strategy(by=by, strategy=strategy)

        monkeypatch.setattr(saving, "_check", overtaken)
        with pytest.raises(ValidationError) as caught:
            actions.save_into_strategy(by=by, reading=reading, confirmed=NEW)
        assert "mezitím někdo upravil" in " ".join(" ".join(caught.value.messages).split())
        reading.refresh_from_db()
        assert (reading.state, Strategy.objects.count(), Attachment.objects.count()) == ("ready", 0, 0)

    def test_two_goals_that_mean_one_lose_no_evaluation(self, cast: Cast) -> None:
        strategy = kit.strategy(cast)
        goal = kit.tree.add_goal(by=kit.SYSTEM, strategy=strategy, title="Klidná sídliště a bezpečný podzim života")
        reading = take(cast, strategy=strategy, role="recorder")
        for one in reading.draft["goals"]:
            one["match"] = goal.uid
        correct(cast, reading, "recorder")
        actions.save_into_strategy(by=cast.actor("recorder"), reading=reading, confirmed=NEW)
        goal.refresh_from_db()
        assert goal.evaluation.split("\n\n") == [
            "Sídliště je klidnější, hřiště zůstává dluhem.", "Besedy mají smysl."
        ]

    def test_statements_hardly_grow_with_results(self, cast: Cast) -> None:
        """Hundreds of claims keep other writers waiting for a moment only."""
        counts = []
        for place, many in enumerate((5, 205)):
            more = "\n".join(f"• Proběhla beseda {place} číslo {at} pro školy." for at in range(many))
            line = "• Hřiště se neotevřelo, chyběl správce."
            reading = take(cast, TEXT.replace(line, f"{line}\n{more}"), name=f"{place}.txt")
            with CaptureQueriesContext(connection) as queries:
                actions.save_into_strategy(by=cast.actor("manager"), reading=reading, confirmed=NEW)
            reading.refresh_from_db()
            assert reading.outcome["made"]["results"] == many + 4
            counts.append(len(queries))
        assert counts[1] - counts[0] <= 20  # a statement holds some dozens of rows on SQLite


class TestARemovedDraft:
    def test_its_file_goes_too_and_who_reads_into_it_is_asked_first(self, cast: Cast) -> None:
        bare = "\n".join(line for line in TEXT.splitlines() if "se " not in line and "pochůzek" not in line)
        first = take(cast, bare)
        for _goal, measure in shape.measures_of(first.draft):
            measure["texts"] = [one for one in measure["texts"] if one["kind"] == "planned"]
        strategy = actions.save_into_strategy(by=cast.actor("manager"), reading=correct(cast, first), confirmed=NEW)
        path = Attachment.objects.get().path
        by = manager(cast)
        waiting = actions.take_in(by=by, organisation=cast.town, strategy=strategy, data=TEXT.encode(), name="b.txt")
        with pytest.raises(ValidationError, match="načítá vyhodnocení"):
            kit.tree.remove_strategy(by=by, strategy=strategy)
        assert Attachment.objects.exists() and path is not None
        moved = actions.set_target(by=by, reading=waiting, draft=waiting.draft, base_revision=1, strategy=None)
        kit.tree.remove_strategy(by=by, strategy=strategy)
        assert not Attachment.objects.exists()
        (kept,) = EvaluationReading.objects.all()
        assert (kept.pk, kept.strategy, kept.state) == (moved.reading.pk, None, "ready")
        assert {owner["match"] for owner in shape.owners_of(kept.draft)} == {""}
        assert EvaluationReading.objects.visible_to(by).get() == kept

    def test_a_file_for_a_draft_that_is_gone_is_refused(self, cast: Cast) -> None:
        strategy = kit.tree.create_strategy(
            by=cast.actor("manager"), organisation=cast.town, title="Návrh", period_from=kit.FIRST, period_to=kit.LAST
        )
        by, stale = manager(cast), Strategy.objects.get(pk=strategy.pk)
        kit.tree.remove_strategy(by=by, strategy=strategy)
        with pytest.raises(ValidationError, match="odebral"):
            actions.take_in(by=by, organisation=cast.town, strategy=stale, data=TEXT.encode(), name="b.txt")
        assert not EvaluationReading.objects.exists()

    def test_what_is_gone_meanwhile_takes_no_reading(self, cast: Cast) -> None:
        reading = take(cast)
        strategy = kit.tree.create_strategy(
            by=cast.actor("manager"), organisation=cast.town, title="Návrh", period_from=kit.FIRST, period_to=kit.LAST
        )
        by = manager(cast)
        chosen = Strategy.objects.get(pk=strategy.pk)
        kept = actions.set_target(by=by, reading=reading, draft=reading.draft, base_revision=1, strategy=chosen)
        assert kept.reading.strategy == strategy
        older = {**reading.draft, "title": "Ze staršího okna"}
        late = actions.set_target(by=by, reading=reading, draft=older, base_revision=1, strategy=None)
        assert (late.outcome, late.reading.strategy) == ("conflict", strategy)
        actions.set_target(by=by, reading=reading, draft=kept.reading.draft, base_revision=2, strategy=None)
        kit.tree.remove_strategy(by=by, strategy=strategy)
        with pytest.raises(UnknownStep):
            actions.set_target(by=by, reading=reading, draft=reading.draft, base_revision=3, strategy=chosen)
        reading.refresh_from_db()
        assert (reading.strategy, reading.revision) == (None, 3)


def test_readings_go_when_their_term_is_over_and_one_just_touched_stays(cast: Cast) -> None:
    done = take(cast)
    strategy = actions.save_into_strategy(by=cast.actor("manager"), reading=done, confirmed=NEW)
    open_one = take(cast, TEXT + "Dodatek", name="b.txt")
    later = timezone.now() + timedelta(days=1)
    EvaluationReading.objects.filter(pk=done.pk).update(changed_at=later - timedelta(days=400))
    records = EvaluationReading.objects.all()
    assert actions.erase_readings(by=factories.SYSTEM, records=records, cutoff=later - timedelta(days=300)) == 1
    assert list(EvaluationReading.objects.all()) == [open_one]
    assert (strategy.goals.count(), Attachment.objects.filter(circle=strategy.circle).count()) == (2, 1)
    assert actions.erase_readings(by=factories.SYSTEM, records=expired(later), cutoff=later) == 1
    assert actions.erase_readings(by=factories.SYSTEM, records=expired(later), cutoff=later) == 0
    assert (EvaluationFile.objects.count(), Entry.objects.filter(verb="evaluation.erased").count()) == (0, 2)
    with pytest.raises(PermissionDenied):
        actions.erase_readings(by=cast.actor("manager"), records=expired(later), cutoff=later)

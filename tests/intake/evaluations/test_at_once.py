"""Two at once: the same file twice, two corrections from one state, two savings. On both databases."""

from functools import partial

import pytest

from soucinnost.documents.models import Attachment
from soucinnost.intake.evaluations import actions
from soucinnost.intake.evaluations.models import EvaluationReading
from soucinnost.strategy.models import Strategy
from tests.ballots.test_at_once import together
from tests.cast import make_cast
from tests.intake.evaluations.reading_kit import NEW, take

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_file_is_taken_once() -> None:
    cast = make_cast()
    results = together(lambda: take(cast), lambda: take(cast, name="b.txt"))
    assert sorted(isinstance(one, actions.AlreadyTaken) for one in results) == [False, True]
    assert EvaluationReading.objects.count() == 1


def test_of_two_corrections_one_is_a_conflict_and_two_savings_make_one_strategy() -> None:
    cast = make_cast()
    reading, by = take(cast), cast.actor("manager")
    forms = [{**reading.draft, "title": name} for name in ("jedna", "druhá")]
    results = together(
        *(partial(actions.save_draft, by=by, reading=reading, draft=form, base_revision=1) for form in forms)
    )
    assert sorted(one.outcome for one in results) == ["conflict", "saved"]
    save = partial(actions.save_into_strategy, by=by, reading=reading, confirmed=NEW)
    together(save, save)
    assert (Strategy.objects.count(), Attachment.objects.count()) == (1, 1)
    assert EvaluationReading.objects.get().state == "saved"

"""Two at once: the same file twice, two corrections from one state, two savings. On both databases."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from soucinnost.documents.models import Attachment
from soucinnost.intake import actions
from soucinnost.intake.models import Intake
from soucinnost.meetings.models import Meeting
from tests.ballots.test_at_once import together
from tests.cast import make_cast
from tests.intake.kit import take

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("known")]


def test_the_same_file_is_taken_once() -> None:
    cast = make_cast()
    results = together(lambda: take(cast), lambda: take(cast, role="chair"))
    assert sorted(isinstance(one, actions.AlreadyTaken) for one in results) == [False, True]
    assert (Intake.objects.count(), Attachment.objects.count()) == (1, 1)


def test_of_two_corrections_one_is_a_conflict() -> None:
    cast = make_cast()
    intake = take(cast)
    by = cast.actor("chair")
    forms = [{**intake.draft, "subject": name} for name in ("jedno", "druhé")]
    results = together(
        *(lambda form=form: actions.save_draft(by=by, intake=intake, draft=form, base_revision=1) for form in forms)
    )
    assert sorted(one.outcome for one in results) == ["conflict", "saved"]
    assert Intake.objects.get().revision == 2


def test_a_reading_becomes_one_meeting() -> None:
    cast = make_cast()
    intake = take(cast)
    acts = [
        partial(actions.save_as_meeting, by=cast.actor(role), intake=intake, confirmed=("loose",))
        for role in ("chair", "recorder")
    ]
    results = together(*acts)
    assert sorted(type(one) for one in results if isinstance(one, Exception)) == [PermissionDenied]
    assert Meeting.objects.count() == 1


def test_saving_and_throwing_away_leave_one_outcome() -> None:
    cast = make_cast()
    intake = take(cast)
    chair, recorder = cast.actor("chair"), cast.actor("recorder")
    together(
        lambda: actions.save_as_meeting(by=chair, intake=intake, confirmed=("loose",)),
        lambda: actions.discard(by=recorder, intake=intake, reason="Omylem."),
    )
    stored = Intake.objects.get()
    assert (stored.state, Meeting.objects.count()) in {("saved", 1), ("discarded", 0)}
    assert Attachment.objects.count() == Meeting.objects.count()

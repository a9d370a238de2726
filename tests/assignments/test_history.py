"""Whatever is done with a task in whatever order, its history tells how it came to be what it is."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soucinnost.assignments import actions
from soucinnost.assignments.actions.working import Part
from soucinnost.assignments.models import Assignment, AssignmentEvent
from soucinnost.assignments.selectors import hands_of
from tests import factories
from tests.assignments.kit import task
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PEOPLE = ("chair", "recorder", "reviewer", "member", "deputy", "former", "outsider")
STEPS = ("hand_on", "return", "split", "finish", "reopen", "cancel", "postpone", "remark", "give_to_organisation")
LAST_STATE = {"finished": "done", "cancelled": "cancelled", "reopened": "open", "created": "open"}


def _take(cast: Cast, one: Assignment, step: str, role: str, to: str) -> Any:
    by, whom = cast.actor(role), cast.person(to)
    if step == "hand_on":
        return actions.hand_on(by=by, assignment=one, to_person=whom)
    if step == "give_to_organisation":
        return actions.hand_on(by=by, assignment=one, to_organisation=cast.ngo)
    if step == "return":
        return actions.return_assignment(by=by, assignment=one, text="Zpět")
    if step == "split":
        return actions.split(by=by, assignment=one, parts=[Part("Jedna", whom), Part("Dvě", cast.person("chair"))])
    if step == "finish":
        return actions.finish(by=by, assignment=one, evidence="Hotovo")
    if step == "postpone":
        return actions.postpone(by=by, assignment=one, due_on=factories.today() + timedelta(days=1))
    return {"reopen": actions.reopen, "cancel": actions.cancel, "remark": actions.remark}[step](
        by=by, assignment=one, text="Proto"
    )


def _consistent(one: Assignment, earlier: list[int]) -> list[int]:
    """Check one task against its history; returns the steps it has now."""
    one.refresh_from_db()
    events = list(AssignmentEvent.objects.filter(assignment=one).order_by("at", "id"))
    numbers = [event.pk for event in events]
    assert numbers[: len(earlier)] == earlier, "a step vanished"
    assert [event.at for event in events] == sorted(event.at for event in events)
    state = [LAST_STATE[event.kind] for event in events if event.kind in LAST_STATE][-1]
    assert one.state == state
    assert (one.finished_on is not None) == (state == "done") and bool(one.evidence) == (state == "done")
    moves = [event for event in events if event.to_person_id or event.to_organisation_id]
    owner = (one.owner_person_id, one.owner_organisation_id)
    assert (moves[-1].to_person_id, moves[-1].to_organisation_id) == owner
    for before, after in zip(moves, moves[1:], strict=False):
        assert (after.from_person_id, after.from_organisation_id) == (before.to_person_id, before.to_organisation_id)
    assert hands_of(one, one.owner_person, one.owner_organisation), "the task waits for nobody"
    return numbers


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), max_size=12))
def test_history_tells_the_state(cast: Cast, steps: list[tuple[str, str, str]]) -> None:
    one = task(cast, by="recorder")
    known: dict[int, list[int]] = {one.pk: []}
    for step, role, to in steps:
        count = AssignmentEvent.objects.count()
        target = Assignment.objects.get(pk=sorted(known)[-1 if to == "deputy" else 0])
        try:
            made = _take(cast, target, step, role, to)
        except (ValidationError, PermissionDenied):
            assert AssignmentEvent.objects.count() == count, "refused, yet something was written"
        else:
            assert AssignmentEvent.objects.count() > count
            for piece in made if isinstance(made, list) else [made]:
                known.setdefault(piece.pk, [])
        known = {pk: _consistent(Assignment.objects.get(pk=pk), steps_) for pk, steps_ in known.items()}

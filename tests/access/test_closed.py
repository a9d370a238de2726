"""What a chair's log leaves out: records of the circle that the chair may not see."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from soucinnost.access.closed import circle_models, closed_uids
from soucinnost.access.models import BreakGlass, Circle
from soucinnost.reports.actions import open_call, save_draft
from tests.cast import Cast


def test_every_record_one_step_from_a_circle_is_asked() -> None:
    """A new model whose parent belongs to a circle must not be forgotten: its drafts would show in the log."""
    known = {model for model, _path in circle_models()} | {BreakGlass}  # an exceptional entry is told to everybody
    forgotten = set()
    for model in apps.get_models():
        names = {field.name for field in model._meta.get_fields()}
        if "uid" not in names or not hasattr(model._default_manager.all(), "visible_to"):
            continue
        for field in model._meta.concrete_fields:
            parent = field.related_model
            if field.name != "id" and isinstance(parent, type) and not field.null and _has_circle(parent):
                forgotten |= {(model.__name__, field.name)} if model not in known else set()
    assert not forgotten


def _has_circle(model: type) -> bool:
    return any(
        field.related_model is Circle and not field.null for field in model._meta.concrete_fields  # type: ignore[attr-defined]
    )


@pytest.mark.django_db
def test_somebody_elses_draft_of_a_report_is_no_row_of_the_log(cast: Cast) -> None:
    call = open_call(by=cast.actor("chair"), group=cast.group, for_day=timezone.localdate() + timedelta(days=40))
    draft = save_draft(by=cast.actor("member"), call=call, organisation=cast.ngo, typed={"text": "Rozepsáno"})
    assert draft is not None
    hidden = draft.uid in closed_uids(cast.actor("reviewer"), cast.group.circle)
    assert hidden
    page = cast.client("chair").get(reverse("access:circle_audit", args=[cast.group.circle.uid]))
    shown = {row["entry"].object_uid for row in page.context["rows"]}
    assert (draft.uid in shown) == (draft.uid not in closed_uids(cast.actor("chair"), cast.group.circle))

"""The cast is what it says it is."""

import pytest

from soucinnost.groups.models import Group
from tests.cast import Cast

SEES_FRAME = {
    "chair": {"group"}, "recorder": {"group"}, "reviewer": {"group"}, "member": {"group"}, "deputy": {"group"},
    "former": set(), "outsider": {"other_group"}, "manager": {"group"}, "coordinator": {"group", "solo_group"},
    "administrator": set(), "solo": {"solo_group"}, "public": set(),
}
SEES_CONTENT = {**SEES_FRAME, "manager": set(), "coordinator": set()}


@pytest.mark.parametrize("role", SEES_FRAME)
def test_whose_group_is_visible(cast: Cast, role: str) -> None:
    actor = cast.actor(role)
    names = {name: getattr(cast, name).pk for name in ("group", "other_group", "solo_group")}
    frame = set(Group.objects.visible_to(actor).values_list("pk", flat=True))
    content = set(Group.objects.content_visible_to(actor).values_list("pk", flat=True))
    assert {name for name, pk in names.items() if pk in frame} == SEES_FRAME[role]
    assert {name for name, pk in names.items() if pk in content} == SEES_CONTENT[role]

"""Where somebody is in the walk; read from what exists, so that it can be left and taken up again."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from soucinnost.accounts.models import User
from soucinnost.agencies.models import Organisation
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor
from soucinnost.territory.models import Area

TOWN = "setup_town"
LABELS = (
    ("administrator", _("Správce")), ("second_factor", _("Zabezpečení")), ("town", _("Obec")),
    ("organisation", _("Organizace")), ("group", _("Skupina")), ("members", _("Členové")),
)


@dataclass(frozen=True)
class Step:
    """One step as the page shows it."""

    key: str
    label: Any
    is_done: bool
    is_current: bool


@dataclass(frozen=True)
class Walk:
    """What exists already: the town chosen, the organisation that the reader manages, its first group."""

    town: Area | None
    organisation: Organisation | None
    group: Group | None

    @property
    def step(self) -> str:
        """The first step that is not done."""
        if self.group is not None:
            return "members"
        if self.organisation is not None:
            return "group"
        return "organisation" if self.town is not None else "town"

    @property
    def url(self) -> str:
        """The address of that step."""
        return reverse(f"setup:{self.step}")


def walk_of(request: HttpRequest) -> Walk:
    """What the reader has set up so far."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    organisation = (
        Organisation.objects.visible_to(actor)
        .filter(pk__in=actor.managed_organisation_ids)
        .select_related("area")
        .order_by("pk")
        .first()
    )
    group = None
    if organisation is not None:
        mine = Group.objects.visible_to(actor).filter(circle__controller__organisation=organisation)
        group = mine.order_by("pk").first()
    town = organisation.area if organisation is not None else None
    if town is None and request.session.get(TOWN):
        town = Area.objects.filter(pk=request.session[TOWN]).first()
    return Walk(town, organisation, group)


def steps_at(current: str) -> list[Step]:
    """All steps; those before ``current`` are done."""
    keys = [key for key, _label in LABELS]
    place = keys.index(current)
    return [Step(key, label, index < place, key == current) for index, (key, label) in enumerate(LABELS)]


def is_untouched() -> bool:
    """Whether nobody has an account yet."""
    return not User.objects.exists()


def is_unfinished(actor: Actor) -> bool:
    """Whether an administrator still has the walk before them: there is no group at all."""
    return actor.is_administrator and not Group.objects.exists()

"""Collecting training needs: written down by who collects them, or stated by who needs the training."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.agencies.enums import OrganisationKind
from soucinnost.agencies.models import Organisation
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.notices.composing import plain
from soucinnost.support.actions.common import checked, checked_count
from soucinnost.support.enums import NeedState
from soucinnost.support.findable import NEED, find_need, lose
from soucinnost.support.models import TrainingNeed, region_of
from soucinnost.support.rules import changes_need, keeps, keeps_for, states_need
from soucinnost.versions import actions as versions

STATED = ("training", "theme", "people", "wanted_from", "note")
FIELDS = (*STATED, "organisation", "state", "is_shared")


def _fill(need: TrainingNeed, fields: dict[str, Any], allowed: tuple[str, ...]) -> None:
    for name, value in fields.items():
        if name not in allowed:
            raise TypeError(f"{name} of a need is not to be set here")
        setattr(need, name, plain(value) if isinstance(value, str) else value)
    checked("training", need.training, _("Napište, jaké školení je potřeba."))
    need.people = checked_count("people", need.people)
    if need.state not in NeedState.values:
        raise ValidationError({"state": _("Vyberte stav.")})


def _enter(by: Actor, need: TrainingNeed) -> TrainingNeed:
    need.save(force_insert=True)
    versions.keep(by=by, obj=need, kind=NEED)
    find_need(need)
    record(by=by, verb="need.written", object_uid=need.uid)
    return need


@transaction.atomic
def write_need(
    *, by: Actor, keeper: Organisation, organisation: Organisation, training: str, **fields: Any
) -> TrainingNeed:
    """Write down what an organisation needs; ``fields`` are those of :data:`FIELDS`."""
    require(keeps_for(by, keeper))
    need = TrainingNeed(keeper=keeper, region=region_of(keeper))
    _fill(need, {**fields, "organisation": organisation, "training": training}, FIELDS)
    return _enter(by, need)


@transaction.atomic
def state_need(
    *, by: Actor, keeper: Organisation, organisation: Organisation, training: str, **fields: Any
) -> TrainingNeed:
    """State a need of one's own organisation to the region, which then collects it. The organisation's manager."""
    require(states_need(by, organisation))
    if keeper.kind != OrganisationKind.REGION:
        raise ValidationError({"keeper": _("Potřebu lze ohlásit jen kraji.")})
    need = TrainingNeed(
        keeper=keeper, region=region_of(keeper), organisation=organisation, is_own_statement=True
    )
    _fill(need, {**fields, "training": training}, STATED)
    return _enter(by, need)


def _locked(by: Actor, need: TrainingNeed) -> TrainingNeed:
    related = ("keeper", "organisation")
    fresh = TrainingNeed.objects.select_related(*related).select_for_update(of=("self",)).get(pk=need.pk)
    require(changes_need(by, fresh), _("S potřebou už se pracuje. O změnu požádejte toho, kdo ji sbírá."))
    return fresh


@transaction.atomic
def change_need(*, by: Actor, need: TrainingNeed, **fields: Any) -> TrainingNeed:
    """Change a need: everything for who collects it, what was stated for who stated it."""
    need = _locked(by, need)
    _fill(need, fields, FIELDS if keeps(by, need) else STATED)
    need.save()
    versions.keep(by=by, obj=need, kind=NEED)
    find_need(need)
    record(by=by, verb="need.changed", object_uid=need.uid)
    return need


def _erase(need: TrainingNeed) -> str:
    uid = need.uid
    lose(NEED, uid)
    need.delete()
    versions.erase(kind=NEED, object_uids=[uid])
    return uid


@transaction.atomic
def remove_need(*, by: Actor, need: TrainingNeed) -> None:
    """Remove a need made by mistake."""
    record(by=by, verb="need.removed", object_uid=_erase(_locked(by, need)))


@transaction.atomic
def erase_needs(*, by: Actor, records: QuerySet[TrainingNeed], cutoff: datetime | None = None) -> int:
    """Erase needs past their term. The installation's own job only; returns how many."""
    require(by.is_system)
    uids = [_erase(one) for one in records]
    record(by=by, verb="need.erased", ids=uids)
    return len(uids)

"""Writing consultations and visits down."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation, Person
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.notices.composing import plain
from soucinnost.support.actions.common import checked, checked_past, checked_sharing, locked
from soucinnost.support.findable import CONSULTATION, find_consultation, lose
from soucinnost.support.models import Consultation, region_of
from soucinnost.support.rules import keeps_for
from soucinnost.versions import actions as versions

FIELDS = (
    "kind", "held_on", "given_by", "joined_by", "organisation", "person", "area", "call", "problem", "outcome",
    "follow_up", "follow_up_on", "is_shared",
)


def _fill(consultation: Consultation, fields: dict[str, Any]) -> None:
    """Set the fields after checking them together. Raises ValidationError."""
    for name, value in fields.items():
        if name not in FIELDS:
            raise TypeError(f"a consultation has no {name}")
        setattr(consultation, name, plain(value) if isinstance(value, str) else value)
    consultation.held_on = checked_past("held_on", consultation.held_on)
    checked("problem", consultation.problem, _("Napište, čeho se to týkalo."))
    if consultation.organisation is None and consultation.person is None and consultation.area is None:
        raise ValidationError({"organisation": _("Vyberte organizaci, člověka nebo obec.")})
    due = consultation.follow_up_on
    if due is not None and not consultation.follow_up:
        raise ValidationError({"follow_up": _("K termínu napište, co se má stát.")})
    if due is not None and due < consultation.held_on:
        raise ValidationError({"follow_up_on": _("Termín je dřív než konzultace.")})
    checked_sharing(consultation.is_shared, consultation.keeper, consultation.organisation)


@transaction.atomic
def write_consultation(
    *, by: Actor, keeper: Organisation, held_on: date, problem: str, given_by: Person | None = None, **fields: Any
) -> Consultation:
    """Write a consultation down for the keeper; who gave it is the actor unless said otherwise.

    ``fields`` are those of :data:`FIELDS`. Raises ValidationError with what to do under its field.
    """
    require(keeps_for(by, keeper))
    consultation = Consultation(keeper=keeper, region=region_of(keeper))
    own = Person.objects.filter(pk=by.person_id).first() if by.person_id is not None else None
    giver = given_by or own
    _fill(consultation, {**fields, "held_on": held_on, "problem": problem, "given_by": giver})
    consultation.save(force_insert=True)
    versions.keep(by=by, obj=consultation, kind=CONSULTATION)
    find_consultation(consultation)
    record(by=by, verb="consultation.written", object_uid=consultation.uid)
    return consultation


@transaction.atomic
def change_consultation(*, by: Actor, consultation: Consultation, **fields: Any) -> Consultation:
    """Change what is written; the earlier state is kept as a version."""
    consultation = locked(by, consultation)
    _fill(consultation, fields)
    if not consultation.follow_up:
        consultation.followed_up_on = None
    consultation.save()
    versions.keep(by=by, obj=consultation, kind=CONSULTATION)
    find_consultation(consultation)
    record(by=by, verb="consultation.changed", object_uid=consultation.uid)
    return consultation


@transaction.atomic
def follow_up(*, by: Actor, consultation: Consultation) -> Consultation:
    """Note that what was to follow has been done."""
    consultation = locked(by, consultation)
    if consultation.is_followed_up:
        raise ValidationError(_("Nic dalšího už nečeká."))
    consultation.followed_up_on = timezone.localdate()
    consultation.save(update_fields=["followed_up_on"])
    versions.keep(by=by, obj=consultation, kind=CONSULTATION)
    record(by=by, verb="consultation.followed_up", object_uid=consultation.uid)
    return consultation


def _erase(consultation: Consultation) -> str:
    uid = consultation.uid
    lose(CONSULTATION, uid)
    consultation.delete()
    versions.erase(kind=CONSULTATION, object_uids=[uid])
    return uid


@transaction.atomic
def remove_consultation(*, by: Actor, consultation: Consultation) -> None:
    """Remove a record made by mistake, with its versions."""
    record(by=by, verb="consultation.removed", object_uid=_erase(locked(by, consultation)))


@transaction.atomic
def erase_consultations(*, by: Actor, records: QuerySet[Consultation], cutoff: datetime | None = None) -> int:
    """Erase records past their term. The installation's own job only; returns how many."""
    require(by.is_system)
    uids = [_erase(one) for one in records]
    record(by=by, verb="consultation.erased", ids=uids)
    return len(uids)

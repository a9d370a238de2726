"""Setting terms, and disposing of what is past them."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.retention import registry
from soucinnost.retention.models import Rule
from soucinnost.retention.selectors import Due, due

BATCH = 200
LONGEST_MONTHS = 1200


@dataclass(frozen=True)
class Outcome:
    """What a round did with one kind: how many records were found, taken, or wait for somebody's judgement."""

    kind: str
    organisation_uid: str
    cutoff: datetime
    found: int
    taken: int
    afterwards: str


@transaction.atomic
def set_rule(*, by: Actor, kind: str, months: int, afterwards: str, basis: str, organisation_uid: str = "") -> Rule:
    """Set the term of a kind for all, or for one lead organisation. Administrators, and who manages that organisation
    through the caller's rule, may; ValidationError when the term or what follows it is impossible for the kind.
    """
    if not (by.is_system or by.is_administrator):
        raise PermissionDenied(_("Lhůty nastavuje správce."))
    try:
        known = registry.kind(kind)
    except KeyError as error:
        raise ValidationError({"kind": _("Tento druh záznamu neexistuje.")}) from error
    if not 1 <= months <= LONGEST_MONTHS:
        raise ValidationError({"months": _("Lhůta je celý počet měsíců od 1 do 1200.")})
    if afterwards not in Rule.Afterwards.values:
        raise ValidationError({"afterwards": _("Zvolte, co se po uplynutí lhůty stane.")})
    if afterwards == Rule.Afterwards.ANONYMISE and known.anonymise is None:
        raise ValidationError({"afterwards": _("U tohoto druhu záznamu nelze odstranit jen osobní údaje.")})
    if organisation_uid and not known.organisation_path:
        raise ValidationError({"organisation_uid": _("Lhůta tohoto druhu záznamu platí pro všechny organizace.")})
    rule, _created = Rule.objects.update_or_create(
        kind=kind, organisation_uid=organisation_uid,
        defaults={"months": months, "afterwards": afterwards, "basis": basis.strip()},
    )
    record(by=by, verb="retention.rule_set", object_uid=kind[:40], ids=[organisation_uid] if organisation_uid else [])
    return rule


def run(*, by: Actor, now: datetime | None = None, dry_run: bool = False) -> list[Outcome]:
    """Dispose of everything past its term, in batches of their own transaction; ``dry_run`` only counts.

    One kind that fails keeps its records and does not stop the others; the first such error is raised at the end.
    """
    moment = now or timezone.localtime()
    outcomes, failure = [], None
    for one in due(moment):
        found = one.records.count()
        taken = 0
        if found and not dry_run and one.term.afterwards != Rule.Afterwards.REVIEW:
            try:
                taken = _dispose(by, one)
            except Exception as error:  # noqa: BLE001 - the other kinds must still be looked after
                failure = failure or error
        outcomes.append(
            Outcome(one.term.kind.key, one.term.organisation_uid, one.cutoff, found, taken, one.term.afterwards)
        )
    if failure is not None:
        raise failure
    return outcomes


def _dispose(by: Actor, one: Due) -> int:
    """Hand the records to the action of their kind; a batch that takes nothing ends the round."""
    kind = one.term.kind
    action = kind.dispose
    if one.term.afterwards == Rule.Afterwards.ANONYMISE and kind.anonymise is not None:
        action = kind.anonymise
    if not kind.in_batches:
        with transaction.atomic():
            return action(by=by, records=one.records, cutoff=one.cutoff)
    total, after = 0, None
    while True:
        batch = one.records.order_by("pk") if after is None else one.records.order_by("pk").filter(pk__gt=after)
        keys = list(batch.values_list("pk", flat=True)[:BATCH])
        if not keys:
            return total
        after = keys[-1]
        with transaction.atomic():
            total += action(by=by, records=one.records.filter(pk__in=keys), cutoff=one.cutoff)

"""How measures and planned activities turned out. An assessment is never overwritten: the newest one holds."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.audit.actions import record
from soucinnost.evidence.models import Claim
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.actions.common import long_text, still_there, writable
from soucinnost.strategy.actions.measures import makes_circle
from soucinnost.strategy.enums import Outcome
from soucinnost.strategy.findable import find_measure
from soucinnost.strategy.models import Activity, Assessment, Measure

NEEDS_REASON = frozenset({Outcome.PARTLY, Outcome.NOT_FULFILLED, Outcome.CARRIED_OVER})


@transaction.atomic
def assess(
    *, by: Actor, measure: Measure, activity: Activity | None = None, outcome: str, reason: str = "",
    carried_to: Measure | None = None, carried_note: str = "", baseline: Claim | None = None,
    assessed_on: date | None = None,
) -> Assessment:
    """Say how a measure, or one planned activity of it, turned out. Chair and recorder.

    Partly, not and carried over need a reason. What is carried over says where: a measure of another strategy that the
    actor sees, or words; ``baseline`` is the claim of this strategy that it starts from. Raises ValidationError with
    field names.
    """
    strategy = writable(by, measure.strategy)
    measure = still_there(measure)
    if activity is not None:
        activity = still_there(activity)
    assessment = Assessment(
        strategy=strategy, measure=measure, activity=activity, outcome=outcome, reason=long_text(reason, "reason"),
        carried_to=carried_to, carried_note=" ".join(carried_note.split()), baseline=baseline,
        assessed_on=assessed_on or timezone.localdate(), assessed_by_id=by.person_id,
    )
    problems = _problems(by, assessment)
    if problems:
        raise ValidationError(problems)
    assessment.full_clean(exclude=["strategy", "measure", "activity", "carried_to", "baseline"])
    assessment.save(force_insert=True)
    find_measure(measure)
    record(
        by=by, verb="strategy.assessed", object_uid=assessment.uid, circle=strategy.circle.uid,
        ids=[measure.uid] if activity is None else [measure.uid, activity.uid],
    )
    return assessment


def _problems(by: Actor, one: Assessment) -> dict[str, str]:
    """What is wrong with an assessment, by field."""
    found: dict[str, str] = {}
    if one.outcome not in Outcome.values:
        found["outcome"] = _("Vyberte, jak to dopadlo.")
    if one.outcome in NEEDS_REASON and not one.reason:
        found["reason"] = _("Napište důvod: co se nesplnilo nebo nestihlo a proč.")
    if one.activity is not None and one.activity.measure_id != one.measure_id:
        found["activity"] = _("Aktivita patří k jinému opatření.")
    carried = one.outcome == Outcome.CARRIED_OVER
    if carried and one.carried_to is None and not one.carried_note:
        found["carried_note"] = _("Uveďte, kam opatření přechází.")
    if not carried and (one.carried_to is not None or one.carried_note):
        found["outcome"] = _("Kam přechází, se uvádí jen u toho, co přechází dál.")
    target = one.carried_to
    if target is not None and not (_holds(one, target) or Measure.objects.visible_to(by).filter(pk=target.pk).exists()):
        found["carried_to"] = _("Opatření, do kterého má přejít, nelze najít.")
    elif target is not None and target.pk == one.measure_id:
        found["carried_to"] = _("Opatření nemůže přejít samo do sebe.")
    elif target is not None and makes_circle(one.measure, target):
        found["carried_to"] = _("Vznikl by kruh: toto opatření v něm už pokračuje.")
    baseline = one.baseline
    own = Claim.objects.visible_to(by).filter(circle=one.strategy.circle_id)
    if baseline is not None and not own.filter(pk=baseline.pk).exists():
        found["baseline"] = _("Údaj výchozího stavu nelze najít.")
    if one.assessed_on > timezone.localdate():
        found["assessed_on"] = _("Den hodnocení je v budoucnosti.")
    return found


def _holds(one: Assessment, target: Measure) -> bool:
    """Whether the assessment that holds now passes there already: who does not see it may leave it so."""
    held = Assessment.objects.filter(measure=one.measure, activity=one.activity).order_by("pk").last()
    return held is not None and held.carried_to_id == target.pk

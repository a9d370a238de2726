"""A strategy's frame: founding it, changing it, noting its approval, ending its evaluation, removing a draft."""

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.actions import give_seat, open_circle
from soucinnost.access.actors import SystemActor
from soucinnost.access.models import Seat
from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation, Person
from soucinnost.audit.actions import lock_end, record
from soucinnost.documents.actions import erase_attachments
from soucinnost.documents.models import Attachment
from soucinnost.groups.selectors import region_of
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date
from soucinnost.kernel.folding import fold
from soucinnost.strategy import rules
from soucinnost.strategy.actions.common import (
    GOAL_KIND,
    MEASURE_KIND,
    STRATEGY_KIND,
    keep_strategy,
    lock,
    long_text,
    refuse_unknown,
    tidy,
    writable,
)
from soucinnost.strategy.enums import PASSAGES, StrategyKind, StrategyState
from soucinnost.strategy.findable import GOAL, MEASURE, STRATEGY, lose
from soucinnost.strategy.hooks import leave
from soucinnost.strategy.models import (
    Assessment,
    ClaimUse,
    Collection,
    Goal,
    Measure,
    Passage,
    Remark,
    ReportVersion,
    Strategy,
    Undertaking,
)
from soucinnost.territory.models import Area
from soucinnost.versions.actions import erase

FRAME = frozenset({"title", "kind", "area", "period_from", "period_to", "short_name", "previous", "introduction"})
MOST_STRATEGY_TITLE = 300
MOST_SHORT_NAME = 60
_COMMON_WORDS = frozenset({"kraj", "mesto", "obec", "hlavni", "statutarni", "mestys", "mestska", "cast"})


@transaction.atomic
def create_strategy(
    *, by: Actor, organisation: Organisation, title: str, kind: str = StrategyKind.CRIME_PREVENTION,
    area: Area | None = None, period_from: date, period_to: date, short_name: str = "",
    previous: Strategy | None = None, introduction: str = "", takes_seat: bool = True,
) -> Strategy:
    """Begin a strategy of ``organisation``; its manager only. It has a circle of its own.

    Whoever begins it sits in the team as chair and recorder (``takes_seat=False`` says otherwise), so that it can be
    written at once. Without ``short_name`` one is made from the territory and years. ``previous`` is the strategy it
    follows. Raises ValidationError with field names, PermissionDenied.
    """
    require(rules.creates(by, organisation))
    strategy = Strategy()
    values = {
        "title": title, "kind": kind, "area": area, "period_from": period_from, "period_to": period_to,
        "previous": previous, "introduction": introduction, "short_name": short_name,
    }
    _set(by, strategy, values, organisation)
    strategy.circle = open_circle(by=by, organisation=organisation)
    _save(strategy)
    if takes_seat and by.person_id is not None:
        give_seat(
            by=by, circle=strategy.circle, person=Person.objects.get(pk=by.person_id), organisation=organisation,
            valid_from=timezone.localdate(), is_chair=True, is_recorder=True,
        )
    keep_strategy(by, strategy)
    record(by=by, verb="strategy.created", object_uid=strategy.uid, circle=strategy.circle.uid)
    return strategy


@transaction.atomic
def change_strategy(*, by: Actor, strategy: Strategy, **changes: Any) -> Strategy:
    """Change fields of the frame (see ``FRAME``); what is not named stays. Chair and recorder.

    Raises ValidationError also when the strategy would follow itself or one that follows it.
    """
    refuse_unknown(changes, FRAME, "strategy")
    strategy = writable(by, strategy)
    _set(by, strategy, changes, strategy.circle.controller.organisation)
    _save(strategy)
    keep_strategy(by, strategy)
    record(by=by, verb="strategy.changed", object_uid=strategy.uid, circle=strategy.circle.uid)
    return strategy


@transaction.atomic
def approve(
    *, by: Actor, strategy: Strategy, approved_on: date, approved_by: str, resolution: str = ""
) -> Strategy:
    """Note who approved the strategy, when and by which resolution. The chair; noting it again corrects it."""
    strategy = lock(strategy)
    require(rules.answers_for(by, strategy))
    if approved_on > timezone.localdate():
        raise ValidationError({"approved_on": _("Den schválení je v budoucnosti. Zapište ho, až nastane.")})
    strategy.approved_by = tidy(approved_by, "approved_by", _("Uveďte, kdo strategii schválil."), 200)
    strategy.approved_on, strategy.resolution = approved_on, " ".join(resolution.split())
    if strategy.state == StrategyState.DRAFT:
        strategy.state = StrategyState.APPROVED
    _check(strategy)
    strategy.save()
    keep_strategy(by, strategy)
    record(by=by, verb="strategy.approved", object_uid=strategy.uid, circle=strategy.circle.uid)
    return strategy


@transaction.atomic
def reopen_draft(*, by: Actor, strategy: Strategy) -> Strategy:
    """Go one state back: an evaluated strategy is approved again, an approved one a draft. The chair.

    A draft keeps no approval; who approved it before stays in its history.
    """
    strategy = lock(strategy)
    require(rules.answers_for(by, strategy))
    if strategy.state == StrategyState.DRAFT:
        raise ValidationError(_("Strategie se připravuje, není co otevírat."))
    if strategy.state == StrategyState.EVALUATED:
        strategy.state = StrategyState.APPROVED
    else:
        strategy.state, strategy.approved_on = StrategyState.DRAFT, None
        strategy.approved_by = strategy.resolution = ""
    strategy.save()
    keep_strategy(by, strategy)
    record(by=by, verb="strategy.reopened", object_uid=strategy.uid, circle=strategy.circle.uid)
    return strategy


@transaction.atomic
def mark_evaluated(*, by: Actor, strategy: Strategy) -> Strategy:
    """Say that the evaluation of an approved strategy is done. The chair."""
    strategy = lock(strategy)
    require(rules.answers_for(by, strategy))
    if strategy.state != StrategyState.APPROVED:
        raise ValidationError(_("Vyhodnotit lze jen schválenou strategii. Nejdřív zapište schválení."))
    strategy.state = StrategyState.EVALUATED
    strategy.save(update_fields=["state"])
    keep_strategy(by, strategy)
    record(by=by, verb="strategy.evaluated", object_uid=strategy.uid, circle=strategy.circle.uid)
    return strategy


@transaction.atomic
def remove_strategy(*, by: Actor, strategy: Strategy) -> None:
    """Remove a draft on which nothing hangs yet: no evidence, assessment, collection, remark or follower.

    Its files go with it, for good: nobody could reach them any more. The chair.
    """
    strategy = lock(strategy)
    require(rules.answers_for(by, strategy))
    if strategy.state != StrategyState.DRAFT:
        raise ValidationError(_("Odebrat lze jen strategii, která se teprve připravuje."))
    held = (ClaimUse, Assessment, Collection, ReportVersion, Undertaking, Passage, Remark)
    if any(model.objects.filter(strategy=strategy).exists() for model in held):
        raise ValidationError(_("Strategie už má doklady, připomínky nebo hodnocení, odebrat ji nejde."))
    if Strategy.objects.filter(previous=strategy).exists() or _carries(strategy):
        raise ValidationError(_("Na strategii navazuje jiná, odebrat ji nejde."))
    uid, circle = strategy.uid, strategy.circle
    leave(by, strategy)
    forget(strategy)
    Measure.objects.filter(strategy=strategy).delete()
    Goal.objects.filter(strategy=strategy).delete()
    strategy.delete()
    Seat.objects.filter(circle=circle).delete()
    erase_attachments(by=SystemActor(name="strategy"), records=Attachment.objects.filter(circle=circle))
    record(by=by, verb="strategy.removed", object_uid=uid, circle=circle.uid)


def _carries(strategy: Strategy) -> bool:
    """Whether a measure of another strategy continues one of these, or is carried into one of these."""
    others = Measure.objects.filter(carried_from__strategy=strategy).exclude(strategy=strategy)
    return others.exists() or Assessment.objects.filter(carried_to__strategy=strategy).exists()


def forget(strategy: Strategy) -> None:
    """Erase earlier states of the strategy and its parts and take them out of the index, before they go themselves."""
    parts = (
        (STRATEGY_KIND, STRATEGY, [strategy.uid]),
        (GOAL_KIND, GOAL, list(Goal.objects.filter(strategy=strategy).values_list("uid", flat=True))),
        (MEASURE_KIND, MEASURE, list(Measure.objects.filter(strategy=strategy).values_list("uid", flat=True))),
    )
    erase(kind=PASSAGES, object_uids=[strategy.uid])
    for kept, found, uids in parts:
        erase(kind=kept, object_uids=uids)
        for uid in uids:
            lose(found, uid)


def _save(strategy: Strategy) -> None:
    """Save the frame; a short name that another strategy was given in this moment is refused."""
    try:
        with transaction.atomic():
            strategy.save()
    except IntegrityError:
        if not Strategy.objects.exclude(pk=strategy.pk).filter(short_name=strategy.short_name).exists():
            raise
        text = _("Stejnou zkratku právě dostala jiná strategie. Odešlete formulář znovu.")
        raise ValidationError({"short_name": text}) from None


def _set(by: Actor, strategy: Strategy, values: dict[str, Any], organisation: Organisation) -> None:
    """Set fields of the frame, tidied and checked together."""
    for field, value in values.items():
        setattr(strategy, field, value)
    if "title" in values:
        strategy.title = tidy(strategy.title, "title", _("Vyplňte název strategie."), MOST_STRATEGY_TITLE)
    if "introduction" in values:
        strategy.introduction = long_text(strategy.introduction, "introduction")
    if "previous" in values:
        _check_previous(by, strategy)
    _check(strategy)
    if "area" in values or strategy.region_id is None:
        strategy.region = region_of(strategy.area) or region_of(organisation.area)
    if "short_name" in values:
        strategy.short_name = values["short_name"].strip() or _made_name(strategy, organisation)
        strategy.full_clean(exclude=["circle", "region", "previous", "area"])


def _check(strategy: Strategy) -> None:
    """Raise ValidationError with all that is wrong, field by field."""
    problems: dict[str, Any] = {}
    try:
        strategy.full_clean(
            exclude=["circle", "region", "short_name", "previous", "area"], validate_constraints=False
        )
    except ValidationError as error:
        problems = dict(error.message_dict)
    first, last = strategy.period_from, strategy.period_to
    if isinstance(first, date) and isinstance(last, date) and last < first:
        problems["period_to"] = [_("Období končí dřív, než začíná.")]
    if problems:
        raise ValidationError(problems)


def _check_previous(by: Actor, strategy: Strategy) -> None:
    """Refuse a strategy that the actor does not see, the strategy itself, and one that follows it.

    Two that are made to follow each other in the same moment wait here for each other: the end of the chain is taken
    before it is asked who follows whom.
    """
    earlier = strategy.previous
    if earlier is None:
        return
    held = Strategy.objects.filter(pk=strategy.pk, previous=earlier).exists()
    if not held and not Strategy.objects.visible_to(by).filter(pk=earlier.pk).exists():
        raise ValidationError({"previous": _("Strategii, na kterou má tato navazovat, nelze najít.")})
    if held or strategy.pk is None:
        return
    lock_end()
    seen: set[int] = set()
    step: int | None = earlier.pk
    while step is not None and step not in seen:
        if step == strategy.pk:
            same = earlier.pk == strategy.pk
            raise ValidationError({
                "previous": _("Strategie nemůže navazovat sama na sebe.") if same
                else _("Vznikl by kruh: vybraná strategie už navazuje na tuto.")
            })
        seen.add(step)
        step = Strategy.objects.filter(pk=step).values_list("previous", flat=True).first()
    if not held and earlier.period_from > strategy.period_from:
        raise ValidationError({
            "previous": _("Vybraná strategie začíná %(day)s, později než tato. Navazovat jde jen na dřívější.") % {
                "day": format_date(earlier.period_from)
            }
        })


def _made_name(strategy: Strategy, organisation: Organisation) -> str:
    """Return a short name that no other strategy has: territory, then years, „usti-nad-labem-2012-2016“."""
    place = strategy.area.name if strategy.area is not None else organisation.label
    words = re.findall(r"[a-z0-9]+", fold(place))
    words = [word for word in words if word not in _COMMON_WORDS] or words or ["strategie"]
    first, last = strategy.period_from.year, strategy.period_to.year
    years = f"{first}" if first == last else f"{first}-{last}"
    stem = "-".join(words)[:40].strip("-")
    if strategy.kind != StrategyKind.CRIME_PREVENTION:
        stem = f"{stem}-{strategy.kind}"
    taken = set(Strategy.objects.exclude(pk=strategy.pk).values_list("short_name", flat=True))
    name, again = f"{stem}-{years}", 2
    while name in taken:
        name, again = f"{stem}-{years}-{again}", again + 1
    return name

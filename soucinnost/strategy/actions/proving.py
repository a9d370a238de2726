"""Claims as evidence: stating, correcting, taking over, using elsewhere, ceasing to use, marking what contradicts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from soucinnost.access.rules import require, takes_part
from soucinnost.agencies.models import Organisation, Person
from soucinnost.audit.actions import record
from soucinnost.documents.models import Attachment
from soucinnost.evidence.actions import CARRIED, state_claim, supersede_claim
from soucinnost.evidence.enums import ClaimKind
from soucinnost.evidence.models import Claim
from soucinnost.evidence.rules import corrects
from soucinnost.evidence.sources import described
from soucinnost.kernel.actor import Actor
from soucinnost.strategy import rules
from soucinnost.strategy.actions.common import lock, refuse_unknown, still_there
from soucinnost.strategy.actions.lists import Row, copy_rows, put_rows
from soucinnost.strategy.enums import DOCUMENT_SOURCE, STRATEGY_SOURCE, UNDERTAKING_SOURCE
from soucinnost.strategy.findable import find_claim
from soucinnost.strategy.models import (
    Activity,
    Assessment,
    ClaimUse,
    Conflict,
    Indicator,
    Measure,
    Strategy,
    Undertaking,
)
from soucinnost.territory.models import Area, Locality

__all__ = [
    "DOCUMENT_SOURCE", "STRATEGY_SOURCE", "UNDERTAKING_SOURCE", "Row", "correct", "mark_conflict", "refuse_full",
    "refuse_unseen", "set_rows", "state", "stop_using", "take_over", "unmark_conflict", "use_also",
]
OF_USE = ("share", "is_cost", "is_risk", "document")
MOST_USES = 5_000


@dataclass(frozen=True)
class _Place:
    """Where a claim is used: at least one of a measure, an undertaking and an indicator."""

    measure: Measure | None
    activity: Activity | None
    undertaking: Undertaking | None
    indicator: Indicator | None

    @property
    def parts(self) -> dict[str, Any]:
        return {
            "measure": self.measure, "activity": self.activity, "undertaking": self.undertaking,
            "indicator": self.indicator,
        }


@transaction.atomic
def state(
    *, by: Actor, strategy: Strategy, measure: Measure | None = None, activity: Activity | None = None,
    undertaking: Undertaking | None = None, indicator: Indicator | None = None, share: str = "", text: str = "",
    value: Decimal | int | None = None, unit: str = "", label: str = "", denominator: Decimal | int | None = None,
    denominator_label: str = "", kind: str = ClaimKind.ACTUAL, period_from: date | None = None,
    period_to: date | None = None, stated_on: date | None = None, organisation: Organisation | None = None,
    author: Person | None = None, area: Area | None = None, locality: Locality | None = None,
    source_kind: str = STRATEGY_SOURCE, source_uid: str = "", source_label: str = "",
    document: Attachment | None = None, source_page: str = "", is_cost: bool = False, is_risk: bool = False,
    rows: Iterable[Row] = (),
) -> ClaimUse:
    """State a claim in the strategy's circle and use it at a measure, an undertaking or an indicator.

    ``share`` names the part of a whole that the number counts, ``rows`` are the list behind it. Of an indicator the
    claim takes unit and name, and it needs a period. Without another source the strategy itself is it; ``document``
    is the file it stands in. Every member of the team may. Raises ValidationError by field.
    """
    strategy = _contributing(by, strategy)
    place = _checked_place(strategy, measure, activity, undertaking, indicator)
    if place.indicator is not None:
        unit, label = unit or place.indicator.unit, label or place.indicator.title
        _fit(place.indicator, unit, period_from, period_to, value)
    if document is not None:
        refuse_unseen(by, strategy, document)
        if source_kind == STRATEGY_SOURCE:
            source_kind, source_uid = DOCUMENT_SOURCE, document.uid
    claim = state_claim(
        by=by, circle=strategy.circle, source_kind=source_kind, source_uid=source_uid or strategy.uid, text=text,
        value=value, unit=unit, label=label, organisation=organisation, author=author, denominator=denominator,
        denominator_label=denominator_label, kind=kind, period_from=period_from, period_to=period_to,
        stated_on=stated_on, area=area, locality=locality, source_label=source_label, source_page=source_page,
    )
    put_rows(strategy, claim, rows)
    return _use(by, strategy, claim, place, share=share, document=document, is_cost=is_cost, is_risk=is_risk)


@transaction.atomic
def correct(*, by: Actor, use: ClaimUse, **changes: Any) -> ClaimUse:
    """Say what a claim should have said; the claim as it was stays readable, all its uses follow the new one.

    ``changes`` names what differs: fields of the claim (``evidence.actions.CARRIED``), and ``share``, ``is_cost``,
    ``is_risk``, ``document`` of this use. Its author while on the team, chair and recorder. Raises ValidationError.
    """
    refuse_unknown(changes, (*CARRIED, *OF_USE), "claim")
    strategy = _contributing(by, use.strategy)
    use = _in_force(by, use)
    require(corrects(by, use.claim))
    of_claim = {
        name: value for name, value in changes.items() if name in CARRIED and getattr(use.claim, name) != value
    }
    if of_claim:
        old = use.claim
        if use.indicator is not None:
            now = {name: of_claim.get(name, getattr(old, name)) for name in CARRIED}
            _fit(use.indicator, now["unit"], now["period_from"], now["period_to"], now["value"])
        claim = supersede_claim(by=by, claim=old, **of_claim)
        copy_rows(old, claim)
        _follow(old, claim)
        use = ClaimUse.objects.select_related("claim__circle", "strategy__circle").get(pk=use.pk)
    of_use = {name: value for name, value in changes.items() if name in OF_USE and getattr(use, name) != value}
    if of_use.get("document") is not None:
        refuse_unseen(by, strategy, of_use["document"])
    for name, value in of_use.items():
        setattr(use, name, value)
    _check_use(use)
    use.save()
    if of_claim or of_use:
        record(
            by=by, verb="strategy.claim_corrected", object_uid=use.claim.uid, circle=strategy.circle.uid,
            ids=[strategy.uid],
        )
    return use


@transaction.atomic
def take_over(
    *, by: Actor, strategy: Strategy, claim: Claim, measure: Measure | None = None, activity: Activity | None = None,
    undertaking: Undertaking | None = None, indicator: Indicator | None = None, share: str = "",
) -> ClaimUse:
    """Make a claim that the actor sees elsewhere (a group's report) evidence of the strategy.

    The strategy gets a claim of its own that says the same, by the same author, and names the same source, so that the
    team learns what it says and those who see the source can follow it. The actor takes part in the group it comes
    from; a claim closed to named people stays there. Taken over once, it is used again. Raises ValidationError.
    """
    strategy = _contributing(by, strategy)
    seen = Claim.objects.visible_to(by).select_related("circle").filter(pk=claim.pk).first()
    require(seen is not None and takes_part(by, seen.circle))
    assert seen is not None  # noqa: S101 - required above; for the type checker
    if seen.circle_id == strategy.circle_id:
        return use_also(
            by=by, strategy=strategy, claim=seen, measure=measure, activity=activity, undertaking=undertaking,
            indicator=indicator, share=share,
        )
    if seen.is_closed:
        raise ValidationError(_("Údaj je uzavřený pro jmenované lidi, ke strategii ho převzít nejde."))
    if Claim.objects.filter(supersedes=seen).exists():
        raise ValidationError(_("Údaj už byl opraven. Převezměte ten novější."))
    place = _checked_place(strategy, measure, activity, undertaking, indicator)
    if place.indicator is not None:
        _fit(place.indicator, seen.unit, seen.period_from, seen.period_to, seen.value)
    before = ClaimUse.objects.filter(strategy=strategy, taken_from=seen).select_related("claim").first()
    if before is not None:
        return use_also(by=by, strategy=strategy, claim=before.claim, share=share, **place.parts)
    values = {name: getattr(seen, name) for name in CARRIED}
    values["source_label"] = described(by, [seen])[seen.pk].label
    taken = state_claim(
        by=by, circle=strategy.circle, source_kind=seen.source_kind, source_uid=seen.source_uid, **values
    )
    return _use(by, strategy, taken, place, share=share, taken_from=seen)


@transaction.atomic
def use_also(
    *, by: Actor, strategy: Strategy, claim: Claim, measure: Measure | None = None, activity: Activity | None = None,
    undertaking: Undertaking | None = None, indicator: Indicator | None = None, share: str = "",
) -> ClaimUse:
    """Make a claim of the strategy evidence of another measure, undertaking or indicator. Raises ValidationError."""
    strategy = _contributing(by, strategy)
    seen = Claim.objects.visible_to(by).filter(pk=claim.pk, circle=strategy.circle_id).first()
    require(seen is not None)
    assert seen is not None  # noqa: S101 - required above; for the type checker
    if Claim.objects.filter(supersedes=seen).exists():
        raise ValidationError(_("Údaj už byl opraven. Použijte ten novější."))
    place = _checked_place(strategy, measure, activity, undertaking, indicator)
    if place.indicator is not None:
        _fit(place.indicator, seen.unit, seen.period_from, seen.period_to, seen.value)
    like = ClaimUse.objects.filter(strategy=strategy, claim=seen)
    if like.filter(**place.parts, share=_line(share)).exists():
        raise ValidationError(_("Údaj tu už použitý je."))
    first = like.first()
    return _use(
        by, strategy, seen, place, share=share, document=first.document if first is not None else None,
        taken_from=first.taken_from if first is not None else None,
    )


@transaction.atomic
def stop_using(*, by: Actor, use: ClaimUse) -> None:
    """Take a claim away from one place. The claim stays, also when it is used nowhere. Its author, chair, recorder."""
    strategy = _contributing(by, use.strategy)
    use = _in_force(by, use)
    require(corrects(by, use.claim))
    uid = use.claim.uid
    use.delete()
    find_claim(use.claim)
    record(
        by=by, verb="strategy.claim_left", object_uid=uid, circle=strategy.circle.uid,
        ids=[one.uid for one in (use.measure, use.undertaking, use.indicator) if one is not None],
    )


@transaction.atomic
def set_rows(*, by: Actor, strategy: Strategy, claim: Claim, rows: Iterable[Row]) -> None:
    """Replace the list behind a number. Who may correct the claim. Raises ValidationError for an empty row."""
    strategy = _contributing(by, strategy)
    seen = Claim.objects.visible_to(by).filter(pk=claim.pk, circle=strategy.circle_id).select_related("circle").first()
    require(seen is not None and corrects(by, seen))
    assert seen is not None  # noqa: S101 - required above; for the type checker
    if Claim.objects.filter(supersedes=seen).exists():
        raise ValidationError(_("Údaj mezitím někdo opravil. Seznam si zkopírujte a zapište ho k novějšímu údaji."))
    put_rows(strategy, seen, rows)
    record(
        by=by, verb="strategy.rows_set", object_uid=seen.uid, circle=strategy.circle.uid, ids=[strategy.uid]
    )


@transaction.atomic
def mark_conflict(*, by: Actor, strategy: Strategy, one: Claim, other: Claim, note: str) -> Conflict:
    """Say that two claims of the strategy contradict each other, and in what; said again, the note is replaced.

    Chair and recorder. Both claims stay as they are. Raises ValidationError.
    """
    strategy = lock(strategy)
    require(rules.writes(by, strategy))
    pair = list(Claim.objects.visible_to(by).filter(pk__in={one.pk, other.pk}, circle=strategy.circle_id))
    if len(pair) != 2:  # noqa: PLR2004 - two claims
        raise ValidationError({"other": _("Vyberte dva různé údaje této strategie.")})
    if not note.strip():
        raise ValidationError({"note": _("Napište, v čem se údaje liší.")})
    first, second = sorted(pair, key=lambda claim: claim.pk)
    either = Q(one=first, other=second) | Q(one=second, other=first)
    conflict = Conflict.objects.filter(either, strategy=strategy).first()
    conflict = conflict or Conflict(strategy=strategy, one=first, other=second)
    conflict.note = _line(note)
    conflict.full_clean(exclude=["strategy", "one", "other"], validate_constraints=False)
    conflict.save()
    record(
        by=by, verb="strategy.conflict_marked", object_uid=conflict.uid, circle=strategy.circle.uid,
        ids=[first.uid, second.uid],
    )
    return conflict


@transaction.atomic
def unmark_conflict(*, by: Actor, conflict: Conflict) -> None:
    """Take a mark back: it was found that the two do not contradict each other. Chair and recorder."""
    strategy = lock(conflict.strategy)
    require(rules.writes(by, strategy))
    uid = conflict.uid
    conflict.delete()
    record(by=by, verb="strategy.conflict_unmarked", object_uid=uid, circle=strategy.circle.uid, ids=[strategy.uid])


def _contributing(by: Actor, strategy: Strategy) -> Strategy:
    found = lock(strategy)
    require(rules.contributes(by, found))
    return found


def _in_force(by: Actor, use: ClaimUse) -> ClaimUse:
    """Read a use again with its claim; one that somebody removed meanwhile is said so."""
    still_there(use)
    visible = Claim.objects.visible_to(by)
    uses = ClaimUse.objects.visible_to(by).filter(claim__in=visible).select_related(
        "claim__circle__controller", "strategy__circle", "measure", "undertaking", "indicator", "document"
    )
    found = uses.filter(pk=use.pk).first()
    require(found is not None)
    assert found is not None  # noqa: S101 - required above; for the type checker
    return found


def _checked_place(
    strategy: Strategy, measure: Measure | None, activity: Activity | None, undertaking: Undertaking | None,
    indicator: Indicator | None,
) -> _Place:
    parts = [still_there(one) for one in (measure, activity, undertaking, indicator) if one is not None]
    if any(one.strategy_id != strategy.pk for one in parts):
        raise ValidationError(_("Opatření, akce i ukazatel musejí být z téže strategie."))
    if activity is not None:
        measure = measure or activity.measure
        if activity.measure_id != measure.pk:
            raise ValidationError({"activity": _("Aktivita patří k jinému opatření.")})
    if measure is None and undertaking is None and indicator is None:
        raise ValidationError({"measure": _("Vyberte, čeho se údaj týká.")})
    return _Place(measure, activity, undertaking, indicator)


def _fit(
    indicator: Indicator, unit: str, period_from: date | None, period_to: date | None, value: Decimal | int | None
) -> None:
    """A number of an indicator counts in its unit and says for when."""
    if value is None:
        return
    problems: dict[str, str] = {}
    if _line(unit).casefold() != indicator.unit.casefold():
        problems["unit"] = _("Ukazatel se počítá v jednotce „%(unit)s“.") % {"unit": indicator.unit}
    if period_from is None and period_to is None:
        problems["period_from"] = _("U ukazatele uveďte, za které období číslo platí.")
    if problems:
        raise ValidationError(problems)


def refuse_unseen(by: Actor, strategy: Strategy, document: Attachment) -> None:
    """ValidationError (field ``document``) for a file that is not among those of the strategy that the actor sees."""
    seen = Attachment.objects.visible_to(by).filter(pk=document.pk, circle=strategy.circle_id, removed_at=None)
    if not seen.exists():
        raise ValidationError({"document": _("Dokument mezi soubory strategie není.")})


def refuse_full(strategy: Strategy, more: int = 1) -> None:
    """ValidationError when so many more claims would be more than a strategy can have."""
    if ClaimUse.objects.filter(strategy=strategy).count() + more > MOST_USES:
        raise ValidationError(_("Údajů může mít strategie nejvýše %(limit)s.") % {"limit": MOST_USES})


def _use(by: Actor, strategy: Strategy, claim: Claim, place: _Place, **values: Any) -> ClaimUse:
    refuse_full(strategy)
    use = ClaimUse(strategy=strategy, claim=claim, **place.parts, **values)
    _check_use(use)
    use.save()
    find_claim(claim)
    record(
        by=by, verb="strategy.claim_used", object_uid=claim.uid, circle=strategy.circle.uid,
        ids=[one.uid for one in place.parts.values() if one is not None],
    )
    return use


def _check_use(use: ClaimUse) -> None:
    use.share = _line(use.share)
    if use.claim.value is None and use.share:
        raise ValidationError({"share": _("Část celku patří k číslu. Uveďte i číslo.")})
    use.full_clean(
        exclude=["strategy", "claim", "measure", "activity", "undertaking", "indicator", "document", "taken_from"],
        validate_constraints=False,
    )


def _follow(old: Claim, new: Claim) -> None:
    """Everything that rested on the old claim rests on the new one."""
    ClaimUse.objects.filter(claim=old).update(claim=new)
    find_claim(old)
    find_claim(new)
    Assessment.objects.filter(baseline=old).update(baseline=new)
    Conflict.objects.filter(one=old).update(one=new)
    Conflict.objects.filter(other=old).update(other=new)


def _line(text: str) -> str:
    return " ".join(text.split())

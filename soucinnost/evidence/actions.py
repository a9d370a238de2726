"""Stating claims and superseding them. A claim is never overwritten."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.models import Circle, Seat
from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation, Person
from soucinnost.audit.actions import record
from soucinnost.evidence import rules
from soucinnost.evidence.enums import ClaimKind
from soucinnost.evidence.models import Claim
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.numbers import MOST_DIGITS, keeps_digits
from soucinnost.territory.models import Area, Locality

CARRIED = (
    "organisation", "author", "label", "text", "value", "unit", "denominator", "denominator_label", "kind",
    "period_from", "period_to", "stated_on", "area", "locality", "source_label", "source_page",
)
"""What a correction takes over from the claim it supersedes unless it says otherwise."""
_LINES = ("label", "unit", "denominator_label", "source_label", "source_page")
_STEP = 200


@transaction.atomic
def state_claim(
    *, by: Actor, circle: Circle, source_kind: str, source_uid: str, text: str = "", value: Decimal | int | None = None,
    unit: str = "", label: str = "", organisation: Organisation | None = None, author: Person | None = None,
    denominator: Decimal | int | None = None, denominator_label: str = "", kind: str = ClaimKind.ACTUAL,
    period_from: date | None = None, period_to: date | None = None, stated_on: date | None = None,
    area: Area | None = None, locality: Locality | None = None, source_label: str = "", source_page: str = "",
    is_closed: bool = False, named_seats: Iterable[Seat] = (),
) -> Claim:
    """Write down what somebody reported: a text, or a number with its unit, or both.

    ``author`` is who said it (the actor when not given; a recorder enters on behalf of others), ``organisation`` for
    whom, ``source_kind`` and ``source_uid`` the record it stands in, ``source_label`` the same in words. Raises
    ValidationError, PermissionDenied.
    """
    require(rules.states(by, circle))
    author_id = author.pk if author is not None else by.person_id
    claim = Claim(
        circle=circle, is_closed=is_closed, organisation=organisation, author_id=author_id, label=_line(label),
        text=text.strip(), value=value, unit=_line(unit), denominator=denominator,
        denominator_label=_line(denominator_label), kind=kind, period_from=period_from, period_to=period_to,
        stated_on=stated_on or timezone.localdate(), area=area, locality=locality, source_kind=source_kind,
        source_uid=source_uid, source_label=_line(source_label), source_page=_line(source_page),
    )
    _save(claim, _checked_seats(circle, is_closed, named_seats))
    record(by=by, verb="claim.stated", object_uid=claim.uid, circle=circle.uid)
    return claim


@transaction.atomic
def state_claims(
    *, by: Actor, circle: Circle, source_kind: str, source_uid: str, told: Iterable[Mapping[str, Any]],
) -> list[Claim]:
    """Write down many claims of one source with few statements, in the order told; each as :func:`state_claim` does.

    ``told`` are fields of claims (``CARRIED``); who said it is the actor, the day today, unless said otherwise. All
    are open to the circle. The log gets a row for each two hundred of them. Raises ValidationError, PermissionDenied.
    """
    require(rules.states(by, circle))
    shared: dict[str, Any] = {"circle": circle, "source_kind": source_kind, "source_uid": source_uid}
    claims = [_told(by, shared, one) for one in told]
    Claim.objects.bulk_create(claims, batch_size=_STEP)
    for at in range(0, len(claims), _STEP):
        record(by=by, verb="claim.stated", circle=circle.uid, ids=[claim.uid for claim in claims[at:at + _STEP]])
    return claims


@transaction.atomic
def supersede_claim(*, by: Actor, claim: Claim, **changes: Any) -> Claim:
    """State a corrected claim in place of ``claim``, which stays readable as what was said before.

    ``changes`` names the fields that differ; source, circle and who may see it stay. A claim is superseded once.
    """
    unknown = set(changes) - set(CARRIED)
    if unknown:
        raise TypeError(f"a claim has no correctable {', '.join(sorted(unknown))}")
    visible = Claim.objects.visible_to(by).filter(pk=claim.pk).exists()
    claim = Claim.objects.select_for_update(of=("self",)).select_related("circle__controller").get(pk=claim.pk)
    require(visible and rules.corrects(by, claim))
    if Claim.objects.filter(supersedes=claim).exists():
        raise ValidationError(_("Údaj už byl opraven. Opravte ten novější."))
    values = {field: getattr(claim, field) for field in CARRIED} | changes
    for field in _LINES:
        values[field] = _line(values[field])
    values["text"] = values["text"].strip()
    correction = Claim(
        circle=claim.circle, is_closed=claim.is_closed, source_kind=claim.source_kind, source_uid=claim.source_uid,
        supersedes=claim, **values,
    )
    _save(correction, list(claim.named_seats.all()))
    record(by=by, verb="claim.superseded", object_uid=correction.uid, circle=claim.circle.uid, ids=[claim.uid])
    return correction


@transaction.atomic
def follow_closure(
    *, by: Actor, source_kind: str, source_uid: str, is_closed: bool, named_seats: Iterable[Seat]
) -> int:
    """Give all claims of a source, superseded ones too, its closure; returns how many changed.

    Called in the transaction of the action that closed or opened the source and has checked its own rule. A claim that
    another circle took over while the source was open stays open there.
    """
    named = list(named_seats)
    seats = {seat.pk for seat in named} if is_closed else set()
    told = Claim.objects.filter(source_kind=source_kind, source_uid=source_uid).select_related("circle")
    if named:
        told = told.filter(circle__in={seat.circle_id for seat in named})
    changed = []
    for claim in told:
        if (claim.is_closed, set(claim.named_seats.values_list("pk", flat=True))) == (is_closed, seats):
            continue
        claim.is_closed = is_closed
        claim.save(update_fields=["is_closed"])
        claim.named_seats.set(seats)
        changed.append(claim)
    if changed:
        record(
            by=by, verb="claim.closure_followed", circle=changed[0].circle.uid, ids=[claim.uid for claim in changed]
        )
    return len(changed)


@transaction.atomic
def erase_claims(*, by: Actor, circle: Circle) -> list[str]:
    """Delete all claims of a circle, superseded ones too, for good; the uids of those that went.

    Called by the action that erases what the claims are evidence of, when its term is over. The installation's jobs
    and the actions they call only. Raises ProtectedError while something still rests on one of them.
    """
    require(by.is_system)
    told = Claim.objects.filter(circle=circle)
    uids = list(told.values_list("uid", flat=True))
    told.update(supersedes=None)
    told.delete()
    if uids:
        record(by=by, verb="claim.erased", circle=circle.uid, ids=uids)
    return uids


def _told(by: Actor, shared: Mapping[str, Any], fields: Mapping[str, Any]) -> Claim:
    """One claim of many, checked without a query: what it points to is known to the caller."""
    unknown = set(fields) - set(CARRIED)
    if unknown:
        raise TypeError(f"a claim has no {', '.join(sorted(unknown))}")
    claim = Claim(**shared, **fields)
    if "author" not in fields:
        claim.author_id = by.person_id
    claim.text = claim.text.strip()
    for name in _LINES:
        setattr(claim, name, _line(getattr(claim, name)))
    _check(claim)
    claim.clean_fields(exclude=[field.name for field in Claim._meta.fields if field.is_relation])
    return claim


def _line(text: str) -> str:
    return " ".join(text.split())


def _checked_seats(circle: Circle, is_closed: bool, named_seats: Iterable[Seat]) -> list[Seat]:
    seats = list(named_seats) if is_closed else []
    if is_closed and not seats:
        raise ValidationError({"named_seats": _("Vyberte, kdo smí uzavřený údaj vidět.")})
    if any(seat.circle_id != circle.pk for seat in seats):
        raise ValidationError({"named_seats": _("Uzavřený údaj mohou vidět jen členové této skupiny.")})
    return seats


def _save(claim: Claim, seats: list[Seat]) -> None:
    """Check the claim as a whole, then write it."""
    _check(claim)
    claim.full_clean(exclude=["supersedes"])
    claim.save(force_insert=True)
    claim.named_seats.set(seats)


def _check(claim: Claim) -> None:
    """Raise ValidationError by field for what a claim must not say."""
    problems: dict[str, str] = {}
    if claim.value is None and not claim.text:
        problems["value"] = _("Uveďte číslo, nebo sdělení.")
    if claim.value is not None and not (claim.label or claim.unit):
        problems["label"] = _("U čísla uveďte, co se počítá.")
    for name, number in (("value", claim.value), ("denominator", claim.denominator)):
        if number is not None and not keeps_digits(number):
            problems[name] = _("Číslo má nejvýše %(limit)s platných číslic.") % {"limit": MOST_DIGITS}
    if claim.denominator is not None and claim.value is None:
        problems["denominator"] = _("Celek patří k číslu. Uveďte i číslo.")
    if claim.denominator is not None and "denominator" not in problems and claim.denominator <= 0:
        problems["denominator"] = _("Celek musí být větší než nula.")
    if claim.period_from and claim.period_to and claim.period_to < claim.period_from:
        problems["period_to"] = _("Období končí dřív, než začíná.")
    if claim.kind not in ClaimKind.values:
        problems["kind"] = _("Takový druh údaje není.")
    if problems:
        raise ValidationError(problems)

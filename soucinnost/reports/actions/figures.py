"""The numbers of a report: stated as claims, superseded when corrected, taken back when left out."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.actors import SystemActor
from soucinnost.evidence.actions import state_claim, supersede_claim
from soucinnost.evidence.models import Claim
from soucinnost.kernel.actor import Actor
from soucinnost.reports.content import Number
from soucinnost.reports.models import Figure, Report

SOURCE = "reports.report"
"""How claims name where they came from; their ``source_uid`` is the uid of the report's first version."""


def _state(by: Actor, report: Report, number: Number, source_uid: str) -> Claim:
    """State a number as of today; one entered after the meeting it was reported to, as of that meeting."""
    return state_claim(
        by=by, circle=report.circle, source_kind=SOURCE, source_uid=source_uid, organisation=report.organisation,
        author=report.author, stated_on=min(timezone.localdate(), report.call.for_day),
        **number.as_claim(),  # type: ignore[arg-type]
    )


def state_figures(by: Actor, report: Report, numbers: Sequence[Number], *, source_uid: str) -> None:
    """State the numbers of a first version."""
    for position, number in enumerate(numbers):
        Figure.objects.create(report=report, claim=_state(by, report, number, source_uid), position=position)


def _held(report: Report) -> dict[str, Claim]:
    figures = Figure.objects.filter(report=report).select_related("claim").order_by("position", "id")
    return {figure.claim.uid: figure.claim for figure in figures}


def _differs(claim: Claim, number: Number) -> bool:
    return any(getattr(claim, name) != value for name, value in number.as_claim().items())


def same_figures(report: Report, numbers: Sequence[Number]) -> bool:
    """Whether the numbers are those of the report, in the same order."""
    held = _held(report)
    if [number.claim_uid for number in numbers] != list(held):
        return False
    return not any(_differs(held[number.claim_uid], number) for number in numbers)


def carry_figures(by: Actor, report: Report, corrected: Report, numbers: Sequence[Number]) -> None:
    """Give a corrected version its numbers: unchanged claims are shared, changed ones superseded, new ones stated.

    One left out is superseded by a claim that says so. A colleague may correct what another stated; the installation
    writes that on the strength of the report's rule, which the caller has checked.
    """
    system = SystemActor(name="reports", channel=by.channel)
    first = Report.objects.filter(call=report.call_id, organisation=report.organisation_id).order_by("number").first()
    source_uid = first.uid if first is not None else report.uid
    held = _held(report)
    for position, number in enumerate(numbers):
        claim = held.pop(number.claim_uid, None) if number.claim_uid else None
        if claim is None:
            claim = _state(by, corrected, number, source_uid)
        elif _differs(claim, number):
            claim = supersede_claim(by=system, claim=claim, author=corrected.author, **number.as_claim())
        Figure.objects.create(report=corrected, claim=claim, position=position)
    for claim in held.values():
        supersede_claim(
            by=system, claim=claim, text=_("Údaj byl ze zprávy vypuštěn."), value=None, denominator=None,
        )

"""Answers of owners: kept while they are typed, handed in as claims, handed in again as their corrections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.actors import SystemActor
from soucinnost.access.rules import require
from soucinnost.agencies.models import Person
from soucinnost.audit.actions import record
from soucinnost.evidence.models import Claim
from soucinnost.kernel.actor import Actor
from soucinnost.strategy import rules
from soucinnost.strategy.actions.common import lock
from soucinnost.strategy.actions.proving import correct, state
from soucinnost.strategy.answering import SOURCE, Content, Typed, read_content, state_of, tidied
from soucinnost.strategy.enums import AskState
from soucinnost.strategy.models import Answer, Ask, ClaimUse, Indicator
from soucinnost.strategy.selectors.collecting_sheet import MeasurePart, own_number, sheet_of


@dataclass(frozen=True)
class Written:
    """What came from a page for one measure. ``seen`` is the state that the page showed; None does not ask."""

    measure_uid: str
    typed: Typed
    seen: str | None = None


@dataclass
class Kept:
    """What became of it: states to remember by measure, what others wrote meanwhile, measures that are gone."""

    states: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, Answer] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    saved: int = 0


@transaction.atomic
def save_answers(*, by: Actor, ask: Ask, written: Sequence[Written]) -> Kept:
    """Keep what is being typed, as typed; nothing of somebody else's is overwritten unseen.

    A measure that this page left as it was shown takes what is stored. One that both changed comes back in
    ``conflicts`` and is not written. Raises PermissionDenied for who may not fill in, or not any more.
    """
    ask = _fillable(by, ask)
    sheet, kept = sheet_of(by, ask), Kept()
    for one in written:
        part = sheet.by_uid.get(one.measure_uid)
        if part is None:
            kept.gone.append(one.measure_uid)
            continue
        typed, stored = tidied(one.typed), part.typed
        kept.states[one.measure_uid] = part.state
        if typed == stored or (one.seen is not None and one.seen != part.state and state_of(typed) == one.seen):
            continue
        if one.seen is not None and one.seen != part.state:
            kept.conflicts[one.measure_uid] = part.answer or Answer(ask=ask, measure=part.measure, **stored)
            continue
        _keep(by, ask, part, typed)
        kept.states[one.measure_uid] = state_of(typed)
        kept.saved += 1
    if kept.saved:
        if ask.state == AskState.ASKED:
            ask.state = AskState.STARTED
            ask.save(update_fields=["state"])
        record(by=by, verb="strategy.answer_saved", object_uid=ask.uid, circle=ask.strategy.circle.uid)
    return kept


def _fillable(by: Actor, ask: Ask) -> Ask:
    """Lock an ask with its strategy for who fills it in."""
    strategy = lock(ask.strategy)
    related = ("collection", "organisation", "person")
    found = Ask.objects.visible_to(by).select_related(*related).filter(pk=ask.pk).first()
    require(found is not None)
    assert found is not None  # noqa: S101 - required above; for the type checker
    found.strategy = found.collection.strategy = strategy
    if rules.reads_answer(by, found):
        require(rules.fills_in(by, found), _("Sběr už je uzavřený. Odpověď za Vás zapíše, kdo strategii píše."))
    require(rules.fills_in(by, found))
    return found


def _keep(by: Actor, ask: Ask, part: MeasurePart, typed: Typed) -> None:
    answer = part.answer or Answer(strategy=ask.strategy, ask=ask, measure=part.measure)
    for name, value in typed.items():
        setattr(answer, name, value)
    answer.saved_at, answer.saved_by_id = timezone.now(), by.person_id
    answer.save()


@transaction.atomic
def hand_in(*, by: Actor, ask: Ask, author: Person | None = None) -> Ask:
    """Hand in what is typed: each word and number becomes a claim of the owner for the collected period.

    Handed in again, claims whose words or numbers changed are superseded, the others stay; what was left out is
    superseded by a claim that says so. ``author`` is who said it where who writes the strategy enters it; marked so.
    Raises ValidationError when there is nothing to hand in or something cannot be read, PermissionDenied.
    """
    ask = _fillable(by, ask)
    own = rules.speaks_for_owner(by, ask)
    sheet = sheet_of(by, ask)
    filled = [part for part in sheet.parts if part.answer is not None and (part.is_filled or part.answer.handed)]
    if not any(part.is_filled for part in filled):
        raise ValidationError(_("Není co odevzdat. Napište aspoň k jednomu opatření, co se udělalo, nebo proč nic."))
    who = by.person_id if own else (author.pk if author is not None else ask.person_id)
    for part in filled:
        _state(by, ask, part, Person.objects.filter(pk=who or 0).first())
    ask.state, ask.handed_in_at = AskState.HANDED_IN, timezone.now()
    ask.handed_in_by_id, ask.entered_by_id = who, None if own else by.person_id
    ask.save(update_fields=["state", "handed_in_at", "handed_in_by", "entered_by"])
    record(
        by=by, verb="strategy.answer_handed_in" if own else "strategy.answer_entered", object_uid=ask.uid,
        circle=ask.strategy.circle.uid, ids=[part.measure.uid for part in filled],
    )
    return ask


def _state(by: Actor, ask: Ask, part: MeasurePart, author: Person | None) -> None:
    """State, correct and take back the claims of one measure."""
    answer = part.answer
    assert answer is not None  # noqa: S101 - the caller chose those with one; for the type checker
    content = _read(part, answer.typed)
    before = _read(part, answer.handed).claims() if answer.handed else {}
    held = dict(answer.handed.get("claims", {}))
    indicators = {one.indicator.uid: one.indicator for one in part.indicators}
    wanted = {
        key: fields for key, fields in content.claims().items() if not _told_already(ask, part, key, content, held)
    }
    claims: dict[str, str] = {}
    for key, fields in wanted.items():
        use = _use_of(held[key]) if key in held else None
        if use is None:
            claims[key] = _first(by, ask, answer, indicators.get(key), fields, author)
        elif before.get(key) == fields:
            claims[key] = held[key]
        else:
            claims[key] = _correct(by, use, author, fields)
    for key, uid in held.items():
        use = _use_of(uid) if key not in wanted and (key in indicators or key in ("text", "obstacles")) else None
        if use is not None:
            _correct(by, use, author, {
                "text": _("Údaj byl z odpovědi vypuštěn."), "value": None, "denominator": None, "kind": "actual",
            })
    if claims or held or content.claims():
        answer.handed = {**tidied(answer.typed), "claims": claims}
        answer.number += 1
        answer.save(update_fields=["handed", "number"])


def _read(part: MeasurePart, typed: Mapping[str, Any]) -> Content:
    try:
        return read_content(typed, part.units)
    except ValidationError as error:
        where = f"{part.place.number} {part.measure.title}"
        raise ValidationError([f"{where}: {message}" for message in error.messages]) from None


def _told_already(ask: Ask, part: MeasurePart, key: str, content: Content, held: Mapping[str, str]) -> bool:
    """Whether a number only repeats what the owner told of the period elsewhere and the form offered."""
    figure = content.figures.get(key)
    if figure is None or key in held or figure.note:
        return False
    known = next((own_number(one, ask) for one in part.indicators if one.indicator.uid == key), None)
    return known is not None and (known.value, known.kind, known.denominator) == (
        figure.value, figure.kind, figure.whole
    )


def _use_of(claim_uid: str) -> ClaimUse | None:
    """The use of a claim as it was corrected last; None where it is used no more."""
    claim = Claim.objects.get(uid=claim_uid)
    while later := Claim.objects.filter(supersedes=claim).first():
        claim = later
    return ClaimUse.objects.select_related("claim", "strategy").filter(claim=claim).first()


def _first(
    by: Actor, ask: Ask, answer: Answer, indicator: Indicator | None, fields: Mapping[str, Any], author: Person | None
) -> str:
    use = state(
        by=by, strategy=ask.strategy, measure=answer.measure if indicator is None else None, indicator=indicator,
        period_from=ask.collection.period_from, period_to=ask.collection.period_to, organisation=ask.organisation,
        author=author, source_kind=SOURCE, source_uid=answer.uid, **fields,
    )
    return use.claim.uid


def _correct(by: Actor, use: ClaimUse, author: Person | None, fields: Mapping[str, Any]) -> str:
    """A colleague may correct what another handed in: on the strength of the ask's rule, checked by the caller."""
    system = SystemActor(name="collection", channel=by.channel)
    changed = correct(by=system, use=use, **{**fields, "author": author, "stated_on": timezone.localdate()})
    return changed.claim.uid


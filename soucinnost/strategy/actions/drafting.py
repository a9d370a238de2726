"""Writing a strategy together: rounds of remarks, comments outside of rounds, answers."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soucinnost.access.models import Seat
from soucinnost.access.rules import require
from soucinnost.agencies.models import Person
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.typography import shortened
from soucinnost.notices.models import OneTimeLink
from soucinnost.strategy import drafting_letters as letters
from soucinnost.strategy import rules
from soucinnost.strategy.actions.common import lock, long_text, numbers, still_there, tidy, writable
from soucinnost.strategy.enums import AnswerKind, StrategyState
from soucinnost.strategy.models import Goal, Measure, Remark, Round, Strategy

UNANSWERED = "unanswered"
"""Code of the refusal that can be confirmed: remarks wait for their answer."""
MOST_REMARKS = 5_000
MOST_ABOUT = 500


@transaction.atomic
def open_round(*, by: Actor, strategy: Strategy, due_on: date, title: str = "", note: str = "") -> Round:
    """Ask the team for remarks on the draft until a day; everybody in it is written to. Who writes the strategy.

    Raises ValidationError for a past day, an approved strategy, a round that runs already.
    """
    strategy = writable(by, strategy)
    if strategy.state != StrategyState.DRAFT:
        raise ValidationError(_("Strategie už je schválená. Kolo připomínek patří k návrhu."))
    if Round.objects.filter(strategy=strategy, closed_on__isnull=True).exists():
        raise ValidationError(_("Kolo připomínek už běží. Nejdřív ho uzavřete."))
    _check_due(due_on)
    number = Round.objects.filter(strategy=strategy).count() + 1
    name = title or _("%(number)s. kolo připomínek") % {"number": number}
    made = Round.objects.create(
        strategy=strategy, title=tidy(name, "title", _("Napište název."), 200), note=long_text(note, "note"),
        due_on=due_on, opened_by_id=by.person_id,
    )
    record(by=by, verb="strategy.round_opened", object_uid=made.uid, circle=strategy.circle.uid)
    for person in letters.members(made):
        if person.pk != by.person_id and person.is_active:
            letters.tell(by, made, person, letters.OPENED)
    return made


def _check_due(due_on: date) -> None:
    if due_on < timezone.localdate():
        raise ValidationError({"due_on": _("Tento den už minul.")})


def _led(by: Actor, round_: Round) -> Round:
    strategy = writable(by, round_.strategy)
    found = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    found.strategy = strategy
    return found


@transaction.atomic
def move_round(*, by: Actor, round_: Round, due_on: date) -> Round:
    """Set another last day. Raises ValidationError for a past one and a closed round."""
    found = _led(by, round_)
    if found.closed_on is not None:
        raise ValidationError(_("Kolo už je uzavřené."))
    if found.due_on != due_on:
        _check_due(due_on)
        found.due_on = due_on
        found.save(update_fields=["due_on"])
        record(by=by, verb="strategy.round_moved", object_uid=found.uid, circle=found.strategy.circle.uid)
    return found


@transaction.atomic
def close_round(*, by: Actor, round_: Round, sure: bool = False) -> Round:
    """Close it and tell those who remarked. With remarks that wait it is asked: ValidationError (``unanswered``)."""
    found = _led(by, round_)
    if found.closed_on is not None:
        return found
    waiting = Remark.objects.filter(round=found, answer_kind=AnswerKind.WAITING).count()
    if waiting and not sure:
        text = ngettext(
            "Nevypořádaná zůstává %(count)s připomínka. Vypořádejte ji, nebo uzavření potvrďte.",
            "Nevypořádaných zůstává %(count)s připomínek. Vypořádejte je, nebo uzavření potvrďte.", waiting,
        )
        raise ValidationError(text % {"count": waiting}, code=UNANSWERED)
    found.closed_on = timezone.localdate()
    found.save(update_fields=["closed_on"])
    record(by=by, verb="strategy.round_closed", object_uid=found.uid, circle=found.strategy.circle.uid)
    authors = set(Remark.objects.filter(round=found).values_list("author_id", flat=True))
    for person in letters.members(found):
        if person.pk in authors and person.pk != by.person_id:
            letters.tell(by, found, person, letters.SETTLED)
    return found


@transaction.atomic
def reopen_round(*, by: Actor, round_: Round) -> Round:
    """Take remarks again. Raises ValidationError while another round runs."""
    found = _led(by, round_)
    if found.closed_on is not None:
        if Round.objects.filter(strategy=found.strategy, closed_on__isnull=True).exists():
            raise ValidationError(_("Běží jiné kolo připomínek. Nejdřív uzavřete to."))
        found.closed_on = None
        found.save(update_fields=["closed_on"])
        record(by=by, verb="strategy.round_reopened", object_uid=found.uid, circle=found.strategy.circle.uid)
    return found


@transaction.atomic
def add_remark(
    *, by: Actor, strategy: Strategy, text: str, goal: Goal | None = None, measure: Measure | None = None,
    round_: Round | None = None,
) -> Remark:
    """Remark on the whole, a goal or a measure; in a round, or as a comment outside of rounds. Everybody in the team.

    Raises ValidationError without words, in a closed round, of what somebody removed meanwhile.
    """
    strategy = lock(strategy)
    require(rules.contributes(by, strategy))
    if round_ is not None:
        round_ = Round.objects.filter(pk=round_.pk, strategy=strategy).first()
        if round_ is None or round_.closed_on is not None:
            raise ValidationError(_("Kolo připomínek už je uzavřené. Připomínku můžete podat mimo kolo."))
    if Remark.objects.filter(strategy=strategy).count() >= MOST_REMARKS:
        raise ValidationError(_("Připomínek může mít strategie nejvýše %(limit)s.") % {"limit": MOST_REMARKS})
    goal = still_there(goal) if goal is not None else None
    measure = still_there(measure) if measure is not None else None
    seat = Seat.objects.filter(
        pk__in=by.seat_ids, circle=strategy.circle_id, organisation__isnull=False
    ).without_break_glass().order_by("pk").first()
    made = Remark.objects.create(
        strategy=strategy, round=round_, goal=goal if measure is None else None, measure=measure,
        about=_about(strategy, goal, measure), text=_said(text), author_id=by.person_id,
        organisation_id=seat.organisation_id if seat is not None else None,
    )
    record(by=by, verb="strategy.remark_added", object_uid=made.uid, circle=strategy.circle.uid)
    return made


def _said(text: str) -> str:
    said = long_text(text, "text")
    if not said:
        raise ValidationError({"text": _("Napište připomínku.")})
    return said


def _about(strategy: Strategy, goal: Goal | None, measure: Measure | None) -> str:
    """What it speaks of, in the words of now."""
    if measure is not None:
        return shortened(f"{numbers(strategy).get(measure.pk, '')} {measure.title}".strip(), MOST_ABOUT)
    if goal is not None:
        order = list(Goal.objects.filter(strategy=strategy).order_by("position", "pk").values_list("pk", flat=True))
        return shortened(f"{order.index(goal.pk) + 1} {goal.title}", MOST_ABOUT)
    return ""


def _own(by: Actor, remark: Remark) -> Remark:
    """Lock a remark of the actor's own that nobody has answered yet."""
    strategy = lock(remark.strategy)
    found = still_there(remark)
    found.strategy = strategy
    require(rules.contributes(by, strategy) and rules.wrote(by, found))
    if found.answer_kind != AnswerKind.WAITING:
        raise ValidationError(_("Připomínka už je vypořádaná. Napište novou."))
    if found.round is not None and found.round.closed_on is not None:
        raise ValidationError(_("Kolo připomínek už je uzavřené."))
    return found


@transaction.atomic
def change_remark(*, by: Actor, remark: Remark, text: str) -> Remark:
    """Say it otherwise: its author until it is answered."""
    found = _own(by, remark)
    said = _said(text)
    if said != found.text:
        found.text = said
        found.save(update_fields=["text"])
        record(by=by, verb="strategy.remark_changed", object_uid=found.uid, circle=found.strategy.circle.uid)
    return found


@transaction.atomic
def remove_remark(*, by: Actor, remark: Remark) -> None:
    """Take it back: its author until it is answered."""
    found = _own(by, remark)
    uid, circle = found.uid, found.strategy.circle
    found.delete()
    record(by=by, verb="strategy.remark_removed", object_uid=uid, circle=circle.uid)


@transaction.atomic
def answer_remark(*, by: Actor, remark: Remark, kind: str, answer: str = "") -> Remark:
    """Say what became of a remark and why; whatever is not simply accepted needs words. Who writes the strategy.

    ``waiting`` takes the answer back. Raises ValidationError by field.
    """
    strategy = writable(by, remark.strategy)
    found = still_there(remark)
    if kind not in AnswerKind.values:
        raise ValidationError({"answer_kind": _("Takové vypořádání není.")})
    words = long_text(answer, "answer")
    if kind in (AnswerKind.REJECTED, AnswerKind.PARTLY, AnswerKind.EXPLAINED) and not words:
        raise ValidationError({"answer": _("Napište odůvodnění.")})
    if (found.answer_kind, found.answer) == (kind, words):
        return found
    is_answered = kind != AnswerKind.WAITING
    found.answer_kind, found.answer = kind, words if is_answered else ""
    found.answered_at = timezone.now() if is_answered else None
    found.answered_by_id = by.person_id if is_answered else None
    found.save(update_fields=["answer_kind", "answer", "answered_at", "answered_by"])
    record(by=by, verb="strategy.remark_answered", object_uid=found.uid, circle=strategy.circle.uid)
    return found


@transaction.atomic
def ask_again(*, by: Actor, link: OneTimeLink) -> bool:
    """Send the person of a used link a new one, as its holder asks; False when it is late for it."""
    found = letters.round_of(by, link)
    person: Person = link.person
    return letters.is_askable(by, found, person) and letters.tell(by, found, person, letters.OPENED)

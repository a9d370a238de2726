"""Deciding about covers: confirming, taking back, adding. Two people at once lose nothing.

Who decides says what they saw. Where somebody else decided meanwhile, that decision stays and the caller is told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.publishing.actions.preparing import lock
from soucinnost.publishing.enums import Decision, Origin
from soucinnost.publishing.models import Cover, Preparation
from soucinnost.publishing.rules import may_prepare
from soucinnost.publishing.selectors.proposals import ADDED, FORM, occurrences, other_forms, parts_of
from soucinnost.publishing.selectors.wording import says_more
from soucinnost.publishing.text import Part, Span, joined, within_parts

MOST_WORDS = 300


@dataclass(frozen=True)
class Choice:
    """What somebody wants of a cover, and which decision they saw."""

    uid: str
    seen: str
    wanted: str


@dataclass(frozen=True)
class Outcome:
    """Covers that were changed, and those about which somebody else decided meanwhile otherwise."""

    changed: tuple[Cover, ...] = ()
    conflicts: tuple[Cover, ...] = ()
    gone: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether everything was done as asked."""
        return not self.conflicts and not self.gone


def _begin(by: Actor, preparation: Preparation) -> Preparation:
    preparation = lock(preparation)
    require(may_prepare(by, preparation.meeting))
    return preparation


def _readable(preparation: Preparation) -> list[Part]:
    """The prepared parts, for actions whose answer tells what stands there: not when something of it was closed."""
    if says_more(preparation):
        raise ValidationError(_("Zápis se mezitím změnil. Připravte veřejnou verzi znovu, rozhodnutí se nabídnou."))
    return parts_of(preparation)


def _decide(cover: Cover, decision: str, by: Actor) -> None:
    cover.decision, cover.decided_at, cover.decided_by_id = decision, timezone.now(), by.person_id
    if decision == Decision.WAITING:
        cover.decided_at, cover.decided_by_id = None, None
    cover.save(update_fields=["decision", "decided_at", "decided_by"])


def _note(by: Actor, preparation: Preparation, verb: str, ids: Iterable[str]) -> None:
    record(by=by, verb=verb, object_uid=preparation.uid, circle=preparation.circle.uid, ids=list(ids))


@transaction.atomic
def decide(*, by: Actor, preparation: Preparation, choices: Sequence[Choice]) -> Outcome:
    """Decide about covers. What is wanted as it already was seen changes nothing, also when it changed meanwhile."""
    if any(one.wanted not in Decision.values or one.seen not in Decision.values for one in choices):
        raise ValidationError(_("Vyberte skrýt, nebo nechat."))
    preparation = _begin(by, preparation)
    covers = {cover.uid: cover for cover in preparation.covers.select_related("decided_by")}
    changed, conflicts, gone = [], [], 0
    for one in choices:
        cover = covers.get(one.uid)
        if one.wanted == one.seen:
            continue
        if cover is None:
            gone += 1
        elif cover.decision not in {one.seen, one.wanted}:
            conflicts.append(cover)
        elif cover.decision != one.wanted:
            _decide(cover, one.wanted, by)
            changed.append(cover)
    if changed:
        _note(by, preparation, "publishing.decided", (cover.uid for cover in changed))
    return Outcome(tuple(changed), tuple(conflicts), gone)


@transaction.atomic
def hide_waiting(*, by: Actor, preparation: Preparation, seen: Iterable[str], as_before: bool = False) -> Outcome:
    """Hide the proposals that wait, those that were seen only; ``as_before`` decides as in the earlier wording."""
    preparation = _begin(by, preparation)
    asked = set(seen)
    waiting = preparation.covers.filter(uid__in=asked, decision=Decision.WAITING)
    changed = []
    for cover in waiting.exclude(before="") if as_before else waiting:
        _decide(cover, cover.before if as_before else Decision.HIDE, by)
        changed.append(cover)
    if changed:
        _note(by, preparation, "publishing.decided", (cover.uid for cover in changed))
    return Outcome(tuple(changed))


@transaction.atomic
def hide_place(*, by: Actor, preparation: Preparation, start: int, end: int, words: str) -> Outcome:
    """Hide a place that somebody marked; ``words`` are what stood there on their screen.

    Raises ValidationError when other words stand there, or nothing that could be covered.
    """
    preparation = _begin(by, preparation)
    parts = _readable(preparation)
    text = joined(parts)
    if not 0 <= start < end <= len(text) or _bare(text[start:end]) != _bare(words):
        raise ValidationError(_("Označené místo se nepodařilo najít. Označte ho prosím znovu."))
    changed = _hide(by, preparation, parts, [Span(start, end, ADDED, _reason())])
    if not changed:
        raise ValidationError(_("Tady není co skrýt: je to už skryté, nebo jde o název skupiny, číslo či den jednání."))
    _note(by, preparation, "publishing.added", (cover.uid for cover in changed))
    return Outcome(tuple(changed))


@transaction.atomic
def hide_words(*, by: Actor, preparation: Preparation, words: str, everywhere: bool = True) -> Outcome:
    """Hide typed words wherever they stand (or where they stand first), and propose their other forms.

    Raises ValidationError when they stand nowhere.
    """
    sought = " ".join(words.split())
    if not sought or len(sought) > MOST_WORDS:
        raise ValidationError({"words": _("Napište slova, která se mají skrýt.")})
    preparation = _begin(by, preparation)
    parts = _readable(preparation)
    text = joined(parts)
    found = occurrences(text, sought)
    forms = other_forms(text, sought)
    if not found and not forms:
        raise ValidationError({"words": _("Tato slova v textu nejsou: %(words)s") % {"words": sought}})
    chosen = found if everywhere else found[:1]
    changed = _hide(by, preparation, parts, [Span(*place, ADDED, _reason()) for place in chosen])
    changed += _offer(preparation, parts, [Span(*place, FORM, _form_reason()) for place in forms])
    if changed:
        _note(by, preparation, "publishing.added", (cover.uid for cover in changed))
    return Outcome(tuple(changed))


@transaction.atomic
def hide_everywhere(*, by: Actor, preparation: Preparation, cover: Cover) -> Outcome:
    """Hide what a cover covers wherever it stands in the text, and propose its other forms."""
    text = joined(parts_of(preparation))
    return hide_words(by=by, preparation=preparation, words=text[cover.start : cover.end])


def _reason() -> str:
    return str(_("Doplněno při kontrole"))


def _form_reason() -> str:
    return str(_("Jiný tvar slova, které je skryté"))


def _bare(words: str) -> str:
    return " ".join(words.split())


def _hide(by: Actor, preparation: Preparation, parts: Sequence[Part], spans: Iterable[Span]) -> list[Cover]:
    """Hide the spans: proposals they touch grow into them, places left by somebody shrink to what remains."""
    changed: list[Cover] = []
    for span in within_parts(parts, spans):
        touching = list(preparation.covers.filter(start__lt=span.end, end__gt=span.start))
        if any(
            one.decision == Decision.HIDE and one.start <= span.start and one.end >= span.end for one in touching
        ):
            continue
        whole = [one for one in touching if (one.start, one.end) == (span.start, span.end)]
        if whole:
            _decide(whole[0], Decision.HIDE, by)
            changed.append(whole[0])
            continue
        start, end = span.start, span.end
        for one in touching:
            one.delete()
            if one.decision == Decision.KEEP:
                _left(preparation, one, span)
            else:
                start, end = min(start, one.start), max(end, one.end)
        changed.append(
            Cover.objects.create(
                preparation=preparation, start=start, end=end, kind=span.kind, reason=span.reason,
                origin=Origin.ADDED, decision=Decision.HIDE, decided_at=timezone.now(), decided_by_id=by.person_id,
            )
        )
    return changed


def _left(preparation: Preparation, kept: Cover, hidden: Span) -> None:
    """What remains of a place that was to stay, beside the part that is hidden now."""
    for start, end in ((kept.start, hidden.start), (hidden.end, kept.end)):
        if end > start:
            Cover.objects.create(
                preparation=preparation, start=start, end=end, kind=kept.kind, reason=kept.reason, origin=kept.origin,
                decision=kept.decision, decided_at=kept.decided_at, decided_by_id=kept.decided_by_id,
            )


def _offer(preparation: Preparation, parts: Sequence[Part], spans: Iterable[Span]) -> list[Cover]:
    made = []
    for span in within_parts(parts, spans):
        if not preparation.covers.filter(start__lt=span.end, end__gt=span.start).exists():
            made.append(
                Cover.objects.create(
                    preparation=preparation, start=span.start, end=span.end, kind=span.kind, reason=span.reason,
                    origin=Origin.FORM,
                )
            )
    return made

"""Saving a corrected reading: a new strategy, or more of an existing one, by the actions of strategies."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from soucinnost.access.actors import actor_for_person
from soucinnost.access.rules import require
from soucinnost.agencies.models import Person
from soucinnost.audit.actions import record
from soucinnost.documents import storage
from soucinnost.documents.actions import attach
from soucinnost.documents.models import Attachment
from soucinnost.evidence.periods import period_text
from soucinnost.intake.evaluations import draft as shape
from soucinnost.intake.evaluations.actions.common import RELATED, locked
from soucinnost.intake.evaluations.actions.ending import forget
from soucinnost.intake.evaluations.actions.writing import Writer
from soucinnost.intake.evaluations.enums import ReadingState
from soucinnost.intake.evaluations.matching import area_of, existing_of
from soucinnost.intake.evaluations.models import EvaluationFile, EvaluationReading
from soucinnost.intake.evaluations.problems import (
    OTHER_PERIOD,
    OVERLAP,
    PERSONAL,
    day_of,
    loose_doubt,
    numbers_doubt,
    obstacles,
    period_of,
    personal_in,
    stated_on,
)
from soucinnost.intake.evaluations.rules import may_correct
from soucinnost.intake.problems import Doubt
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.actions.common import lock
from soucinnost.strategy.actions.frame import approve, create_strategy
from soucinnost.strategy.models import Strategy
from soucinnost.strategy.selectors.listing import overlapping

DONE = gettext_lazy("Toto čtení už je uložené, nebo zahozené.")
CHANGED = gettext_lazy("Čtení mezitím někdo upravil. Projděte souhrn znovu.")


def doubts_of(actor: Actor, reading: EvaluationReading) -> list[Doubt]:
    """What the person is asked before saving: another strategy of that time, names of people, what is undecided."""
    draft, found = reading.draft, []
    period = period_of(draft)
    if reading.strategy is None and period is not None:
        area, _refused = area_of(draft["territory"])
        same = overlapping(
            actor, organisation=reading.organisation, kind=draft["kind"], area=area, first=period[0], last=period[1]
        )
        for one in same[:3]:
            message = _("Ve stejném období už v Součinnosti je: %(title)s (%(period)s). Nepatří vyhodnocení do ní?")
            told = {"title": one.title, "period": period_text(one.period_from, one.period_to)}
            found.append(Doubt(OVERLAP, message % told, reverse("strategy:strategy", args=[one.uid])))
    target = reading.strategy
    if target is not None and period is not None and period != (target.period_from, target.period_to):
        message = _("Dokument je za období %(period)s, vybraná strategie platí %(other)s. Patří opravdu k ní?")
        told = {"period": period_text(*period), "other": period_text(target.period_from, target.period_to)}
        found.append(Doubt(OTHER_PERIOD, message % told, reverse("strategy:strategy", args=[target.uid])))
    if personal_in(draft):
        found.append(Doubt(PERSONAL, _("V textu jsou nejspíš jména lidí nebo jiné osobní údaje (níže).")))
    if shape.undecided(draft):
        found.append(numbers_doubt(shape.undecided(draft)))
    if shape.loose(draft):
        found.append(loose_doubt(len(shape.loose(draft))))
    return found


def save_into_strategy(
    *, by: Actor, reading: EvaluationReading, confirmed: Collection[str] = (), base_revision: int | None = None
) -> Strategy:
    """Write a corrected reading into its strategy, a new one where none is chosen; all of it or nothing.

    ``confirmed`` are codes of doubts (:func:`doubts_of`) that the person has answered. Who may take the reading in;
    whoever founds a strategy by it sits in its team as with ``create_strategy``. Raises ValidationError with all
    sentences when something has to be put right or answered first. The original becomes an attachment of the strategy;
    the reading keeps what was made and the texts that went nowhere. With ``base_revision`` it is refused when somebody
    corrected it since the person saw the summary of that state.
    """
    seen = EvaluationReading.objects.select_related(*RELATED).get(pk=reading.pk)
    require(may_correct(by, seen), str(DONE))
    _check(by, seen, confirmed)  # takes a while for a long text, so it is done before anything is locked
    written: list[str] = []
    try:
        with transaction.atomic():
            if seen.strategy is not None:
                _lock_first(seen.strategy)
            current = locked(reading)
            require(may_correct(by, current), str(DONE))
            if current.revision != (seen.revision if base_revision is None else base_revision):
                raise ValidationError(CHANGED)
            return _saved(by, current, written)
    except BaseException:
        for uid in written:
            storage.discard(storage.place_of(uid))
        raise


def _lock_first(strategy: Strategy) -> None:
    """Lock the strategy before its reading and before the first row of the log, as its removal does (ADR 3)."""
    try:
        lock(strategy)
    except Strategy.DoesNotExist:
        raise ValidationError(CHANGED) from None


def _check(by: Actor, reading: EvaluationReading, confirmed: Collection[str]) -> None:
    found = obstacles(reading.draft, reading.strategy)
    if found:
        raise ValidationError([one.message for one in found])
    unanswered = [one for one in doubts_of(by, reading) if one.code not in confirmed]
    if unanswered:
        raise ValidationError([one.message for one in unanswered])


def _saved(by: Actor, reading: EvaluationReading, written: list[str]) -> Strategy:
    is_new = reading.strategy is None
    writer_of: Actor = by
    if reading.strategy is None:
        writer_of, strategy = _founded(by, reading)
    else:
        strategy = reading.strategy
    document = _attached(writer_of, reading, strategy)
    written.append(document.uid)
    writer = Writer(
        by=writer_of, strategy=strategy, draft=reading.draft, existing=existing_of(writer_of, strategy),
        document=document, pages={line["n"]: line["p"] for line in reading.lines},
        stated_on=stated_on(reading.draft), organisation=reading.organisation,
    )
    writer.write()
    reading.outcome = writer.outcome() | {"is_new": is_new, "document": document.uid}
    reading.state, reading.strategy = ReadingState.SAVED, strategy
    forget(reading)
    reading.changed_at, reading.changed_by_id = timezone.now(), by.person_id
    reading.save()
    record(
        by=by, verb="evaluation.saved", object_uid=reading.uid, circle=strategy.circle.uid,
        ids=[strategy.uid, document.uid],
    )
    return strategy


def _founded(by: Actor, reading: EvaluationReading) -> tuple[Actor, Strategy]:
    """The new strategy, approved where the form says so, and the actor with the seat that founding it gave."""
    draft, period = reading.draft, period_of(reading.draft)
    assert period is not None  # noqa: S101 - an obstacle otherwise
    area, _refused = area_of(draft["territory"])
    strategy = create_strategy(
        by=by, organisation=reading.organisation, title=draft["title"], kind=draft["kind"], area=area,
        period_from=period[0], period_to=period[1], short_name=draft["short_name"],
    )
    seated: Actor = by
    if by.person_id is not None:
        person = Person.objects.select_related("user").get(pk=by.person_id)
        seated = actor_for_person(person)
    approved_on = day_of(draft, "approved_on")
    if approved_on is not None:
        strategy = approve(
            by=seated, strategy=strategy, approved_on=approved_on, approved_by=draft["approved_by"],
            resolution=draft["resolution"],
        )
    return seated, strategy


def _attached(by: Actor, reading: EvaluationReading, strategy: Strategy) -> Attachment:
    upload = SimpleUploadedFile(reading.name, bytes(EvaluationFile.objects.get(reading=reading).content))
    return attach(by=by, circle=strategy.circle, upload=upload, title=reading.draft["title"][:200] or reading.name)

"""Taking an evaluation in: read at once or, when it is large, in the background.

What a file says is read before anything is written, so a file that is refused leaves nothing behind.
"""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation
from soucinnost.audit.actions import record
from soucinnost.intake.actions.taking import TRIES, inspected
from soucinnost.intake.evaluations import parsing
from soucinnost.intake.evaluations.actions.common import circle_of, locked
from soucinnost.intake.evaluations.draft import blank, fields_of
from soucinnost.intake.evaluations.drafting import draft_of, draft_of_lines
from soucinnost.intake.evaluations.enums import ReadingState
from soucinnost.intake.evaluations.matching import existing_of, fill_matches
from soucinnost.intake.evaluations.models import EvaluationFile, EvaluationReading
from soucinnost.intake.evaluations.rules import may_take_in
from soucinnost.intake.reasons import GIVEN_UP
from soucinnost.intake.texts import UNREADABLE, WAITING, Kind, Text
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.actions.common import lock
from soucinnost.strategy.models import Strategy

AT_ONCE = {"txt": 200_000, "docx": 400_000, "pdf": 300_000}
"""Largest file (bytes) of each kind that is read while somebody waits; others are read in the background."""
MOST_LINES, MOST_LETTERS = 20_000, 900_000
TOO_LONG = gettext_noop("Text je na jedno vyhodnocení příliš dlouhý. Rozdělte ho na části.")
BY_HAND = gettext_noop("Dokument se nepodařilo rozebrat. Jeho řádky jsou mezi nezařazenými, zařaďte je ručně.")


class AlreadyTaken(ValidationError):
    """The same bytes were taken in for this organisation before; ``reading`` is that reading."""

    def __init__(self, reading: EvaluationReading) -> None:
        said = _("Tento soubor už je načtený.")
        if reading.state == ReadingState.SAVED:
            said = _("Tento soubor už je načtený a uložený do strategie. Podruhé se nic nezapíše.")
        super().__init__({"upload": ValidationError(said, code="taken")})
        self.reading = reading


def take_in(
    *, by: Actor, organisation: Organisation, data: bytes, name: str, strategy: Strategy | None = None,
    at_once: bool | None = None,
) -> EvaluationReading:
    """Take an evaluation in: for a new strategy of ``organisation`` (its manager), or into ``strategy`` (its writers).

    A small file is read at once, a large one waits for the background, unless ``at_once`` says which. Raises
    AlreadyTaken for the same bytes again, ValidationError (field ``upload``) with a Czech sentence for a file that
    cannot be taken or, being read at once, is damaged; then nothing is kept. A sound file whose text cannot be read
    is kept with the sentence in ``problem`` and an empty form.
    """
    require(may_take_in(by, organisation, strategy))
    about = inspected(data, name)
    _refuse_again(organisation, about.sha256)
    if at_once is None:
        at_once = about.size <= AT_ONCE.get(about.kind, about.size)
    text = _kind().read(data, about.safe_name) if at_once else Text(WAITING)
    if text.state == UNREADABLE:
        raise ValidationError({"upload": ValidationError(text.refusal, code="unreadable")})
    if text.draft and strategy is not None:
        fill_matches(text.draft, existing_of(by, strategy))
    with transaction.atomic():
        if strategy is not None:
            strategy = _still_there(strategy)
        Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
        _refuse_again(organisation, about.sha256)
        reading = EvaluationReading.objects.create(
            organisation=organisation, strategy=strategy, name=about.safe_name[:200], size=about.size,
            sha256=about.sha256, kind=about.kind, state=text.state, lines=text.lines, draft=text.draft,
            revision=1 if text.state == ReadingState.READY else 0, problem=text.problem, warnings=text.warnings,
            created_by_id=by.person_id, changed_by_id=by.person_id,
        )
        EvaluationFile.objects.create(reading=reading, content=data)
        record(by=by, verb="evaluation.taken", object_uid=reading.uid, circle=circle_of(reading))
        if reading.state == ReadingState.WAITING:
            transaction.on_commit(partial(_hand_to_worker, reading.uid), robust=True)
    return reading


def _still_there(strategy: Strategy) -> Strategy:
    """The strategy, locked before anything else, as its removal does (ADR 3)."""
    try:
        return lock(strategy)
    except Strategy.DoesNotExist:
        raise ValidationError({"upload": ValidationError(_("Strategii mezitím někdo odebral."), code="gone")}) from None


def _refuse_again(organisation: Organisation, sha256: str) -> None:
    found = EvaluationReading.objects.living().filter(organisation=organisation, sha256=sha256).first()
    if found is not None:
        raise AlreadyTaken(found)


def _hand_to_worker(uid: str) -> None:
    from soucinnost.intake.evaluations.jobs import read_evaluation  # noqa: PLC0415 - the job calls this module

    read_evaluation.enqueue(uid)


def _kind() -> Kind:
    """How evaluations are read."""
    return Kind(
        blank, lambda reading: draft_of(parsing.parse_evaluation(reading.lines)),
        lambda reading: draft_of_lines(reading.lines), fields_of, MOST_LINES, MOST_LETTERS, too_long=TOO_LONG,
        by_hand=BY_HAND,
    )


def read_waiting(*, by: Actor, uid: str) -> bool:
    """Read a file that waits, in the background; whether it is read now. The installation's own job only.

    The text is read outside of a transaction; whoever throws the reading away meanwhile wins. A file that broke the
    reading three times is given up.
    """
    require(by.is_system)
    with transaction.atomic():
        waiting = EvaluationReading.objects.select_for_update(of=("self",))
        reading = waiting.filter(uid=uid, state=ReadingState.WAITING).first()
        if reading is None:
            return False
        reading.tries += 1
        reading.save(update_fields=["tries"])
    content = EvaluationFile.objects.filter(reading=reading).values_list("content", flat=True).first()
    if reading.tries > TRIES or content is None:
        text = Text(UNREADABLE, problem=GIVEN_UP)
    else:
        text = _kind().read(bytes(content), reading.name)
    with transaction.atomic():
        current = locked(reading)
        if current.state != ReadingState.WAITING:
            return False
        if text.draft and current.strategy is not None:
            fill_matches(text.draft, existing_of(by, current.strategy))
        current.state, current.lines, current.draft = text.state, text.lines, text.draft
        current.problem, current.warnings, current.changed_at = text.problem, text.warnings, timezone.now()
        current.revision = 1
        current.save()
        record(by=by, verb="evaluation.read", object_uid=current.uid, circle=circle_of(current))
    return text.state == ReadingState.READY



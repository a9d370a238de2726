"""Taking an evaluation in: read at once or, when it is large, in the background.

What a file says is read before anything is written, so a file that is refused leaves nothing behind.
"""

import logging
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation
from soucinnost.audit.actions import record
from soucinnost.documents.reading import Reading, ReadingError, read_document
from soucinnost.intake.actions.taking import KEPT, TRIES, inspected
from soucinnost.intake.drafting import lines_json
from soucinnost.intake.evaluations import parsing
from soucinnost.intake.evaluations.actions.common import circle_of, locked
from soucinnost.intake.evaluations.draft import Draft, blank
from soucinnost.intake.evaluations.drafting import draft_of, draft_of_lines
from soucinnost.intake.evaluations.enums import ReadingState
from soucinnost.intake.evaluations.matching import existing_of, fill_matches
from soucinnost.intake.evaluations.models import EvaluationFile, EvaluationReading
from soucinnost.intake.evaluations.rules import may_take_in
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.models import Strategy

logger = logging.getLogger(__name__)

AT_ONCE = {"txt": 200_000, "docx": 400_000, "pdf": 300_000}
"""Largest file (bytes) of each kind that is read while somebody waits; others are read in the background."""
MOST_LINES, MOST_LETTERS = 20_000, 900_000


class AlreadyTaken(ValidationError):
    """The same bytes were taken in for this organisation before; ``reading`` is that reading."""

    def __init__(self, reading: EvaluationReading) -> None:
        said = _("Tento soubor už je načtený.")
        if reading.state == ReadingState.SAVED:
            said = _("Tento soubor už je načtený a uložený do strategie. Podruhé se nic nezapíše.")
        super().__init__({"upload": ValidationError(said, code="taken")})
        self.reading = reading


@dataclass
class _Text:
    """What became of a file: its lines and the form, or why there are none."""

    state: str = ReadingState.READY
    lines: list[dict[str, Any]] = field(default_factory=list)
    draft: Draft = field(default_factory=blank)
    problem: str = ""
    warnings: list[str] = field(default_factory=list)


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
    text = _text_of(data, about.safe_name) if at_once else _Text(ReadingState.WAITING, draft={})
    if text.state == ReadingState.UNREADABLE:
        raise ValidationError({"upload": ValidationError(text.problem, code="unreadable")})
    if text.draft and strategy is not None:
        fill_matches(text.draft, existing_of(by, strategy))
    with transaction.atomic():
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


def _refuse_again(organisation: Organisation, sha256: str) -> None:
    found = EvaluationReading.objects.living().filter(organisation=organisation, sha256=sha256).first()
    if found is not None:
        raise AlreadyTaken(found)


def _hand_to_worker(uid: str) -> None:
    from soucinnost.intake.evaluations.jobs import read_evaluation  # noqa: PLC0415 - the job calls this module

    read_evaluation.enqueue(uid)


def _text_of(data: bytes, name: str) -> _Text:
    try:
        reading = read_document(data, name)
    except ReadingError as error:
        state = ReadingState.READY if error.code in KEPT else ReadingState.UNREADABLE
        return _Text(state, problem=error.message_cs[:500])
    if len(reading.lines) > MOST_LINES or len(reading.text) > MOST_LETTERS:
        message = _("Text je na jedno vyhodnocení příliš dlouhý, řádků má %(lines)s. Rozdělte ho na části.")
        return _Text(problem=message % {"lines": len(reading.lines)})
    return _understood(reading)


def _understood(reading: Reading) -> _Text:
    """Take the lines apart. Should the parser break on a strange layout, all lines wait to be placed by hand."""
    text = _Text(lines=lines_json(reading.lines), warnings=list(reading.warnings))
    try:
        text.draft = draft_of(parsing.parse_evaluation(reading.lines))
    except Exception:
        logger.exception("An evaluation of %s lines could not be taken apart", len(reading.lines))
        text.problem = _("Dokument se nepodařilo rozebrat. Jeho řádky jsou mezi nezařazenými, zařaďte je ručně.")
        text.draft = draft_of_lines(reading.lines)
    return text


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
        text = _Text(ReadingState.UNREADABLE, draft={}, problem=_("Čtení se ani napotřetí nepodařilo dokončit."))
    else:
        text = _text_of(bytes(content), reading.name)
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



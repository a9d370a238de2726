"""Taking a file in: kept as an attachment of the group's circle, read at once or, when it is large, in the background.

What a file says is read before anything is written, so a file that is refused leaves nothing behind.
"""

from functools import partial
from io import BytesIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from soucinnost.access.actors import actor_for_person
from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.documents import storage
from soucinnost.documents.actions import attach
from soucinnost.documents.reading import Reading
from soucinnost.documents.uploads import Inspected, UploadRefused, inspect_upload
from soucinnost.groups.models import Group
from soucinnost.intake import parsing, reasons
from soucinnost.intake.actions.common import locked
from soucinnost.intake.draft import Draft, empty, fields_of
from soucinnost.intake.drafting import draft_of
from soucinnost.intake.enums import IntakeState
from soucinnost.intake.matching import Directory, fill_matches, organisations_for, people_for
from soucinnost.intake.models import Intake
from soucinnost.intake.reasons import GIVEN_UP, GONE
from soucinnost.intake.rules import may_take_in
from soucinnost.intake.texts import UNREADABLE, WAITING, Kind, Text
from soucinnost.kernel.actor import Actor

AT_ONCE = {"txt": 500_000, "docx": 800_000, "pdf": 300_000}
"""Largest file (bytes) of each kind that is read while somebody waits; others are read in the background."""
MOST_LINES, MOST_LETTERS = 5_000, 600_000
TRIES = 3
TOO_LONG = gettext_noop("Text je na zápis z jednoho jednání příliš dlouhý. Rozdělte ho na jednotlivé.")
BY_HAND = gettext_noop("Zápis se nepodařilo rozebrat. Řádky jsou vlevo, vložte je do bodů ručně.")


class AlreadyTaken(ValidationError):
    """The same bytes were taken in for this group before; ``intake`` is that reading."""

    def __init__(self, intake: Intake) -> None:
        super().__init__({"upload": ValidationError(_("Tento soubor už je načtený."), code="taken")})
        self.intake = intake


def take_in(*, by: Actor, group: Group, data: bytes, name: str, at_once: bool | None = None) -> Intake:
    """Take a file of old minutes in. Who runs the group.

    A small file is read at once, a large one waits for the background, unless ``at_once`` says which (the command line
    reads everything at once). Raises AlreadyTaken for the same bytes again, ValidationError (field ``upload``) with a
    Czech sentence for a file that cannot be taken or, being read at once, is damaged; then nothing is kept. A file
    whose text cannot be read, though it is sound, is kept with the sentence in ``problem`` and an empty form.
    """
    require(may_take_in(by, group))
    about = inspected(data, name)
    found = Intake.objects.living().filter(group=group, sha256=about.sha256).first()
    if found is not None:
        raise AlreadyTaken(found)
    if at_once is None:
        at_once = about.size <= AT_ONCE.get(about.kind, about.size)
    text = _kind(by, group).read(data, about.safe_name) if at_once else Text(WAITING)
    if text.state == UNREADABLE:
        raise ValidationError({"upload": ValidationError(text.refusal, code="unreadable")})
    return _keep(by, group, data, about, text)


def inspected(data: bytes, name: str) -> Inspected:
    """What a file is; ValidationError (field ``upload``) with a Czech sentence for one that cannot be taken."""
    try:
        return inspect_upload(BytesIO(data), name, max_bytes=settings.UPLOAD_LIMIT)
    except UploadRefused as error:
        raise ValidationError({"upload": ValidationError(reasons.told(error), code=error.code)}) from error


def _keep(by: Actor, group: Group, data: bytes, inspected: Inspected, text: Text) -> Intake:
    """Write file and reading in one transaction; when it fails, the bytes go too."""
    written = ""
    try:
        with transaction.atomic():
            Group.objects.select_for_update(of=("self",), no_key=True).get(pk=group.pk)
            found = Intake.objects.living().filter(group=group, sha256=inspected.sha256).first()
            if found is not None:
                raise AlreadyTaken(found)
            upload = SimpleUploadedFile(inspected.safe_name, data)
            # The file says everything, also what somebody closes later: it is for those who run the group.
            seats = group.circle.seats.on(timezone.localdate()).filter(Q(is_chair=True) | Q(is_recorder=True))
            attachment = attach(by=by, circle=group.circle, upload=upload, is_closed=seats.exists(), named_seats=seats)
            written = attachment.uid
            intake = Intake.objects.create(
                group=group, circle=group.circle, attachment=attachment, name=attachment.name, size=inspected.size,
                sha256=inspected.sha256, kind=inspected.kind, state=text.state, lines=text.lines, draft=text.draft,
                revision=1 if text.state == IntakeState.READY else 0, problem=text.problem, warnings=text.warnings,
                created_by_id=by.person_id, changed_by_id=by.person_id,
            )
            record(by=by, verb="intake.taken", object_uid=intake.uid, circle=group.circle.uid, ids=[attachment.uid])
            if intake.state == IntakeState.WAITING:
                transaction.on_commit(partial(_hand_to_worker, intake.uid), robust=True)
    except BaseException:
        if written:
            storage.discard(storage.place_of(written))
        raise
    return intake


def _hand_to_worker(uid: str) -> None:
    from soucinnost.intake.jobs import read_intake  # noqa: PLC0415 - the job calls this module

    read_intake.enqueue(uid)


# -- reading


def _kind(by: Actor, group: Group) -> Kind:
    """How minutes of the group are read; whom their names mean is looked for in what ``by`` sees."""

    def understand(reading: Reading) -> Draft:
        draft = draft_of(parsing.parse_minutes(reading.lines), reading.lines)
        return fill_matches(draft, Directory(people_for(by, group), organisations_for(by, group)))

    return Kind(
        empty, understand, lambda reading: empty(), fields_of, MOST_LINES, MOST_LETTERS, too_long=TOO_LONG,
        by_hand=BY_HAND,
    )


def read_waiting(*, by: Actor, uid: str) -> bool:
    """Read a file that waits, in the background; whether it is read now. The installation's own job only.

    The text is read outside of a transaction; whoever throws the reading away meanwhile wins. A file that broke the
    reading three times is given up.
    """
    require(by.is_system)
    with transaction.atomic():
        intake = Intake.objects.select_for_update(of=("self",)).select_related(
            "attachment", "group__circle", "created_by__user"
        ).filter(uid=uid, state=IntakeState.WAITING).first()
        if intake is None:
            return False
        intake.tries += 1
        intake.save(update_fields=["tries"])
    if intake.tries > TRIES or intake.attachment is None:
        text = Text(UNREADABLE, problem=GIVEN_UP)
    else:
        text = _from_disk(intake, by)
    with transaction.atomic():
        current = locked(intake)
        if current.state != IntakeState.WAITING:
            return False
        current.state, current.lines, current.draft = text.state, text.lines, text.draft
        current.problem, current.warnings, current.changed_at = text.problem, text.warnings, timezone.now()
        current.revision = 1
        current.save(
            update_fields=["state", "lines", "draft", "problem", "warnings", "changed_at", "revision"]
        )
        record(by=by, verb="intake.read", object_uid=current.uid, circle=current.circle.uid)
    return text.state == IntakeState.READY


def _from_disk(intake: Intake, by: Actor) -> Text:
    attachment = intake.attachment
    assert attachment is not None
    try:
        data = storage.verify(attachment.uid, attachment.sha256).read_bytes()
    except storage.StorageError:
        return Text(UNREADABLE, problem=GONE)
    reader = actor_for_person(intake.created_by) if intake.created_by is not None else by
    return _kind(reader, intake.group).read(data, attachment.name)

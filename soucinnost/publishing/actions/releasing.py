"""Publishing and withdrawing. Only what was decided leaves, and only the covered text is stored for the public."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.documents.models import Attachment
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.actions.live import lock_meeting
from soucinnost.meetings.models import Meeting
from soucinnost.publishing.actions.preparing import lock, read_open
from soucinnost.publishing.enums import Decision, PreparationState
from soucinnost.publishing.models import Cover, Preparation, PublicFile, PublicMinutes
from soucinnost.publishing.rules import may_publish, may_withdraw
from soucinnost.publishing.selectors.proposals import known_names, marked_in, public_names, undecided_now
from soucinnost.publishing.selectors.snapshot import Snapshot, files_of, public_paper, snapshot_of
from soucinnost.publishing.selectors.wording import is_stale
from soucinnost.publishing.text import Span, to_json


class NewProposals(ValidationError):
    """Something came that nobody decided about: the caller has it proposed (``propose_again``) and shows it."""


@dataclass(frozen=True)
class _Facts:
    """All that papers and proposals of a preparation depend on; the text itself never changes once it began."""

    covers: tuple[tuple[int, int, str], ...]
    number: str
    day: date
    marked: tuple[Span, ...]
    public: tuple[tuple[str, str], ...]
    known: tuple[str, ...]
    author: str
    logo: bytes | None


@dataclass(frozen=True)
class _Drafted:
    """What would be published, made of ``facts`` alone."""

    facts: _Facts
    snapshot: Snapshot
    pdf: bytes
    docx: bytes
    made_at: datetime


def publish(*, by: Actor, preparation: Preparation) -> PublicMinutes:
    """Publish the covered text. Every proposal must be decided, the minutes locked and unchanged in their open part.

    The papers are made before anything is locked, for it takes long; in the transaction all that they were made of is
    compared, and nothing is stored when somebody changed it meanwhile. Raises ValidationError then and otherwise,
    :class:`NewProposals` when more would be proposed today, as when a name that was public when the preparation began
    is not any more.
    """
    drafted = _draft(by, preparation)
    with transaction.atomic():
        meeting = lock_meeting(preparation.meeting)
        preparation = lock(preparation)
        covers = _checked(by, meeting, preparation)
        if _facts(by, preparation, covers) != drafted.facts:
            raise ValidationError(_("Během zveřejňování někdo něco změnil. Podívejte se prosím na náhled znovu."))
        published = _store(by, preparation, drafted)
        preparation.state, preparation.published_at = PreparationState.PUBLISHED, published.published_at
        preparation.published_by_id = by.person_id
        preparation.save(update_fields=["state", "published_at", "published_by"])
        record(
            by=by, verb="publishing.published", object_uid=published.uid, circle=meeting.circle.uid,
            ids=[meeting.uid, preparation.uid],
        )
    return published


def _draft(by: Actor, preparation: Preparation) -> _Drafted:
    preparation = read_open(Preparation.objects.filter(pk=preparation.pk))
    covers = _checked(by, preparation.meeting, preparation)
    facts = _facts(by, preparation, covers)
    if undecided_now(by, preparation, covers):
        raise NewProposals(_("Přibyly návrhy, o kterých ještě nikdo nerozhodl. Rozhodněte o nich prosím."))
    now = timezone.now()
    snapshot = snapshot_of(preparation, covers)
    pdf, docx = files_of(public_paper(snapshot, created=now, author=facts.author, logo=facts.logo))
    return _Drafted(facts, snapshot, pdf, docx, now)


def _checked(by: Actor, meeting: Meeting, preparation: Preparation) -> list[Cover]:
    """The covers of a preparation that may be published now."""
    require(
        may_publish(by, meeting),
        _("Zveřejnit uzamčený zápis smí předsedající, nebo manažer vedoucí organizace, který ve skupině sedí."),
    )
    if not meeting.group.publishes_minutes:
        raise ValidationError(_("Skupina nemá veřejnou stránku. Zapněte ji ve statutu skupiny, rozhodnutí zůstanou."))
    if is_stale(preparation):
        raise ValidationError(_("Zápis se mezitím změnil. Připravte veřejnou verzi znovu, rozhodnutí se nabídnou."))
    covers = list(preparation.covers.all())
    _must_be_decided(covers)
    return covers


def _facts(by: Actor, preparation: Preparation, covers: list[Cover]) -> _Facts:
    meeting = preparation.meeting
    controller = meeting.circle.controller
    frame = snapshot_of(preparation, ())
    return _Facts(
        covers=tuple((one.start, one.end, one.decision) for one in covers), number=frame.number, day=frame.day,
        marked=tuple(marked_in(preparation)), public=tuple(sorted(public_names(meeting).items())),
        known=tuple(known_names(by)), author=controller.organisation.name,
        logo=bytes(controller.logo) if controller.logo else None,
    )


def _must_be_decided(covers: list[Cover]) -> None:
    waiting = sum(cover.decision == Decision.WAITING for cover in covers)
    if waiting:
        raise ValidationError(
            ngettext("Ještě čeká %(n)s návrh.", "Ještě čeká %(n)s návrhů.", waiting) % {"n": waiting}
        )


def _store(by: Actor, preparation: Preparation, drafted: _Drafted) -> PublicMinutes:
    snapshot = drafted.snapshot
    published, _is_new = PublicMinutes.objects.update_or_create(
        meeting=preparation.meeting,
        defaults={
            "version": preparation.version, "title": snapshot.title, "number": snapshot.number, "day": snapshot.day,
            "parts": [], "words": snapshot.words, "pdf": drafted.pdf, "docx": drafted.docx,
            "published_at": drafted.made_at, "published_by_id": by.person_id, "withdrawn_at": None,
            "withdrawn_by": None, "withdrawn_reason": "",
        },
    )
    published.parts = to_json(snapshot.with_files(_files(published, snapshot)))
    published.save(update_fields=["parts"])
    return published


def _files(published: PublicMinutes, snapshot: Snapshot) -> dict[str, str]:
    """Public identifiers of the files that the text speaks of, by the inner ones. One that was known keeps its own."""
    attachments = Attachment.objects.filter(uid__in=snapshot.files)
    PublicFile.objects.filter(minutes=published).exclude(attachment__in=attachments).delete()
    known = {}
    for attachment in attachments:
        file, _is_new = PublicFile.objects.get_or_create(minutes=published, attachment=attachment)
        known[attachment.uid] = file.uid
    return known


@transaction.atomic
def withdraw(*, by: Actor, minutes: PublicMinutes, reason: str) -> PublicMinutes:
    """Take a public version back, at once; its address says so from now on. Decisions stay for a new version."""
    meeting = lock_meeting(minutes.meeting)
    require(may_withdraw(by, meeting))
    words = " ".join(reason.replace("\x00", "").split())
    if len(words) < 5:
        raise ValidationError({"reason": _("Napište, proč se veřejná verze stahuje.")})
    minutes = PublicMinutes.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    if minutes.withdrawn_at is not None:
        raise ValidationError(_("Veřejnou verzi už mezitím někdo stáhl."))
    minutes.withdrawn_at, minutes.withdrawn_by_id, minutes.withdrawn_reason = timezone.now(), by.person_id, words[:300]
    minutes.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    record(
        by=by, verb="publishing.withdrawn", object_uid=minutes.uid, circle=meeting.circle.uid, ids=[meeting.uid]
    )
    return minutes

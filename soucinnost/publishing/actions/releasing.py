"""Publishing and withdrawing. Only what was decided leaves, and only the covered text is stored for the public."""

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
from soucinnost.publishing.actions.preparing import lock
from soucinnost.publishing.enums import Decision, PreparationState
from soucinnost.publishing.models import Cover, Preparation, PublicFile, PublicMinutes
from soucinnost.publishing.rules import may_publish, may_withdraw
from soucinnost.publishing.selectors.proposals import undecided_now
from soucinnost.publishing.selectors.snapshot import Snapshot, files_of, public_paper, snapshot_of
from soucinnost.publishing.selectors.wording import is_stale
from soucinnost.publishing.text import to_json


class NewProposals(ValidationError):
    """Something came that nobody decided about: the caller has it proposed (``propose_again``) and shows it."""


@transaction.atomic
def publish(*, by: Actor, preparation: Preparation) -> PublicMinutes:
    """Publish the covered text. Every proposal must be decided, the minutes locked and unchanged in their open part.

    Raises ValidationError otherwise, :class:`NewProposals` when more would be proposed today, as when a name that was
    public when the preparation began is not any more.
    """
    meeting = lock_meeting(preparation.meeting)
    preparation = lock(preparation)
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
    if undecided_now(by, preparation, covers):
        raise NewProposals(_("Přibyly návrhy, o kterých ještě nikdo nerozhodl. Rozhodněte o nich prosím."))
    published = _store(by, preparation, snapshot_of(preparation, covers))
    preparation.state, preparation.published_at = PreparationState.PUBLISHED, published.published_at
    preparation.published_by_id = by.person_id
    preparation.save(update_fields=["state", "published_at", "published_by"])
    record(
        by=by, verb="publishing.published", object_uid=published.uid, circle=meeting.circle.uid,
        ids=[meeting.uid, preparation.uid],
    )
    return published


def _must_be_decided(covers: list[Cover]) -> None:
    waiting = sum(cover.decision == Decision.WAITING for cover in covers)
    if waiting:
        raise ValidationError(
            ngettext("Ještě čeká %(n)s návrh.", "Ještě čeká %(n)s návrhů.", waiting) % {"n": waiting}
        )


def _store(by: Actor, preparation: Preparation, snapshot: Snapshot) -> PublicMinutes:
    meeting = preparation.meeting
    controller = meeting.circle.controller
    now = timezone.now()
    made = public_paper(
        snapshot, created=now, author=controller.organisation.name,
        logo=bytes(controller.logo) if controller.logo else None,
    )
    pdf, docx = files_of(made)
    published, _is_new = PublicMinutes.objects.update_or_create(
        meeting=meeting,
        defaults={
            "version": preparation.version, "title": snapshot.title, "number": snapshot.number, "day": snapshot.day,
            "parts": [], "words": snapshot.words, "pdf": pdf, "docx": docx, "published_at": now,
            "published_by_id": by.person_id, "withdrawn_at": None, "withdrawn_by": None, "withdrawn_reason": "",
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

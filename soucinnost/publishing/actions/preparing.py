"""Beginning a public version: the open text as it stands, proposals, decisions of an earlier wording offered again."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.actions.live import lock_meeting
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Meeting
from soucinnost.publishing.enums import Decision, Origin, PreparationState
from soucinnost.publishing.models import Cover, Preparation
from soucinnost.publishing.rules import may_prepare
from soucinnost.publishing.selectors.proposals import (
    ADDED,
    decided_before,
    known_names,
    occurrences,
    parts_of,
    proposed,
    same_words,
    undecided_now,
)
from soucinnost.publishing.selectors.source import FIELD_NAME, SMALL_NUMBER, source_of
from soucinnost.publishing.selectors.wording import is_stale, newest_version
from soucinnost.publishing.text import Part, Span, joined, to_json, within_parts


def lock(preparation: Preparation) -> Preparation:
    """Read a preparation again and keep it from other writers until the transaction ends.

    Raises ValidationError when it is not open any more: it was published or replaced meanwhile.
    """
    return read_open(Preparation.objects.select_for_update(of=("self",)).filter(pk=preparation.pk))


def read_open(rows: QuerySet[Preparation]) -> Preparation:
    """Read the one preparation among ``rows`` with all around it; ValidationError when it is not open any more."""
    found = rows.select_related(
        "meeting__group", "meeting__circle__controller__organisation", "circle", "version"
    ).get()
    if found.state != PreparationState.OPEN:
        raise ValidationError(_("Tuto přípravu už mezitím někdo zveřejnil nebo nahradil novou. Otevřete ji znovu."))
    return found


@transaction.atomic
def start(*, by: Actor, meeting: Meeting) -> Preparation:
    """Begin the public version of locked minutes; one begun for the same wording is returned as it is.

    One begun for an earlier wording is put aside. What was decided before about the same words is offered, and what
    people added themselves is proposed again; nothing of it counts as decided.
    """
    meeting = lock_meeting(meeting)
    require(may_prepare(by, meeting))
    version = newest_version(meeting)
    if meeting.state != MeetingState.FINAL or version is None:
        raise ValidationError(_("Veřejnou verzi připravíte, až bude zápis uzamčený."))
    begun = Preparation.objects.select_for_update(of=("self",)).filter(meeting=meeting, state=PreparationState.OPEN)
    for open_one in begun.select_related("version"):
        open_one.meeting = meeting
        if not is_stale(open_one):
            return open_one
        open_one.state = PreparationState.DROPPED
        open_one.save(update_fields=["state"])
    earlier = Preparation.objects.filter(meeting=meeting).order_by("-started_at", "-pk").first()
    source = source_of(meeting)
    preparation = Preparation.objects.create(
        circle=meeting.circle, meeting=meeting, version=version, source=to_json(source.parts),
        started_by_id=by.person_id,
    )
    spans = proposed(source.parts, source.spans(), source.public, known_names(by))
    _propose(preparation, source.parts, spans, earlier)
    record(by=by, verb="publishing.started", object_uid=preparation.uid, circle=meeting.circle.uid, ids=[meeting.uid])
    return preparation


def _propose(
    preparation: Preparation, parts: Sequence[Part], spans: Iterable[Span], earlier: Preparation | None
) -> None:
    text = joined(parts)
    before, added = decided_before(earlier)
    again = [
        Span(begin, end, ADDED, str(_("Skryto i v dřívějším znění")))
        for sought in added for begin, end in occurrences(text, sought)
    ]
    for span in within_parts(parts, [*spans, *again]):
        Cover.objects.create(
            preparation=preparation, start=span.start, end=span.end, kind=span.kind, reason=span.reason[:300],
            origin=_origin(span), before=before.get(same_words(text[span.start : span.end]), ""),
        )


def _origin(span: Span) -> str:
    if span.kind == ADDED:
        return Origin.ADDED
    return Origin.FIELD if span.kind in {FIELD_NAME, SMALL_NUMBER} else Origin.PROPOSED


@transaction.atomic
def propose_again(*, by: Actor, preparation: Preparation) -> int:
    """Add what would be proposed today and nobody decided yet; returns how many proposals came."""
    preparation = lock(preparation)
    require(may_prepare(by, preparation.meeting))
    parts = parts_of(preparation)
    spans = within_parts(parts, undecided_now(by, preparation, preparation.covers.all()))
    for span in spans:
        Cover.objects.create(
            preparation=preparation, start=span.start, end=span.end, kind=span.kind, reason=span.reason[:300],
            origin=_origin(span),
        )
    if spans:
        record(
            by=by, verb="publishing.proposed_again", object_uid=preparation.uid, circle=preparation.circle.uid,
            ids=[preparation.meeting.uid],
        )
    return len(spans)


def waiting_of(preparation: Preparation) -> int:
    """How many proposals nobody decided yet."""
    return preparation.covers.filter(decision=Decision.WAITING).count()

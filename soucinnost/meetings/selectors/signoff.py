"""Where the sign-off of minutes stands, as a chain of steps."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from soucinnost.kernel.actor import Actor
from soucinnost.meetings.actions.signoff import reviewers_left
from soucinnost.meetings.enums import MeetingState, SignatureRole
from soucinnost.meetings.models import Meeting, Signature

DONE, CURRENT, WAITING = "done", "cur", "wait"


@dataclass(frozen=True)
class Step:
    """One link of the chain. ``state`` is done, cur (it is this one's turn) or wait."""

    label: str
    who: str
    on: date | None
    version: int | None
    note: str
    state: str
    signature_uid: str = ""


def signature_chain(actor: Actor, meeting: Meeting) -> list[Step]:
    """Return the steps: recorder, each reviewer, approval where the statutes want it, lock."""
    signatures = list(
        Signature.objects.visible_to(actor)
        .filter(meeting=meeting, withdrawn_at__isnull=True)
        .select_related("person", "version")
    )
    steps = [_signed(one, _("Zapsal/a")) for one in signatures if one.role == SignatureRole.RECORDER]
    drafting = meeting.state in {MeetingState.DRAFT, MeetingState.REMARKS}
    if not steps:
        steps = [Step(_("Zápis"), "", None, None, "", CURRENT if drafting else WAITING)]
    steps += [_signed(one, _("Revize")) for one in signatures if one.role == SignatureRole.REVIEWER]
    signing = meeting.state == MeetingState.SIGNING
    left = [] if meeting.state == MeetingState.FINAL else reviewers_left(meeting)
    steps += [Step(_("Revize"), person.name, None, None, "", CURRENT if signing else WAITING) for person in left]
    approvals = [_signed(one, _("Schválení")) for one in signatures if one.role == SignatureRole.APPROVAL]
    if approvals:
        steps += approvals
    elif meeting.group.approves_at_next_meeting:
        steps.append(Step(_("Schválení"), _("na příštím jednání"), None, None, "", CURRENT if signing and not left else WAITING))
    locked = meeting.state == MeetingState.FINAL and meeting.finalised_at is not None
    steps.append(
        Step(
            _("Uzamčeno"), "", meeting.finalised_at.date() if locked and meeting.finalised_at else None, None, "",
            DONE if locked else WAITING,
        )
    )
    return steps


def _signed(signature: Signature, label: str) -> Step:
    return Step(
        label, signature.person.name, signature.signed_on, signature.version.number, signature.note, DONE,
        signature.uid,
    )

"""From draft to locked minutes: remarks, signatures, approval, reopening.

The order follows the practice of the field: the recorder signs on the day, reviewers sign in parallel, each under the
version they read. When a reviewer or the recorder corrects the text after somebody reviewed it, that review no longer
counts and is asked for again.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.models import Seat
from soucinnost.access.rules import require
from soucinnost.agencies.models import Person
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date
from soucinnost.meetings.actions.versions import keep_version
from soucinnost.meetings.enums import MeetingState, SignatureRole, VersionReason
from soucinnost.meetings.models import Entry, EntryConflict, Meeting, MinutesVersion, Remark, Reopening, Signature
from soucinnost.meetings.rules import (
    may_approve,
    may_remark,
    may_reopen,
    may_send_draft,
    may_settle_remarks,
    may_sign_as_recorder,
    may_sign_as_reviewer,
)
from soucinnost.notices.actions import queue


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).select_related("group", "circle__controller").get(
        pk=meeting.pk
    )


def _name(meeting: Meeting) -> str:
    day = format_date(timezone.localtime(meeting.starts_at).date())
    return f"{meeting.group.name}, {day}"


def _tell(by: Actor, meeting: Meeting, people: list[Person], kind: str, subject: str, body: str) -> None:
    for person in people:
        if person.pk != by.person_id:
            queue(by=by, person=person, kind=kind, subject=subject, body=body, circle=meeting.circle)


def seated(meeting: Meeting, **filters: object) -> list[Person]:
    """People who sit in the meeting's circle today, each once."""
    seats = Seat.objects.filter(circle=meeting.circle, **filters).on(timezone.localdate()).select_related("person")
    return list({seat.person_id: seat.person for seat in seats.order_by("id")}.values())


def reviewers_left(meeting: Meeting) -> list[Person]:
    """Reviewers of the group who have not signed, or whose signature no longer counts."""
    signed = set(
        Signature.objects.filter(
            meeting=meeting, role=SignatureRole.REVIEWER, withdrawn_at__isnull=True
        ).values_list("person_id", flat=True)
    )
    return [person for person in seated(meeting, is_reviewer=True) if person.pk not in signed]


@transaction.atomic
def send_draft(*, by: Actor, meeting: Meeting, until: date) -> Meeting:
    """Give the draft to the members for remarks until a day (included)."""
    meeting = _locked(meeting)
    require(may_send_draft(by, meeting))
    if until < timezone.localdate():
        raise ValidationError({"until": _("Lhůta na připomínky už minula.")})
    keep_version(by=by, meeting=meeting, reason=VersionReason.SENT)
    meeting.state, meeting.remarks_until = MeetingState.REMARKS, until
    meeting.save(update_fields=["state", "remarks_until"])
    _tell(
        by, meeting, seated(meeting), "draft", _("Zápis k připomínkám: %(meeting)s") % {"meeting": _name(meeting)},
        _("Zápis z jednání čeká na připomínky do %(until)s.\n\nJednání: %(meeting)s")
        % {"until": format_date(until), "meeting": _name(meeting)},
    )
    record(by=by, verb="minutes.sent_for_remarks", object_uid=meeting.uid, circle=meeting.circle.uid)
    return meeting


@transaction.atomic
def add_remark(*, by: Actor, meeting: Meeting, text: str, entry: Entry | None = None) -> Remark:
    """Remark on the whole draft or on one entry that the actor sees, until the day that was set."""
    meeting = _locked(meeting)
    require(may_remark(by, meeting))
    if meeting.remarks_until is not None and meeting.remarks_until < timezone.localdate():
        raise ValidationError(_("Lhůta na připomínky už uplynula. Obraťte se na zapisovatele, text Vám zůstal."))
    if not text.strip():
        raise ValidationError({"text": _("Napište, co navrhujete změnit.")})
    if entry is not None:
        require(Entry.objects.visible_to(by).filter(pk=entry.pk, meeting=meeting).exists())
    remark = Remark.objects.create(meeting=meeting, entry=entry, person_id=by.person_id, text=text.strip())
    record(by=by, verb="minutes.remarked", object_uid=remark.uid, circle=meeting.circle.uid, ids=[meeting.uid])
    return remark


@transaction.atomic
def settle_remark(*, by: Actor, remark: Remark, accepted: bool, response: str = "") -> Remark:
    """Say what was made of a remark; refusing one needs a reason."""
    meeting = _locked(remark.meeting)
    require(may_settle_remarks(by, meeting))
    require(Remark.objects.visible_to(by).filter(pk=remark.pk).exists())
    if not accepted and not response.strip():
        raise ValidationError({"response": _("Napište, proč připomínku nepřijímáte.")})
    remark.accepted, remark.response = accepted, response.strip()
    remark.settled_at, remark.settled_by_id = timezone.now(), by.person_id
    remark.save(update_fields=["accepted", "response", "settled_at", "settled_by"])
    record(by=by, verb="minutes.remark_settled", object_uid=remark.uid, circle=meeting.circle.uid)
    return remark


def _must_be_settled(meeting: Meeting) -> None:
    if EntryConflict.objects.filter(entry__meeting=meeting, resolved_at__isnull=True).exists():
        raise ValidationError(_("V zápisu čekají dvě znění téhož odstavce. Nejdřív vyberte, které platí."))


def _sign(by: Actor, meeting: Meeting, version: MinutesVersion, role: SignatureRole, note: str, day: date) -> Signature:
    if day > timezone.localdate():
        raise ValidationError({"signed_on": _("Den podpisu je v budoucnosti.")})
    if day < timezone.localtime(meeting.starts_at).date():
        raise ValidationError({"signed_on": _("Den podpisu je dřív než jednání.")})
    return Signature.objects.create(
        meeting=meeting, version=version, role=role, person_id=by.person_id, signed_on=day, note=note.strip()
    )


@transaction.atomic
def sign_as_recorder(*, by: Actor, meeting: Meeting, note: str = "", signed_on: date | None = None) -> Meeting:
    """Sign the minutes as their recorder; reviewers are asked to sign. Without reviewers the minutes lock at once."""
    meeting = _locked(meeting)
    require(may_sign_as_recorder(by, meeting))
    _must_be_settled(meeting)
    if Remark.objects.filter(meeting=meeting, settled_at__isnull=True).exists():
        raise ValidationError(_("Některé připomínky ještě nejsou vypořádané."))
    version = keep_version(by=by, meeting=meeting, reason=VersionReason.SIGNED)
    _sign(by, meeting, version, SignatureRole.RECORDER, note, signed_on or timezone.localdate())
    meeting.state = MeetingState.SIGNING
    meeting.save(update_fields=["state"])
    _tell(
        by, meeting, reviewers_left(meeting), "review",
        _("Zápis k revizi: %(meeting)s") % {"meeting": _name(meeting)},
        _("Zápis z jednání čeká na Vaši revizi.\n\nJednání: %(meeting)s") % {"meeting": _name(meeting)},
    )
    record(by=by, verb="minutes.signed", object_uid=meeting.uid, circle=meeting.circle.uid, ids=[version.uid])
    return finalise_if_complete(by=by, meeting=meeting)


@transaction.atomic
def sign_as_reviewer(
    *, by: Actor, meeting: Meeting, read_version: MinutesVersion, note: str = "", signed_on: date | None = None
) -> Meeting:
    """Sign as a reviewer under the version that was read.

    Raises ValidationError when the text differs from that version: the reviewer must see what changed first. When the
    reviewer corrected the text, :func:`keep_correction` has made the version to sign.
    """
    meeting = _locked(meeting)
    require(may_sign_as_reviewer(by, meeting))
    _must_be_settled(meeting)
    keep_correction(by=by, meeting=meeting)
    current = MinutesVersion.objects.filter(meeting=meeting).order_by("-number").first()
    if current is None or read_version.meeting_id != meeting.pk or current.pk != read_version.pk:
        raise ValidationError(_("Zápis se mezitím změnil. Projděte změny a podepište novou verzi."))
    if Signature.objects.filter(
        meeting=meeting, role=SignatureRole.REVIEWER, person_id=by.person_id, withdrawn_at__isnull=True
    ).exists():
        raise ValidationError(_("Revizi už jste podepsali."))
    _sign(by, meeting, current, SignatureRole.REVIEWER, note, signed_on or timezone.localdate())
    record(by=by, verb="minutes.reviewed", object_uid=meeting.uid, circle=meeting.circle.uid, ids=[current.uid])
    return finalise_if_complete(by=by, meeting=meeting)


@transaction.atomic
def keep_correction(*, by: Actor, meeting: Meeting) -> MinutesVersion:
    """Keep a correction made while reviewers sign; reviews of earlier versions no longer count."""
    version = keep_version(by=by, meeting=meeting, reason=VersionReason.CORRECTED)
    stale = Signature.objects.filter(
        meeting=meeting, role=SignatureRole.REVIEWER, withdrawn_at__isnull=True
    ).exclude(version=version)
    people = [signature.person for signature in stale.select_related("person")]
    if people:
        stale.update(withdrawn_at=timezone.now())
        _tell(
            by, meeting, people, "review", _("Zápis se po Vaší revizi změnil: %(meeting)s") % {"meeting": _name(meeting)},
            _("Po Vašem podpisu byl zápis opraven. Projděte prosím změny a podepište znovu.\n\nJednání: %(meeting)s")
            % {"meeting": _name(meeting)},
        )
        record(by=by, verb="minutes.corrected", object_uid=meeting.uid, circle=meeting.circle.uid, ids=[version.uid])
    return version


def finalise_if_complete(*, by: Actor, meeting: Meeting) -> Meeting:
    """Lock the minutes once every reviewer has signed, unless the next meeting is to approve them."""
    if meeting.state != MeetingState.SIGNING or reviewers_left(meeting):
        return meeting
    if meeting.group.approves_at_next_meeting:
        return meeting
    return _finalise(by, meeting)


def _finalise(by: Actor, meeting: Meeting) -> Meeting:
    _must_be_settled(meeting)
    version = keep_version(by=by, meeting=meeting, reason=VersionReason.FINAL)
    meeting.state, meeting.finalised_at = MeetingState.FINAL, timezone.now()
    meeting.save(update_fields=["state", "finalised_at"])
    _tell(
        by, meeting, seated(meeting), "final", _("Zápis je hotový: %(meeting)s") % {"meeting": _name(meeting)},
        _("Zápis z jednání je podepsaný a uzamčený.\n\nJednání: %(meeting)s") % {"meeting": _name(meeting)},
    )
    record(by=by, verb="minutes.finalised", object_uid=meeting.uid, circle=meeting.circle.uid, ids=[version.uid])
    return meeting


@transaction.atomic
def approve(*, by: Actor, meeting: Meeting, note: str = "", approved_on: date | None = None) -> Meeting:
    """Note that the following meeting approved the minutes, which locks them. All reviewers must have signed."""
    meeting = _locked(meeting)
    require(may_approve(by, meeting))
    left = reviewers_left(meeting)
    if left:
        names = ", ".join(person.name for person in left)
        raise ValidationError(_("Ještě chybí revize: %(names)s.") % {"names": names})
    version = keep_version(by=by, meeting=meeting, reason=VersionReason.FINAL)
    _sign(by, meeting, version, SignatureRole.APPROVAL, note, approved_on or timezone.localdate())
    return _finalise(by, meeting)


@transaction.atomic
def reopen(*, by: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Open locked minutes again, with a reason. The locked version and its signatures stay in the history."""
    meeting = _locked(meeting)
    require(may_reopen(by, meeting))
    if len(reason.strip()) < 5:
        raise ValidationError({"reason": _("Napište, proč se zápis znovu otevírá.")})
    version = MinutesVersion.objects.filter(meeting=meeting).order_by("-number").first()
    if version is None:
        raise ValidationError(_("Zápis nemá uzamčenou verzi."))
    Reopening.objects.create(
        meeting=meeting, from_version=version, reason=reason.strip(), by_person_id=by.person_id
    )
    Signature.objects.filter(meeting=meeting, withdrawn_at__isnull=True).update(withdrawn_at=timezone.now())
    meeting.state, meeting.finalised_at = MeetingState.DRAFT, None
    meeting.save(update_fields=["state", "finalised_at"])
    _tell(
        by, meeting, seated(meeting), "reopened", _("Zápis byl znovu otevřen: %(meeting)s") % {"meeting": _name(meeting)},
        _("Uzamčený zápis byl znovu otevřen.\n\nDůvod: %(reason)s\nJednání: %(meeting)s")
        % {"reason": reason.strip(), "meeting": _name(meeting)},
    )
    record(by=by, verb="minutes.reopened", object_uid=meeting.uid, circle=meeting.circle.uid, ids=[version.uid])
    return meeting

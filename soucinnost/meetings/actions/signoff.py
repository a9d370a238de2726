"""From draft to locked minutes: remarks, signatures, approval, reopening.

The order follows the practice of the field: the recorder signs on the day, reviewers sign in parallel, each under the
version they read. When a reviewer or the recorder corrects the text after somebody reviewed it, that review no longer
counts and is asked for again.

Before a signature the text is kept as it stands. Should it differ from what the signer read, the signature is refused,
yet the version stays, so that the signer sees what changed and can sign that. What differs is judged by what the
signer may see: a correction of a line closed to others neither refuses nor takes away anybody's signature but that of
reviewers who see the line (:mod:`soucinnost.meetings.selectors.sight`).
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.actors import actor_for_person
from soucinnost.access.rules import require
from soucinnost.agencies.models import Person
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import end_of_day, format_date
from soucinnost.meetings.actions.findings import must_be_decided
from soucinnost.meetings.actions.finished import tell_finished
from soucinnost.meetings.actions.live import lock_meeting
from soucinnost.meetings.actions.outcomes import lock_tasks, settle_outcomes
from soucinnost.meetings.actions.versions import keep_version
from soucinnost.meetings.enums import MeetingState, SignatureRole, VersionReason
from soucinnost.meetings.models import Entry, EntryConflict, Meeting, MinutesVersion, Remark, Reopening, Signature
from soucinnost.meetings.rules import (
    may_approve,
    may_enter_for_others,
    may_lock,
    may_remark,
    may_reopen,
    may_send_draft,
    may_settle_remarks,
    may_sign_as_recorder,
    may_sign_as_reviewer,
)
from soucinnost.meetings.selectors.sight import same_for
from soucinnost.meetings.selectors.signoff import reviewers_left, seated
from soucinnost.notices.actions import make_link, queue

__all__ = [
    "add_remark", "approve", "keep_correction", "lock_minutes", "reopen", "reviewers_left", "send_draft",
    "settle_remark", "sign_as_recorder", "sign_as_reviewer",
]

#: Purpose of a one-time link: read the draft, remark on it.
REMARK = "remark"


def _name(meeting: Meeting) -> str:
    day = format_date(timezone.localtime(meeting.starts_at).date())
    return f"{meeting.group.name}, {day}"


def _tell(
    by: Actor, meeting: Meeting, people: Iterable[Person], kind: str, subject: str, text: str,
    link: Callable[[Actor, Meeting, Person], str] | None = None,
) -> None:
    """Tell each of the people but the one who acts. The subject names the meeting after a colon.

    ``link`` makes a one-time link for who has no account.
    """
    name = _name(meeting)
    for person in people:
        if person.pk != by.person_id:
            body = f"{text}\n\n" + _("Jednání: %(meeting)s") % {"meeting": name}
            queue(
                by=by, person=person, kind=kind, subject=f"{subject}: {name}", body=body, circle=meeting.circle,
                about=meeting.uid, link=link(by, meeting, person) if link is not None else "",
            )


def _remark_link(by: Actor, meeting: Meeting, person: Person) -> str:
    """A link to read the draft and remark on it, for who has no account; "" where none can be made."""
    until, has_account = meeting.remarks_until, person.user is not None and person.user.is_active
    if has_account or until is None or not settings.MAIL_ENABLED:
        return ""
    return make_link(
        by=by, circle=meeting.circle, person=person, purpose=REMARK, object_uid=meeting.uid,
        expires_at=end_of_day(until),
    )


@transaction.atomic
def send_draft_again(*, by: Actor, meeting: Meeting, person: Person) -> bool:
    """Send a member the draft with a new link, as the holder of a used one asks; False when it is late for it."""
    meeting = lock_meeting(meeting)
    until = meeting.remarks_until
    if not may_remark(by, meeting) or by.person_id != person.pk or until is None or until < timezone.localdate():
        return False
    name = _name(meeting)
    text = _("Zápis z jednání čeká na připomínky do %(until)s.") % {"until": format_date(until)}
    message = queue(
        by=by, person=person, kind="draft", subject=_("Zápis k připomínkám") + f": {name}", body=text,
        circle=meeting.circle, about=meeting.uid, link=_remark_link(by, meeting, person),
    )
    return message is not None


# -- draft and remarks


@transaction.atomic
def send_draft(*, by: Actor, meeting: Meeting, until: date) -> Meeting:
    """Give the draft to the members for remarks until a day (included)."""
    meeting = lock_meeting(meeting)
    require(may_send_draft(by, meeting))
    must_be_decided(by, meeting)
    if until < timezone.localdate():
        raise ValidationError({"until": _("Lhůta na připomínky už minula.")})
    settle_outcomes(by=by, meeting=meeting)
    keep_version(by=by, meeting=meeting, reason=VersionReason.SENT)
    meeting.state, meeting.remarks_until = MeetingState.REMARKS, until
    meeting.save(update_fields=["state", "remarks_until"])
    text = _("Zápis z jednání čeká na připomínky do %(until)s.") % {"until": format_date(until)}
    _tell(by, meeting, seated(meeting), "draft", _("Zápis k připomínkám"), text, link=_remark_link)
    record(by=by, verb="minutes.sent_for_remarks", object_uid=meeting.uid, circle=meeting.circle.uid)
    return meeting


def _whose(by: Actor, meeting: Meeting, person: Person | None) -> tuple[Any, int | None]:
    """Return ids of whose it is and of who entered it, the latter only where that is somebody else.

    For somebody else enters who runs the circle, and only for who takes part in it.
    """
    if person is None or person.pk == by.person_id:
        return by.person_id, None
    require(may_enter_for_others(by, meeting))
    if person not in seated(meeting):
        raise ValidationError({"person": _("Tato osoba dnes není členem skupiny.")})
    return person.pk, by.person_id


@transaction.atomic
def add_remark(
    *, by: Actor, meeting: Meeting, text: str, entry: Entry | None = None, person: Person | None = None
) -> Remark:
    """Remark on the whole draft or on one entry that the actor sees, until the day that was set.

    ``person`` other than the actor is a member who said it otherwise (by mail, on paper); who runs the circle may
    enter that, also when the day has passed.
    """
    meeting = lock_meeting(meeting)
    require(may_remark(by, meeting))
    owner, entered_by = _whose(by, meeting, person)
    if entered_by is None and meeting.remarks_until is not None and meeting.remarks_until < timezone.localdate():
        raise ValidationError(_("Lhůta na připomínky už uplynula. Obraťte se na zapisovatele, text Vám zůstal."))
    wording = text.replace("\x00", "").strip()
    if not wording:
        raise ValidationError({"text": _("Napište, co navrhujete změnit.")})
    if entry is not None:
        require(Entry.objects.visible_to(by).filter(pk=entry.pk, meeting=meeting).exists())
    remark = Remark.objects.create(
        meeting=meeting, entry=entry, person_id=owner, text=wording, entered_by_id=entered_by
    )
    record(by=by, verb="minutes.remarked", object_uid=remark.uid, circle=meeting.circle.uid, ids=[meeting.uid])
    return remark


@transaction.atomic
def settle_remark(*, by: Actor, remark: Remark, accepted: bool, response: str = "") -> Remark:
    """Say what was made of a remark; refusing one needs a reason. Settled meanwhile, the earlier answer stays."""
    meeting = lock_meeting(remark.meeting)
    require(may_settle_remarks(by, meeting))
    require(Remark.objects.visible_to(by).filter(pk=remark.pk).exists())
    remark = Remark.objects.select_for_update(of=("self",)).get(pk=remark.pk)
    if remark.settled_at is not None:
        raise ValidationError(_("Připomínku už mezitím někdo vypořádal."))
    words = response.replace("\x00", "").strip()
    if not accepted and not words:
        raise ValidationError({"response": _("Napište, proč připomínku nepřijímáte.")})
    remark.accepted, remark.response = accepted, words
    remark.settled_at, remark.settled_by_id = timezone.now(), by.person_id
    remark.save(update_fields=["accepted", "response", "settled_at", "settled_by"])
    record(by=by, verb="minutes.remark_settled", object_uid=remark.uid, circle=meeting.circle.uid)
    return remark


# -- signatures


def _must_be_settled(by: Actor, meeting: Meeting) -> None:
    """Refuse while a wording waits for a choice. Lines that the actor may not see neither hold up nor show."""
    seen = Entry.objects.visible_to(by).standing().filter(meeting=meeting)
    if EntryConflict.objects.filter(entry__in=seen, resolved_at__isnull=True).exists():
        raise ValidationError(_("V zápisu čekají dvě znění téhož odstavce. Nejdřív vyberte, které platí."))
    must_be_decided(by, meeting)


def _sign(
    meeting: Meeting, version: MinutesVersion, role: SignatureRole, *, person_id: Any, note: str,
    day: date | None, entered_by_id: int | None = None,
) -> Signature:
    today = timezone.localdate()
    signed_on = day or today
    if signed_on > today:
        raise ValidationError({"signed_on": _("Den podpisu je v budoucnosti.")})
    if signed_on < timezone.localtime(meeting.starts_at).date():
        raise ValidationError({"signed_on": _("Den podpisu je dřív než jednání.")})
    return Signature.objects.create(
        meeting=meeting, version=version, role=role, person_id=person_id, signed_on=signed_on,
        note=note.replace("\x00", "").strip(), entered_by_id=entered_by_id,
    )


@transaction.atomic
def sign_as_recorder(*, by: Actor, meeting: Meeting, note: str = "", signed_on: date | None = None) -> Meeting:
    """Sign the minutes as their recorder; reviewers are asked to sign. Without reviewers the minutes lock at once."""
    meeting = lock_meeting(meeting)
    require(may_sign_as_recorder(by, meeting))
    _must_be_settled(by, meeting)
    if Remark.objects.visible_to(by).filter(meeting=meeting, settled_at__isnull=True).exists():
        raise ValidationError(_("Některé připomínky ještě nejsou vypořádané."))
    settle_outcomes(by=by, meeting=meeting)
    version = keep_version(by=by, meeting=meeting, reason=VersionReason.SIGNED)
    _sign(meeting, version, SignatureRole.RECORDER, person_id=by.person_id, note=note, day=signed_on)
    meeting.state = MeetingState.SIGNING
    meeting.save(update_fields=["state"])
    text = _("Zápis z jednání čeká na Vaši revizi.")
    _tell(by, meeting, reviewers_left(meeting), "review", _("Zápis k revizi"), text)
    record(by=by, verb="minutes.signed", object_uid=meeting.uid, circle=meeting.circle.uid, ids=[version.uid])
    return _finalise_if_complete(by, meeting)


def _over_what_stands(
    by: Actor, meeting: Meeting, may: Callable[[Actor, Meeting], bool],
    act: Callable[[Meeting, MinutesVersion], Meeting],
) -> Meeting:
    """Keep the text as it stands, then act on it under one lock. A refusal takes back the act, not what was kept."""
    with transaction.atomic():
        meeting = lock_meeting(meeting)
        require(may(by, meeting))
        lock_tasks(meeting)
        version = keep_correction(by=by, meeting=meeting)
        try:
            with transaction.atomic():
                _must_be_settled(by, meeting)
                return act(meeting, version)
        except ValidationError as error:
            refusal = error
    raise refusal


def sign_as_reviewer(
    *, by: Actor, meeting: Meeting, read_version: MinutesVersion, note: str = "", signed_on: date | None = None,
    person: Person | None = None,
) -> Meeting:
    """Sign as a reviewer under the version that was read; ``person`` is a reviewer who signed on paper.

    Raises ValidationError when the text differs from that version: the reviewer must see what changed first. Who
    enters a signature given on paper runs the circle; the reviewer is told.
    """
    other = person if person is not None and person.pk != by.person_id else None

    def may(actor: Actor, current: Meeting) -> bool:
        rule = may_enter_for_others if other is not None else may_sign_as_reviewer
        return rule(actor, current) and current.state == MeetingState.SIGNING

    def act(current: Meeting, version: MinutesVersion) -> Meeting:
        if not same_for(by, read_version, version):
            raise ValidationError(_("Zápis se mezitím změnil. Projděte změny a podepište novou verzi."))
        signer = other.pk if other is not None else by.person_id
        if signer not in {one.pk for one in reviewers_left(current)}:
            raise ValidationError(_("Tato revize už je podepsaná, nebo se od této osoby nečeká."))
        _sign(
            current, version, SignatureRole.REVIEWER, person_id=signer, note=note, day=signed_on,
            entered_by_id=by.person_id if other is not None else None,
        )
        if other is not None:
            text = _("Podle podpisu na papíře byla zapsána Vaše revize. Není-li to tak, ozvěte se předsedajícímu.")
            _tell(by, current, [other], "review", _("Zapsaná revize"), text)
        record(by=by, verb="minutes.reviewed", object_uid=current.uid, circle=current.circle.uid, ids=[version.uid])
        return _finalise_if_complete(by, current)

    return _over_what_stands(by, meeting, may, act)


@transaction.atomic
def keep_correction(*, by: Actor, meeting: Meeting) -> MinutesVersion:
    """Keep a correction made while reviewers sign; reviews of versions that looked different no longer count.

    The reviewers whose signature no longer counts are told; who sees no difference is neither told nor asked again.
    The recorder's signature stays under the version it was given to.
    """
    version = keep_version(by=by, meeting=meeting, reason=VersionReason.CORRECTED)
    earlier = Signature.objects.filter(meeting=meeting, withdrawn_at__isnull=True).exclude(version=version)
    reviews = earlier.filter(role=SignatureRole.REVIEWER).select_related("person", "version")
    stale = [one for one in reviews if not same_for(actor_for_person(one.person), one.version, version)]
    if not stale:
        return version
    Signature.objects.filter(pk__in=[one.pk for one in stale]).update(withdrawn_at=timezone.now())
    _tell(
        by, meeting, [one.person for one in stale], "review", _("Zápis se po Vaší revizi změnil"),
        _("Po Vašem podpisu byl zápis opraven. Projděte prosím změny a podepište znovu."),
    )
    record(by=by, verb="minutes.corrected", object_uid=meeting.uid, circle=meeting.circle.uid, ids=[version.uid])
    return version


def _finalise_if_complete(by: Actor, meeting: Meeting) -> Meeting:
    """Lock the minutes once every reviewer has signed, unless the next meeting is to approve them."""
    if meeting.state != MeetingState.SIGNING or meeting.group.approves_at_next_meeting or reviewers_left(meeting):
        return meeting
    return _finalise(by, meeting)


def _finalise(by: Actor, meeting: Meeting) -> Meeting:
    settle_outcomes(by=by, meeting=meeting)
    version = keep_version(by=by, meeting=meeting, reason=VersionReason.FINAL)
    meeting.state, meeting.finalised_at = MeetingState.FINAL, timezone.now()
    meeting.save(update_fields=["state", "finalised_at"])
    tell_finished(by, meeting, _name(meeting))
    record(by=by, verb="minutes.finalised", object_uid=meeting.uid, circle=meeting.circle.uid, ids=[version.uid])
    return meeting


def _must_be_reviewed(meeting: Meeting) -> None:
    left = reviewers_left(meeting)
    if left:
        names = ", ".join(person.name for person in left)
        raise ValidationError(_("Ještě chybí revize: %(names)s.") % {"names": names})


def approve(*, by: Actor, meeting: Meeting, note: str = "", approved_on: date | None = None) -> Meeting:
    """Note that a following meeting approved the minutes, which locks them. All reviewers must have signed them."""

    def act(current: Meeting, version: MinutesVersion) -> Meeting:
        _must_be_reviewed(current)
        _sign(current, version, SignatureRole.APPROVAL, person_id=by.person_id, note=note, day=approved_on)
        record(by=by, verb="minutes.approved", object_uid=current.uid, circle=current.circle.uid, ids=[version.uid])
        return _finalise(by, current)

    return _over_what_stands(by, meeting, may_approve, act)


def lock_minutes(*, by: Actor, meeting: Meeting) -> Meeting:
    """Lock minutes on which nobody's signature is missing any more: the last reviewer left, the statutes changed."""

    def act(current: Meeting, version: MinutesVersion) -> Meeting:
        _must_be_reviewed(current)
        return _finalise(by, current)

    return _over_what_stands(by, meeting, may_lock, act)


@transaction.atomic
def reopen(*, by: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Open locked minutes again, with a reason. The locked version stays in history; corrected reports come in."""
    from soucinnost.meetings.actions.reporting import bring_reports  # noqa: PLC0415 - it keeps corrections, too

    meeting = lock_meeting(meeting)
    require(may_reopen(by, meeting))
    words = reason.replace("\x00", "").strip()
    if len(words) < 5:
        raise ValidationError({"reason": _("Napište, proč se zápis znovu otevírá.")})
    version = MinutesVersion.objects.filter(meeting=meeting).latest("number")  # what is locked was kept
    Reopening.objects.create(meeting=meeting, from_version=version, reason=words, by_person_id=by.person_id)
    Signature.objects.filter(meeting=meeting, withdrawn_at__isnull=True).update(withdrawn_at=timezone.now())
    meeting.state, meeting.finalised_at = MeetingState.DRAFT, None
    meeting.save(update_fields=["state", "finalised_at"])
    bring_reports(by=by, meeting=meeting)
    text = _("Uzamčený zápis byl znovu otevřen.") + "\n\n" + _("Důvod: %(reason)s") % {"reason": words}
    _tell(by, meeting, seated(meeting), "reopened", _("Zápis byl znovu otevřen"), text)
    record(by=by, verb="minutes.reopened", object_uid=meeting.uid, circle=meeting.circle.uid, ids=[version.uid])
    return meeting

"""Who signs minutes, where their sign-off stands, what each reader read last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.enums import Standing
from soucinnost.access.models import Seat, SeatQuerySet
from soucinnost.access.prepared import Prepared
from soucinnost.agencies.models import Person
from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.enums import MeetingState, SignatureRole
from soucinnost.meetings.models import Meeting, Signature
from soucinnost.meetings.selectors.sight import SeenVersion, numbers_of

DONE, CURRENT, WAITING = "done", "cur", "wait"
VIEWED = "minutes.viewed"


def taking_part(*, day: date | None = None, **filters: object) -> SeatQuerySet:
    """Seats of the day (today) of members, and of deputies whose member still sits."""
    today = day or timezone.localdate()
    principal = Q(deputy_for__valid_to__isnull=True) | Q(deputy_for__valid_to__gte=today)
    deputies = Q(standing=Standing.DEPUTY, deputy_for__valid_from__lte=today) & principal
    seats = Seat.objects.on(today).filter(Q(standing=Standing.MEMBER) | deputies, **filters)
    return seats.select_related("person").order_by("id")


def seated(meeting: Meeting) -> list[Person]:
    """People who take part in the meeting's circle today, each once."""
    return list({seat.person_id: seat.person for seat in taking_part(circle=meeting.circle_id)}.values())


def lacks_reviews(day: date) -> Exists:
    """Whether a reviewer of a meeting's group has not signed its minutes, for a query of meetings.

    As :func:`reviewers_left` says who that is.
    """
    signed = Signature.objects.filter(
        meeting=OuterRef(OuterRef("pk")), person=OuterRef("person"), role=SignatureRole.REVIEWER,
        withdrawn_at__isnull=True,
    )
    return Exists(taking_part(day=day, circle=OuterRef("circle"), is_reviewer=True).filter(~Exists(signed)))


def reviewers_left(meeting: Meeting) -> list[Person]:
    """Reviewers of the meeting's group who have not signed, or whose signature no longer counts. Two queries."""
    seats = taking_part(circle=meeting.circle_id, is_reviewer=True)
    signed = set(
        Signature.objects.filter(
            meeting=meeting, role=SignatureRole.REVIEWER, withdrawn_at__isnull=True
        ).values_list("person_id", flat=True)
    )
    return [person for pk, person in {seat.person_id: seat.person for seat in seats}.items() if pk not in signed]


@dataclass(frozen=True)
class SignOff:
    """Who takes part in the circle today and every signature that was given, also those that no longer count."""

    seats: tuple[Seat, ...]
    signatures: tuple[Signature, ...]

    @property
    def people(self) -> list[Person]:
        """Who takes part, each once."""
        return list({seat.person_id: seat.person for seat in self.seats}.values())

    @property
    def valid(self) -> list[Signature]:
        """Signatures that count."""
        return [signature for signature in self.signatures if signature.withdrawn_at is None]

    @property
    def left(self) -> list[Person]:
        """Reviewers whose signature is missing."""
        signed = {one.person_id for one in self.valid if one.role == SignatureRole.REVIEWER}
        reviewers = {seat.person_id: seat.person for seat in self.seats if seat.is_reviewer}
        return [person for pk, person in reviewers.items() if pk not in signed]

    @property
    def was_locked(self) -> bool:
        """Whether the minutes were opened again: nothing else takes the recorder's signature away."""
        return any(one.withdrawn_at and one.role == SignatureRole.RECORDER for one in self.signatures)


def sign_off(actor: Actor, meeting: Meeting) -> SignOff:
    """Read who signs and who has signed; two queries."""
    seats = _taking_part(meeting.circle_id, timezone.localdate())
    return SignOff(tuple(seats), tuple(_signatures(actor, meeting.pk)))


@Prepared
def _taking_part(circle: int, day: date) -> QuerySet[Seat]:
    return taking_part(day=day, circle=circle)


@Prepared
def _signatures(actor: Actor, meeting: int) -> QuerySet[Signature]:
    return Signature.objects.visible_to(actor).filter(meeting=meeting).select_related("person", "entered_by")


# -- the chain


@dataclass(frozen=True)
class Step:
    """One link of the chain. ``state`` is done, cur (it is this one's turn) or wait.

    ``entered_by`` is a name where the signature was given on paper and somebody else entered it.
    """

    label: str
    who: str
    on: date | None
    version: int | None
    note: str
    state: str
    entered_by: str = ""


def _signed(signature: Signature, label: str, numbers: dict[int, int]) -> Step:
    return Step(
        label, signature.person.name, signature.signed_on, numbers.get(signature.version_id), signature.note, DONE,
        signature.entered_by.name if signature.entered_by is not None else "",
    )


def signature_chain(meeting: Meeting, signed: SignOff, versions: Sequence[SeenVersion]) -> list[Step]:
    """Return the steps: recorder, each reviewer, approval where the statutes want it, lock.

    ``versions`` are those the reader can tell apart: their numbers stand with the signatures.
    """
    if meeting.is_imported and not signed.signatures:
        return _imported_chain(meeting)
    numbers = numbers_of(versions)
    locked = meeting.state == MeetingState.FINAL
    signing = meeting.state == MeetingState.SIGNING
    drafting = meeting.state in {MeetingState.DRAFT, MeetingState.REMARKS}
    missing = [] if locked else signed.left
    by_role: dict[str, list[Signature]] = {role: [] for role in SignatureRole.values}
    for signature in signed.valid:
        by_role[signature.role].append(signature)
    steps = [_signed(one, _("Zápis"), numbers) for one in by_role[SignatureRole.RECORDER]]
    if not steps:
        steps = [Step(_("Zápis"), "", None, None, "", CURRENT if drafting else WAITING)]
    steps += [_signed(one, _("Revize"), numbers) for one in by_role[SignatureRole.REVIEWER]]
    steps += [Step(_("Revize"), person.name, None, None, "", CURRENT if signing else WAITING) for person in missing]
    turn = CURRENT if signing and not missing else WAITING
    approvals = [_signed(one, _("Schválení"), numbers) for one in by_role[SignatureRole.APPROVAL]]
    waits_for_approval = meeting.group.approves_at_next_meeting and not locked
    if waits_for_approval and not approvals:
        approvals = [Step(_("Schválení"), _("na příštím jednání"), None, None, "", turn)]
    steps += approvals
    day = timezone.localtime(meeting.finalised_at).date() if locked and meeting.finalised_at is not None else None
    steps.append(
        Step(_("Uzamčeno"), "", day, None, "", DONE if locked else WAITING if waits_for_approval else turn)
    )
    return steps


def imported_signatures(meeting: Meeting) -> list[tuple[str, str, date | None]]:
    """Label, name and day of each name that stands under the old minutes a meeting was read from."""
    labels = {
        SignatureRole.RECORDER: _("Zápis"), SignatureRole.REVIEWER: _("Revize"), SignatureRole.APPROVAL: _("Schválení")
    }
    return [
        (labels[SignatureRole(one["role"])], one["name"], date.fromisoformat(one["date"]) if one["date"] else None)
        for one in meeting.imported.sign_off
    ]


def _imported_chain(meeting: Meeting) -> list[Step]:
    """Names under the old minutes, then when they were read and by whom."""
    origin = meeting.imported
    steps = [Step(label, name, day, None, "", DONE) for label, name, day in imported_signatures(meeting)]
    who = origin.by_person.name if origin.by_person is not None else ""
    return [*steps, Step(_("Načteno"), who, timezone.localtime(origin.at).date(), None, "", DONE)]


def signatures_under(actor: Actor, version: SeenVersion) -> list[Signature]:
    """Signatures under a version as the reader knows it: of each person and role the latest.

    A reviewer may have signed it twice, before and after a change that this reader does not see.
    """
    given = Signature.objects.visible_to(actor).filter(version__in=version.pks).select_related("person", "entered_by")
    latest = {(one.role, one.person_id): one for one in given.order_by("at", "id")}
    return sorted(latest.values(), key=lambda one: (one.at, one.pk))


# -- what a later meeting may approve


def later_meeting_day(meetings: Sequence[Meeting]) -> dict[int, date]:
    """The day of the latest meeting that has begun after each of these in its group, by meeting id; one query."""
    begun = Meeting.objects.filter(group__in={meeting.group_id for meeting in meetings}, started_at__isnull=False)
    last = dict(begun.order_by().values_list("group").annotate(last=Max("starts_at")))
    return {
        meeting.pk: timezone.localtime(last[meeting.group_id]).date() for meeting in meetings
        if meeting.group_id in last and last[meeting.group_id] > meeting.starts_at
    }


# -- reading


def last_read_version(
    actor: Actor, meeting: Meeting, versions: Sequence[SeenVersion], signed: SignOff
) -> SeenVersion | None:
    """The version this reader read last before the newest came: as the audit of the page tells, or the last signed.

    None for who never opened the minutes before. Reading the page again does not change it until a newer version
    comes, so the changes stay on it.
    """
    if not versions:
        return None
    newest = versions[-1]
    seen = (
        AuditEntry.objects.filter(object_uid=meeting.uid, actor=actor.audit_ref, verb=VIEWED, at__lt=newest.at)
        .order_by("-at").values_list("at", flat=True).first()
    )
    numbers = [version.number for version in versions if seen is not None and version.at <= seen]
    shown = numbers_of(versions)
    numbers += [shown[one.version_id] for one in signed.signatures if one.person_id == actor.person_id]
    return next((version for version in versions if version.number == max(numbers)), None) if numbers else None

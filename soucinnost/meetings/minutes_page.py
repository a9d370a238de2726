"""Everything that the reading page of minutes shows besides the minutes themselves, read for one actor."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import QuerySet
from django.forms import Form
from django.utils import timezone

from soucinnost.access.prepared import Prepared
from soucinnost.access.rules import may_export
from soucinnost.agencies.models import Person
from soucinnost.documents.models import Attachment
from soucinnost.kernel.actor import Actor
from soucinnost.meetings import rules
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.findings import Found, undecided
from soucinnost.meetings.forms.hold import AnswerForm
from soucinnost.meetings.forms.signoff import (
    ApproveForm,
    DispatchForm,
    LeaveForm,
    RemarkForm,
    ReopenForm,
    ReviewForm,
    ReviewForOtherForm,
    SendDraftForm,
    SettleForm,
    SignForm,
)
from soucinnost.meetings.models import Dispatch, Meeting, Remark, Reopening
from soucinnost.meetings.selectors.lines import EntryLine, ItemLine, MinutesView
from soucinnost.meetings.selectors.minutes import minutes_view
from soucinnost.meetings.selectors.sight import SeenVersion, numbers_of, seen_versions
from soucinnost.meetings.selectors.signoff import (
    SignOff,
    Step,
    last_read_version,
    later_meeting_day,
    sign_off,
    signature_chain,
)
from soucinnost.meetings.selectors.versions import Difference, differences

SIGNED_STATES = {MeetingState.DRAFT, MeetingState.REMARKS, MeetingState.SIGNING, MeetingState.FINAL}


@dataclass(frozen=True)
class EntryRow:
    """A line with the form to answer it, where it is a question that still takes this reader's answer."""

    entry: EntryLine
    answer_form: AnswerForm | None


@dataclass(frozen=True)
class ItemRow:
    """An item with its lines."""

    item: ItemLine
    rows: tuple[EntryRow, ...]


@dataclass
class MinutesPage:
    """What the template shows. ``forms`` holds the steps this reader can take now, by name."""

    view: MinutesView
    forms: dict[str, Form]
    versions: list[SeenVersion]
    remarks: list[Remark]
    chain: list[Step] = field(default_factory=list)
    left: list[Person] = field(default_factory=list)
    changes: list[Difference] = field(default_factory=list)
    since: SeenVersion | None = None
    shows_changes: bool = False
    edits: bool = False
    exports: bool = False
    origin: Attachment | None = None
    """The file of old minutes, where this reader may see it."""
    locked_numbers: set[int] = field(default_factory=set)
    reopenings: list[tuple[Reopening, int]] = field(default_factory=list)
    dispatches: list[Dispatch] = field(default_factory=list)
    questions: list[EntryLine] = field(default_factory=list)
    findings: list[Found] = field(default_factory=list)
    leave_form: LeaveForm | None = None
    answer_forms: dict[str, AnswerForm] = field(default_factory=dict)
    settle_forms: dict[str, Form] = field(default_factory=dict)

    @property
    def items(self) -> list[ItemRow]:
        """Items and lines with the forms that belong to them."""
        return [
            ItemRow(item, tuple(EntryRow(entry, self.answer_forms.get(entry.uid)) for entry in item.entries))
            for item in self.view.items
        ]

    @property
    def remark_rows(self) -> list[tuple[Remark, Form | None]]:
        """Remarks, each with the form that settles it where this reader may."""
        return [(remark, self.settle_forms.get(remark.uid)) for remark in self.remarks]

    @property
    def uids(self) -> list[str]:
        """Every record that the page shows, for its audit row."""
        meeting = self.view.meeting
        scan = meeting.attendance_scan
        return [
            *self.view.uids, *(remark.uid for remark in self.remarks), *(one.uid for one in self.dispatches),
            *(version.uid for version in self.versions), *([scan.uid] if scan is not None else []),
            *([self.origin.uid] if self.origin is not None else []),
        ]

    @property
    def newest(self) -> SeenVersion | None:
        """The latest version that the reader can tell from the one before."""
        return self.versions[-1] if self.versions else None


def _origin(actor: Actor, meeting: Meeting) -> Attachment | None:
    if not meeting.is_imported or meeting.imported.attachment_id is None:
        return None
    return Attachment.objects.visible_to(actor).filter(pk=meeting.imported.attachment_id).first()


def steps(actor: Actor, meeting: Meeting, signed: SignOff) -> dict[str, Form]:
    """Empty forms of the steps that the actor can take now."""
    forms: dict[str, Form] = {}
    left = signed.left
    runs = rules.runs(actor, meeting.circle)
    if rules.may_send_draft(actor, meeting):
        until = timezone.localdate() + timedelta(days=meeting.group.remarks_days)
        forms["send_draft"] = SendDraftForm(initial={"until": until})
    if rules.may_remark(actor, meeting) and (runs or rules.remarks_are_open(meeting)):
        forms["remark"] = RemarkForm(people=others(actor, meeting, signed.people))
    if rules.may_sign_as_recorder(actor, meeting):
        forms["sign_recorder"] = SignForm()
    if rules.may_sign_as_reviewer(actor, meeting) and actor.person_id in {person.pk for person in left}:
        forms["sign_reviewer"] = ReviewForm()
    absent = [person for person in left if person.pk != actor.person_id]
    if meeting.state == MeetingState.SIGNING and rules.may_enter_for_others(actor, meeting) and absent:
        forms["sign_for"] = ReviewForOtherForm(people=absent)
    if rules.may_approve(actor, meeting) and not left:
        forms["approve"] = ApproveForm(initial={"signed_on": later_meeting_day([meeting]).get(meeting.pk)})
    if rules.may_lock(actor, meeting) and not left:
        forms["lock"] = Form()
    if rules.may_reopen(actor, meeting):
        forms["reopen"] = ReopenForm()
    if rules.may_dispatch(actor, meeting):
        forms["dispatch"] = DispatchForm()
    return forms


def others(actor: Actor, meeting: Meeting, people: list[Person]) -> list[Person]:
    """For whom of those who take part the actor may enter what was said otherwise; nobody unless running the circle."""
    if not rules.may_enter_for_others(actor, meeting):
        return []
    return [person for person in people if person.pk != actor.person_id]


@Prepared
def _remarks(actor: Actor, meeting: int) -> QuerySet[Remark]:
    remarks = Remark.objects.visible_to(actor).filter(meeting=meeting)
    return remarks.select_related("person", "settled_by", "entry", "entered_by")


@Prepared
def _dispatches(actor: Actor, meeting: int) -> QuerySet[Dispatch]:
    return Dispatch.objects.visible_to(actor).filter(meeting=meeting)


def read_page(actor: Actor, meeting: Meeting, *, since: int | None = None) -> MinutesPage:
    """Read the page. ``since`` is a version number from which changes are asked for; reviewers see them unasked."""
    signed = sign_off(actor, meeting) if meeting.state in SIGNED_STATES else SignOff((), ())
    forms = steps(actor, meeting, signed)
    own = frozenset(seat.uid for seat in signed.seats if seat.pk in actor.seat_ids)
    compares = since is not None or "sign_reviewer" in forms
    page = MinutesPage(
        view=minutes_view(actor, meeting),
        forms=forms,
        versions=seen_versions(actor, meeting, with_content=compares, seat_uids=own),
        remarks=_remarks(actor, meeting.pk),
        left=signed.left,
        edits=rules.may_write(actor, meeting),
        exports=may_export(actor, meeting.circle),
        origin=_origin(actor, meeting),
    )
    if meeting.ended_at is not None:
        page.chain = signature_chain(meeting, signed, page.versions)
        _history(actor, meeting, page, signed)
    _changes(actor, meeting, page, since, signed, own)
    if rules.may_settle_remarks(actor, meeting):
        page.settle_forms = {
            remark.uid: SettleForm(auto_id=f"vyporadat-{remark.uid}-%s")
            for remark in page.remarks
            if remark.settled_at is None
        }
    _answers(actor, meeting, page, signed)
    if page.edits and {"send_draft", "sign_recorder", "sign_reviewer", "approve", "lock"} & set(forms):
        page.findings = undecided(page.view.entries)
        page.leave_form = LeaveForm(found=page.findings) if page.findings else None
    return page


def _history(actor: Actor, meeting: Meeting, page: MinutesPage, signed: SignOff) -> None:
    if signed.was_locked:
        reopenings = Reopening.objects.visible_to(actor).filter(meeting=meeting).select_related("by_person")
        numbers = numbers_of(page.versions)
        page.reopenings = [(reopening, numbers[reopening.from_version_id]) for reopening in reopenings]
    page.dispatches = _dispatches(actor, meeting.pk)
    page.locked_numbers = {number for _reopening, number in page.reopenings}
    if meeting.state == MeetingState.FINAL and page.newest is not None:
        page.locked_numbers.add(page.newest.number)


def _changes(
    actor: Actor, meeting: Meeting, page: MinutesPage, since: int | None, signed: SignOff, own: frozenset[str]
) -> None:
    """Set what changed: since the version that was asked for, or for a reviewer since the one read last."""
    reviews = "sign_reviewer" in page.forms
    if page.newest is None or (since is None and not reviews):
        return
    page.shows_changes = True
    if since is not None:
        page.since = next((version for version in page.versions if version.number == since), None)
    if page.since is None:
        page.since = last_read_version(actor, meeting, page.versions, signed)
    if page.since is not None and page.since.number != page.newest.number:
        page.changes = differences(actor, page.since.version, page.newest.version, seat_uids=own)


def _answers(actor: Actor, meeting: Meeting, page: MinutesPage, signed: SignOff) -> None:
    today = timezone.localdate()
    asked = [(entry, entry.question) for entry in page.view.entries if entry.question is not None]
    if {"sign_recorder", "sign_reviewer", "sign_for", "lock", "approve"} & set(page.forms):
        page.questions = [entry for entry, question in asked if question.until is not None and question.until >= today]
    if not rules.may_answer(actor, meeting):
        return
    seats = list(signed.seats) if rules.may_answer_for_others(actor, meeting) else None
    for entry, question in asked:
        if question.is_open:
            mine = next((answer.text for answer in question.answers if answer.is_mine), "")
            page.answer_forms[entry.uid] = AnswerForm(
                seats=seats, initial={"text": mine}, auto_id=f"odpoved-{entry.uid}-%s"
            )

"""Whatever is done in whatever order: locked minutes carry the signature of every reviewer under what they say.

Each example runs in a savepoint of its own that is taken back.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soucinnost.access.actors import actor_for_person
from soucinnost.meetings.actions import signoff
from soucinnost.meetings.actions.running import finish_editing
from soucinnost.meetings.actions.versions import content_of, digest_of
from soucinnost.meetings.enums import MeetingState, SignatureRole
from soucinnost.meetings.models import Entry, Meeting, MinutesVersion, Remark, Reopening, Signature
from soucinnost.meetings.selectors.sight import same_for
from soucinnost.meetings.selectors.signoff import lacks_reviews
from tests.cast import Cast
from tests.meetings.signoff_kit import TODAY, add_reviewer, drafted, fresh, newest, put, undone

pytestmark = pytest.mark.django_db
PEOPLE = ("chair", "recorder", "reviewer", "second", "member", "outsider")
STEPS = (
    "send", "remark", "settle", "sign", "review", "review_old", "paper", "approve", "lock", "reopen", "edit", "done",
    "closed_edit", "statutes", "reviewer_leaves",
)


def _take(cast: Cast, meeting: Meeting, step: str, role: str, turn: int) -> Any:
    by = cast.actor(role)
    if step == "send":
        return signoff.send_draft(by=by, meeting=meeting, until=TODAY() + timedelta(days=1))
    if step == "remark":
        return signoff.add_remark(by=by, meeting=meeting, text="Doplnit")
    if step == "settle":
        remark = Remark.objects.filter(meeting=meeting, settled_at=None).first()
        return remark and signoff.settle_remark(by=by, remark=remark, accepted=True)
    if step == "sign":
        return signoff.sign_as_recorder(by=by, meeting=meeting)
    if step in {"review", "review_old"}:
        version = newest(meeting) if step == "review" else meeting.versions.first()
        return signoff.sign_as_reviewer(by=by, meeting=meeting, read_version=version)
    if step == "paper":
        return signoff.sign_as_reviewer(
            by=by, meeting=meeting, read_version=newest(meeting), person=cast.person("second")
        )
    if step in {"approve", "lock"}:
        return (signoff.approve if step == "approve" else signoff.lock_minutes)(by=by, meeting=meeting)
    if step == "reopen":
        return signoff.reopen(by=by, meeting=meeting, reason="Chybí příloha")
    if step == "edit":
        entry = Entry.objects.filter(meeting=meeting, is_closed=False).first()
        return put(cast, meeting, f"<p>Znění {turn}</p>", by=role, uid=entry.uid)
    if step == "closed_edit":
        entry = Entry.objects.filter(meeting=meeting, is_closed=True).first()
        return put(cast, meeting, f"<p>Tajné {turn}</p>", by=role, uid=entry.uid, to=("chair", "member"))
    return finish_editing(by=by, meeting=meeting)


def _outside(cast: Cast, step: str) -> bool:
    """What happens around the minutes; returns whether this step is one of those."""
    if step == "statutes":
        cast.group.approves_at_next_meeting = not cast.group.approves_at_next_meeting
        cast.group.save()
    elif step == "reviewer_leaves":
        seat = cast.mandates["second"].seat
        seat.is_reviewer = not seat.is_reviewer
        seat.save()
    else:
        return False
    return True


def _holds(cast: Cast, meeting: Meeting, known: dict[int, str], at_lock: dict[str, Any]) -> None:
    now = fresh(meeting)
    versions = {one.number: one.digest for one in MinutesVersion.objects.filter(meeting=meeting)}
    assert {number: versions.get(number) for number in known} == known, "a version vanished or changed"
    assert sorted(versions) == list(range(1, len(versions) + 1))
    assert all(digest_of(one.content) == one.digest for one in MinutesVersion.objects.filter(meeting=meeting))
    known.update(versions)
    asked = Meeting.objects.annotate(lacks=lacks_reviews(timezone.localdate())).get(pk=meeting.pk)
    assert asked.lacks == bool(signoff.reviewers_left(now)), "the desk and the minutes differ in who is to sign"
    valid = Signature.objects.filter(meeting=meeting, withdrawn_at=None)
    last = newest(meeting)
    if now.state == MeetingState.FINAL:
        assert last.digest == digest_of(content_of(now)), "what is locked is not what was kept"
        reviews = valid.filter(role=SignatureRole.REVIEWER)
        assert all(same_for(actor_for_person(one.person), one.version, last) for one in reviews), "another version"
        assert valid.filter(role=SignatureRole.RECORDER).exists() and now.finalised_at is not None
        if not at_lock:
            at_lock["reviewers"] = {person.pk for person in signoff.reviewers_left(now)}
            assert not at_lock["reviewers"], "locked without a reviewer"
    else:
        at_lock.clear()
        assert now.finalised_at is None
        assert not valid.filter(role=SignatureRole.APPROVAL).exists()
    if now.state in {MeetingState.DRAFT, MeetingState.REMARKS}:
        assert not valid.exists(), "a signature under an open draft"
    for reopening in Reopening.objects.filter(meeting=meeting):
        assert reopening.from_version.number in versions


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=20, deadline=None
)
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(PEOPLE)), max_size=25))
def test_any_order_of_steps(cast: Cast, steps: list[tuple[str, str]]) -> None:
    with undone():
        if "second" not in cast.mandates:
            add_reviewer(cast)
        cast.mandates["second"].seat.save()
        cast.group.save()
        meeting = drafted(cast, closed="Jen pro někoho")
        known: dict[int, str] = {}
        at_lock: dict[str, Any] = {}
        for turn, (step, role) in enumerate(steps):
            before = digest_of(content_of(meeting)), fresh(meeting).state
            if not _outside(cast, step):
                try:
                    _take(cast, meeting, step, role, turn)
                except (ValidationError, PermissionDenied):
                    assert (digest_of(content_of(meeting)), fresh(meeting).state) == before, "refused, yet changed"
                if before[1] == MeetingState.FINAL and step != "reopen":
                    assert digest_of(content_of(meeting)) == before[0], "locked minutes changed"
            _holds(cast, meeting, known, at_lock)


def test_the_straight_way_ends_locked(cast: Cast) -> None:
    """The machine above would hold vacuously if nothing ever got through."""
    add_reviewer(cast)
    meeting = drafted(cast, closed="Jen pro někoho")
    way = [
        ("send", "recorder"), ("remark", "member"), ("settle", "chair"), ("sign", "recorder"), ("review", "reviewer"),
        ("edit", "reviewer"), ("done", "reviewer"), ("paper", "recorder"), ("review", "reviewer"), ("reopen", "chair"),
        ("closed_edit", "chair"), ("sign", "chair"), ("review", "second"), ("review", "reviewer"),
    ]
    known: dict[int, str] = {}
    at_lock: dict[str, Any] = {}
    states = []
    for turn, (step, role) in enumerate(way):
        _take(cast, meeting, step, role, turn)
        _holds(cast, meeting, known, at_lock)
        states.append(fresh(meeting).state)
    assert states[-1] == MeetingState.FINAL and states[8] == MeetingState.FINAL and states[9] == MeetingState.DRAFT
    assert len(known) == 3

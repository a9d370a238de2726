"""A correction of a closed line: whoever sees the line sees a version and signs again, to others nothing happened."""

from typing import Any

import pytest
from django.urls import reverse

from soucinnost.access.actors import actor_for_person
from soucinnost.meetings.actions import signoff
from soucinnost.meetings.actions.running import finish_editing
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import AgendaItem, Entry, Meeting, MinutesVersion, Signature
from soucinnost.meetings.papers import minutes_paper
from soucinnost.meetings.selectors.sight import outline_of, same_for, seen_versions
from soucinnost.meetings.selectors.versions import differences
from soucinnost.notices.models import Message
from tests import factories
from tests.cast import Cast
from tests.meetings.signoff_kit import add_reviewer, correct, drafted, fresh, newest, put, review

pytestmark = pytest.mark.django_db


def with_a_secret(cast: Cast) -> Meeting:
    """Minutes that the recorder signed, with a line that only chair and the second reviewer see."""
    add_reviewer(cast)
    meeting = drafted(cast, "Skupina se sešla.")
    put(cast, meeting, "<p>Kanárek v kleci</p>", by="chair", to=("chair", "second"))
    return signoff.sign_as_recorder(by=cast.actor("recorder"), meeting=meeting)


def correct_secret(cast: Cast, meeting: Meeting, text: str = "Kanárek uletěl") -> None:
    entry = Entry.objects.get(meeting=meeting, is_closed=True)
    put(cast, meeting, f"<p>{text}</p>", by="chair", uid=entry.uid, to=("chair", "second"))
    finish_editing(by=cast.actor("chair"), meeting=meeting)


def shown(cast: Cast, role: str, meeting: Meeting) -> list[tuple[int, str]]:
    return [(one.number, one.reason_label) for one in seen_versions(cast.actor(role), meeting)]


def page(cast: Cast, role: str, name: str, *args: Any) -> str:
    return cast.client(role).get(reverse(name, args=args)).content.decode()


def test_only_who_sees_the_line_signs_again(cast: Cast) -> None:
    meeting = with_a_secret(cast)
    review(cast, meeting, "reviewer")
    before = {role: shown(cast, role, meeting) for role in ("chair", "recorder", "reviewer", "second", "member")}
    under = newest(meeting)
    Message.objects.all().delete()
    correct_secret(cast, meeting)
    assert not Message.objects.exists(), "the reviewer who sees no change is not told"
    assert [one.surname for one in signoff.reviewers_left(meeting)] == ["Druhá"]
    for role in ("recorder", "reviewer", "member"):
        assert shown(cast, role, meeting) == before[role], role
    for role in ("chair", "second"):
        assert len(shown(cast, role, meeting)) == len(before[role]) + 1, role
    with pytest.raises(Exception, match="mezitím změnil"):
        review(cast, meeting, "second", under=under)
    assert review(cast, meeting, "second").state == MeetingState.FINAL


def test_signed_before_and_again_by_who_sees_it(cast: Cast) -> None:
    meeting = with_a_secret(cast)
    review(cast, meeting, "second")
    Message.objects.all().delete()
    correct_secret(cast, meeting)
    assert Message.objects.get().person == cast.person("second")
    review(cast, meeting, "second")
    number = shown(cast, "reviewer", meeting)[-1][0]
    assert page(cast, "reviewer", "meetings:version", meeting.uid, number).count("Eva Druhá") == 1
    assert "podpis už neplatí" not in page(cast, "reviewer", "meetings:version", meeting.uid, number)


def test_a_signature_under_what_looks_the_same_is_taken(cast: Cast) -> None:
    meeting = with_a_secret(cast)
    read = newest(meeting)
    correct_secret(cast, meeting)
    assert seen_versions(cast.actor("reviewer"), meeting)[-1].uid != newest(meeting).uid
    review(cast, meeting, "reviewer", under=read)
    assert Signature.objects.get(role="reviewer").version == newest(meeting)


def test_numbers_do_not_jump(cast: Cast) -> None:
    meeting = with_a_secret(cast)
    first = shown(cast, "member", meeting)
    correct_secret(cast, meeting)
    correct(cast, meeting, "Opraveno")
    assert [number for number, _reason in shown(cast, "member", meeting)] == [*(n for n, _r in first), len(first) + 1]
    assert len(shown(cast, "chair", meeting)) == len(first) + 3
    told = page(cast, "member", "meetings:minutes", meeting.uid)
    assert f"Verze {len(first) + 1}" in told and f"Verze {len(first) + 2}" not in told
    beyond = reverse("meetings:version", args=[meeting.uid, len(first) + 2])
    assert cast.client("member").get(beyond).status_code == 404
    numbers = [str(value) for key, value in minutes_paper(cast.actor("member"), meeting).meta if key == "Verze"]
    assert numbers and numbers[0].startswith(str(len(first) + 1))


def test_the_author_of_a_visible_change_is_not_who_wrote_the_hidden_one(cast: Cast) -> None:
    meeting = with_a_secret(cast)
    entry = Entry.objects.get(meeting=meeting, is_closed=False)
    put(cast, meeting, "<p>Opraveno</p>", by="reviewer", uid=entry.uid)
    secret = Entry.objects.get(meeting=meeting, is_closed=True)
    put(cast, meeting, "<p>Tajně opraveno</p>", by="chair", uid=secret.uid, to=("chair", "second"))
    finish_editing(by=cast.actor("reviewer"), meeting=meeting)
    assert newest(meeting).by_person == cast.person("reviewer")


def test_closing_and_opening_an_item_is_news_to_who_saw_it(cast: Cast) -> None:
    meeting = drafted(cast, "Skupina se sešla.")
    opened = newest(meeting)
    item = AgendaItem.objects.create(meeting=meeting, circle=meeting.circle, title="Kanárek", position=99)
    item.is_closed = True
    item.save()
    item.named_seats.set([cast.mandates["chair"].seat])
    put(cast, meeting, "<p>Zpívá</p>", by="chair", item=item)
    signoff.send_draft(by=cast.actor("recorder"), meeting=meeting, until=factories.today())
    closed = newest(meeting)
    member, chair = cast.actor("member"), cast.actor("chair")
    assert same_for(member, opened, closed) and not same_for(chair, opened, closed)
    item.is_closed = False
    item.save()
    item.named_seats.clear()
    signoff.send_draft(by=cast.actor("recorder"), meeting=meeting, until=factories.today())
    assert not same_for(member, closed, newest(meeting))
    assert "změnilo se, kdo smí bod vidět" in {one.what for one in differences(chair, closed, newest(meeting))}


def test_versions_kept_before_outlines_existed_look_the_same(cast: Cast) -> None:
    meeting = with_a_secret(cast)
    correct_secret(cast, meeting)
    roles = ("chair", "recorder", "reviewer", "second", "member")
    before = {role: shown(cast, role, meeting) for role in roles}
    assert all(one.outline == outline_of(one.content) for one in MinutesVersion.objects.all())
    MinutesVersion.objects.update(outline={})
    assert {role: shown(cast, role, meeting) for role in roles} == before
    assert len(before["chair"]) == len(before["member"]) + 2


def test_who_gains_the_seat_later_sees_what_was_hidden(cast: Cast) -> None:
    meeting = with_a_secret(cast)
    correct_secret(cast, meeting)
    assert len(seen_versions(actor_for_person(cast.person("second")), fresh(meeting))) == 3
    assert len(seen_versions(cast.actor("reviewer"), fresh(meeting))) == 1

"""The invitation: who gets it, what each reader is told, what changed since."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import override_settings

from soucinnost.access.enums import Standing
from soucinnost.access.models import Seat
from soucinnost.agencies.models import Person
from soucinnost.meetings.actions.agenda import change_item, remove_item, shift_item
from soucinnost.meetings.actions.invitation import note_invited, send_invitation
from soucinnost.meetings.actions.scheduling import Place, change_meeting
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Meeting
from soucinnost.meetings.selectors.calendar import calendar_for
from soucinnost.meetings.selectors.invitation import changes_since_invitation, invitation_text, shared_view
from soucinnost.notices.models import Message
from tests import factories
from tests.cast import ROLES, Cast
from tests.meetings.prepare_kit import at, empty, in_days, item, seat, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A meeting in ten days with two open items and one closed to the reviewer."""
    meeting = empty(in_days(cast, 10))
    item(cast, meeting, "Úvod", minutes=10, presenter=cast.person("chair"), note="Přivítání\nNová garantka")
    item(cast, meeting, "Tajná věc", "reviewer", minutes=20)
    item(cast, meeting, "Různé", minutes=15, presenter_name="Karel Host")
    return meeting


def mails(meeting: Meeting) -> dict[str, Message]:
    """The newest invitation of each person, by surname."""
    return {mail.person.surname: mail for mail in Message.objects.filter(kind="invitation").order_by("pk")}


def said(cast: Cast, meeting: Meeting, role: str) -> list[str]:
    """What a reader is told about changes."""
    meeting = Meeting.objects.select_related("group", "locality__municipality").get(pk=meeting.pk)
    return [change.text.replace("\u00a0", " ") for change in changes_since_invitation(cast.actor(role), meeting)]


@pytest.mark.parametrize("role", ROLES)
def test_who_sends(cast: Cast, meeting: Meeting, role: str) -> None:
    for act in (send_invitation, note_invited):
        if role in {"chair", "recorder"}:
            act(by=cast.actor(role), meeting=meeting)
        else:
            with pytest.raises(PermissionDenied):
                act(by=cast.actor(role), meeting=meeting)


def test_each_gets_the_text_meant_for_them(cast: Cast, meeting: Meeting) -> None:
    sent = send_invitation(by=cast.actor("chair"), meeting=meeting)
    got = mails(meeting)
    assert set(got) == {"Předsedová", "Zapisovatelová", "Revidující", "Členová", "Zástupný"}
    assert sent.queued == 5 and sent.without_address == []
    assert {name for name, mail in got.items() if "Tajná věc" in mail.body} == {"Předsedová", "Revidující"}
    assert {name for name, mail in got.items() if mail.is_private} == {"Předsedová", "Revidující"}
    body = got["Členová"].body.replace("\u00a0", " ")
    assert "1. Úvod (Alena Předsedová, 10 min)" in body and "   Nová garantka" in body
    assert "2. Různé (Karel Host, 15 min)" in body and "Kde: Radnice, místnost č. 189" in body
    assert "3. Různé" in got["Revidující"].body
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.INVITED and meeting.invited_at is not None


def test_mail_of_a_member_is_the_same_with_and_without_the_closed_item(cast: Cast, meeting: Meeting) -> None:
    send_invitation(by=cast.actor("chair"), meeting=meeting)
    with_it = mails(meeting)["Členová"].body
    remove_item(by=cast.actor("chair"), item=meeting.items.get(title="Tajná věc"))
    Meeting.objects.filter(pk=meeting.pk).update(invited_at=None, invited_snapshot=None, state="prepared")
    send_invitation(by=cast.actor("chair"), meeting=meeting)
    assert mails(meeting)["Členová"].body == with_it


def test_who_has_no_address_is_named(cast: Cast, meeting: Meeting) -> None:
    nobody = factories.person("Olga", "Bezpošty", has_account=False, email="")
    factories.mandate(cast.group, nobody)
    sent = send_invitation(by=cast.actor("chair"), meeting=meeting)
    assert sent.queued == 5 and sent.without_address == ["Olga Bezpošty"]


def test_where_nobody_can_be_answered_no_calendar_travels(cast: Cast, meeting: Meeting) -> None:
    meeting = Meeting.objects.select_related("group", "circle").get(pk=meeting.pk)
    member = cast.person("member")
    assert "BEGIN:VCALENDAR" in calendar_for(cast.actor("member"), member, meeting)
    Person.objects.filter(pk=cast.person("chair").pk).update(email="")
    assert "recorder@zkusebnice.test" in calendar_for(cast.actor("member"), member, meeting)
    Person.objects.filter(pk=cast.person("recorder").pk).update(email="")
    assert calendar_for(cast.actor("member"), member, meeting) == ""


def test_address_of_the_account_is_enough(cast: Cast, meeting: Meeting) -> None:
    Person.objects.filter(pk=cast.person("member").pk).update(email="")
    sent = send_invitation(by=cast.actor("chair"), meeting=meeting)
    assert sent.without_address == [] and "Členová" in mails(meeting)


def test_seats_of_the_day_of_the_meeting_count(cast: Cast, meeting: Meeting) -> None:
    Seat.objects.filter(pk=seat(cast, "reviewer").pk).update(valid_to=today() + timedelta(days=9))
    coming = factories.person("Nina", "Nastupující")
    factories.mandate(cast.group, coming, valid_from=today() + timedelta(days=10))
    send_invitation(by=cast.actor("chair"), meeting=meeting)
    assert set(mails(meeting)) == {"Předsedová", "Zapisovatelová", "Členová", "Zástupný", "Nastupující"}


def test_deputy_of_nobody_and_extraordinary_entry_get_nothing(cast: Cast, meeting: Meeting) -> None:
    Seat.objects.filter(pk=seat(cast, "member").pk).update(valid_to=today())
    Seat.objects.create(
        circle=cast.group.circle, person=cast.person("administrator"), standing=Standing.BREAK_GLASS,
        valid_from=today(), valid_to=today() + timedelta(days=20),
    )
    send_invitation(by=cast.actor("chair"), meeting=meeting)
    assert set(mails(meeting)) == {"Předsedová", "Zapisovatelová", "Revidující"}


def test_somebody_with_two_seats_gets_one_mail(cast: Cast, meeting: Meeting) -> None:
    factories.mandate(cast.group, cast.person("chair"), organisation=cast.ngo, deputy_for=cast.mandates["member"])
    send_invitation(by=cast.actor("chair"), meeting=meeting)
    assert Message.objects.filter(kind="invitation", person=cast.person("chair")).count() == 1


def test_empty_agenda_is_not_sent(cast: Cast, meeting: Meeting) -> None:
    empty(meeting)
    with pytest.raises(ValidationError, match="prázdný"):
        send_invitation(by=cast.actor("chair"), meeting=meeting)
    assert not Message.objects.filter(kind="invitation").exists()


@override_settings(MAIL_ENABLED=False)
def test_without_a_mail_server_messages_are_held(cast: Cast, meeting: Meeting) -> None:
    send_invitation(by=cast.actor("chair"), meeting=meeting)
    assert {mail.state for mail in mails(meeting).values()} == {"held"}


def test_noting_that_it_went_out_elsewhere_sends_nothing(cast: Cast, meeting: Meeting) -> None:
    noted = note_invited(by=cast.actor("recorder"), meeting=meeting)
    assert noted.state == MeetingState.INVITED and not mails(meeting)
    assert said(cast, meeting, "chair") == []


# -- changes


def test_what_changed_is_told_to_who_saw_it(cast: Cast, meeting: Meeting) -> None:
    chair = cast.actor("chair")
    send_invitation(by=chair, meeting=meeting)
    assert said(cast, meeting, "member") == said(cast, meeting, "reviewer") == []
    day = today() + timedelta(days=11)
    change_meeting(
        by=chair, meeting=meeting, starts_at=at(day, "10.00"), ends_at=at(day, "12.00"), place=Place(text="Knihovna")
    )
    item(cast, meeting, "Rozpočet")
    change_item(
        by=chair, item=meeting.items.get(title="Tajná věc"), title="Tajnější věc", kind="ordinary", is_closed=True,
        named_seats=[seat(cast, "reviewer")],
    )
    remove_item(by=chair, item=meeting.items.get(title="Různé"))
    for_member, for_reviewer = said(cast, meeting, "member"), said(cast, meeting, "reviewer")
    assert for_member[0].startswith("nový čas:") and "10.00–12.00" in for_member[0] and "9.00–11.00" in for_member[0]
    assert for_member[1:] == [
        "nové místo: Knihovna (dříve Radnice, místnost č. 189)", "přibyl bod: Rozpočet", "ubyl bod: Různé"
    ]
    assert for_reviewer[2:] == ["změnil se bod: Tajnější věc", "přibyl bod: Rozpočet", "ubyl bod: Různé"]


def test_an_item_closed_since_is_gone_and_one_opened_since_is_new(cast: Cast, meeting: Meeting) -> None:
    chair = cast.actor("chair")
    send_invitation(by=chair, meeting=meeting)
    change_item(by=chair, item=meeting.items.get(title="Tajná věc"), title="Tajná věc", kind="ordinary", minutes=20)
    change_item(
        by=chair, item=meeting.items.get(title="Úvod"), title="Úvod", kind="ordinary", minutes=10,
        presenter=cast.person("chair"), is_closed=True, named_seats=[seat(cast, "reviewer")],
    )
    assert said(cast, meeting, "member") == ["přibyl bod: Tajná věc", "ubyl bod: Úvod"]
    assert said(cast, meeting, "reviewer") == []


def test_removing_or_adding_a_closed_item_tells_others_nothing(cast: Cast, meeting: Meeting) -> None:
    chair = cast.actor("chair")
    send_invitation(by=chair, meeting=meeting)
    remove_item(by=chair, item=meeting.items.get(title="Tajná věc"))
    item(cast, meeting, "Jiná tajná", "reviewer")
    assert said(cast, meeting, "member") == []
    assert said(cast, meeting, "reviewer") == ["přibyl bod: Jiná tajná", "ubyl bod: Tajná věc"]


def test_order_is_a_change_only_among_what_one_sees(cast: Cast, meeting: Meeting) -> None:
    chair = cast.actor("chair")
    send_invitation(by=chair, meeting=meeting)
    shift_item(by=chair, item=meeting.items.get(title="Tajná věc"), up=True)
    assert said(cast, meeting, "member") == []
    assert said(cast, meeting, "reviewer") == ["změnilo se pořadí bodů"]


def test_change_mail_lists_changes_and_starts_anew(cast: Cast, meeting: Meeting) -> None:
    chair = cast.actor("chair")
    send_invitation(by=chair, meeting=meeting)
    item(cast, meeting, "Rozpočet")
    send_invitation(by=chair, meeting=meeting)
    mail = mails(meeting)["Členová"]
    assert mail.subject.startswith("Změna jednání") and "– přibyl bod: Rozpočet" in mail.body.replace("\u00a0", " ")
    assert said(cast, meeting, "member") == []


def test_the_reference_stands_in_the_text(cast: Cast, meeting: Meeting) -> None:
    meeting = Meeting.objects.select_related("group").get(pk=meeting.pk)
    assert "Č. j." not in invitation_text(cast.actor("chair"), meeting)
    meeting.file_reference = "MM/12/2026"
    assert "Č. j.: MM/12/2026" in invitation_text(cast.actor("chair"), meeting).replace("\u00a0", " ")


def test_text_for_everybody_has_no_closed_item(cast: Cast, meeting: Meeting) -> None:
    meeting = Meeting.objects.select_related("group").get(pk=meeting.pk)
    assert "Tajná" in invitation_text(cast.actor("chair"), meeting)
    shared = shared_view(cast.actor("chair"))
    assert "Tajná" not in invitation_text(shared, meeting) and "2. Různé" in invitation_text(shared, meeting)

"""What is asked before minutes go on: personal data in lines, presence nobody noted, remarks nobody worked in."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.meetings.actions.findings import leave_data
from soucinnost.meetings.actions.presence import Attendance, set_presence
from soucinnost.meetings.actions.replies import reply
from soucinnost.meetings.actions.running import end_meeting, start_meeting
from soucinnost.meetings.actions.scheduling import Place, create_meeting
from soucinnost.meetings.actions.signoff import add_remark, send_draft, settle_remark, sign_as_recorder
from soucinnost.meetings.enums import MeetingState, PresenceStatus
from soucinnost.meetings.findings import undecided_in
from soucinnost.meetings.models import Entry, Meeting, Presence
from soucinnost.meetings.selectors.invitation import held_text
from tests.cast import Cast
from tests.meetings.minutes_kit import line, running

pytestmark = pytest.mark.django_db
NUMBER = "<p>Klient, rodné číslo 736028/5163, se dostavil.</p>"


def plain(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


def drafted(cast: Cast, body: str = NUMBER) -> tuple[Meeting, Entry]:
    meeting = running(cast)
    entry = line(cast.actor("chair"), meeting, body)
    end_meeting(by=cast.actor("chair"), meeting=meeting)
    return Meeting.objects.get(pk=meeting.pk), entry


class TestPersonalData:
    def test_neither_remarks_nor_signature_before_a_decision(self, cast: Cast) -> None:
        meeting, _entry = drafted(cast)
        with pytest.raises(ValidationError, match="osobní"):
            send_draft(by=cast.actor("chair"), meeting=meeting, until=timezone.localdate())
        with pytest.raises(ValidationError, match="osobní"):
            sign_as_recorder(by=cast.actor("recorder"), meeting=meeting)
        assert Meeting.objects.get(pk=meeting.pk).state == MeetingState.DRAFT

    def test_the_page_lists_the_line_and_takes_the_decision(self, cast: Cast) -> None:
        meeting, entry = drafted(cast)
        (found,) = undecided_in(cast.actor("recorder"), meeting)
        client, url = cast.client("recorder"), reverse("meetings:minutes", args=[meeting.uid])
        text = client.get(url).content.decode()
        assert "736028/5163" in text and f"#r-{entry.uid}" in text
        leaving = reverse("meetings:leave_data", args=[meeting.uid])
        assert client.post(leaving, {"lines": [found.key], "reason": ""}).status_code == 422
        assert client.post(leaving, {"lines": [], "reason": "Souhlas"}).status_code == 422
        assert client.post(leaving, {"lines": [found.key], "reason": "Souhlas dotčeného"}).status_code == 302
        assert "Patří to do zápisu?" not in plain(client.get(url).content.decode())
        send_draft(by=cast.actor("chair"), meeting=meeting, until=timezone.localdate())
        row = AuditEntry.objects.get(verb="minutes.data_left")
        assert row.ids == [entry.uid]
        kept = Entry.objects.get(pk=entry.pk).data_left
        assert "736028" not in str(kept) and kept["reason"] == "Souhlas dotčeného"

    def test_another_piece_is_asked_about_again(self, cast: Cast) -> None:
        meeting, entry = drafted(cast)
        chair = cast.actor("chair")
        leave_data(by=chair, meeting=meeting, found=undecided_in(chair, meeting), reason="Souhlas")
        assert undecided_in(chair, meeting) == []
        Entry.objects.filter(pk=entry.pk).update(body=NUMBER + "<p>Účet 19-2000145399/0800.</p>")
        (found,) = undecided_in(chair, meeting)
        assert [text for text, _kind in found.pieces] == ["19-2000145399/0800"]

    def test_what_was_typed_meanwhile_is_not_decided(self, cast: Cast) -> None:
        meeting, entry = drafted(cast)
        chair = cast.actor("chair")
        seen = undecided_in(chair, meeting)
        Entry.objects.filter(pk=entry.pk).update(body=NUMBER + "<p>Účet 19-2000145399/0800.</p>")
        leaving = reverse("meetings:leave_data", args=[meeting.uid])
        told = cast.client("chair").post(leaving, {"lines": [seen[0].key], "reason": "Souhlas"})
        assert told.status_code == 422
        leave_data(by=chair, meeting=meeting, found=seen, reason="Souhlas")
        (left,) = undecided_in(chair, meeting)
        assert [text for text, _kind in left.pieces] == ["19-2000145399/0800"]

    def test_a_reason_must_not_repeat_it(self, cast: Cast) -> None:
        meeting, entry = drafted(cast)
        chair = cast.actor("chair")
        with pytest.raises(ValidationError, match="nepište"):
            leave_data(by=chair, meeting=meeting, found=undecided_in(chair, meeting), reason="je to 736028/5163")

    def test_who_does_not_write_does_not_decide(self, cast: Cast) -> None:
        meeting, entry = drafted(cast)
        with pytest.raises(PermissionDenied):
            leave_data(by=cast.actor("member"), meeting=meeting, found=[], reason="Souhlas")

    def test_an_innocent_line_asks_nothing(self, cast: Cast) -> None:
        meeting, _entry = drafted(cast, "<p>Lampy svítí.</p>")
        assert send_draft(by=cast.actor("chair"), meeting=meeting, until=timezone.localdate()).state == "remarks"


class TestPresence:
    def test_the_end_asks_about_who_was_not_noted(self, cast: Cast) -> None:
        meeting = running(cast)
        present = Presence.objects.get(meeting=meeting, person=cast.person("chair"))
        set_presence(
            by=cast.actor("chair"), meeting=meeting, presence=present, attendance=Attendance(PresenceStatus.PRESENT)
        )
        text = plain(cast.client("chair").get(reverse("meetings:hold", args=[meeting.uid])).content.decode())
        asked = text[text.index('id="end-unknown"'):text.index('id="end-early"')]
        assert "Dana Členová" in asked and "Alena Předsedová" not in asked and "hidden" not in asked

    def test_an_answer_is_a_hint_and_no_presence(self, cast: Cast) -> None:
        starts = timezone.now() + timedelta(hours=1)
        meeting = create_meeting(
            by=cast.actor("chair"), group=cast.group, starts_at=starts, ends_at=starts + timedelta(hours=1),
            place=Place(text="Radnice"),
        )
        reply(by=cast.actor("member"), meeting=meeting, answer="coming")
        start_meeting(by=cast.actor("chair"), meeting=meeting)
        row = Presence.objects.get(meeting=meeting, person=cast.person("member"))
        assert row.status == PresenceStatus.UNKNOWN
        page = cast.client("chair").get(reverse("meetings:hold", args=[meeting.uid]))
        assert page.context["data"]["replies"] == {row.uid: "přijdu"}


class TestHours:
    def at(self, day: int, hour: int, minute: int) -> datetime:
        return datetime(2017, 12, day, hour, minute, tzinfo=ZoneInfo("Europe/Prague"))

    def meeting(self, started: datetime | None, ended: datetime | None) -> Meeting:
        return Meeting(starts_at=self.at(7, 9, 0), ends_at=self.at(7, 11, 0), started_at=started, ended_at=ended)

    @pytest.mark.parametrize(("started", "ended", "said"), [
        ((7, 9, 5), (7, 10, 40), "9.05–10.40 (plán 9.00–11.00)"),
        ((7, 9, 5), None, "9.05–11.00 (plán 9.00–11.00)"),
        ((7, 9, 5), (8, 8, 0), "9.05–11.00 (plán 9.00–11.00)"),
        ((7, 9, 0), (7, 11, 0), "9.00–11.00"),
        ((9, 9, 5), (9, 10, 0), "9.00–11.00"),
        (None, None, "9.00–11.00"),
    ])
    def test_real_hours_where_they_are_known(
        self, started: tuple[int, int, int] | None, ended: tuple[int, int, int] | None, said: str
    ) -> None:
        moments = [self.at(*moment) if moment else None for moment in (started, ended)]
        text = plain(held_text(self.meeting(*moments)))
        assert text.endswith(f"7. 12. 2017, {said}")

    def test_the_minutes_say_them(self, cast: Cast) -> None:
        meeting, _entry = drafted(cast, "<p>Řádek</p>")
        Meeting.objects.filter(pk=meeting.pk).update(
            starts_at=self.at(7, 9, 0), ends_at=self.at(7, 11, 0), started_at=self.at(7, 9, 7),
            ended_at=self.at(7, 10, 2),
        )
        text = cast.client("chair").get(reverse("meetings:minutes", args=[meeting.uid])).content.decode()
        assert "9.07–10.02" in text


class TestAcceptedRemarks:
    def test_the_hint_leads_to_the_line_until_it_changes(self, cast: Cast) -> None:
        meeting, entry = drafted(cast, "<p>Lampy svítí.</p>")
        chair = cast.actor("chair")
        send_draft(by=chair, meeting=meeting, until=timezone.localdate())
        remark = add_remark(by=cast.actor("member"), meeting=meeting, text="Nesvítí", entry=entry)
        settle_remark(by=chair, remark=remark, accepted=True)
        url = reverse("meetings:minutes", args=[meeting.uid])
        text = plain(cast.client("chair").get(url).content.decode())
        assert "Text řádku se od připomínky nezměnil." in text and f"#r-{entry.uid}" in text
        assert "nezměnil" not in plain(cast.client("member").get(url).content.decode())
        Entry.objects.filter(pk=entry.pk).update(changed_at=timezone.now() + timedelta(minutes=1))
        text = plain(cast.client("chair").get(url).content.decode())
        assert "nezměnil" not in text and "Řádek změněn" in text


class TestSlips:
    def test_an_item_longer_than_the_meeting_is_asked_about(self, cast: Cast) -> None:
        starts = timezone.now() + timedelta(days=2)
        meeting = create_meeting(
            by=cast.actor("chair"), group=cast.group, starts_at=starts, ends_at=starts + timedelta(hours=2),
            place=Place(text="Radnice"),
        )
        item = meeting.items.order_by("position").first()
        assert item is not None
        client, url = cast.client("chair"), reverse("meetings:item", args=[meeting.uid, item.uid])
        sent = {"title": item.title, "kind": item.kind, "minutes": "999", "presenter": "", "note": ""}
        refused = client.post(url, sent)
        text = plain(refused.content.decode())
        assert refused.status_code == 422 and "delší než celé jednání" in text and "long_confirmed" in text
        assert client.post(url, {**sent, "long_confirmed": "on"}).status_code == 302
        item.refresh_from_db()
        assert item.minutes == 999
        assert client.post(url, {**sent, "title": "Jinak"}).status_code == 302, "what was confirmed is not asked again"

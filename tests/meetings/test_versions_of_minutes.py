"""Kept versions: what they hold, what each reader is shown of them, what changed between two."""

from datetime import timedelta

import pytest
from django.utils import timezone

from soucinnost.audit.actions import record
from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.kernel.ids import new_uid
from soucinnost.meetings.actions import signoff
from soucinnost.meetings.actions.presence import Attendance, add_guest, set_presence
from soucinnost.meetings.actions.versions import content_of, digest_of, keep_version
from soucinnost.meetings.models import AgendaItem, Answer, Entry, Meeting, MinutesVersion, Presence
from soucinnost.meetings.selectors.sight import seen_versions
from soucinnost.meetings.selectors.signoff import VIEWED, last_read_version, sign_off
from soucinnost.meetings.selectors.versions import differences, readable_content
from tests.cast import Cast
from tests.meetings.minutes_kit import everybody_present
from tests.meetings.signoff_kit import drafted, newest, put, review, signing

pytestmark = pytest.mark.django_db


def kept(cast: Cast, meeting: Meeting, reason: str = "sent") -> MinutesVersion:
    return keep_version(by=cast.actor("recorder"), meeting=meeting, reason=reason)


def said(cast: Cast, role: str, old: MinutesVersion, new: MinutesVersion) -> list[tuple[str, str, str]]:
    """What, removed words, added words."""
    found = []
    for one in differences(cast.actor(role), old, new):
        removed = " ".join(words.strip() for op, words in one.words if op == "delete")
        added = " ".join(words.strip() for op, words in one.words if op == "insert")
        found.append((one.what.replace("\xa0", " "), removed, added))
    return found


def test_unchanged_text_keeps_no_second_version(cast: Cast) -> None:
    meeting = drafted(cast)
    first = newest(meeting)
    assert kept(cast, meeting) == first and first.number == 1
    assert first.digest == digest_of(first.content) == digest_of(content_of(meeting))
    assert AuditEntry.objects.filter(verb="minutes.version_kept").count() == 1


def test_answers_are_not_part_of_what_is_signed(cast: Cast) -> None:
    meeting = drafted(cast)
    question = put(cast, meeting, "<p>Kdo přijde?</p>", kind="question", details={"answers_until": "za týden"})
    version = kept(cast, meeting)
    Answer.objects.create(entry=question, person=cast.person("member"), text="Já")
    assert kept(cast, meeting) == version


def test_every_kind_of_change_makes_a_version_and_is_told(cast: Cast) -> None:
    meeting = drafted(cast, "První řádek", "Druhý řádek")
    first, second = Entry.objects.filter(meeting=meeting).order_by("position")
    version = newest(meeting)

    def change(expected: list[tuple[str, str, str]]) -> None:
        nonlocal version
        now = kept(cast, meeting)
        assert now.number == version.number + 1
        assert said(cast, "member", version, now) == expected
        version = now

    put(cast, meeting, "<p>První a lepší řádek</p>", uid=first.uid)
    change([("změnil se text", "", "a lepší")])
    put(cast, meeting, "<p>První <b>a lepší</b> řádek</p>", uid=first.uid)
    change([("změnila se úprava textu", "", "")])
    votes = {"for": "5", "against": "1", "abstained": "0"}
    put(cast, meeting, "<p>Druhý řádek</p>", uid=second.uid, kind="decision", details={"votes": votes})
    change([
        ("změnil se druh", "informace", "rozhodnutí"), ("změnil se údaj: Výsledek", "", "přijato"),
        ("změnil se údaj: Hlasy", "", "pro 5, proti 1, zdrželo se 0"),
    ])
    put(
        cast, meeting, "<p>Druhý řádek</p>", uid=second.uid, kind="decision",
        details={"votes": {**votes, "for": "6"}},
    )
    change([("změnil se údaj: Hlasy", "5,", "6,")])
    numbers = [{"uid": new_uid(), "label": "Asistenti", "value": "6", "unit": "osob"}]
    report = put(cast, meeting, "<p>Zpráva</p>", kind="report", details={"numbers": numbers})
    change([("přibylo", "", "Zpráva\nOrganizace: neuvedeno\nAsistenti: 6 osob")])
    put(
        cast, meeting, "<p>Zpráva</p>", uid=report.uid, kind="report",
        details={"numbers": [{**numbers[0], "value": "7"}]},
    )
    change([("změnil se údaj: Asistenti", "6", "7")])
    put(cast, meeting, "<p>Zpráva</p>", uid=report.uid, kind="report", details={}, struck=True)
    change([("ubylo", "Zpráva", "")])
    put(cast, meeting, "<p>Druhý řádek</p>", uid=second.uid, position=0.5, moved=True)
    now = kept(cast, meeting)
    assert {what for what, _removed, _added in said(cast, "member", version, now)} >= {"změnilo se pořadí řádků"}


def test_a_decision_without_votes_and_a_number_of_a_whole(cast: Cast) -> None:
    meeting = drafted(cast)
    version = newest(meeting)
    put(cast, meeting, "<p>Souhlas</p>", kind="decision")
    number = {"uid": new_uid(), "label": "Klienti", "value": "6", "unit": "osob", "total": "9", "total_label": "všech"}
    put(cast, meeting, "<p>Zpráva</p>", kind="report", details={"numbers": [number]})
    assert said(cast, "member", version, kept(cast, meeting)) == [
        ("přibylo", "", "Souhlas\nVýsledek: dohodou bez hlasování"),
        ("přibylo", "", "Zpráva\nOrganizace: neuvedeno\nKlienti: 6 osob / 9 všech"),
    ]


def test_order_of_the_agenda_place_on_the_map_and_a_line_moved_elsewhere(cast: Cast) -> None:
    meeting = drafted(cast, "Putovní řádek")
    first = meeting.items.get()
    other = AgendaItem.objects.create(meeting=meeting, circle=meeting.circle, title="Různé", position=99)
    version, entry = kept(cast, meeting), Entry.objects.get(meeting=meeting)
    put(cast, meeting, "<p>Putovní řádek</p>", uid=entry.uid, item=other, moved=True, position=1.0)
    now = kept(cast, meeting)
    assert said(cast, "member", version, now) == [("řádek je v jiném bodu", "Úvod", "Různé")]
    AgendaItem.objects.filter(pk=first.pk).update(position=100)
    Meeting.objects.filter(pk=meeting.pk).update(place_kind="point", latitude=50.5, longitude=14.5)
    told = {what for what, _removed, _added in said(cast, "member", now, kept(cast, meeting))}
    assert {"změnilo se určení místa", "změnilo se pořadí"} <= told


def test_changes_of_the_meeting_presence_and_agenda_are_told(cast: Cast) -> None:
    meeting = drafted(cast)
    version, by = newest(meeting), cast.actor("recorder")
    everybody_present(cast, meeting)
    row = Presence.objects.get(meeting=meeting, person=cast.person("member"))
    late = Attendance("deputy", deputy_name="Emil", arrived="9.20")
    set_presence(by=by, meeting=meeting, presence=row, attendance=late)
    add_guest(by=by, meeting=meeting, uid=new_uid(), name="Host Hostový")
    Meeting.objects.filter(pk=meeting.pk).update(title="Mimořádné", place="Radnice", file_reference="MM/1")
    AgendaItem.objects.filter(meeting=meeting).update(title="Zahájení")
    AgendaItem.objects.create(meeting=meeting, circle=meeting.circle, title="Různé", position=99)
    told = said(cast, "member", version, kept(cast, meeting))
    assert ("změnilo se", "neuvedeno", "Radnice") in told and ("změnilo se", "", "MM/1") in told
    assert ("změnil se název", "Úvod", "Zahájení") in told and ("přibyl", "", "Různé") in told
    people = {one.kind_label: one for one in differences(cast.actor("member"), version, newest(meeting))}
    assert "zastupuje Emil, od 9.20" in "".join(words for _op, words in people["Dana Členová"].words)
    assert people["Host Hostový"].what == "změnila se účast"


def test_closed_lines_stay_closed_in_versions(cast: Cast) -> None:
    meeting = drafted(cast, closed="Kanárek v kleci")
    secret = Entry.objects.get(is_closed=True)
    old = newest(meeting)
    put(cast, meeting, "<p>Kanárek uletěl</p>", by="chair", uid=secret.uid, to=("chair", "member"))
    new = kept(cast, meeting)
    for role in ("chair", "member", "deputy"):
        assert "Kanárek" in str(readable_content(cast.actor(role), new)), role
        assert said(cast, role, old, new) == [("změnil se text", "v kleci", "uletěl")], role
    for role in ("recorder", "reviewer"):
        assert "Kanárek" not in str(readable_content(cast.actor(role), old, new)), role
        assert said(cast, role, old, new) == [], role


def test_what_is_closed_today_is_hidden_in_old_versions_too_and_the_other_way(cast: Cast) -> None:
    meeting = drafted(cast, "Kanárek v kleci")
    entry, opened = Entry.objects.get(), newest(meeting)
    put(cast, meeting, "<p>Kanárek v kleci</p>", by="chair", uid=entry.uid, to=("chair", "member"))
    closed = kept(cast, meeting)
    assert "Kanárek" not in str(readable_content(cast.actor("reviewer"), opened, closed))
    put(cast, meeting, "<p>Kanárek v kleci</p>", by="chair", uid=entry.uid)
    again = kept(cast, meeting)
    reviewer = cast.actor("reviewer")
    assert [len(items[0]["entries"]) for items in readable_content(reviewer, opened, closed, again)] == [1, 0, 1]
    member = cast.actor("member")
    assert [len(items[0]["entries"]) for items in readable_content(member, opened, closed, again)] == [1, 1, 1]
    assert ("změnilo se, kdo smí řádek vidět", "", "") in said(cast, "member", opened, closed)


def test_closed_item_hides_its_title_and_lines(cast: Cast) -> None:
    meeting = drafted(cast)
    item = AgendaItem.objects.create(
        meeting=meeting, circle=meeting.circle, title="Kanárek", position=50, is_closed=True
    )
    item.named_seats.set([cast.mandates["chair"].seat])
    put(cast, meeting, "<p>Zpívá</p>", by="chair", item=item)
    version = kept(cast, meeting)
    assert "Kanárek" in str(readable_content(cast.actor("chair"), version))
    for role in ("recorder", "reviewer", "member", "deputy"):
        shown = str(readable_content(cast.actor(role), version))
        assert "Kanárek" not in shown and "Zpívá" not in shown, role
        assert "Kanárek" not in str(differences(cast.actor(role), MinutesVersion.objects.first(), version)), role


def test_who_left_sees_no_version(cast: Cast) -> None:
    drafted(cast)
    assert not MinutesVersion.objects.visible_to(cast.actor("former")).exists()
    assert not MinutesVersion.objects.visible_to(cast.actor("outsider")).exists()


def _read(cast: Cast, role: str, meeting: Meeting) -> None:
    """Note in the audit that the page was opened, as the page does."""
    record(by=cast.actor(role), verb=VIEWED, object_uid=meeting.uid, circle=meeting.circle.uid)


def last_read(cast: Cast, role: str, meeting: Meeting) -> int | None:
    actor = cast.actor(role)
    versions = seen_versions(actor, meeting)
    found = last_read_version(actor, meeting, versions, sign_off(actor, meeting))
    return found.number if found is not None else None


def test_what_was_read_last_comes_from_the_audit_and_from_signatures(cast: Cast) -> None:
    meeting = signing(cast)
    entry = Entry.objects.get()
    assert last_read(cast, "reviewer", meeting) is None
    _read(cast, "reviewer", meeting)
    put(cast, meeting, "<p>Druhé znění</p>", uid=entry.uid)
    kept(cast, meeting)
    assert last_read(cast, "reviewer", meeting) == 1
    _read(cast, "reviewer", meeting)
    assert last_read(cast, "reviewer", meeting) == 1, "reading the newest again does not hide what is new in it"
    put(cast, meeting, "<p>Třetí znění</p>", uid=entry.uid)
    kept(cast, meeting)
    assert last_read(cast, "reviewer", meeting) == 2
    assert last_read(cast, "member", meeting) is None
    review(cast, meeting, "reviewer")
    signoff.reopen(by=cast.actor("chair"), meeting=meeting, reason="Chybí příloha")
    put(cast, meeting, "<p>Čtvrté znění</p>", uid=entry.uid)
    kept(cast, meeting)
    AuditEntry.objects.filter(verb=VIEWED).update(at=timezone.now() - timedelta(days=9))
    assert last_read(cast, "reviewer", meeting) == 3, "signed is read, also when the audit is gone"

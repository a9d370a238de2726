"""Fields of lines: votes, owners, organisations; merging at its edges."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from soucinnost.evidence.models import Claim
from soucinnost.kernel.ids import new_uid
from soucinnost.meetings.actions.running import end_meeting, start_meeting
from soucinnost.meetings.details import normalised, parts_of, whole_of
from soucinnost.meetings.merging import Text, keep_both, merge, prefer_incoming
from soucinnost.meetings.models import AgendaItem, Entry, Meeting
from soucinnost.meetings.selectors import minutes_view
from tests import factories
from tests.cast import Cast
from tests.meetings.minutes_kit import everybody_present, line, planned, running, write


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A running meeting where everybody is present."""
    meeting = running(cast)
    everybody_present(cast, meeting)
    return meeting


def told(entry: Entry) -> list[str]:
    """Fields with problems."""
    return [problem["field"] for problem in entry.problems]


# -- decisions


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("details", "result"),
    [
        ({}, "agreed"),
        ({"votes": {"for": "3", "against": "1"}}, "adopted"),
        ({"votes": {"for": "1", "against": "1"}}, "rejected"),
        ({"votes": {"for": "1", "against": "3"}, "result": "adopted"}, "adopted"),
        ({"result": "vymyšleno"}, "agreed"),
    ],
)
def test_result_follows_votes_unless_it_is_said(
    cast: Cast, meeting: Meeting, details: dict[str, Any], result: str
) -> None:
    entry = line(cast.actor("recorder"), meeting, "Ano?", kind="decision", details=details)
    assert (entry.result, entry.problems) == (result, [])


@pytest.mark.django_db
@pytest.mark.parametrize("votes", ["tři", "-1", "1,5", "99999", "²"])
def test_votes_are_whole_numbers(cast: Cast, meeting: Meeting, votes: str) -> None:
    entry = line(cast.actor("recorder"), meeting, "Ano?", kind="decision", details={"votes": {"for": votes}})
    assert told(entry) == ["votes.for"] and entry.votes_for is None
    assert entry.details["votes"]["for"] == votes


@pytest.mark.django_db
def test_vote_without_quorum_is_told(cast: Cast) -> None:
    cast.group.quorum_kind = "two_thirds"
    cast.group.save()
    meeting = running(cast)
    everybody_present(cast, meeting)
    row = meeting.presences.exclude(person=cast.person("recorder"))
    row.update(status="excused")
    entry = line(cast.actor("recorder"), meeting, "Ano?", kind="decision", details={"votes": {"for": "1"}})
    assert told(entry) == ["quorum"]
    assert (entry.votes_for, entry.quorum_present, entry.quorum_needed) == (1, 1, 3)


@pytest.mark.django_db
def test_quorum_stays_as_it_was_when_the_vote_was_taken(cast: Cast, meeting: Meeting) -> None:
    votes = {"votes": {"for": "4"}}
    entry = line(cast.actor("recorder"), meeting, "Ano?", kind="decision", details=votes)
    meeting.presences.update(status="absent")
    write(cast.actor("recorder"), meeting, "Ano.", uid=entry.uid, base=1, kind="decision", details=votes)
    entry.refresh_from_db()
    assert (entry.quorum_present, entry.votes_for, entry.problems) == (4, 4, [])
    more = {"votes": {"for": "3"}}
    write(cast.actor("recorder"), meeting, "Ano.", uid=entry.uid, base=2, kind="decision", details=more)
    entry.refresh_from_db()
    assert (entry.quorum_present, told(entry)) == (0, ["votes.for"])
    shown = minutes_view(cast.actor("member"), meeting).of_kind("decision")[0].decision
    assert shown is not None and shown.votes_for is None and shown.result_label == "přijato"


@pytest.mark.django_db
def test_votes_are_held_against_who_was_there_when_they_were_written_down(cast: Cast) -> None:
    """Also when they come from a browser that was without a connection, new or corrected."""
    morning = timezone.localtime(timezone.now() - timedelta(days=3)).replace(hour=9, minute=0)
    meeting, recorder = planned(cast, starts_at=morning), cast.actor("recorder")
    AgendaItem.objects.create(meeting=meeting, circle=meeting.circle, title="Hlasování", position=10)
    start_meeting(by=cast.actor("chair"), meeting=meeting)
    everybody_present(cast, meeting)
    meeting.presences.filter(person=cast.person("member")).update(arrived_at=time(12, 30))
    noon = morning.replace(hour=12)
    entry = line(recorder, meeting, "Ano?", kind="decision", details={"votes": {"for": "3"}}, typed_at=noon)
    assert entry.quorum_present == 4, "of five, whose mandate ended since then among them"
    for base, votes, typed_at, present in ((1, "2", noon, 4), (2, "4", None, 5), (3, "4", noon, 5)):
        details = {"votes": {"for": votes}}
        write(
            recorder, meeting, f"Ano {base}", uid=entry.uid, base=base, kind="decision", details=details,
            typed_at=typed_at,
        )
        entry.refresh_from_db()
        assert (entry.votes_for, entry.quorum_present) == (int(votes), present)


# -- owners and organisations


@pytest.mark.django_db
def test_picked_organisation_owns_a_task(cast: Cast, meeting: Meeting) -> None:
    far = factories.organisation("Vzdálený spolek")
    details = {"owner": {"text": "Vzdálený spolek", "organisation": far.uid}}
    entry = line(cast.actor("recorder"), meeting, "Udělat", kind="task", details=details)
    assert (entry.owner_organisation, entry.owner_person, entry.problems) == (far, None, [])
    shown = minutes_view(cast.actor("member"), meeting).of_kind("task")[0].task
    assert shown is not None and shown.owner == "Vzdálený spolek"


@pytest.mark.django_db
def test_named_organisation_of_the_directory_and_one_of_two(cast: Cast, meeting: Meeting) -> None:
    far = factories.organisation("Vzdálený spolek")

    def owner(text: str) -> Entry:
        return line(cast.actor("recorder"), meeting, "Udělat", kind="task", details={"owner": {"text": text}})

    assert owner("Vzdálený spolek").owner_organisation == far
    factories.organisation("Vzdálený spolek")
    assert told(owner("Vzdálený spolek")) == ["owner"]


@pytest.mark.django_db
def test_person_that_cannot_be_seen_is_not_taken_by_identifier(cast: Cast, meeting: Meeting) -> None:
    details = {"owner": {"text": "Jiří Cizí", "person": cast.person("outsider").uid}}
    entry = line(cast.actor("recorder"), meeting, "Udělat", kind="task", details=details)
    assert entry.owner_person is None and told(entry) == ["owner"]


@pytest.mark.django_db
def test_member_of_no_organisation_is_found_by_name(cast: Cast, meeting: Meeting) -> None:
    factories.mandate(cast.group, factories.person("Nina", "Nezařazená"), organisation=None)
    entry = line(cast.actor("recorder"), meeting, "Udělat", kind="task", details={"owner": {"text": "Nezařazená Nina"}})
    assert entry.owner_person is not None and entry.problems == []


@pytest.mark.django_db
def test_report_says_whose_it_is(cast: Cast, meeting: Meeting) -> None:
    number = {"uid": new_uid(), "label": "klientů", "value": "20"}

    def report(organisation: dict[str, str], *numbers: dict[str, str]) -> Entry:
        details = {"organisation": organisation, "numbers": list(numbers)}
        return line(cast.actor("recorder"), meeting, "Zpráva", kind="report", details=details)

    assert report({"text": "Most", "uid": cast.ngo.uid}).organisation == cast.ngo
    assert report({"text": "Most k lidem", "uid": new_uid()}).organisation == cast.ngo
    assert told(report({"text": "Nikdo takový"})) == ["organisation"]
    assert told(report({}, number)) == ["organisation"]
    assert told(report({})) == []


@pytest.mark.django_db
def test_report_of_numbers_alone_states_no_text(cast: Cast, meeting: Meeting) -> None:
    number = {"uid": new_uid(), "label": "klientů", "value": "20"}
    details = {"organisation": {"text": "Most k lidem"}, "numbers": [number]}
    line(cast.actor("recorder"), meeting, "", kind="report", details=details)
    end_meeting(by=cast.actor("recorder"), meeting=meeting)
    assert [(claim.label, claim.text) for claim in Claim.objects.all()] == [("klientů", "")]


@pytest.mark.django_db
def test_task_without_words_waits(cast: Cast, meeting: Meeting) -> None:
    line(cast.actor("recorder"), meeting, "", kind="task", details={"owner": {"text": cast.person("member").name}})
    assert end_meeting(by=cast.actor("recorder"), meeting=meeting).tasks_waiting == 1


# -- sending at its edges


@pytest.mark.django_db
def test_one_line_begun_in_two_browsers_keeps_both_texts(cast: Cast, meeting: Meeting) -> None:
    uid = new_uid()
    write(cast.actor("recorder"), meeting, "První", uid=uid)
    saved = write(cast.actor("chair"), meeting, "Druhý", uid=uid)
    assert saved.outcome == "conflict" and saved.conflict is not None and saved.conflict.body == "<p>Druhý</p>"
    assert write(cast.actor("chair"), meeting, "", uid=uid).outcome == "unchanged"


@pytest.mark.django_db
def test_base_that_the_server_does_not_know_is_no_reason_to_overwrite(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Na serveru")
    assert write(cast.actor("recorder"), meeting, "V prohlížeči", uid=entry.uid, base=7).outcome == "conflict"


@pytest.mark.django_db
def test_writer_without_browser_needs_no_operation(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "A", client="")
    Entry.objects.filter(pk=entry.pk).update(revision=1)
    write(cast.actor("chair"), meeting, "B", uid=entry.uid, base=1)
    for text in ("C", "D"):
        write(cast.actor("recorder"), meeting, text, uid=entry.uid, base=1, client="")
    assert entry.conflicts.filter(resolved_at__isnull=True).count() == 2


@pytest.mark.django_db
def test_move_to_an_item_that_is_gone_leaves_the_line_where_it_is(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Řádek")
    saved = write(
        cast.actor("recorder"), meeting, "Řádek", uid=entry.uid, base=1, moved=True, item_uid=new_uid()
    )
    before = entry.item_id
    entry.refresh_from_db()
    assert saved.displaced and entry.item_id == before


# -- pure


def test_parts_can_be_put_together_again() -> None:
    first, second = ({"uid": new_uid(), "label": name} for name in ("a", "b"))
    details = normalised({"due": "zítra", "numbers": [first, second], "closed_to": []})
    assert whole_of(parts_of(details), [second["uid"], first["uid"]])["numbers"] == [second, first]
    by_uid = sorted([first, second], key=lambda row: row["uid"])
    assert whole_of(parts_of(details), []) == {**details, "numbers": by_uid}


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (None, {}), ("x", {}), ({"neznámé": 1, "due": "  zítra \n", "result": ""}, {"due": "zítra"}),
        ({"due": "x" * 500}, {"due": "x" * 200}), ({"numbers": [{"uid": "krátké", "label": "a"}]}, {}),
        ({"votes": {"for": 3, "neznámé": "1"}}, {"votes": {"for": "3"}}), ({"closed_to": ["x"]}, {"closed_to": []}),
        ({"due": True}, {}), ({"numbers": [{"uid": "2" * 14, "kind": "plan"}]}, {}),
    ],
)
def test_typed_fields_are_put_into_shape(raw: object, kept: dict[str, Any]) -> None:
    assert normalised(raw) == kept


def test_merging_is_idempotent_and_takes_each_sides_own_change() -> None:
    base = Text("task", "<p>a</p>", {"due": "zítra"})
    current = Text("task", "<p>a</p>", {"due": "pozítří"})
    incoming = Text("task", "<p>b</p>", {"due": "zítra"})
    merged = merge(base, current, incoming)
    assert merged == Text("task", "<p>b</p>", {"due": "pozítří"})
    assert merge(base, merged, incoming) == merged
    assert merge(base, current, Text("task", "<p>a</p>", {})) is None
    assert merge(base, Text("task", "<p>a</p>", {}), base) == Text("task", "<p>a</p>", {})


def test_choices_between_two_wordings() -> None:
    base = Text("task", "<p>a</p>", {"due": "zítra"})
    current = Text("task", "<p>b</p>", {"due": "pozítří"})
    incoming = Text("task", "<p>c</p>", {"due": "zítra", "owner": {"text": "x"}})
    mine = prefer_incoming(base, current, incoming)
    assert mine == Text("task", "<p>c</p>", {"due": "pozítří", "owner": {"text": "x"}})
    both = keep_both(base, current, incoming)
    assert both == Text("task", "<p>b</p><p>c</p>", {"due": "pozítří", "owner": {"text": "x"}})
    assert keep_both(base, current, current).body == "<p>b</p>"
    shorter = prefer_incoming(base, current, Text("task", "<p>c</p>", {}))
    assert shorter == Text("task", "<p>c</p>", {})

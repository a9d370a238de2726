"""Two states of the database that differ by one hidden record answer alike to whoever may not see it.

The state with the record is made in a transaction that is taken back, so both stand on the same rows. What belongs to
one answer only (the key against forged forms, the nonce of scripts, the moment a sheet was made) is made even first.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from soucinnost.assignments.actions import create_assignment
from soucinnost.assignments.sheet import tasks_sheet
from soucinnost.documents.actions import attach
from soucinnost.meetings.actions.agenda import add_item, add_paper
from soucinnost.meetings.actions.running import end_meeting
from soucinnost.meetings.actions.signoff import add_remark, send_draft
from soucinnost.meetings.models import Meeting
from tests import factories
from tests.cast import Cast
from tests.meetings.minutes_kit import line, planned, running
from tests.meetings.signoff_kit import undone

READERS = ("member", "coordinator", "outsider")
CHANGING = (
    re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"'), re.compile(rb'"key": ?"[^"]*"'),
    re.compile(rb'nonce="[^"]*"'), re.compile(rb'"now": ?"[^"]*"'),
)
PAPERS = [
    ("invitation", "docx"), ("attendance", "docx"), ("minutes", "docx"), ("minutes", "pdf"), ("tasks", "xlsx"),
]


@pytest.fixture(autouse=True)
def sheets_of_one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sheet of chosen tasks says when it was made."""
    moment = timezone.now()
    monkeypatch.setattr(
        "soucinnost.assignments.views.tasks_sheet", lambda found, created: tasks_sheet(found, created=moment)
    )


class Stage:
    """Meetings before, during and after, with something open in each."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        chair = cast.actor("chair")
        self.ended = running(cast)
        line(chair, self.ended, "<p>Vidět</p>")
        line(chair, self.ended, "<p>Vidět po tajném</p>", position=5.0)
        self.remarked = line(chair, self.ended, "<p>Jen pro předsedající</p>", details={"closed_to": []}, position=3.0)
        end_meeting(by=chair, meeting=self.ended)
        send_draft(by=chair, meeting=self.ended, until=timezone.localdate() + timedelta(days=3))
        self.ended = Meeting.objects.get(pk=self.ended.pk)
        self.running = running(cast)
        line(chair, self.running, "<p>Vidět za běhu</p>", position=1.0)
        line(chair, self.running, "<p>Vidět dole</p>", position=9.0)
        self.coming = planned(cast, starts_at=timezone.now() + timedelta(days=14))
        self.task = create_assignment(
            by=chair, group=cast.group, text="Zjistit viditelný stav", owner_person=cast.person("member")
        )

    def addresses(self) -> list[str]:
        """Pages and papers where something of a group shows."""
        group = self.cast.group.uid
        found = [
            reverse(name) for name in (
                "desk:desk", "groups:list", "meetings:list", "assignments:list", "assignments:export",
                "agencies:people", "agencies:organisations", "territory:areas", "notices:queue",
                "notices:links",
            )
        ]
        words = ("tajn", "tajny", "videt", "poznamky", "kun", "podklad", "bod")
        found += [f"{reverse(name)}?q={word}" for name in ("search:search", "search:suggest") for word in words]
        found += [reverse("groups:group", args=[group]), reverse("groups:mandates", args=[group])]
        found += [reverse("agencies:person", args=[self.cast.person("chair").uid])]
        found += [reverse("agencies:organisation", args=[self.cast.town.uid])]
        found += [reverse("assignments:assignment", args=[self.task.uid])]
        for meeting in (self.ended, self.running, self.coming):
            names = ("meeting", "prepare", "hold", "minutes", "invitation", "attendance", "changes")
            found += [reverse(f"meetings:{name}", args=[meeting.uid]) for name in names]
            found += [reverse("meetings:paper", args=[meeting.uid, kind, fmt]) for kind, fmt in PAPERS]
        return found


def _plain(content: bytes) -> bytes:
    for pattern in CHANGING:
        content = pattern.sub(b"", content)
    return content


def _each_answer(stage: Stage, role: str) -> Iterator[tuple[str, tuple[int, str, bytes]]]:
    client = stage.cast.client(role)
    for address in stage.addresses():
        cache.clear()
        answer = client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        yield address, (answer.status_code, answer.get("Location", ""), _plain(body))


def _answers(stage: Stage, role: str) -> dict[str, tuple[int, str, bytes]]:
    return dict(_each_answer(stage, role))


def _closed_item(stage: Stage) -> None:
    for meeting in (stage.coming, stage.running, stage.ended):
        item = add_item(
            by=stage.cast.actor("chair"), meeting=meeting, title="Tajný bod", is_closed=True, minutes=25,
            named_seats=[stage.cast.mandates["chair"].seat],
        )
        type(item).objects.filter(pk=item.pk).update(position=1)


def _closed_entry(stage: Stage) -> None:
    for meeting in (stage.running, stage.ended):
        line(
            stage.cast.actor("chair"), meeting, "<p>Tajný řádek</p>", details={"closed_to": []}, position=4.0
        )


def _closed_task(stage: Stage) -> None:
    create_assignment(
        by=stage.cast.actor("chair"), group=stage.cast.group, text="Tajný úkol", is_closed=True,
        owner_person=stage.cast.person("chair"), named_seats=[stage.cast.mandates["chair"].seat],
    )


def _closed_file(stage: Stage) -> None:
    attach(
        by=stage.cast.actor("chair"), circle=stage.cast.group.circle, upload=factories.upload(), title="Tajný soubor",
        is_closed=True, named_seats=[stage.cast.mandates["chair"].seat],
    )


def _closed_paper(stage: Stage) -> None:
    item = add_item(
        by=stage.cast.actor("chair"), meeting=stage.coming, title="Tajný bod", is_closed=True,
        named_seats=[stage.cast.mandates["chair"].seat],
    )
    add_paper(by=stage.cast.actor("chair"), item=item, upload=factories.upload(), title="Tajný podklad")


def _foreign_group(stage: Stage) -> None:
    factories.group("Tajná skupina", organisation=factories.organisation("Nikde vidět"), areas=[])


def _hidden_remark(stage: Stage) -> None:
    add_remark(by=stage.cast.actor("chair"), meeting=stage.ended, text="Tajná připomínka", entry=stage.remarked)


HIDDEN: dict[str, Callable[[Stage], None]] = {
    "closed item": _closed_item, "closed entry": _closed_entry, "closed task": _closed_task,
    "closed file": _closed_file, "closed paper": _closed_paper, "foreign group": _foreign_group,
    "remark on a closed entry": _hidden_remark,
}


def test_no_hidden_record_changes_an_answer(cast: Cast, walkers: Callable[..., Sequence[str]]) -> None:
    """Each kind in turn is held against the same answers without it."""
    stage = Stage(cast)
    without = {role: _answers(stage, role) for role in walkers(READERS, ("member",))}
    for hidden in [name for name in HIDDEN if name != "foreign group"]:
        with undone():
            HIDDEN[hidden](stage)
            for role in without:
                told = _answers(stage, role)
                differing = [address for address in told if told[address] != without[role][address]]
                assert differing == [], (hidden, role)
            seen = hidden == "closed file" or any(b"Tajn" in body for _, (_, _, body) in _each_answer(stage, "chair"))
            assert seen, f"{hidden}: what was hidden shows to whom it is open, so the test sees something"


def test_group_of_another_town_changes_no_answer(cast: Cast, walkers: Callable[..., Sequence[str]]) -> None:
    """Organisations are known to everybody who signs in, so the foreign group belongs to one that stands in both."""
    stage = Stage(cast)
    elsewhere = cast.other_town
    without = {role: _answers(stage, role) for role in walkers(("member", "coordinator"), ("coordinator",))}
    with undone():
        made = factories.group("Tajná skupina", organisation=elsewhere)
        factories.mandate(made, cast.person("outsider"), is_chair=True)
        for role, before in without.items():
            told = _answers(stage, role)
            assert [address for address in told if told[address] != before[address]] == [], role
        assert any("Tajná skupina" in one[2].decode(errors="replace") for one in _answers(stage, "outsider").values())

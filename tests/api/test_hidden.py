"""What is hidden changes nothing in any answer; how many records there are does not change the number of queries."""

from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from soucinnost.assignments.actions import create_assignment
from soucinnost.audit.models import Entry
from soucinnost.groups.actions.documents import add_document
from soucinnost.meetings.actions.agenda import add_item, add_paper
from soucinnost.meetings.actions.scheduling import Place, create_meeting
from tests import factories
from tests.api.kit import call, token
from tests.ballots import kit as ballots
from tests.cast import Cast

SECRET = "Kanárek za oponou"


def make_meeting(cast: Cast, days: int) -> Any:
    start = timezone.now() + timedelta(days=days)
    return create_meeting(
        by=cast.actor("chair"), group=cast.group, starts_at=start, ends_at=start + timedelta(hours=1),
        place=Place(text="Radnice"),
    )


def _task(cast: Cast, text: str = "Zjistit stav", **fields: Any) -> Any:
    return create_assignment(
        by=cast.actor("recorder"), group=cast.group, text=text, owner_person=cast.person("recorder"),
        due_kind="none", **fields,
    )


def test_a_hidden_record_changes_no_byte(cast: Cast) -> None:
    ballots.allow(cast.group)
    meeting, task = make_meeting(cast, 9), _task(cast)
    text = token(cast.person("member"))[1]
    paths = [
        "/tasks/", "/tasks/?state=all", f"/tasks/{task.uid}/", "/meetings/", f"/meetings/{meeting.uid}/",
        f"/meetings/{meeting.uid}/minutes/", f"/meetings/{meeting.uid}/files/", "/ballots/", "/groups/",
        f"/groups/{cast.group.uid}/", "/people/", "/organisations/",
    ]
    before = {path: call(text, "get", path).content for path in paths}
    named = [cast.mandates["chair"].seat, cast.mandates["recorder"].seat]
    hidden = _task(cast, SECRET, is_closed=True, named_seats=named)
    item = add_item(by=cast.actor("chair"), meeting=meeting, title=SECRET, is_closed=True, named_seats=named)
    add_paper(by=cast.actor("chair"), item=item, upload=factories.upload())
    ballots.prepared(cast, question=SECRET)
    assert {path: call(text, "get", path).content for path in paths} == before
    for method, path, body in (
        ("get", f"/tasks/{hidden.uid}/", None), ("post", f"/tasks/{hidden.uid}/remarks/", {"text": "x"}),
        ("post", f"/tasks/{hidden.uid}/finish/", {"evidence": "x"}),
    ):
        there = call(text, method, path, body)
        nowhere = call(text, method, path.replace(hidden.uid, "neznamy"), body)
        assert (there.status_code, there.content) == (404, nowhere.content)
    seen = token(cast.person("chair"))[1]
    assert SECRET in call(seen, "get", "/tasks/").json()["items"][-1]["text"]


def test_every_answer_left_a_row(cast: Cast) -> None:
    task = _task(cast)
    text = token(cast.person("member"))[1]
    call(text, "get", f"/tasks/{task.uid}/")
    row = Entry.objects.get(verb="assignment.viewed")
    assert (row.object_uid, row.circle, row.channel) == (task.uid, cast.group.circle.uid, "api")
    assert row.actor == f"person:{cast.person('member').uid}"
    call(text, "get", "/tasks/")
    assert Entry.objects.get(verb="assignment.listed").ids == [task.uid]


def test_queries_do_not_grow_with_rows(cast: Cast) -> None:
    cache.clear()
    make_meeting(cast, 3)
    _task(cast)
    text = token(cast.person("chair"))[1]
    paths = (
        "/tasks/", "/meetings/", "/people/", "/organisations/", f"/groups/{cast.group.uid}/mandates/", "/groups/",
        "/ballots/", f"/groups/{cast.group.uid}/documents/",
    )
    ballots.opened(cast)

    def counted(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert call(text, "get", path).status_code == 200
        return len(queries)

    counted("/tasks/")  # the first of the day notes that the token was used
    few = {path: counted(path) for path in paths}
    for number in range(8):
        make_meeting(cast, 10 + number)
        _task(cast)
        factories.mandate(cast.group)
        ballots.opened(cast)
        add_document(by=cast.actor("chair"), group=cast.group, upload=factories.upload(), kind="other", title="S")
    assert {path: counted(path) for path in paths} == few
    assert max(few.values()) <= 15, few


def test_pages_do_not_overlap_and_say_whether_more_follow(cast: Cast) -> None:
    uids = {_task(cast).uid for _ in range(5)}
    text = token(cast.person("member"))[1]
    pages = [call(text, "get", f"/tasks/?limit=2&page={page}").json() for page in (1, 2, 3, 4)]
    assert [len(page["items"]) for page in pages] == [2, 2, 1, 0]
    assert [page["more"] for page in pages] == [True, True, False, False]
    assert {item["uid"] for page in pages for item in page["items"]} == uids


def test_personal_data_are_asked_about_before_they_are_kept(cast: Cast) -> None:
    task = _task(cast)
    text = token(cast.person("member"))[1]
    path, words = f"/tasks/{task.uid}/remarks/", {"text": "Volat na 777 123 456."}
    refused = call(text, "post", path, words)
    assert refused.status_code == 422 and refused.json()["fields"][0]["field"] == "text"
    assert call(text, "post", path, {**words, "personal_data_confirmed": True}).status_code == 201

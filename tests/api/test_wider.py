"""Votes by correspondence, files, methodical support, a region in numbers, steps with tasks, corrected reports."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from soucinnost.agencies.models import Person
from soucinnost.api.operations.common import BYTES
from soucinnost.assignments.actions import create_assignment, finish
from soucinnost.audit.models import Entry
from soucinnost.ballots.actions import close_ballot
from soucinnost.ballots.models import Vote
from soucinnost.documents import storage
from soucinnost.groups.actions.documents import add_document
from soucinnost.meetings.actions.agenda import add_item, add_paper
from soucinnost.meetings.actions.scheduling import Place, cancel_meeting, create_meeting
from soucinnost.reports.models import Report
from soucinnost.support.models import Delivery
from tests import factories
from tests.api.kit import call, token
from tests.api.test_hidden import make_meeting
from tests.ballots import kit as ballots
from tests.cast import Cast
from tests.meetings.signoff_kit import drafted, put
from tests.reports import kit as reports
from tests.support import kit as support


@pytest.fixture
def texts(cast: Cast) -> dict[str, str]:
    cache.clear()
    return {role: token(cast.person(role))[1] for role in ("chair", "recorder", "member", "deputy", "coordinator")}


def read(text: str, path: str) -> Any:
    answer = call(text, "get", path)
    assert answer.status_code == 200, answer.content
    return answer.json()


class TestBallots:
    def test_a_member_votes_and_the_last_choice_holds(self, cast: Cast, texts: dict[str, str]) -> None:
        ballot = ballots.opened(cast)
        path = f"/ballots/{ballot.uid}/"
        own = read(texts["member"], path)["own"]
        assert [one["choice"] for one in own] == [None] and read(texts["member"], "/ballots/")["items"][0]["waits"]
        for choice in ("for", "against"):
            body = {"votes": [{"paper": own[0]["paper"], "choice": choice}]}
            told = call(texts["member"], "post", f"{path}votes/", body)
            assert told.status_code == 200 and told.json()["own"][0]["choice"] == choice
        vote = Vote.objects.get(uid=own[0]["paper"])
        assert (vote.choice, vote.channel, vote.cast_by) == ("against", "account", cast.person("member"))
        assert not read(texts["member"], "/ballots/")["items"][0]["waits"]
        assert Entry.objects.filter(verb="vote.cast", channel="api").count() == 2

    def test_nobody_reads_how_others_vote_before_the_end(self, cast: Cast, texts: dict[str, str]) -> None:
        ballot = ballots.opened(cast)
        ballots.all_for(cast, ballot)
        path = f"/ballots/{ballot.uid}/"
        assert read(texts["chair"], path)["votes"] == []
        assert len(read(texts["chair"], path)["own"]) == 1
        close_ballot(by=cast.actor("chair"), ballot=ballot)
        told = read(texts["member"], path)
        assert (told["result"], told["votes_for"], told["own"]) == ("adopted", 4, [])
        assert {one["choice"] for one in told["votes"]} == {"for"}

    def test_a_foreign_paper_a_prepared_ballot_and_one_paper_twice(self, cast: Cast, texts: dict[str, str]) -> None:
        ballot, hidden = ballots.opened(cast), ballots.prepared(cast)
        foreign = ballots.paper_of(cast, ballot, "recorder").uid
        path = f"/ballots/{ballot.uid}/votes/"
        body = {"votes": [{"paper": foreign, "choice": "for"}]}
        assert call(texts["member"], "post", path, body).status_code == 403
        assert call(texts["member"], "get", f"/ballots/{hidden.uid}/").status_code == 404
        own = {"paper": ballots.paper_of(cast, ballot, "member").uid, "choice": "for"}
        assert call(texts["member"], "post", path, {"votes": [own, own]}).status_code == 422
        assert not Vote.objects.exclude(choice="").exists()

    def test_late_is_late(self, cast: Cast, texts: dict[str, str]) -> None:
        ballot = ballots.past(ballots.opened(cast))
        own = {"paper": ballots.paper_of(cast, ballot, "member").uid, "choice": "for"}
        told = call(texts["member"], "post", f"/ballots/{ballot.uid}/votes/", {"votes": [own]})
        assert told.status_code == 422 and "uplynula" in told.json()["detail"]
        assert not Vote.objects.exclude(choice="").exists()


class TestFiles:
    def test_papers_of_a_meeting_and_documents_of_a_group(self, cast: Cast, texts: dict[str, str]) -> None:
        chair, meeting = cast.actor("chair"), make_meeting(cast, 9)
        item = add_item(by=chair, meeting=meeting, title="Rozpočet")
        seats = [cast.mandates["chair"].seat]
        closed = add_item(by=chair, meeting=meeting, title="Uzavřené", is_closed=True, named_seats=seats)
        paper = add_paper(by=chair, item=item, upload=factories.upload()).attachment
        secret = add_paper(by=chair, item=closed, upload=factories.upload()).attachment
        add_document(by=chair, group=cast.group, upload=factories.upload(), kind="other", title="Jednací řád")
        path = f"/meetings/{meeting.uid}/files/"
        assert [(one["uid"], one["item"]) for one in read(texts["member"], path)["items"]] == [(paper.uid, item.uid)]
        assert {one["uid"] for one in read(texts["chair"], path)["items"]} == {paper.uid, secret.uid}
        documents = read(texts["member"], f"/groups/{cast.group.uid}/documents/")["items"]
        assert [(one["title"], one["kind"]) for one in documents] == [("Jednací řád", "other")]
        got = call(texts["member"], "get", f"/files/{paper.uid}/")
        assert b"".join(got.streaming_content) == storage.verify(paper.uid, paper.sha256).read_bytes()
        assert (got["Content-Type"], got["Cache-Control"]) == (BYTES, "no-store")
        row = Entry.objects.get(verb="attachment.downloaded")
        assert (row.object_uid, row.channel) == (paper.uid, "api")
        assert call(texts["member"], "get", f"/files/{secret.uid}/").status_code == 404

    def test_a_damaged_one_is_a_problem_and_is_noted(self, cast: Cast, texts: dict[str, str]) -> None:
        chair = cast.actor("chair")
        one = add_document(by=chair, group=cast.group, upload=factories.upload(), kind="other", title="Statut")
        storage.place_of(one.attachment.uid).write_bytes(b"something else")
        answer = call(texts["member"], "get", f"/files/{one.attachment.uid}/")
        assert (answer.status_code, answer.json()["type"]) == (500, "urn:soucinnost:damaged")
        assert Entry.objects.filter(verb="attachment.damaged", object_uid=one.attachment.uid).count() == 1
        assert not Entry.objects.filter(verb="attachment.downloaded").exists()

    def test_what_proves_a_task_is_with_the_task(self, cast: Cast, texts: dict[str, str]) -> None:
        task = create_assignment(
            by=cast.actor("chair"), group=cast.group, text="Zjistit", owner_person=cast.person("member"),
            due_kind="none",
        )
        finish(by=cast.actor("member"), assignment=task, upload=factories.upload())
        files = read(texts["recorder"], f"/tasks/{task.uid}/")["files"]
        assert len(files) == 1
        assert call(texts["recorder"], "get", f"/files/{files[0]['uid']}/").status_code == 200
        assert read(texts["recorder"], "/tasks/")["items"] == []
        assert read(texts["recorder"], "/tasks/?state=done")["items"][0]["uid"] == task.uid


class TestSupport:
    def test_a_circular_is_read_by_who_got_it_and_counted_for_who_sent_it(
        self, cast: Cast, texts: dict[str, str]
    ) -> None:
        support.contact(cast.ngo, cast.person("member"))
        sent, draft = support.sent(cast), support.circular(cast)
        assert [one["uid"] for one in read(texts["member"], "/circulars/")["items"]] == [sent.uid]
        path = f"/circulars/{sent.uid}/"
        told = read(texts["member"], path)
        assert (told["body"], told["counts"], told["is_kept"]) == ("Výzva je vyhlášena.", None, False)
        assert call(texts["member"], "get", f"/circulars/{draft.uid}/").status_code == 404
        assert call(texts["member"], "post", f"{path}confirm/").json()["confirmed_on"] == str(factories.today())
        assert Delivery.objects.get(circular=sent).confirmed_on == factories.today()
        kept = read(texts["coordinator"], path)["counts"]
        assert (kept["copies"], kept["opened"], kept["confirmed"]) == (1, 1, 1)
        assert call(texts["coordinator"], "post", f"{path}confirm/").status_code == 404
        assert read(texts["coordinator"], "/circulars/?received=true")["items"] == []
        assert call(texts["chair"], "get", path).status_code == 404

    def test_consultations_are_their_keepers(self, cast: Cast, texts: dict[str, str]) -> None:
        one = support.consultation(cast, follow_up="Zavolat")
        support.consultation(cast, kind="visit")
        assert len(read(texts["coordinator"], "/consultations/")["items"]) == 2
        waiting = read(texts["coordinator"], "/consultations/?open_only=true")["items"]
        assert [row["uid"] for row in waiting] == [one.uid]
        assert len(read(texts["coordinator"], "/consultations/?kind=visit")["items"]) == 1
        assert read(texts["chair"], "/consultations/")["items"] == []
        assert call(texts["chair"], "get", f"/consultations/{one.uid}/").status_code == 404


class TestOverview:
    def test_numbers_of_a_region_without_what_is_closed(self, cast: Cast, texts: dict[str, str]) -> None:
        path = f"/regions/{cast.region.uid}/overview/"
        assert [one["uid"] for one in read(texts["coordinator"], "/regions/")["items"]] == [cast.region.uid]
        before = call(texts["coordinator"], "get", path).content
        seats = [cast.mandates["chair"].seat]
        for closed in (True, False):
            made = create_assignment(
                by=cast.actor("chair"), group=cast.group, text="Zjistit", owner_person=cast.person("chair"),
                due_kind="date", due_on=factories.today(), is_closed=closed, named_seats=seats if closed else (),
            )
            today = factories.today()
            type(made).objects.filter(pk=made.pk).update(
                due_on=today - timedelta(days=3), given_on=today - timedelta(days=9)
            )
            if closed:
                assert call(texts["coordinator"], "get", path).content == before
        told = read(texts["coordinator"], path)
        assert told["overdue"] == 1 and sum(one["overdue"] for one in told["frames"]) == 1
        assert told["groups"] == len(told["frames"]) == sum(one["count"] for one in told["signals"])
        assert call(texts["chair"], "get", path).status_code == 404
        assert {"overview.viewed", "overview.history_viewed"} <= set(Entry.objects.values_list("verb", flat=True))


class TestChoices:
    """What a list is asked for, it holds; the other records of the person are not in it."""

    @pytest.fixture
    def both(self, cast: Cast) -> str:
        """The text of a token of who sits in two groups."""
        factories.mandate(cast.other_group, cast.person("member"))
        cache.clear()
        return token(cast.person("member"))[1]

    def _uids(self, text: str, path: str) -> set[str]:
        return {one["uid"] for one in read(text, path)["items"]}

    def test_of_meetings(self, cast: Cast, both: str) -> None:
        here = make_meeting(cast, 9)
        start = timezone.now() + timedelta(days=400)
        there = create_meeting(
            by=cast.actor("outsider"), group=cast.other_group, starts_at=start, ends_at=start + timedelta(hours=1),
            place=Place(text="Radnice"),
        )
        cancel_meeting(by=cast.actor("outsider"), meeting=there, reason="Nemoc")
        assert self._uids(both, "/meetings/") == {here.uid, there.uid}
        for asked, found in (
            (f"group={cast.group.uid}", here), (f"year={there.year}", there), ("state=cancelled", there),
        ):
            assert self._uids(both, f"/meetings/?{asked}") == {found.uid}, asked
        assert self._uids(both, f"/meetings/?group={cast.group.uid}&state=cancelled") == set()

    def test_of_tasks_and_ballots(self, cast: Cast, both: str) -> None:
        day = factories.today()
        late, plain = (
            create_assignment(
                by=cast.actor("chair"), group=cast.group, text="Zjistit", owner_person=cast.person("recorder"),
                due_kind=kind, due_on=due, given_on=day - timedelta(days=9),
            )
            for kind, due in (("date", day - timedelta(days=1)), ("none", None))
        )
        assert self._uids(both, f"/tasks/?group={cast.group.uid}") == {late.uid, plain.uid}
        assert self._uids(both, "/tasks/?state=overdue") == {late.uid}
        assert self._uids(both, f"/tasks/?group={cast.other_group.uid}") == set()
        assert self._uids(both, "/tasks/?mine=true") == set()
        ballot = ballots.opened(cast)
        assert self._uids(both, f"/ballots/?group={cast.group.uid}&state=open") == {ballot.uid}
        assert self._uids(both, f"/ballots/?group={cast.other_group.uid}") == set()
        assert self._uids(both, "/ballots/?state=closed") == set()

    def test_of_reports_and_their_calls(self, cast: Cast, both: str) -> None:
        earlier, one = reports.reported_then(cast), reports.call(cast)
        now = reports.report(cast, one)
        assert self._uids(both, "/reports/calls/") == {earlier.call.uid, one.uid}
        assert self._uids(both, f"/reports/calls/?group={cast.group.uid}&state=open") == {one.uid}
        assert self._uids(both, f"/reports/calls/?group={cast.other_group.uid}") == set()
        assert self._uids(both, f"/reports/?group={cast.group.uid}&organisation={cast.ngo.uid}") == {
            earlier.uid, now.uid,
        }
        assert self._uids(both, f"/reports/?call={one.uid}") == {now.uid}
        assert self._uids(both, f"/reports/?organisation={cast.police.uid}") == set()

    def test_of_people(self, cast: Cast, both: str) -> None:
        ngo = {cast.person(role).uid for role in ("member", "deputy", "former")}
        assert self._uids(both, f"/people/?organisation={cast.ngo.uid}") == ngo
        Person.objects.filter(pk=cast.person("deputy").pk).update(is_active=False)
        assert self._uids(both, f"/people/?organisation={cast.ngo.uid}") == ngo - {cast.person("deputy").uid}
        assert self._uids(both, f"/people/?organisation={cast.ngo.uid}&with_inactive=true") == ngo


def test_minutes_tell_what_was_decided_and_given(cast: Cast, texts: dict[str, str]) -> None:
    meeting = drafted(cast, "Úvod")
    put(cast, meeting, "<p>Schvaluje se plán.</p>", kind="decision", details={"result": "adopted"})
    owner = {"text": "Dana Členová", "person": cast.person("member").uid}
    put(cast, meeting, "<p>Zavolat na úřad.</p>", kind="task", details={"owner": owner})
    lines = {one["kind"]: one for one in read(texts["chair"], f"/meetings/{meeting.uid}/minutes/")["lines"]}
    decision, task = lines["decision"]["decision"], lines["task"]["task"]
    assert decision == {"result": "adopted", "votes_for": None, "votes_against": None, "votes_abstained": None}
    assert (task["owner"], task["due_kind"], task["task"]) == ("Dana Členová, Most k lidem", "none", None)
    assert lines["information"]["decision"] is None and lines["information"]["task"] is None


class TestSteps:
    def _task(self, cast: Cast) -> Any:
        return create_assignment(
            by=cast.actor("chair"), group=cast.group, text="Zjistit", owner_person=cast.person("member"),
            due_kind="none",
        )

    def test_handed_on_returned_postponed_cancelled_reopened(self, cast: Cast, texts: dict[str, str]) -> None:
        path = f"/tasks/{self._task(cast).uid}/"
        to = {"owner_person": cast.person("recorder").uid, "text": "Prosím."}
        told = call(texts["member"], "post", f"{path}hand-on/", to).json()
        assert told["owner_person"]["uid"] == cast.person("recorder").uid
        told = call(texts["recorder"], "post", f"{path}return/", {"text": "Nestíhám."}).json()
        assert told["owner_person"]["uid"] == cast.person("member").uid
        later = str(factories.today() + timedelta(days=7))
        assert call(texts["chair"], "post", f"{path}postpone/", {"due_on": later}).json()["due_on"] == later
        assert call(texts["chair"], "post", f"{path}cancel/", {"text": "Odpadlo."}).json()["state"] == "cancelled"
        told = call(texts["chair"], "post", f"{path}reopen/", {"text": "Vrátilo se."}).json()
        assert told["state"] == "open"
        steps = [one["kind"] for one in told["history"]]
        assert steps == ["created", "handed_on", "returned", "postponed", "cancelled", "reopened"]

    def test_refusals_name_the_field(self, cast: Cast, texts: dict[str, str]) -> None:
        path = f"/tasks/{self._task(cast).uid}/"
        for body, field in (
            ({"owner_person": cast.person("member").uid}, "owner_person"), ({}, "owner_person"),
            ({"owner_organisation": "nikdo"}, "owner_organisation"),
        ):
            told = call(texts["member"], "post", f"{path}hand-on/", body)
            assert told.status_code == 422 and [one["field"] for one in told.json()["fields"]] == [field]
        told = call(texts["chair"], "post", f"{path}postpone/", {"due_on": "2001-01-01"})
        assert [one["field"] for one in told.json()["fields"]] == ["due_on"]
        call(texts["member"], "post", f"{path}finish/", {"evidence": "Hotovo."})
        body = {"owner_person": cast.person("recorder").uid}
        ended = call(texts["chair"], "post", f"{path}hand-on/", body).json()
        assert ended["fields"] == [] and "otevřen" in ended["detail"]

    def test_an_organisation_is_given_a_task(self, cast: Cast, texts: dict[str, str]) -> None:
        body = {"text": "Zjistit stav", "owner_organisation": cast.ngo.uid}
        made = call(texts["chair"], "post", f"/groups/{cast.group.uid}/tasks/", body)
        assert made.status_code == 201 and made.json()["owner_person"] is None
        assert made.json()["owner_organisation"]["uid"] == cast.ngo.uid


class TestCorrections:
    def test_a_new_version_and_who_was_faster(self, cast: Cast, texts: dict[str, str]) -> None:
        report = reports.report(cast, reports.call(cast), reports.CLIENTS)
        path, body = f"/reports/{report.uid}/correct/", {"text": "Opraveno.", "numbers": [
            {"label": "aktivních klientů", "value": "21", "unit": "osob"}
        ]}
        told = call(texts["member"], "post", path, body)
        assert (told.status_code, told.json()["number"], told.json()["text"]) == (201, 2, "Opraveno.")
        assert [one["value"] for one in told.json()["numbers"]] == ["21.0000"]
        assert read(texts["chair"], f"/reports/{report.uid}/")["number"] == 1
        assert [one["number"] for one in read(texts["chair"], "/reports/")["items"]] == [2]
        late = call(texts["deputy"], "post", path, {"text": "Také opravuji."})
        assert late.status_code == 422 and "mezitím" in late.json()["detail"]

    def test_what_cannot_be_handed_in(self, cast: Cast, texts: dict[str, str]) -> None:
        one = reports.call(cast)
        path = f"/reports/calls/{one.uid}/reports/"
        told = call(texts["member"], "post", path, {"organisation": "neznama", "text": "V terénu."})
        assert told.status_code == 422 and [field["field"] for field in told.json()["fields"]] == ["organisation"]
        told = call(texts["member"], "post", path, {"organisation": cast.ngo.uid, "nothing_new": True})
        assert told.status_code == 422 and "Dřívější zpráva" in told.json()["detail"].replace("\xa0", " ")
        assert not Report.objects.exists()
        made = reports.report(cast, one)
        told = call(texts["member"], "post", f"/reports/{made.uid}/correct/", {"text": " "})
        assert told.status_code == 422 and Report.objects.count() == 1

    def test_nothing_new(self, cast: Cast, texts: dict[str, str]) -> None:
        reports.reported_then(cast)
        one = reports.call(cast)
        body = {"organisation": cast.ngo.uid, "nothing_new": True}
        told = call(texts["member"], "post", f"/reports/calls/{one.uid}/reports/", body)
        assert (told.status_code, told.json()["state"]) == (201, "nothing_new")

    def test_personal_data_are_asked_about(self, cast: Cast, texts: dict[str, str]) -> None:
        report = reports.report(cast, reports.call(cast))
        told = call(texts["member"], "post", f"/reports/{report.uid}/correct/", {"text": "Volat 777 123 456."})
        assert told.status_code == 422 and told.json()["fields"][0]["field"] == "text"


def test_the_directory_is_in_czech_order(cast: Cast, texts: dict[str, str]) -> None:
    for name in ("Šumava", "Chodov", "Hora", "Čáslav", "Cheb", "Ústí", "Zlín"):
        factories.person(surname=name, given_name="Eva", has_account=False)
        factories.organisation(name)
    people = [one["uid"] for one in read(texts["coordinator"], "/people/?limit=100")["items"]]
    wanted = ["Cheb", "Chodov"]
    names = [Person.objects.get(uid=uid).surname for uid in people]
    made = [name for name in names if name in {"Šumava", "Chodov", "Hora", "Čáslav", "Cheb", "Ústí", "Zlín"}]
    assert made == ["Čáslav", "Hora", *wanted, "Šumava", "Ústí", "Zlín"]
    found = [one["name"] for one in read(texts["coordinator"], "/organisations/?limit=100")["items"]]
    assert [name for name in found if name in set(made)] == made
    pages = [read(texts["coordinator"], f"/people/?limit=3&page={page}")["items"] for page in (1, 2)]
    assert [one["uid"] for page in pages for one in page] == people[:6]
    assert read(texts["coordinator"], "/people/?organisation=neznama")["items"] == []

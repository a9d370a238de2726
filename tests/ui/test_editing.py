"""Two who edit one record: neither's text is overwritten unseen. On both databases."""

import ast
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from soucinnost.access.changes import SHOWN
from soucinnost.assignments.actions import create_assignment, postpone
from soucinnost.assignments.models import Assignment
from soucinnost.audit.models import Entry
from soucinnost.groups.models import Group
from soucinnost.reports.actions import open_call
from soucinnost.reports.models import Draft
from tests.cast import Cast, make_cast
from tests.matrix.expected import GET
from tests.matrix.stage import Stage
from tests.ui.editing_kit import Form, form_with, forms_of


def page(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def plain(html: str) -> str:
    return " ".join(html.replace("\xa0", " ").split())


def opened(client: Client, group: Group) -> Form:
    return form_with(page(client, reverse("groups:edit", args=[group.uid])), "purpose")


@pytest.mark.django_db
class TestTwoClients:
    """The chair and the recorder have the same form open."""

    def both(self, cast: Cast) -> tuple[Client, Form, Client, Form, str]:
        first, second = cast.client("chair"), cast.client("recorder")
        url = reverse("groups:edit", args=[cast.group.uid])
        return first, opened(first, cast.group), second, opened(second, cast.group), url

    def test_the_second_is_asked_and_nothing_is_written(self, cast: Cast) -> None:
        first, typed_first, second, typed_second, url = self.both(cast)
        assert first.post(url, typed_first.sent(purpose="Znění předsedkyně")).status_code == 302
        before = Entry.objects.count()
        response = second.post(url, typed_second.sent(purpose="Znění zapisovatelky"))
        text = plain(response.content.decode())
        assert Group.objects.get(pk=cast.group.pk).purpose == "Znění předsedkyně"
        assert "Alena Předsedová" in text and "Přesto uložit" in text
        assert "Teď je uloženo:" in text and "Znění předsedkyně" in text
        assert form_with(response.content.decode(), "purpose").values["purpose"] == ["Znění zapisovatelky"]
        written = Entry.objects.order_by("sequence")[before:]
        assert [entry.verb for entry in written] == ["group.edited"], "a refusal writes nothing but who saw the page"

    def test_saving_again_saves(self, cast: Cast) -> None:
        first, typed_first, second, typed_second, url = self.both(cast)
        first.post(url, typed_first.sent(purpose="Znění předsedkyně"))
        shown = second.post(url, typed_second.sent(purpose="Znění zapisovatelky")).content.decode()
        assert second.post(url, form_with(shown, "purpose").sent()).status_code == 302
        assert Group.objects.get(pk=cast.group.pk).purpose == "Znění zapisovatelky"

    def test_somebody_faster_once_more_is_seen_once_more(self, cast: Cast) -> None:
        first, typed_first, second, typed_second, url = self.both(cast)
        first.post(url, typed_first.sent(purpose="První"))
        shown = second.post(url, typed_second.sent(purpose="Moje")).content.decode()
        first.post(url, opened(first, cast.group).sent(purpose="Druhé"))
        again = second.post(url, form_with(shown, "purpose").sent())
        assert "Druhé" in again.content.decode()
        assert Group.objects.get(pk=cast.group.pk).purpose == "Druhé"

    def test_what_the_sender_left_alone_takes_the_stored_text(self, cast: Cast) -> None:
        """Saving anyway overwrites only what the sender really typed."""
        first, typed_first, second, typed_second, url = self.both(cast)
        first.post(url, typed_first.sent(name="Nový název", founded_on="1. 2. 2017"))
        shown = second.post(url, typed_second.sent(purpose="Moje poslání")).content.decode()
        assert "Mezitím změněno, předtím:" in plain(shown)
        form = form_with(shown, "purpose")
        assert form.values["name"] == ["Nový název"]
        assert second.post(url, form.sent()).status_code == 302
        group = Group.objects.get(pk=cast.group.pk)
        assert (group.name, group.purpose) == ("Nový název", "Moje poslání")
        assert group.founded_on is not None and group.founded_on.year == 2017

    def test_a_double_press_is_no_conflict(self, cast: Cast) -> None:
        client, form, _second, _typed, url = self.both(cast)
        sent = form.sent(purpose="Jednou")
        assert [client.post(url, sent).status_code for _press in range(2)] == [302, 302]

    def test_a_refused_form_keeps_the_state_it_was_opened_with(self, cast: Cast) -> None:
        """An error in between must not make the check forget what was seen."""
        first, typed_first, second, typed_second, url = self.both(cast)
        first.post(url, typed_first.sent(purpose="Znění předsedkyně"))
        refused = second.post(url, typed_second.sent(purpose="Moje", founded_on="31. 2. 2020")).content.decode()
        again = form_with(refused, "purpose").sent(founded_on="")
        assert "Přesto uložit" in second.post(url, again).content.decode()
        assert Group.objects.get(pk=cast.group.pk).purpose == "Znění předsedkyně"

    def test_an_organisation(self, cast: Cast) -> None:
        manager, editor = cast.client("manager"), cast.client("coordinator")
        url = reverse("agencies:edit_organisation", args=[cast.ngo.uid])
        mine, theirs = form_with(page(editor, url), "name"), form_with(page(manager, url), "name")
        manager.post(url, theirs.sent(address="Nová 1"))
        text = plain(editor.post(url, mine.sent(address="Jiná 2")).content.decode())
        assert "Nová 1" in text and "Přesto uložit" in text
        cast.ngo.refresh_from_db()
        assert cast.ngo.address == "Nová 1"

    def test_a_removed_record_loses_nothing(self, cast: Cast) -> None:
        """Somebody removed the item while its form was open: not found, said before anything is written."""
        recorder = cast.client("recorder")
        item = cast.group.standing_items.first()
        assert item is not None
        url = reverse("groups:item", args=[cast.group.uid, item.uid])
        form = form_with(page(recorder, url), "title")
        item.delete()
        assert recorder.post(url, form.sent(title="Jinak")).status_code == 404

    def test_a_unit_is_not_renamed_over_a_new_name(self, cast: Cast) -> None:
        unit = cast.ngo.units.create(name="Terén")
        url, manager = reverse("agencies:units", args=[cast.ngo.uid]), cast.client("manager")
        for name in ("Terénní služba", "Ulice"):
            manager.post(url, {"utvar": unit.uid, "bylo": "Terén", "name": name})
        unit.refresh_from_db()
        assert unit.name == "Terénní služba"
        assert "Terénní služba" in page(manager, reverse("agencies:organisation", args=[cast.ngo.uid]))

    def test_two_windows_of_one_draft_of_a_report(self, cast: Cast) -> None:
        """What one window kept is not lost to the other; it is shown and can be taken."""
        call = open_call(by=cast.actor("chair"), group=cast.group, for_day=timezone.localdate() + timedelta(days=40))
        client, url = cast.client("member"), reverse("reports:write", args=[call.uid, cast.ngo.uid])
        first, second = (form_with(page(client, url), "text") for _window in range(2))
        client.post(url, first.sent(text="Z prvního okna", rozepsane="1"))
        refused = client.post(url, second.sent(text="Z druhého okna", rozepsane="1"))
        text = refused.content.decode()
        assert refused.status_code == 422 and "Z prvního okna" in plain(text) and "Z druhého okna" in text
        assert Draft.objects.get().content["text"] == "Z prvního okna"
        client.post(url, form_with(text, "text").sent(rozepsane="1"))
        assert Draft.objects.get().content["text"] == "Z druhého okna"


@pytest.mark.django_db
def test_a_task_is_not_postponed_over_somebody_elses_date(cast: Cast) -> None:
    chair = cast.actor("chair")
    task = create_assignment(
        by=chair, group=cast.group, text="Zjistit stav", owner_person=cast.person("member"), due_kind="none"
    )
    client, url = cast.client("recorder"), reverse("assignments:postpone", args=[task.uid])
    shown = page(client, reverse("assignments:assignment", args=[task.uid]))
    form = next(one for one in forms_of(shown) if one.action == url)
    postpone(by=chair, assignment=task, due_on=cast.mandates["chair"].seat.valid_from.replace(year=2090), text="")
    response = client.post(url, form.sent(due_on="1. 3. 2091"))
    text = plain(response.content.decode())
    assert "2090" in text and "Přesto uložit" in text
    task = Assignment.objects.get(pk=task.pk)
    assert task.due_on is not None and task.due_on.year == 2090
    again = next(one for one in forms_of(response.content.decode()) if one.action == url)
    assert client.post(url, again.sent()).status_code == 302
    assert Assignment.objects.get(pk=task.pk).due_on.year == 2091  # type: ignore[union-attr]


@pytest.mark.django_db(transaction=True)
def test_of_six_at_once_one_saves() -> None:
    """The check stands in the action's transaction behind the lock, so no two can pass it with one state."""
    cast = make_cast()
    form = opened(cast.client("chair"), cast.group)
    url = reverse("groups:edit", args=[cast.group.uid])
    ready, results = threading.Barrier(6), {}

    def save(number: int) -> None:
        client = cast.client("chair" if number % 2 else "recorder")
        sent = form.sent(purpose=f"Znění {number}")
        try:
            ready.wait(60)
            results[number] = client.post(url, sent)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    saved = [number for number, response in results.items() if response.status_code == 302]
    assert len(results) == 6 and len(saved) == 1
    assert Group.objects.get(pk=cast.group.pk).purpose == f"Znění {saved[0]}"
    refused = [response for number, response in results.items() if number not in saved]
    assert all("Přesto uložit" in response.content.decode() for response in refused)


NO_RECORD = {
    "groups:new", "meetings:new", "reports:new", "ballots:new", "groups:mandate_new", "groups:members_paste",
    "strategy:new", "support:new_consultation", "support:new_handover",
    "assignments:split",  # makes tasks out of one that is locked and must still be open
    "intake:reading",  # carries a revision of its own and shows both readings (tests/intake/test_editing.py)
    "evaluations:reading",  # the same (tests/intake/evaluations/test_pages.py)
    "strategy:collection_new", "strategy:remark_new",
    "strategy:answer",  # each measure carries its own state (tests/strategy/test_collecting.py)
    "reports:write", "reports:correct",  # a new version over a numbered one; drafts carry their own state
}
"""Pages whose filled-in forms make something new of what they propose."""
PROPOSED = {"received_on", "konec-last_day", "sent_on", "until", "assessed_on"}
"""Days proposed for a step; nothing is stored under them yet."""


@pytest.mark.django_db
def test_no_form_of_an_existing_record_forgets_the_check(cast: Cast) -> None:
    """Walks every page of the matrix: a form that comes filled in carries the state it was opened with."""
    stage, forgetful, seen = Stage(cast), set(), set()
    clients = [cast.client(role) for role in ("chair", "manager", "coordinator", "administrator")]
    for name in GET:
        answers = (client.get(stage.url(name)) for client in clients)
        shown = next((one for one in answers if one.status_code == 200 and "html" in one["Content-Type"]), None)
        for form in forms_of(shown.content.decode()) if shown is not None else []:
            filled = set(form.filled) - PROPOSED
            if form.method == "post" and filled:
                seen.add(name)
                if "revize" not in form.values and name.partition("@")[0] not in NO_RECORD:
                    forgetful.add((name, form.action, *sorted(filled)))
    assert not forgetful, "\n".join(map(str, sorted(forgetful)))
    assert {"groups:edit", "groups:item", "meetings:item", "agencies:edit_person", "territory:edit_locality"} <= seen


def test_every_verb_of_a_disclosure_is_known_as_one() -> None:
    """Who only looked at a record is not named as who changed it."""
    verbs = {
        str(call.args[1].value)
        for path in (Path(settings.BASE_DIR) / "soucinnost").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "disclose" and len(call.args) > 1
        and isinstance(call.args[1], ast.Constant)
    }
    assert len(verbs) > 40
    assert not {verb for verb in verbs if not SHOWN.search(verb)}

"""A report handed in by a one-time link, by somebody without an account."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from soucinnost.access.actors import actor_in_circle
from soucinnost.access.models import Controller
from soucinnost.notices.models import Message, OneTimeLink
from soucinnost.reports.actions import close_call
from soucinnost.reports.actions.asking import ask_again
from soucinnost.reports.models import Call, Draft, Report
from soucinnost.reports.views import by_link
from tests import factories
from tests.cast import Cast
from tests.notices.race_kit import used_meanwhile
from tests.reports.kit import CLIENTS, call, report, reported_then


@pytest.fixture(autouse=True)
def public(settings: Any, db: None) -> None:
    settings.PUBLIC_URL, settings.MAIL_ENABLED = "https://soucinnost.test", True


@pytest.fixture
def worker(cast: Cast) -> Any:
    """Somebody of the NGO who sits in the group, reports for it and has no account."""
    person = factories.person("Gustav", "Bezúčtový", email="gustav@x.test", has_account=False)
    factories.mandate(cast.group, person, organisation=cast.ngo, reports=True)
    return person


def path_for(person: Any) -> str:
    message = Message.objects.filter(person=person).latest("pk")
    return message.link.removeprefix("https://soucinnost.test")


FORM = {"cisel": "0", "text": "Otevřeli jsme klub.", "problems": "", "needs": ""}


def test_only_who_has_no_account_is_sent_a_link(cast: Cast, worker: Any) -> None:
    call(cast)
    assert {link.person_id for link in OneTimeLink.objects.filter(purpose="report")} == {worker.pk}
    assert "odkazem" in Message.objects.get(person=worker).body
    assert "odkazem" not in Message.objects.get(person=cast.person("member")).body


def test_a_link_names_call_and_organisation_in_two_fields(cast: Cast, worker: Any) -> None:
    asked = call(cast)
    link = OneTimeLink.objects.get(person=worker)
    assert (link.object_uid, link.part_uid) == (asked.uid, cast.ngo.uid)


def test_links_made_before_the_fields_were_two_go_on(cast: Cast, worker: Any) -> None:
    """The migration there and back on a link as it used to be, which then opens."""
    asked = call(cast)
    joined = f"{asked.uid}.{cast.ngo.uid}"
    OneTimeLink.objects.filter(person=worker).update(object_uid=joined, part_uid="")
    migration = import_module("soucinnost.notices.migrations.0006_link_parts_told")
    editor = SimpleNamespace(connection=connection)
    migration.split(apps, editor)
    migration.split(apps, editor)
    assert Client().get(path_for(worker)).status_code == 200
    migration.join(apps, editor)
    assert OneTimeLink.objects.get(person=worker).object_uid == joined


def test_text_and_numbers_are_handed_in_and_the_link_is_used(cast: Cast, worker: Any) -> None:
    asked = call(cast)
    path, client = path_for(worker), Client()
    assert client.get(path).status_code == 200
    more = client.post(path, {**FORM, "pridat": "1"})
    assert more.status_code == 200 and "Otevřeli jsme klub." in more.text
    assert OneTimeLink.objects.get(person=worker).used_at is None
    row = {"c0-label": "klientů", "c0-value": "20", "c0-unit": "osob", "c0-kind": "actual"}
    done = client.post(path, {**FORM, "cisel": "1", **row})
    assert "Zpráva je odevzdaná" in done.text
    handed = Report.objects.get(call=asked)
    assert (handed.author_id, handed.text, handed.entered_by_id) == (worker.pk, "Otevřeli jsme klub.", None)
    assert handed.figures.get().claim.value == 20
    assert client.post(path, FORM).status_code == 410
    assert Report.objects.count() == 1


def test_unchanged_by_one_press(cast: Cast, worker: Any) -> None:
    reported_then(cast, CLIENTS)
    asked = call(cast)
    path, client = path_for(worker), Client()
    assert "Minule jsme začínali." in client.get(path).text
    assert "beze změny" in client.post(path, {**FORM, "beze_zmeny": "1"}).text
    said = Report.objects.get(call=asked)
    assert (said.state, said.figures.count()) == ("nothing_new", 0)


def test_unchanged_needs_something_earlier_and_a_call(cast: Cast, worker: Any) -> None:
    asked = call(cast)
    path, client = path_for(worker), Client()
    refused = client.post(path, {**FORM, "beze_zmeny": "1"})
    assert refused.status_code == 422 and "Dřívější zpráva této organizace tu není" in refused.text.replace("\xa0", " ")
    assert OneTimeLink.objects.get(person=worker).used_at is None and not Report.objects.exists()
    asked.delete()
    assert client.get(path).status_code == 404


def test_personal_data_is_warned_of_and_nothing_is_lost(cast: Cast, worker: Any) -> None:
    call(cast)
    path, client = path_for(worker), Client()
    warned = client.post(path, {**FORM, "text": "Klient 710319/2745 našel byt."})
    assert warned.status_code == 422 and "Klient 710319/2745 našel byt." in warned.text
    assert OneTimeLink.objects.get(person=worker).used_at is None
    assert not Draft.objects.filter(person=worker).exists()


@pytest.mark.parametrize("press", [{}, {"beze_zmeny": "1"}])
def test_of_two_presses_one_hands_in(
    cast: Cast, worker: Any, monkeypatch: pytest.MonkeyPatch, press: dict[str, str]
) -> None:
    reported_then(cast)
    asked = call(cast)
    used_meanwhile(monkeypatch, by_link)
    assert Client().post(path_for(worker), {**FORM, **press}).status_code == 410
    assert not Report.objects.filter(call=asked).exists()


def test_a_colleague_was_faster(cast: Cast, worker: Any) -> None:
    asked = call(cast)
    path, client = path_for(worker), Client()
    report(cast, asked)
    late = client.post(path, FORM)
    assert late.status_code == 422 and "Otevřeli jsme klub." in late.text
    assert OneTimeLink.objects.get(person=worker).used_at is None
    assert Draft.objects.get(person=worker).content["text"] == "Otevřeli jsme klub."


def test_closed_calls_and_strict_organisations(cast: Cast, worker: Any) -> None:
    reported_then(cast)
    asked = call(cast)
    path = path_for(worker)
    Controller.objects.update(requires_mfa=True)
    page = Client().get(path)
    assert page.status_code == 200 and "Minule jsme začínali." not in page.text
    close_call(by=cast.actor("chair"), call=Call.objects.get(pk=asked.pk))
    closed = Client().post(path, FORM)
    assert "už je uzavřená" in closed.text
    assert not Report.objects.filter(call=asked).exists()


def test_a_closed_call_renews_no_link(cast: Cast, worker: Any) -> None:
    asked = call(cast)
    link = OneTimeLink.objects.get(person=worker)
    reader = actor_in_circle(worker, cast.group.circle_id)
    assert reader is not None
    close_call(by=cast.actor("chair"), call=asked)
    Message.objects.all().delete()
    assert ask_again(by=reader, link=link) is False
    assert not Message.objects.exists() and OneTimeLink.objects.count() == 1


def test_a_used_link_is_renewed_to_the_mailbox(cast: Cast, worker: Any) -> None:
    call(cast)
    path, client = path_for(worker), Client()
    client.post(path, FORM)
    assert "Nový odkaz odchází" in client.post(f"{path}novy/").text
    assert path_for(worker) != path

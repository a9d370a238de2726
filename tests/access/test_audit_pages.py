"""The log as it is read: whole by administrators, of one circle by its chair."""

import pytest
from django.urls import reverse

from soucinnost.access import selectors
from soucinnost.audit.actions import record
from soucinnost.audit.models import Entry
from soucinnost.kernel.dates import format_time
from tests import factories
from tests.access.reading import day, parts, plain, said
from tests.cast import Cast


def test_a_row_says_who_did_what_when_with_what_and_with_how_many(cast: Cast) -> None:
    circle = cast.group.circle.uid
    record(by=cast.actor("member"), verb="grant.given", object_uid="abc", ids=list("vwxyz"), circle=circle)
    record(by=factories.SYSTEM, verb="thing.unheard", circle=circle)
    page = cast.client("chair").get(reverse("access:circle_audit", args=[circle]))
    last, before = Entry.objects.filter(circle=circle).exclude(verb="audit.viewed").order_by("-sequence")[:2]
    now = plain(f"{day(factories.today())} {format_time(factories.timezone.localtime(last.at))}")
    rows = parts(page)["zaznamy"].split("S čím ")[1]
    assert rows.startswith(
        f"{last.sequence} {now} system:test thing.unheard "
        f"{before.sequence} {now} Dana Členová přidělení role abc 5 záznamů "
    )
    count = Entry.objects.filter(circle=circle).exclude(verb="audit.viewed").count()
    assert parts(page)["zaznamy"].startswith(f"Záznamy {count} Nejnovější nahoře.")
    assert "Skupina: Bezpečná Zkušebnice" in said(page)
    assert f'href="{reverse("access:administration")}">Správa</a>' not in page.content.decode()


def test_reading_the_log_is_noted_by_the_first_and_last_row_shown(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectors, "PAGE", 4)
    client, circle = cast.client("administrator"), cast.group.circle.uid
    end = Entry.objects.latest("sequence").sequence
    page = client.get(reverse("access:audit"), {"strana": "2"})
    assert [row["entry"].sequence for row in page.context["rows"]] == [end - 4, end - 5, end - 6, end - 7]
    assert f"Strana 2 z {-(-end // 4)}" in said(page)
    assert "Skupina:" not in said(page)
    assert f'href="{reverse("access:administration")}">Správa</a>' in page.content.decode()
    whole = Entry.objects.get(verb="audit.viewed")
    assert (whole.ids, whole.circle, whole.object_uid) == ([str(end - 4), str(end - 7)], "", "")
    cast.client("chair").get(reverse("access:circle_audit", args=[circle]))
    assert Entry.objects.filter(verb="audit.viewed").latest("sequence").circle == circle


def test_asking_for_one_record(cast: Cast) -> None:
    record(by=cast.actor("member"), verb="task.done", object_uid="a" * 40)
    page = cast.client("administrator").get(reverse("access:audit"), {"zaznam": "a" * 41})
    assert [row["entry"].object_uid for row in page.context["rows"]] == ["a" * 40], "what is too long is cut"
    assert f'value="{"a" * 40}"' in page.content.decode()
    none = cast.client("administrator").get(reverse("access:audit"), {"zaznam": "neznamy"})
    assert "K tomuto označení tu nic není." in parts(none)["zaznamy"]
    assert Entry.objects.filter(verb="audit.viewed").latest("sequence").ids == []


def test_who_was_erased_keeps_the_reference(cast: Cast) -> None:
    entries = [Entry(actor="person:gone"), Entry(actor="system:test"), Entry(actor=cast.actor("chair").audit_ref)]
    assert selectors.names_of_actors(entries) == {cast.actor("chair").audit_ref: "Alena Předsedová"}

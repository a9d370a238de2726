"""Pages of tasks: who sees what, what a refused step keeps, how many queries a list takes."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from soucinnost.access.actions import break_glass
from soucinnost.assignments import actions
from soucinnost.assignments.actions.working import Part
from soucinnost.assignments.models import Assignment, AssignmentEvent
from soucinnost.assignments.selectors import own
from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.groups.actions import end_mandate
from tests import factories
from tests.assignments.kit import closed_task, history, task
from tests.cast import ROLES, SIGNED_IN, Cast
from tests.meetings.signoff_kit import drafted, put

pytestmark = pytest.mark.django_db
SITS = {"chair", "recorder", "reviewer", "member", "deputy"}
STEPS = ("finish", "hand_on", "return", "postpone", "cancel", "reopen", "remark")


def url(name: str, one: Assignment) -> str:
    return reverse(f"assignments:{name}", args=[one.uid])


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def test_detail_by_cast(cast: Cast) -> None:
    shared, secret = task(cast, text="Otevřený úkol"), closed_task(cast, text="Kanárek v kleci")
    for role in SIGNED_IN:
        client = cast.client(role)
        assert client.get(url("assignment", shared)).status_code == (200 if role in SITS else 404), role
        sees = role in {"chair", "member", "deputy"}
        assert client.get(url("assignment", secret)).status_code == (200 if sees else 404), role
        listed = text(client, reverse("assignments:list") + "?kdo=vse&stav=vse")
        assert ("Otevřený úkol" in listed) == (role in SITS), role
        assert ("Kanárek" in listed) == sees, role
    assert cast.client("public").get(url("assignment", shared)).status_code == 302


POSTS = {
    "finish": {"evidence": "Hotovo"}, "hand_on": {"text": "Prosím"}, "return": {"text": "Proto"},
    "postpone": {"due_on": "zítra"}, "cancel": {"text": "Proto"}, "reopen": {"text": "Proto"},
    "remark": {"text": "Proto"},
}
MAY = {
    "finish": {"chair", "recorder", "member"}, "hand_on": {"chair", "recorder", "member"},
    "return": {"chair", "recorder", "member"}, "postpone": {"chair", "recorder"}, "cancel": {"chair", "recorder"},
    "reopen": {"chair", "recorder"}, "remark": SITS,
}


@pytest.mark.parametrize("step", STEPS)
def test_steps_by_cast(cast: Cast, step: str) -> None:
    for role in ROLES:
        one = task(cast, by="recorder")
        if step == "reopen":
            actions.finish(by=cast.actor("member"), assignment=one, evidence="Hotovo")
        before = AssignmentEvent.objects.count()
        data = {**POSTS[step], "owner": f"p:{cast.person('reviewer').uid}"}
        answer = cast.client(role).post(url(step, one), data)
        expected = 302 if role == "public" or role in MAY[step] else 403 if role in SITS else 404
        assert answer.status_code == expected, (role, answer.status_code)
        assert AssignmentEvent.objects.count() - before == (1 if role in MAY[step] else 0), role


@pytest.mark.parametrize("step", [step for step in STEPS if step != "remark"])
def test_refused_step_keeps_the_text(cast: Cast, step: str) -> None:
    """A second tab: the state has moved on. The page comes back and what was typed is in it."""
    one, words = task(cast), "Psané deset minut"
    if step != "reopen":
        actions.cancel(by=cast.actor("chair"), assignment=one, text="Nebude")
    data = {"text": words, "evidence": words, "due_on": "zítra", "owner": f"p:{cast.person('reviewer').uid}"}
    answer = cast.client("chair").post(url(step, one), data)
    assert answer.status_code == 422
    assert words in answer.content.decode() and "Zatím neuloženo" in answer.content.decode()


def test_handed_on_meanwhile_keeps_the_text_of_the_former_owner(cast: Cast) -> None:
    one = task(cast)
    actions.hand_on(by=cast.actor("chair"), assignment=one, to_person=cast.person("reviewer"))
    answer = cast.client("member").post(url("finish", one), {"evidence": "Psané deset minut"})
    assert answer.status_code == 403 and "Psané deset minut" in answer.content.decode()
    assert history(one) == ["created", "handed_on"]


def test_personal_data_warn_and_pass_when_confirmed(cast: Cast) -> None:
    one, client = task(cast), cast.client("member")
    data = {"evidence": "Paní na čísle 602 123 456 souhlasila"}
    answer = client.post(url("finish", one), data)
    assert answer.status_code == 422 and "602 123 456" in answer.content.decode().replace("\xa0", " ")
    assert client.post(url("finish", one), {**data, "personal_data_confirmed": "on"}).status_code == 302


def test_ids_on_the_page_are_unique_and_every_label_finds_its_control(cast: Cast) -> None:
    page = text(cast.client("chair"), url("assignment", task(cast)))
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'<label for="([^"]+)"', page)) <= set(ids)


def test_finish_from_the_desk_leads_back_to_it(cast: Cast) -> None:
    one = task(cast)
    answer = cast.client("member").post(url("finish", one), {"evidence": "Hotovo", "zpet": "stul"})
    assert answer.status_code == 302 and answer.headers["Location"] == reverse("desk:desk")
    other = task(cast)
    answer = cast.client("member").post(url("finish", other), {"evidence": "Hotovo", "zpet": "//jinam.test"})
    assert answer.headers["Location"] == url("assignment", other)


# -- splitting


def rows(*parts: tuple[str, str], **more: str) -> dict[str, str]:
    data = {"form-TOTAL_FORMS": str(len(parts)), "form-INITIAL_FORMS": "2", **more}
    for n, (words, owner) in enumerate(parts):
        data |= {f"form-{n}-text": words, f"form-{n}-owner": owner}
    return data


def test_split_page(cast: Cast) -> None:
    one, client = task(cast), cast.client("member")
    me, other = f"p:{cast.person('member').uid}", f"o:{cast.police.uid}"
    assert one.text in text(client, url("split", one))
    more = client.post(url("split", one), rows(("Část A", me), ("", ""), add="1")).content.decode()
    assert more.count("<fieldset class=\"piece\"") == 3 and "Část A" in more and "Zatím neuloženo" not in more
    wrong = client.post(url("split", one), rows(("Část A", me), ("Část B", "")))
    assert wrong.status_code == 422 and "Část B" in wrong.content.decode()
    assert client.post(url("split", one), rows(("Část A", me), ("Část B", other), ("", ""))).status_code == 302
    assert sorted(Assignment.objects.values_list("text", flat=True)) == ["Část A", "Část B"]
    assert client.get(url("split", Assignment.objects.get(text="Část B"))).status_code == 403
    actions.cancel(by=cast.actor("chair"), assignment=one, text="Nebude")
    assert client.get(url("split", one)).status_code == 302
    late = client.post(url("split", one), rows(("Část X", me), ("Část Y", me)))
    assert late.status_code == 422 and "Část Y" in late.content.decode()


@pytest.mark.parametrize("told", ["", "abc", "-3", "99999999999", "２"])
def test_split_does_not_believe_the_browser_s_counts(cast: Cast, told: str) -> None:
    one = task(cast)
    data = {"form-TOTAL_FORMS": told, "form-0-text": "A"}
    assert cast.client("member").post(url("split", one), data).status_code == 422
    assert cast.client("member").post(url("split", one), {**data, "add": "1"}).status_code == 200


# -- the list


def test_the_present_owner_who_left_is_offered_for_parts(cast: Cast) -> None:
    person, place = task(cast, "reviewer"), task(cast, "", owner_organisation=cast.police)
    end_mandate(
        by=cast.actor("chair"), mandate=cast.mandates["reviewer"], last_day=factories.today() - timedelta(days=1)
    )
    for one, value, label in (
        (person, f"p:{cast.person('reviewer').uid}", "Cyril Revidující"),
        (place, f"o:{cast.police.uid}", "Policie Zkušebnice"),
    ):
        page = text(cast.client("chair"), url("split", one)).replace("\xa0", " ")
        assert re.search(rf'<option value="{value}"[^>]*>{label}</option>', page)


def test_where_a_task_was_given_is_reached_by_who_sees_it(cast: Cast) -> None:
    line = put(cast, drafted(cast), "<p>Zavolat na úřad</p>")
    origin = {"origin_kind": "meetings.entry", "origin_uid": line.uid, "origin_label": "7. 12. 2017"}
    one, lost = task(cast, **origin), task(cast, **{**origin, "origin_uid": "neni"})
    for made, is_there in ((one, True), (lost, False)):
        page = text(cast.client("member"), url("assignment", made)).replace("\xa0", " ")
        assert (f"#r-{line.uid}" in page) is is_there and "jednání 7. 12. 2017" in page


def test_filters(cast: Cast) -> None:
    client, day = cast.client("chair"), factories.today()
    task(cast, "member", text="Nic zvláštního")
    task(cast, "chair", text="Pozdní", due_kind="date", due_on=day - timedelta(days=1))
    done = task(cast, "chair", text="Splněný")
    actions.finish(by=cast.actor("chair"), assignment=done, evidence="A")
    cancelled = task(cast, "", owner_organisation=cast.town, text="Zrušený")
    actions.cancel(by=cast.actor("chair"), assignment=cancelled, text="A")
    task(cast, "former", text="Po odešlém")
    mine, opened = {"Pozdní"}, {"Nic zvláštního", "Pozdní", "Po odešlém"}
    every = {"Nic zvláštního", "Pozdní", "Splněný", "Zrušený", "Po odešlém"}
    wanted = {
        "": mine, "kdo=vse": opened, "kdo=moje&stav=splnene": {"Splněný"}, "kdo=moje&stav=zrusene": {"Zrušený"},
        "kdo=moje&stav=po-terminu": mine, "kdo=vse&stav=vse": every, "kdo=bez": {"Po odešlém"},
        "kdo=x&stav=y&skupina=z&strana=q": mine, f"kdo=vse&stav=vse&skupina={cast.group.uid}": every,
        f"kdo=vse&skupina={cast.other_group.uid}": opened,
    }
    for query, expected in wanted.items():
        page = text(client, reverse("assignments:list") + "?" + query)
        assert {name for name in every if f"<b>{name}</b>" in page} == expected, query
    assert "bez řešitele" not in text(cast.client("member"), reverse("assignments:list"))


def test_a_task_without_hands_says_so_to_who_runs_the_group(cast: Cast) -> None:
    lost = task(cast, "former")
    assert "Úkol na nikoho nečeká" in text(cast.client("recorder"), url("assignment", lost))
    assert "Úkol na nikoho nečeká" not in text(cast.client("member"), url("assignment", lost))
    secret = closed_task(cast, "reviewer", "member", "chair")
    assert "Úkol na nikoho nečeká" in text(cast.client("chair"), url("assignment", secret))
    theirs = task(cast, "", owner_organisation=cast.ngo)
    assert "Úkol na nikoho nečeká" not in text(cast.client("chair"), url("assignment", theirs))


def test_owner_choices_tell_namesakes_apart_and_closed_tasks_offer_the_named(cast: Cast) -> None:
    twin = factories.person("Dana", "Členová", email="jina@zkusebnice.test")
    factories.mandate(cast.group, twin, organisation=cast.ngo)
    page = text(cast.client("chair"), url("assignment", task(cast)))
    assert "jina@zkusebnice.test" in page and "member@zkusebnice.test" in page and "chair@zkusebnice.test" not in page
    page = text(cast.client("chair"), url("assignment", closed_task(cast)))
    assert f'"p:{cast.person("member").uid}"' in page and f'"p:{cast.person("deputy").uid}"' in page
    assert f'"p:{twin.uid}"' not in page and f'"o:{cast.police.uid}"' not in page


def test_who_entered_in_an_emergency_reads_and_adds_nothing(cast: Cast) -> None:
    one = task(cast, "", owner_organisation=cast.ngo)
    break_glass(
        by=cast.actor("administrator"), circle=cast.group.circle, person=cast.person("administrator"),
        reason="Zástup za nemocnou předsedkyni.",
    )
    page = text(cast.client("administrator"), url("assignment", one))
    assert one.text in page and url("remark", one) not in page
    assert url("remark", one) in text(cast.client("reviewer"), url("assignment", one))
    assert one.owner_name == "Most k lidem" and not own(factories.SYSTEM).exists()


def test_spreadsheet(cast: Cast) -> None:
    day = factories.today()
    task(cast, "member", text="=1+1", due_kind="date", due_on=day)
    closed_task(cast, "member", text="Kanárek")
    address = reverse("assignments:export") + "?kdo=vse&stav=vse"
    for role, count in (("chair", 2), ("recorder", 1), ("member", 2), ("reviewer", 1)):
        answer = cast.client(role).get(address)
        sheet = load_workbook(BytesIO(answer.content)).active
        assert sheet.max_row == 1 + count, role
    assert "=1+1" in {row[0].value for row in sheet.iter_rows(min_row=2)} and sheet.cell(2, 1).data_type == "s"
    assert cast.client("outsider").get(address).status_code == 302  # nothing to take: back to the list, told so
    assert AuditEntry.objects.filter(verb="assignment.exported").count() == 4
    controller = cast.group.circle.controller
    controller.members_may_export = False
    controller.save()
    assert cast.client("member").get(address).status_code == 302
    assert "Stáhnout" not in text(cast.client("member"), reverse("assignments:list"))
    assert cast.client("chair").get(address).status_code == 200


def _many(cast: Cast, count: int) -> None:
    like = task(cast, "chair")
    Assignment.objects.bulk_create(
        Assignment(
            circle=like.circle, group=like.group, text=f"Úkol {n}", given_by=like.given_by,
            owner_person=cast.person("chair") if n % 2 else None, owner_organisation=None if n % 2 else cast.town,
        )
        for n in range(count - 1)
    )


@pytest.mark.parametrize("count", [1, 50, 500])
def test_list_takes_the_same_few_queries(cast: Cast, count: int) -> None:
    _many(cast, count)
    client = cast.client("chair")
    for query in ("", "?kdo=vse&stav=vse", "?kdo=bez"):
        client.get(reverse("assignments:list") + query)
        with CaptureQueriesContext(connection) as queries:
            text(client, reverse("assignments:list") + query)
        assert len(queries) <= 15, (query, len(queries), [q["sql"][:90] for q in queries])


def test_detail_takes_at_most_25_queries(cast: Cast) -> None:
    one = closed_task(cast)
    for n in range(12):
        actions.remark(by=cast.actor("chair"), assignment=one, text=f"Poznámka {n}")
    actions.split(
        by=cast.actor("member"), assignment=one,
        parts=[Part(f"Část {n}", cast.person("member")) for n in range(6)],
    )
    client = cast.client("chair")
    client.get(url("assignment", one))
    with CaptureQueriesContext(connection) as queries:
        text(client, url("assignment", one))
    assert len(queries) <= 25, [q["sql"][:100] for q in queries]


def test_group_page_shows_open_tasks_to_its_members(cast: Cast) -> None:
    task(cast, text="Otevřený úkol")
    closed_task(cast, text="Kanárek")
    address = reverse("groups:group", args=[cast.group.uid])
    assert "Kanárek" in text(cast.client("member"), address)
    page = text(cast.client("recorder"), address)
    assert "Otevřený úkol" in page and "Kanárek" not in page
    assert "Otevřený úkol" not in text(cast.client("manager"), address)

"""Pages of reports: who sees what, what each press does, that nothing typed is lost, how many queries."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from soucinnost.access.verbs import verb_label
from soucinnost.agencies.models import Organisation
from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.evidence.models import Claim
from soucinnost.notices.models import Message
from soucinnost.reports import actions
from soucinnost.reports.enums import CallState, ReportState
from soucinnost.reports.models import Call, Draft, Report
from soucinnost.reports.words import VERBS
from tests import factories
from tests.cast import ROLES, SIGNED_IN, Cast
from tests.reports.kit import CLIENTS, PLACED, call, content, past_call, report, reported_then

pytestmark = pytest.mark.django_db
SITS = {"chair", "recorder", "reviewer", "member", "deputy"}
LEAD = {"chair", "recorder"}
WRITES = {"chair", "recorder", "member", "deputy"}


def write_url(one: Call, organisation: Organisation) -> str:
    return reverse("reports:write", args=[one.uid, organisation.uid])


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode().replace("\xa0", " ")


def sent(text: str = "", *rows: dict[str, str], **more: str) -> dict[str, str]:
    """What a browser sends of the form."""
    data = {"text": text, "cisel": str(len(rows)), **more}
    for place, row in enumerate(rows):
        data |= {f"c{place}-{name}": value for name, value in row.items()}
    return data


ROW = {"label": "výjezdů", "value": "1 009,5", "unit": "km", "kind": "approximate", "period_from": "2017"}


@pytest.mark.parametrize("role", SIGNED_IN)
def test_who_opens_what(cast: Cast, role: str) -> None:
    one = call(cast)
    made = report(cast, one, CLIENTS)
    second = call(cast, days=60)
    client = cast.client(role)
    for address, inside in (
        (reverse("reports:call", args=[one.uid]), SITS), (reverse("reports:report", args=[made.uid]), SITS),
        (reverse("reports:correct", args=[made.uid]), WRITES), (write_url(second, cast.ngo), WRITES),
        (reverse("reports:new", args=[cast.group.uid]), LEAD),
    ):
        expected = 200 if role in inside else 403 if role in SITS else 404
        assert client.get(address).status_code == expected, (role, address)
    assert client.get(reverse("reports:list")).status_code == 200


def test_the_public_signs_in_first(cast: Cast) -> None:
    one = call(cast)
    for address in (reverse("reports:list"), reverse("reports:call", args=[one.uid]), write_url(one, cast.ngo)):
        assert cast.client("public").get(address).status_code == 302


def test_strangers_find_nothing(cast: Cast) -> None:
    """Another group's organisation sees neither words nor numbers, in lists, pages or search."""
    one = call(cast)
    made = report(cast, one, CLIENTS, text="Kanárek v hlášení")
    actions.save_draft(by=cast.actor("member"), call=one, organisation=cast.ngo, typed={"text": "Kanárek rozepsaný"})
    for role in set(SIGNED_IN) - SITS:
        client = cast.client(role)
        for address in (reverse("reports:list"), reverse("search:search") + "?q=kanárek", reverse("desk:desk")):
            assert "Kanárek" not in page(client, address), (role, address)
        assert client.get(reverse("reports:report", args=[made.uid])).status_code == 404
    found = page(cast.client("reviewer"), reverse("search:search") + "?q=hlášení")
    assert reverse("reports:report", args=[made.uid]) in found
    assert "Kanárek rozepsaný" not in page(cast.client("chair"), reverse("reports:correct", args=[made.uid]))
    assert "Kanárek rozepsaný" in page(cast.client("deputy"), reverse("reports:correct", args=[made.uid]))


def test_an_organisation_without_a_place_in_the_call_is_not_found(cast: Cast) -> None:
    one = call(cast)
    assert cast.client("chair").get(write_url(one, cast.other_town)).status_code == 404


# -- lists


def test_the_list_says_what_i_owe(cast: Cast) -> None:
    address = reverse("reports:list")
    assert "Žádnou zprávu nedlužíte" in page(cast.client("member"), address)
    one = call(cast)
    assert "Čeká se na 1 Vaši zprávu" in page(cast.client("member"), address)
    assert "Žádnou zprávu nedlužíte" in page(cast.client("reviewer"), address)
    assert "odevzdáno 0 z 1" in page(cast.client("chair"), address)
    made = report(cast, one)
    listed = page(cast.client("deputy"), address)
    assert "Žádnou zprávu nedlužíte" in listed
    assert reverse("reports:report", args=[made.uid]) in listed
    assert "odevzdáno 1 z 1" in page(cast.client("recorder"), address)


def test_the_call_says_who_owes_and_who_was_asked(cast: Cast) -> None:
    silent = factories.person("Eva", "Bezadresná", has_account=False, email="", phone="601 000 111")
    factories.mandate(cast.group, silent, organisation=cast.police, reports=True)
    one = call(cast)
    address = reverse("reports:call", args=[one.uid])
    seen = page(cast.client("chair"), address)
    assert "Chybí 2 zpráv" in seen or "Chybí 2 zprávy" in seen
    assert "bez e-mailu, řekněte jinak: Eva Bezadresná 601 000 111" in seen
    assert "Připomenout" in seen
    other = page(cast.client("reviewer"), address)
    assert "Policie Zkušebnice" in other
    assert "Napsat zprávu" in other  # the reviewer sits for the police, which reports
    assert "601 000 111" not in other
    assert "Připomenout" not in other
    report(cast, one, PLACED, text="Jsme tu.")
    assert "klientů" in page(cast.client("reviewer"), address)


def test_the_groups_page_has_a_section(cast: Cast) -> None:
    group = reverse("groups:group", args=[cast.group.uid])
    assert "Vyžádat zprávy" in page(cast.client("chair"), group)
    one = call(cast)
    seen = page(cast.client("member"), group)
    assert reverse("reports:call", args=[one.uid]) in seen
    assert "Vyžádat zprávy" not in seen
    other = reverse("groups:group", args=[cast.other_group.uid])
    assert "Zprávy organizací" not in page(cast.client("outsider"), other)


# -- calls


def test_opening_a_call_on_its_page(cast: Cast) -> None:
    address = reverse("reports:new", args=[cast.group.uid])
    assert "Most k lidem" in page(cast.client("chair"), address)
    refused = cast.client("chair").post(address, {"title": "Zprávy", "for_day": "31. 2. 2020"})
    assert refused.status_code == 422
    late = cast.client("chair").post(address, {"title": "Zprávy", "for_day": "za 10 dní", "due_on": "za 11 dní"})
    assert "nejpozději" in late.content.decode()
    done = cast.client("chair").post(address, {"title": "Zprávy o projektech", "for_day": "za 20 dní"})
    made = Call.objects.get()
    assert done.url == reverse("reports:call", args=[made.uid])
    assert made.title == "Zprávy o projektech"


@pytest.mark.parametrize(("days", "mail", "words"), [
    (20, True, "prosby odcházejí e-mailem"), (20, False, "Odesílání pošty není nastavené"),
    (-20, True, "Jednání už bylo, nikoho se neptáme"),
])
def test_asking_says_what_happens_next(cast: Cast, settings: Any, days: int, mail: bool, words: str) -> None:
    settings.MAIL_ENABLED = mail
    day = factories.today() + timedelta(days=days)
    typed = {"title": "Zprávy", "for_day": f"{day.day}. {day.month}. {day.year}"}
    answer = cast.client("chair").post(reverse("reports:new", args=[cast.group.uid]), typed, follow=True)
    assert words in answer.content.decode().replace("\xa0", " ")
    assert Call.objects.get().for_day == day


def test_steps_of_a_call(cast: Cast) -> None:
    one = call(cast)
    chair = cast.client("chair")
    day = (one.for_day + timedelta(days=7)).strftime("%-d. %-m. %Y")
    assert chair.post(reverse("reports:move", args=[one.uid]), {"for_day": day, "due_on": day}).status_code == 302
    bad = chair.post(reverse("reports:move", args=[one.uid]), {"for_day": day, "due_on": "1. 1. 2001"})
    assert bad.status_code == 422
    assert "už minul" in bad.content.decode()
    answer = chair.post(reverse("reports:remind", args=[one.uid]), follow=True)
    assert "Připomenuto 1" in answer.content.decode().replace("\xa0", " ")
    answer = chair.post(reverse("reports:close", args=[one.uid]), follow=True)
    assert "uzavřená" in answer.content.decode()
    assert "Zapsat za organizaci" in answer.content.decode()
    answer = chair.post(reverse("reports:remind", args=[one.uid]), follow=True)
    assert "už je uzavřená" in answer.content.decode()
    chair.post(reverse("reports:reopen", args=[one.uid]))
    one.refresh_from_db()
    assert (one.state, one.due_on) == (CallState.OPEN, one.for_day)


# -- writing


def test_handing_in(cast: Cast) -> None:
    one = call(cast)
    row = {**ROW, "period_to": "2017", "total": "2 000", "total_label": "km plánu"}
    done = cast.client("member").post(write_url(one, cast.ngo), sent("Jezdíme.", row, problems="Auto stojí."))
    made = Report.objects.get()
    assert done.url == reverse("reports:report", args=[made.uid])
    claim = Claim.objects.get()
    assert (claim.label, str(claim.value), claim.unit, claim.kind) == ("výjezdů", "1009.5000", "km", "approximate")
    assert (claim.period_from.year, claim.period_to.month, claim.denominator) == (2017, 12, 2000)
    seen = page(cast.client("reviewer"), done.url)
    for words in ("Jezdíme.", "Auto stojí.", "1 009,5", "2017", "přibližně", "km plánu"):
        assert words in seen, words
    assert "Opravit zprávu" not in seen


def test_what_cannot_be_read_is_told_and_kept(cast: Cast) -> None:
    one = call(cast)
    rows = ({**ROW, "value": "mnoho"}, {"label": "", "value": "5"}, {"label": "osob", "value": ""})
    answer = cast.client("member").post(write_url(one, cast.ngo), sent("Jezdíme.", *rows))
    text = answer.content.decode()
    assert answer.status_code == 422
    for words in ("mnoho", "Jezdíme.", "není číslo", "co se počítá", "Doplňte hodnotu"):
        assert words in text, words
    assert not Report.objects.exists()
    kept = Draft.objects.get().content
    assert kept["text"] == "Jezdíme."
    assert [row["value"] for row in kept["numbers"]] == ["mnoho", "5", ""]
    again = page(cast.client("member"), write_url(one, cast.ngo))
    assert "Jezdíme." in again
    assert "mnoho" in again


@pytest.mark.parametrize(("row", "words"), [
    ({"total": "0"}, "větší než nula"), ({"period_from": "2017", "period_to": "2016"}, "dřív, než začíná"),
])
def test_numbers_that_cannot_be(cast: Cast, row: dict[str, str], words: str) -> None:
    one = call(cast)
    answer = cast.client("member").post(write_url(one, cast.ngo), sent("Jezdíme.", {**ROW, **row}))
    text = answer.content.decode().replace("\xa0", " ")
    assert answer.status_code == 422 and words in text and "1 009,5" in text
    assert not Report.objects.exists() and not Claim.objects.exists()


def test_rows_come_and_go_without_script(cast: Cast) -> None:
    one = call(cast)
    address = write_url(one, cast.ngo)
    client = cast.client("member")
    more = client.post(address, sent("Text", ROW, pridat="1")).content.decode()
    assert 'name="cisel" value="2"' in more
    assert "výjezdů" in more
    fewer = client.post(address, sent("Text", ROW, {"label": "druhé", "value": "2"}, odebrat="0")).content.decode()
    assert 'name="cisel" value="1"' in fewer
    assert "výjezdů" not in fewer
    assert "druhé" in fewer
    for told in ("999999", "-1", "x", ""):
        data = {**sent("Text"), "cisel": told}
        assert client.post(address, {**data, "pridat": "1"}).status_code == 200
    assert not Draft.objects.exists()
    assert not Report.objects.exists()


def test_the_last_report_stands_beside_and_is_taken_by_a_press(cast: Cast) -> None:
    reported_then(cast, CLIENTS, text="Minulá slova.", problems="Minulý problém.")
    one = call(cast)
    address = write_url(one, cast.ngo)
    client = cast.client("member")
    fresh = page(client, address)
    assert "Minulá slova." in fresh
    assert "aktivních klientů" in fresh
    assert "minule: 20 osob" in fresh
    assert re.search(r'name="c0-value"[^>]*value=', fresh) is None  # offered without its value
    taken = client.post(address, sent("Nová slova.", vzit="minule.text")).content.decode()
    assert "Nová slova.\n\nMinulá slova.</textarea>" in taken
    both = client.post(address, sent("", vzit="minule")).content.decode()
    assert "Minulá slova.</textarea>" in both
    assert "Minulý problém.</textarea>" in both
    client.post(address, sent("Hotovo.", {"label": "aktivních klientů", "unit": "osob", "minule": "20 osob"}))
    assert not Claim.objects.filter(source_uid=Report.objects.get(call=one).uid).exists()  # no value, no number


def test_a_colleagues_draft_can_be_taken_over(cast: Cast) -> None:
    one = call(cast)
    address = write_url(one, cast.ngo)
    cast.client("member").post(address, sent("Danin text", ROW, rozepsane="1"))
    draft = Draft.objects.get()
    assert draft.person == cast.person("member")
    taken = cast.client("deputy").post(address, sent("Emilův text", vzit=draft.uid)).content.decode()
    assert "Emilův text\n\nDanin text</textarea>" in taken
    assert "výjezdů" in taken
    assert "Danin text" not in page(cast.client("chair"), address)
    stolen = cast.client("chair").post(address, sent("", vzit=draft.uid)).content.decode()
    assert "Danin text" not in stolen


def test_nothing_new_is_one_press(cast: Cast) -> None:
    reported_then(cast, CLIENTS, text="Minulá slova.")
    one = call(cast)
    address = reverse("reports:nothing_new", args=[one.uid, cast.ngo.uid])
    done = cast.client("member").post(address, follow=True).content.decode().replace("\xa0", " ")
    assert "Beze změny od zprávy k jednání" in done
    assert "Minulá slova." in done
    assert Report.objects.get(call=one).state == ReportState.NOTHING_NEW
    again = cast.client("deputy").post(address, follow=True).content.decode()
    assert "už je odevzdaná" in again


@pytest.mark.parametrize("role", ROLES)
def test_who_presses_nothing_new(cast: Cast, role: str) -> None:
    reported_then(cast)
    one = call(cast)
    answer = cast.client(role).post(reverse("reports:nothing_new", args=[one.uid, cast.ngo.uid]))
    expected = 302 if role == "public" or role in WRITES else 403 if role in SITS else 404
    assert answer.status_code == expected
    assert Report.objects.filter(call=one).exists() == (role in WRITES)


def test_nothing_new_after_closing(cast: Cast) -> None:
    reported_then(cast)
    one = call(cast)
    actions.close_call(by=cast.actor("chair"), call=one)
    address = reverse("reports:nothing_new", args=[one.uid, cast.ngo.uid])
    assert "uzavřená" in cast.client("member").post(address, follow=True).content.decode()
    assert not Report.objects.filter(call=one).exists()


def test_personal_data_is_warned_of_before_anything_is_kept(cast: Cast) -> None:
    one = call(cast)
    address = write_url(one, cast.ngo)
    rows = ({"label": "klient Jan Novák", "value": "1"},)
    typed = sent("Volat 601 234 567.", *rows)
    client = cast.client("member")
    answer = client.post(address, typed)
    text = answer.content.decode().replace("\xa0", " ")
    assert answer.status_code == 422
    assert "601 234 567" in text
    assert "Jan Novák" in text
    assert "Přesto uložit" in text
    assert not Draft.objects.exists()
    assert client.post(address, {**typed, "rozepsane": "1"}).status_code == 422
    assert not Draft.objects.exists()
    assert client.post(address, {**typed, "personal_data_confirmed": "on"}).status_code == 302
    assert Report.objects.get().text == "Volat 601 234 567."


def test_entering_on_behalf(cast: Cast) -> None:
    one = call(cast)
    address = write_url(one, cast.ngo)
    chair = cast.client("chair")
    assert "Zapisujete za organizaci" in page(chair, address)
    refused = chair.post(address, sent("Došlo e-mailem."))
    assert refused.status_code == 422
    assert "Vyberte, kdo zprávu podal" in refused.content.decode()
    done = chair.post(address, sent("Došlo e-mailem.", author=cast.person("deputy").uid))
    made = Report.objects.get()
    assert (made.author, made.entered_by) == (cast.person("deputy"), cast.person("chair"))
    assert "zapsáno za organizaci: Alena Předsedová" in page(chair, done.url)
    assert "author" not in page(cast.client("member"), reverse("reports:correct", args=[made.uid]))


def test_two_colleagues_at_once(cast: Cast) -> None:
    """Both have the form open; the second is told, keeps the text and goes on as a correction."""
    one = call(cast)
    address = write_url(one, cast.ngo)
    member, deputy = cast.client("member"), cast.client("deputy")
    member.post(address, sent("Danina zpráva", ROW))
    answer = deputy.post(address, sent("Emilova zpráva", {"label": "setkání", "value": "4"}))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "už je odevzdaná" in text
    assert "Emilova zpráva" in text
    made = Report.objects.get()
    assert reverse("reports:correct", args=[made.uid]) in text
    form = page(deputy, reverse("reports:correct", args=[made.uid]))
    for words in ("Emilova zpráva", "setkání", "výjezdů"):
        assert words in form, words
    assert deputy.get(address).url == reverse("reports:report", args=[made.uid])


def test_correcting(cast: Cast) -> None:
    made = report(cast, call(cast), CLIENTS)
    address = reverse("reports:correct", args=[made.uid])
    form = page(cast.client("member"), address)
    claim = Claim.objects.get()
    assert claim.uid in form
    row = {"claim": claim.uid, "label": "aktivních klientů", "value": "22", "unit": "osob", "kind": "actual"}
    done = cast.client("member").post(address, sent("Opraveno.", row))
    newest = Report.objects.current().get()
    assert done.url == reverse("reports:report", args=[newest.uid])
    seen = page(cast.client("reviewer"), done.url)
    assert "Verze 1" in seen
    old = page(cast.client("reviewer"), reverse("reports:report", args=[made.uid]))
    assert "Toto znění už neplatí." in old
    assert "20 osob" in old
    assert cast.client("member").get(address).url == reverse("reports:correct", args=[newest.uid])
    late = cast.client("deputy").post(address, sent("Pozdní oprava"))
    assert late.status_code == 422
    assert "Pozdní oprava" in late.content.decode()
    assert "mezitím opravil" in late.content.decode()
    assert "Pozdní oprava" in page(cast.client("deputy"), reverse("reports:correct", args=[newest.uid]))


def test_a_closed_call_gives_the_text_back(cast: Cast) -> None:
    one = call(cast)
    address = write_url(one, cast.ngo)
    cast.client("member").post(address, sent("Rozepsáno dřív", rozepsane="1"))
    actions.close_call(by=cast.actor("chair"), call=one)
    seen = page(cast.client("member"), address)
    assert "už je uzavřená" in seen
    assert "Rozepsáno dřív" in seen
    answer = cast.client("member").post(address, sent("Psáno deset minut"))
    assert answer.status_code == 422
    assert "Psáno deset minut" in answer.content.decode()
    assert not Report.objects.exists()


def test_dropping_a_draft(cast: Cast) -> None:
    one = call(cast)
    cast.client("member").post(write_url(one, cast.ngo), sent("Rozepsáno", rozepsane="1"))
    address = reverse("reports:drop_draft", args=[Draft.objects.get().uid])
    assert "Zahodit rozepsané" in page(cast.client("member"), write_url(one, cast.ngo))
    assert cast.client("deputy").post(address).status_code == 403
    assert cast.client("chair").post(address).status_code == 404
    assert cast.client("member").post(address).url == write_url(one, cast.ngo)
    assert not Draft.objects.exists()


# -- disclosure and cost


def test_what_is_shown_is_audited(cast: Cast) -> None:
    one = call(cast)
    made = report(cast, one)
    cast.client("reviewer").get(reverse("reports:report", args=[made.uid]))
    row = AuditEntry.objects.filter(verb="report.viewed").get()
    assert made.uid in row.ids
    for verb in VERBS:
        assert verb_label(verb) != verb


def queries(client: Client, address: str) -> int:
    """How many statements a page takes once everything is warm; marks of transactions are not counted."""
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in caught.captured_queries)


def many(cast: Cast, count: int) -> None:
    """``count`` organisations more that report, each with an account-less person."""
    for number in range(count):
        someone = factories.person("Osoba", f"Číslo{factories.number()}", has_account=False)
        place = factories.organisation(f"Organizace {number:02}")
        factories.mandate(cast.group, someone, organisation=place, reports=True)


def test_queries_of_a_call_do_not_grow(cast: Cast) -> None:
    counts = []
    for more in (0, 2, 47):
        many(cast, more)
        one = call(cast, days=20 + more)
        for organisation in Organisation.objects.filter(name__startswith="Organizace"):
            author = organisation.seats.get().person
            actions.hand_in_for(
                by=cast.actor("chair"), call=one, organisation=organisation, author=author,
                content=content("Zpráva", CLIENTS),
            )
        addresses = (
            reverse("reports:call", args=[one.uid]), reverse("reports:list"),
            reverse("groups:group", args=[cast.group.uid]), write_url(one, cast.ngo),
        )
        counts.append([queries(cast.client("chair"), address) for address in addresses])
    assert counts[1] == counts[2], counts
    assert max(counts[2][:2]) <= 15
    assert counts[2][3] <= 25


def test_queries_of_the_list_do_not_grow(cast: Cast) -> None:
    counts = []
    for have in (1, 3, 50):
        while Report.objects.count() < have:
            day = 400 + Report.objects.count()
            actions.hand_in_for(
                by=cast.actor("chair"), call=past_call(cast, days=day), organisation=cast.ngo,
                author=cast.person("member"), content=content("Zpráva", CLIENTS),
            )
        if have == 1:
            call(cast)
        last = Report.objects.order_by("-pk")[0]
        counts.append(
            [queries(cast.client("member"), reverse("reports:list"))]
            + [queries(cast.client("member"), reverse("reports:report", args=[last.uid]))]
        )
    assert counts[0] == counts[1] == counts[2], counts
    assert counts[0][0] <= 15
    assert Message.objects.filter(kind="report_call").count() == 1


def test_the_desk_says_what_is_owed(cast: Cast) -> None:
    desk = reverse("desk:desk")
    assert "Zpráva k jednání" not in page(cast.client("member"), desk)
    one = call(cast)
    for role in ("member", "deputy"):
        seen = page(cast.client(role), desk)
        assert "Zpráva k jednání: Most k lidem" in seen, role
        assert write_url(one, cast.ngo) in seen, role
    for role in ("chair", "reviewer", "outsider", "manager"):
        assert "Zpráva k jednání" not in page(cast.client(role), desk), role
    Call.objects.filter(pk=one.pk).update(due_on=factories.today() - timedelta(days=2))
    assert "2 dny po termínu" in page(cast.client("member"), desk)
    report(cast, one)
    assert "Zpráva k jednání" not in page(cast.client("member"), desk)


def test_a_slip_of_nothing_new_keeps_what_was_typed(cast: Cast) -> None:
    reported_then(cast)
    one = call(cast)
    address = reverse("reports:nothing_new", args=[one.uid, cast.ngo.uid])
    cast.client("member").post(address, sent("Psané deset minut"))
    assert Report.objects.get(call=one).state == ReportState.NOTHING_NEW
    assert Draft.objects.get().content["text"] == "Psané deset minut"
    made = Report.objects.get(call=one)
    assert "Psané deset minut" in page(cast.client("member"), reverse("reports:correct", args=[made.uid]))


def test_a_slip_with_personal_data_keeps_nothing(cast: Cast) -> None:
    reported_then(cast)
    one = call(cast)
    cast.client("member").post(
        reverse("reports:nothing_new", args=[one.uid, cast.ngo.uid]), sent("Volat 601 234 567")
    )
    assert not Draft.objects.exists()


def test_reports_are_listed_by_their_groups_and_a_running_call_is_told(cast: Cast) -> None:
    asked = call(cast)
    report(cast, asked)
    text = page(cast.client("member"), reverse("reports:list"))
    assert f"<b>{cast.group.name}</b>" in text.partition('id="odevzdane"')[2]
    chair, address = cast.client("chair"), reverse("reports:new", args=[cast.group.uid])
    asking = page(chair, address)
    assert "O zprávy je už požádáno" in asking and reverse("reports:call", args=[asked.uid]) in asking
    actions.close_call(by=cast.actor("chair"), call=asked)
    assert "O zprávy je už požádáno" not in page(chair, address)

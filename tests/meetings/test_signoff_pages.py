"""The reading page of minutes and its steps: by cast, with the text kept when a step is refused."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from soucinnost.access.models import Seat
from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.meetings.actions import signoff
from soucinnost.meetings.actions.dispatch import note_dispatch
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Answer, Dispatch, Entry, Meeting, Remark, Signature
from tests.cast import ROLES, SIGNED_IN, Cast
from tests.meetings.signoff_kit import (
    TODAY,
    add_reviewer,
    correct,
    drafted,
    final,
    fresh,
    newest,
    put,
    remarked,
    review,
    signing,
    undone,
)

pytestmark = pytest.mark.django_db
SITS = {"chair", "recorder", "reviewer", "member", "deputy"}
RUNS = {"chair", "recorder"}


def url(name: str, meeting: Meeting, *more: Any) -> str:
    return reverse(f"meetings:{name}", args=[meeting.uid, *more])


def words(answer: Any) -> str:
    """The page as text, with ordinary spaces."""
    return answer.content.decode().replace("\xa0", " ")


def page(client: Client, meeting: Meeting, query: str = "") -> str:
    answer = client.get(url("minutes", meeting) + query)
    assert answer.status_code == 200, answer.status_code
    return words(answer)


@pytest.mark.parametrize("make", [drafted, remarked, signing, final])
def test_reading_by_cast(cast: Cast, make: Any) -> None:
    meeting = make(cast, closed="Kanárek v kleci")
    for role in SIGNED_IN:
        client = cast.client(role)
        for address in (url("minutes", meeting), url("version", meeting, 1), url("minutes", meeting) + "?od=1"):
            answer = client.get(address)
            assert answer.status_code == (200 if role in SITS else 404), (role, address)
            text = words(answer)
            assert ("Skupina se sešla" in text) == (role in SITS), role
            assert ("Kanárek" in text) == (role in {"chair", "member", "deputy"}), role
    assert cast.client("public").get(url("minutes", meeting)).status_code == 302


# step: (state in which it is taken, who may, what is sent)
STEPS: dict[str, tuple[Any, set[str], dict[str, str]]] = {
    "send_draft": (drafted, RUNS, {"until": "zítra"}),
    "remark": (remarked, SITS, {"text": "Prosím opravit"}),
    "sign_recorder": (drafted, RUNS, {"note": "Poznámka"}),
    "sign_reviewer": (signing, {"reviewer"}, {"note": "Poznámka", "version": "?"}),
    "sign_for": (signing, RUNS, {"note": "Poznámka", "version": "?", "person": "?"}),
    "reopen": (final, {"chair"}, {"reason": "Chybí příloha"}),
    "dispatch": (drafted, RUNS, {"kind": "data_box", "sent_on": "dnes", "recipient": "Kraj", "message_id": "1234"}),
}


@pytest.mark.parametrize("step", sorted(STEPS))
def test_steps_by_cast(cast: Cast, step: str) -> None:
    make, may, data = STEPS[step]
    meeting = make(cast)
    more = {"version": newest(meeting).uid, "person": cast.person("reviewer").uid}
    sent = {**data, **{name: value for name, value in more.items() if name in data}}

    def state() -> tuple[Any, ...]:
        return fresh(meeting).state, Signature.objects.count(), Remark.objects.count(), Dispatch.objects.count()

    before = state()
    for role in ROLES:
        with undone():
            answer = cast.client(role).post(url(step, meeting), sent)
            expected = 302 if role == "public" or role in may else 403 if role in SITS else 404
            assert answer.status_code == expected, (role, words(answer))
            assert (before != state()) == (role in may), role


@pytest.mark.parametrize("step", sorted(set(STEPS) - {"dispatch"}))
def test_step_that_came_too_late_keeps_its_text(cast: Cast, step: str) -> None:
    """In another tab, or by somebody else, the minutes moved on."""
    role = sorted(STEPS[step][1])[0]
    meeting = drafted(cast) if step == "reopen" else final(cast)
    written = "Psané deset minut"
    data = {"text": written, "note": written, "reason": written, "until": "zítra", "version": newest(meeting).uid}
    answer = cast.client(role).post(url(step, meeting), {**data, "person": cast.person("reviewer").uid})
    assert answer.status_code == 403
    if step != "send_draft":
        assert written in words(answer)
    assert "Zatím neuloženo" in words(answer)


def test_invalid_steps_come_back_filled(cast: Cast) -> None:
    meeting = drafted(cast)
    chair = cast.client("chair")
    answer = chair.post(url("sign_recorder", meeting), {"note": "Psané deset minut", "signed_on": "32. 1. 2020"})
    assert answer.status_code == 422 and "Psané deset minut" in words(answer)
    assert "32. 1. 2020" in words(answer)
    future = chair.post(url("sign_recorder", meeting), {"note": "Psané deset minut", "signed_on": "zítra"})
    assert future.status_code == 422 and "v budoucnosti" in words(future)
    box = chair.post(url("dispatch", meeting), {"kind": "data_box", "sent_on": "dnes", "recipient": "Kraj"})
    assert box.status_code == 422 and "číslo datové zprávy" in words(box)
    shown = AuditEntry.objects.filter(verb="minutes.viewed", object_uid=meeting.uid)
    assert shown.count() == 3, "a refused page shows as much as the page"


def test_solo_goes_through_everything_on_the_pages(cast: Cast) -> None:
    """Manager, chair, recorder and reviewer in one person."""
    seat = cast.person("solo").seats.get()
    seat.is_reviewer = True
    seat.save()
    cast.group = cast.solo_group
    cast.people |= {"recorder": cast.person("solo"), "chair": cast.person("solo")}
    meeting = drafted(cast)
    client = cast.client("solo")
    for step, data in (
        ("send_draft", {"until": "zítra"}), ("remark", {"text": "Doplnit"}), ("sign_recorder", {}),
    ):
        answer = client.post(url(step, meeting), data)
        if step == "sign_recorder":
            assert answer.status_code == 422 and "nejsou vypořádané" in words(answer)
            remark = Remark.objects.get()
            assert client.post(url("settle", meeting, remark.uid), {"accepted": "1"}).status_code == 302
            answer = client.post(url(step, meeting), data)
        assert answer.status_code == 302, step
    assert client.post(url("sign_reviewer", meeting), {"version": newest(meeting).uid}).status_code == 302
    assert fresh(meeting).state == MeetingState.FINAL
    assert client.post(url("reopen", meeting), {"reason": "Chybí příloha"}).status_code == 302
    assert fresh(meeting).state == MeetingState.DRAFT


def test_reviewer_sees_changes_since_the_version_read_last(cast: Cast) -> None:
    meeting = signing(cast)
    client = cast.client("reviewer")
    assert "otevíráte poprvé" in page(client, meeting)
    correct(cast, meeting, "Skupina se sešla v plném počtu.", by="recorder")
    for _reading in range(2):
        text = page(client, meeting)
        assert "<ins>v plném počtu" in text or "<ins>" in text
        assert "Od verze 1 do verze 2" in text
    correct(cast, meeting, "Skupina se sešla v plném počtu, přibyl host.", by="chair")
    assert "Od verze 2 do verze 3" in page(client, meeting)
    assert "Od verze 1 do verze 3" in page(client, meeting, "?od=1")
    assert "Od verze" not in page(cast.client("member"), meeting)
    for odd in ("?od=99", "?od=abc", "?od=-1", "?od=²"):
        page(client, meeting, odd)


def test_signing_what_was_not_read_shows_the_change_and_then_passes(cast: Cast) -> None:
    meeting = signing(cast)
    client, read = cast.client("reviewer"), newest(meeting)
    page(client, meeting)
    entry = Entry.objects.get(meeting=meeting)
    put(cast, meeting, "<p>Skupina se sešla podruhé.</p>", uid=entry.uid)
    answer = client.post(url("sign_reviewer", meeting), {"version": read.uid, "note": "Psané deset minut"})
    text = words(answer)
    assert answer.status_code == 422 and "mezitím změnil" in text and "Psané deset minut" in text
    assert "Od verze 1 do verze 2" in text and newest(meeting).number == 2
    assert newest(meeting).by_person == cast.person("recorder"), "the version is the writer's, not the signer's"
    assert f'value="{newest(meeting).uid}"' in text
    assert client.post(url("sign_reviewer", meeting), {"version": newest(meeting).uid}).status_code == 302
    assert fresh(meeting).state == MeetingState.FINAL


@pytest.mark.parametrize("version", ["", "neznámá", "x" * 41])
def test_signature_without_a_version_is_refused(cast: Cast, version: str) -> None:
    meeting = signing(cast)
    answer = cast.client("reviewer").post(url("sign_reviewer", meeting), {"version": version, "note": "Text"})
    assert answer.status_code == 422 and not Signature.objects.filter(role="reviewer").exists()


def test_remark_on_a_line_and_by_somebody_else(cast: Cast) -> None:
    meeting = remarked(cast, closed="Kanárek v kleci")
    secret = Entry.objects.get(is_closed=True)
    assert cast.client("member").post(url("remark", meeting), {"text": "Zpěv", "entry": secret.uid}).status_code == 302
    assert cast.client("reviewer").post(url("remark", meeting), {"text": "A", "entry": secret.uid}).status_code == 404
    for role in SITS:
        assert ("Zpěv" in page(cast.client(role), meeting)) == (role in {"chair", "member", "deputy"}), role
    sent = {"text": "Poslal mailem", "person": cast.person("member").uid}
    assert cast.client("recorder").post(url("remark", meeting), sent).status_code == 302
    remark = Remark.objects.get(text="Poslal mailem")
    assert remark.person == cast.person("member") and remark.entered_by == cast.person("recorder")
    wrong = cast.client("reviewer").post(url("remark", meeting), sent)
    assert wrong.status_code == 302
    assert Remark.objects.last().person == cast.person("reviewer"), "the field is not theirs"
    empty = cast.client("member").post(url("remark", meeting), {"text": "", "entry": Entry.objects.first().uid})
    assert empty.status_code == 422


def test_settling_on_the_page(cast: Cast) -> None:
    meeting = remarked(cast)
    remark = signoff.add_remark(by=cast.actor("member"), meeting=meeting, text="Doplnit")
    address = url("settle", meeting, remark.uid)
    assert cast.client("member").post(address, {"accepted": "1"}).status_code == 403
    assert cast.client("outsider").post(address, {"accepted": "1"}).status_code == 404
    refused = cast.client("recorder").post(address, {"accepted": "0", "response": ""})
    assert refused.status_code == 422 and "proč připomínku nepřijímáte" in words(refused)
    assert cast.client("recorder").post(address, {"accepted": "1", "response": "Doplněno"}).status_code == 302
    late = cast.client("chair").post(address, {"accepted": "0", "response": "Psané deset minut"})
    assert late.status_code == 422 and "Psané deset minut" in words(late)
    remark.refresh_from_db()
    assert remark.accepted and remark.response == "Doplněno"


def test_members_remark_until_the_day_only(cast: Cast) -> None:
    meeting = remarked(cast)
    Meeting.objects.filter(pk=meeting.pk).update(remarks_until=TODAY() - timedelta(days=1))
    text = page(cast.client("member"), meeting)
    assert "Lhůta na připomínky uplynula" in text and "Připomínka k tomuto řádku" not in text
    answer = cast.client("member").post(url("remark", meeting), {"text": "Psané deset minut"})
    assert answer.status_code == 422 and "Psané deset minut" in words(answer)
    answer = cast.client("recorder").post(url("remark", meeting), {"text": "M", "person": cast.person("member").uid})
    assert answer.status_code == 302


def test_minutes_whose_last_reviewer_left_are_locked_by_hand(cast: Cast) -> None:
    meeting = signing(cast)
    chair, address = cast.client("chair"), url("lock", meeting)
    assert address not in page(chair, meeting)
    yesterday = TODAY() - timedelta(days=1)
    Seat.objects.filter(pk=cast.mandates["reviewer"].seat_id).update(valid_from=yesterday, valid_to=yesterday)
    assert address in page(chair, meeting)
    assert cast.client("member").post(address).status_code == 403
    assert chair.post(address).status_code == 302
    assert fresh(meeting).state == MeetingState.FINAL
    chair.post(url("reopen", meeting), {"reason": "Chybí příloha"})
    told = page(chair, meeting)
    assert "Znovu otevřeno" in told and "Chybí příloha" in told and "původní verze" in told


def test_dispatch_can_be_taken_back(cast: Cast) -> None:
    meeting = final(cast)
    one = note_dispatch(by=cast.actor("chair"), meeting=meeting, kind="email", sent_on=TODAY(), recipient="Kraj")
    assert "Kraj" in page(cast.client("member"), meeting)
    address = url("dispatch_remove", meeting, one.uid)
    assert cast.client("member").post(address).status_code == 403
    assert cast.client("outsider").post(address).status_code == 404
    assert cast.client("recorder").post(address).status_code == 302 and not Dispatch.objects.exists()


def test_ids_are_unique_and_labels_lead_somewhere(cast: Cast) -> None:
    for make in (drafted, remarked, signing, final):
        meeting = make(cast, closed="Jen pro někoho")
        if make is remarked:
            signoff.add_remark(by=cast.actor("member"), meeting=meeting, text="Doplnit")
        text = page(cast.client("chair"), meeting)
        ids = re.findall(r'\sid="([^"]+)"', text)
        assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)
        assert set(re.findall(r'<label for="([^"]+)"', text)) <= set(ids)


# -- answers


def asked(cast: Cast, until: str = "za týden", **more: Any) -> tuple[Meeting, Entry]:
    meeting = drafted(cast)
    entry = put(cast, meeting, "<p>Kdo přijde?</p>", kind="question", details={"answers_until": until}, **more)
    return meeting, entry


def test_answers_by_cast(cast: Cast) -> None:
    meeting, entry = asked(cast)
    for role in ROLES:
        answer = cast.client(role).post(url("answer", meeting, entry.uid), {"text": f"Odpověď {role}"})
        assert answer.status_code == (302 if role in SITS or role == "public" else 404), role
    assert {answer.text for answer in Answer.objects.all()} == {f"Odpověď {role}" for role in SITS}
    assert "Odpověď deputy" in page(cast.client("member"), meeting)


def test_answer_on_behalf_and_change_of_ones_own(cast: Cast) -> None:
    meeting, entry = asked(cast)
    data = {"text": "Řekl telefonem", "person": cast.person("member").uid}
    assert "Za koho" in page(cast.client("chair"), meeting) and "Za koho" not in page(cast.client("member"), meeting)
    assert cast.client("recorder").post(url("answer", meeting, entry.uid), data).status_code == 302
    answer = Answer.objects.get()
    assert answer.person == cast.person("member") and answer.entered_by == cast.person("recorder")
    assert "Změnit svou odpověď" in page(cast.client("member"), meeting)
    cast.client("member").post(url("answer", meeting, entry.uid), {"text": "Přijdu já"})
    answer.refresh_from_db()
    assert answer.text == "Přijdu já" and answer.entered_by is None


def test_answers_end_with_the_day_and_with_the_lock(cast: Cast) -> None:
    meeting, entry = asked(cast)
    assert "Uzamčením zápisu skončí sběr odpovědí" in page(cast.client("recorder"), meeting)
    Entry.objects.filter(pk=entry.pk).update(answers_until=TODAY() - timedelta(days=1))
    assert "Odpovědět" not in page(cast.client("member"), meeting)
    late = cast.client("member").post(url("answer", meeting, entry.uid), {"text": "Psané deset minut"})
    assert "Psané deset minut" in words(late) and not Answer.objects.exists()
    Entry.objects.filter(pk=entry.pk).update(answers_until=TODAY())
    assert "Odpovědět" in page(cast.client("member"), meeting)
    signoff.sign_as_recorder(by=cast.actor("recorder"), meeting=meeting)
    review(cast, meeting, "reviewer")
    assert "Odpovědět" not in page(cast.client("member"), meeting)
    locked = cast.client("member").post(url("answer", meeting, entry.uid), {"text": "Psané deset minut"})
    assert locked.status_code == 403 and not Answer.objects.exists()
    assert "Psané deset minut" in words(locked)


def test_closed_question_is_answered_by_the_named(cast: Cast) -> None:
    meeting, entry = asked(cast, by="chair", to=("chair", "member"))
    assert cast.client("reviewer").post(url("answer", meeting, entry.uid), {"text": "A"}).status_code == 404
    assert cast.client("deputy").post(url("answer", meeting, entry.uid), {"text": "A"}).status_code == 302


# -- counts


def test_page_takes_at_most_25_queries(cast: Cast) -> None:
    add_reviewer(cast)
    meeting = drafted(cast, *(f"Řádek {n}" for n in range(30)), closed="Jen pro někoho")
    put(cast, meeting, "<p>Kdo přijde?</p>", kind="question", details={"answers_until": "za týden"})
    put(
        cast, meeting, "<p>Doplnit přehled</p>", kind="task",
        details={"owner": {"text": "Dana", "person": cast.person("member").uid}, "due": "za týden"},
    )
    signoff.send_draft(by=cast.actor("recorder"), meeting=meeting, until=TODAY())
    for n in range(10):
        signoff.add_remark(by=cast.actor("member"), meeting=meeting, text=f"Připomínka {n}")
    counts = {}
    for role in ("recorder", "member"):
        client = cast.client(role)
        page(client, meeting)
        with CaptureQueriesContext(connection) as queries:
            page(client, meeting)
        counts[role] = [query["sql"][:110] for query in queries]
    for remark in Remark.objects.all():
        signoff.settle_remark(by=cast.actor("chair"), remark=remark, accepted=True)
    signoff.sign_as_recorder(by=cast.actor("recorder"), meeting=meeting)
    page(cast.client("reviewer"), meeting)
    correct(cast, meeting, "Opraveno", by="second")
    for role in ("reviewer", "chair"):
        client = cast.client(role)
        page(client, meeting)
        with CaptureQueriesContext(connection) as queries:
            assert ("Od verze 2 do verze 3" in page(client, meeting)) == (role == "reviewer")
        counts[f"{role} signing"] = [query["sql"][:110] for query in queries]
    for role, every in counts.items():
        sql = [one for one in every if not one.startswith(("SAVEPOINT", "RELEASE"))]
        assert len(sql) <= 25, f"{role} {len(sql)}\n" + "\n".join(sql)

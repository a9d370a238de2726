"""Calls and reports: what each action does, for whom, and what it refuses."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from soucinnost.agencies.models import Person
from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.evidence.models import Claim
from soucinnost.groups.actions import change_mandate, end_mandate
from soucinnost.notices.models import Message
from soucinnost.reports import actions
from soucinnost.reports.actions.handing import ALREADY, CORRECTED
from soucinnost.reports.content import MOST_NUMBERS, MOST_TEXT, Content, Number
from soucinnost.reports.enums import CallState, ReportState
from soucinnost.reports.models import Ask, Call, Draft, Figure, Report
from soucinnost.reports.selectors import owed_by, standing_of
from tests import factories
from tests.cast import ROLES, Cast
from tests.reports.kit import CLIENTS, PLACED, call, content, past_call, report, reported_then

pytestmark = pytest.mark.django_db
LEAD = {"chair", "recorder"}
SPEAK = {"member", "deputy"}


def values(one: Report) -> list[Decimal | None]:
    return [figure.claim.value for figure in Figure.objects.filter(report=one).order_by("position")]


def allowed(role: str, cast: Cast, act: object) -> bool:
    try:
        act(cast.actor(role))  # type: ignore[operator]
    except PermissionDenied:
        return False
    return True


# -- calls


@pytest.mark.parametrize("role", ROLES)
def test_who_opens_a_call(cast: Cast, role: str) -> None:
    day = factories.today() + timedelta(days=20)
    opens = allowed(role, cast, lambda actor: actions.open_call(by=actor, group=cast.group, for_day=day))
    assert opens == (role in LEAD)
    assert Call.objects.exists() == opens


def test_opening_asks_each_reporting_person_once(cast: Cast) -> None:
    last = reported_then(cast, CLIENTS, PLACED, text="Začínáme v terénu.", problems="Málo klientů.", needs="Auto.")
    first = call(cast)
    again = call(cast)
    assert again.pk == first.pk
    message = Message.objects.get(kind="report_call")
    assert message.person == cast.person("member")
    assert "Prosba o zprávu do" in message.subject
    for words in (
        "Most k lidem", "Bezpečná Zkušebnice", "Začínáme v terénu.", "Málo klientů.", "Auto.",
        "aktivních klientů: 20 osob", "z celku: 30 klientů", "beze změny", "recorder@zkusebnice.test",
    ):
        assert words in message.body.replace("\xa0", " "), words
    assert "http" not in message.body  # nothing is known of the installation's own address
    assert last.call_id != first.pk
    assert Ask.objects.get().is_mailed
    assert AuditEntry.objects.filter(verb="report_call.opened").count() == 1


def test_the_mail_links_only_where_the_address_is_known_and_the_person_signs_in(cast: Cast, settings: object) -> None:
    settings.PUBLIC_URL = "https://prevence.example"  # type: ignore[attr-defined]
    without = factories.person("Eva", "Bezúčtová", has_account=False, email="eva@most.test")
    factories.mandate(cast.group, without, organisation=cast.police, reports=True)
    one = call(cast)
    bodies = {message.person_id: message.body for message in Message.objects.filter(kind="report_call")}
    address = f"https://prevence.example/zpravy/{one.uid}/{cast.ngo.uid}/"
    assert address in bodies[cast.person("member").pk]
    assert "/zpravy/" not in bodies[without.pk]
    assert "chair@zkusebnice.test" in bodies[without.pk]


def test_where_nobody_can_be_written_to_the_report_is_told_by_word(cast: Cast) -> None:
    without = factories.person("Eva", "Bezúčtová", has_account=False, email="eva@most.test")
    factories.mandate(cast.group, without, organisation=cast.police, reports=True)
    for role in LEAD:
        Person.objects.filter(pk=cast.person(role).pk).update(email="")
    call(cast)
    said = "řekněte ji předsedovi nebo zapisovateli skupiny"
    body = Message.objects.get(person=without).body.replace("\xa0", " ")
    assert said in body and "e-mailem, vlastními slovy" not in body


def test_who_has_no_address_is_told_so(cast: Cast) -> None:
    silent = factories.person("Eva", "Bezadresná", has_account=False, email="")
    factories.mandate(cast.group, silent, organisation=cast.police, reports=True)
    one = call(cast)
    assert {ask.person_id: ask.is_mailed for ask in Ask.objects.filter(call=one)} == {
        cast.person("member").pk: True, silent.pk: False,
    }


def test_calls_that_cannot_be(cast: Cast) -> None:
    today = factories.today()
    with pytest.raises(ValidationError, match="nejpozději"):
        call(cast, days=3, due_on=today + timedelta(days=4))
    with pytest.raises(ValidationError, match="minul"):
        call(cast, days=3, due_on=today - timedelta(days=1))
    change_mandate(by=cast.actor("chair"), mandate=cast.mandates["member"], reports=False)
    with pytest.raises(ValidationError, match="nepodává"):
        call(cast)
    assert not Call.objects.exists()


def test_a_call_for_an_earlier_meeting_asks_nobody(cast: Cast) -> None:
    one = call(cast, days=-10)
    assert (one.state, one.closed_on, one.due_on) == (CallState.CLOSED, one.for_day, one.for_day)
    assert call(cast, days=-10).pk == one.pk
    assert not Ask.objects.exists()
    assert not Message.objects.exists()
    assert owed_by(cast.actor("member")) == []
    made = actions.hand_in_for(
        by=cast.actor("recorder"), call=one, organisation=cast.ngo, author=cast.person("member"), content=content()
    )
    assert [row.report for row in standing_of(cast.actor("chair"), one).rows] == [made]
    before = factories.today() - factories.LONG_AGO - timedelta(days=1)
    with pytest.raises(ValidationError, match="nepodává"):  # nobody's mandate had begun
        actions.open_call(by=cast.actor("chair"), group=cast.group, for_day=before)


def test_moving_tells_who_owes_and_nothing_twice(cast: Cast) -> None:
    one = call(cast)
    moved = actions.move_call(by=cast.actor("chair"), call=one, for_day=one.for_day + timedelta(days=14))
    assert moved.due_on > one.due_on
    assert Message.objects.filter(kind="report_moved").count() == 1
    actions.move_call(by=cast.actor("chair"), call=one, for_day=moved.for_day)
    assert Message.objects.filter(kind="report_moved").count() == 1
    report(cast, one)
    actions.move_call(by=cast.actor("chair"), call=one, for_day=moved.for_day + timedelta(days=14))
    assert Message.objects.filter(kind="report_moved").count() == 1  # who has reported is left alone


def test_who_moves_a_call_is_not_told_of_it(cast: Cast) -> None:
    change_mandate(by=cast.actor("chair"), mandate=cast.mandates["chair"], reports=True)
    one = call(cast)
    actions.move_call(by=cast.actor("chair"), call=one, for_day=one.for_day + timedelta(days=14))
    told = Message.objects.filter(kind="report_moved")
    assert [message.person for message in told] == [cast.person("member")]


def test_a_moved_meeting_with_the_same_due_day_writes_to_nobody(cast: Cast) -> None:
    one = call(cast)
    actions.remind(by=cast.actor("chair"), call=one)
    moved = actions.move_call(
        by=cast.actor("chair"), call=one, for_day=one.for_day + timedelta(days=1), due_on=one.due_on
    )
    assert (moved.for_day, moved.due_on) == (one.for_day + timedelta(days=1), one.due_on)
    assert moved.reminded_on == factories.today()  # the reminder was of this day
    past = actions.move_call(by=cast.actor("chair"), call=one, for_day=factories.today() - timedelta(days=1))
    assert (past.due_on, past.reminded_on) == (past.for_day, None)
    assert not Message.objects.filter(kind="report_moved").exists()


@pytest.mark.parametrize("step", ["move", "close", "reopen", "remind", "ask"])
def test_who_leads_a_call(cast: Cast, step: str) -> None:
    for role in ROLES:
        one = call(cast)
        later = one.for_day + timedelta(days=1)
        act = {
            "move": lambda actor, it=one, day=later: actions.move_call(by=actor, call=it, for_day=day),
            "close": lambda actor, it=one: actions.close_call(by=actor, call=it),
            "reopen": lambda actor, it=one: actions.reopen_call(by=actor, call=it),
            "remind": lambda actor, it=one: actions.remind(by=actor, call=it),
            "ask": lambda actor, it=one: actions.ask_missing(by=actor, call=it),
        }[step]
        assert allowed(role, cast, act) == (role in LEAD), role


def test_closing_and_opening_again(cast: Cast) -> None:
    one = call(cast)
    closed = actions.close_call(by=cast.actor("chair"), call=one)
    assert closed.state == CallState.CLOSED
    assert actions.close_call(by=cast.actor("recorder"), call=one).state == CallState.CLOSED
    assert AuditEntry.objects.filter(verb="report_call.closed").count() == 1
    assert owed_by(cast.actor("member")) == []
    with pytest.raises(ValidationError, match="uzavřená"):
        actions.remind(by=cast.actor("chair"), call=one)
    with pytest.raises(ValidationError, match="uzavřená"):
        actions.move_call(by=cast.actor("chair"), call=one, for_day=one.for_day)
    second = call(cast)
    assert second.pk != one.pk
    with pytest.raises(ValidationError, match="jiná výzva"):
        actions.reopen_call(by=cast.actor("chair"), call=one)
    actions.close_call(by=cast.actor("chair"), call=second)
    assert actions.reopen_call(by=cast.actor("chair"), call=one).state == CallState.OPEN
    assert [owed.call.pk for owed in owed_by(cast.actor("member"))] == [one.pk]


def test_reminding(cast: Cast) -> None:
    one = call(cast)
    assert actions.remind(by=cast.actor("recorder"), call=one) == 1
    message = Message.objects.get(kind="report_reminder")
    assert message.person == cast.person("member")
    assert "Připomínka" in message.subject
    newcomer = factories.person("Eva", "Nová", email="eva@policie.test")
    factories.mandate(cast.group, newcomer, organisation=cast.police, reports=True)
    assert actions.remind(by=cast.actor("recorder"), call=one) == 2  # who was not asked yet is asked instead
    assert Message.objects.filter(person=newcomer, kind="report_call").count() == 1
    assert not Message.objects.filter(person=newcomer, kind="report_reminder").exists()
    report(cast, one)
    actions.remind(by=cast.actor("recorder"), call=one)
    assert Message.objects.filter(person=cast.person("member"), kind="report_reminder").count() == 2
    actions.hand_in_for(
        by=cast.actor("chair"), call=one, organisation=cast.police, author=newcomer, content=content("Klid.")
    )
    with pytest.raises(ValidationError, match="všichni"):
        actions.remind(by=cast.actor("recorder"), call=one)


# -- handing in


@pytest.mark.parametrize("role", ROLES)
def test_who_hands_in(cast: Cast, role: str) -> None:
    one = call(cast)
    did = allowed(role, cast, lambda actor: actions.hand_in(
        by=actor, call=one, organisation=cast.ngo, content=content()
    ))
    assert did == (role in SPEAK)
    assert Report.objects.exists() == did


@pytest.mark.parametrize("role", ROLES)
def test_who_enters_for_others(cast: Cast, role: str) -> None:
    one = call(cast)
    did = allowed(role, cast, lambda actor: actions.hand_in_for(
        by=actor, call=one, organisation=cast.ngo, author=cast.person("member"), content=content()
    ))
    assert did == (role in LEAD)


def test_nobody_speaks_for_another_organisation(cast: Cast) -> None:
    """The reviewer sits for the police; the member of the NGO may not report for it, nor the other way round."""
    factories.mandate(cast.group, factories.person("Petr", "Policejní"), organisation=cast.police, reports=True)
    one = call(cast)
    assert not allowed("member", cast, lambda actor: actions.hand_in(
        by=actor, call=one, organisation=cast.police, content=content()
    ))
    assert allowed("reviewer", cast, lambda actor: actions.hand_in(
        by=actor, call=one, organisation=cast.police, content=content()
    ))


def test_an_organisation_that_does_not_report_hands_in_nothing(cast: Cast) -> None:
    one = call(cast)
    with pytest.raises(ValidationError, match="nepodává"):
        actions.hand_in(by=cast.actor("reviewer"), call=one, organisation=cast.police, content=content())


def test_a_report_and_its_numbers(cast: Cast) -> None:
    one = call(cast)
    made = report(cast, one, CLIENTS, PLACED, problems="Málo\r\nklientů \x00", needs="  ")
    made.refresh_from_db()
    assert (made.number, made.state, made.author) == (1, ReportState.HANDED_IN, cast.person("member"))
    assert (made.problems, made.needs, made.entered_by) == ("Málo\nklientů", "", None)
    claims = list(Claim.objects.order_by("id"))
    assert [(claim.label, claim.value, claim.unit, claim.denominator) for claim in claims] == [
        ("aktivních klientů", 20, "osob", None), ("získalo práci", 15, "osob", 30),
    ]
    assert {(claim.source_kind, claim.source_uid) for claim in claims} == {("reports.report", made.uid)}
    assert {(claim.organisation, claim.author) for claim in claims} == {(cast.ngo, cast.person("member"))}
    assert AuditEntry.objects.filter(verb="report.handed_in", object_uid=made.uid).exists()


def test_on_behalf_is_marked(cast: Cast) -> None:
    one = call(cast)
    chair = cast.actor("chair")
    for author in (None, cast.person("reviewer"), cast.person("former")):
        with pytest.raises(ValidationError) as refused:
            actions.hand_in_for(by=chair, call=one, organisation=cast.ngo, author=author, content=content())
        assert "author" in refused.value.message_dict
    made = actions.hand_in_for(
        by=chair, call=one, organisation=cast.ngo, author=cast.person("deputy"), content=content("E-mailem.", CLIENTS)
    )
    assert (made.author, made.entered_by) == (cast.person("deputy"), cast.person("chair"))
    assert Claim.objects.get().author == cast.person("deputy")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (Content(), "aspoň větu"), (Content(text=" \n "), "aspoň větu"),
        (Content(text="x" * (MOST_TEXT + 1)), "nejvýše"),
        (Content(numbers=(CLIENTS,) * (MOST_NUMBERS + 1)), "nejvýše"),
        (Content(numbers=(replace(CLIENTS, value=None),)), "nemá hodnotu"),
        (Content(numbers=(replace(CLIENTS, label=" "),)), "co se počítá"),
        (Content(numbers=(replace(PLACED, total=Decimal(0)),)), "větší než nula"),
    ],
)
def test_what_cannot_be_handed_in(cast: Cast, wrong: Content, words: str) -> None:
    one = call(cast)
    with pytest.raises(ValidationError, match=words):
        actions.hand_in(by=cast.actor("member"), call=one, organisation=cast.ngo, content=wrong)
    assert not Report.objects.exists()
    assert not Claim.objects.exists()


def test_the_second_colleague_is_told(cast: Cast) -> None:
    one = call(cast)
    report(cast, one, text="První")
    typed = {"text": "Druhý, psaný deset minut", "numbers": []}
    actions.save_draft(by=cast.actor("deputy"), call=one, organisation=cast.ngo, typed=typed)
    with pytest.raises(ValidationError, match="už je odevzdaná") as refused:
        report(cast, one, by="deputy", text="Druhý, psaný deset minut")
    assert refused.value.code == ALREADY
    assert Draft.objects.get().content["text"] == "Druhý, psaný deset minut"
    assert Report.objects.get().text == "První"


def test_after_closing_only_who_leads_enters(cast: Cast) -> None:
    one = call(cast)
    actions.close_call(by=cast.actor("chair"), call=one)
    with pytest.raises(PermissionDenied, match="uzavřená"):
        report(cast, one)
    made = actions.hand_in_for(
        by=cast.actor("chair"), call=one, organisation=cast.ngo, author=cast.person("member"), content=content()
    )
    assert actions.correct(by=cast.actor("member"), report=made, content=content("Oprava")).number == 2


def test_a_former_member_owes_and_hands_in_nothing(cast: Cast) -> None:
    one = call(cast)
    assert [owed.organisation for owed in owed_by(cast.actor("member"))] == [cast.ngo]
    end_mandate(by=cast.actor("chair"), mandate=cast.mandates["member"], last_day=factories.today() - timedelta(days=1))
    for role in ("member", "deputy"):
        assert owed_by(cast.actor(role)) == [], role
        with pytest.raises(PermissionDenied):
            report(cast, one, by=role)
    assert standing_of(cast.actor("chair"), one).owing == []


# -- nothing new


def test_nothing_new_takes_over_words_not_numbers(cast: Cast) -> None:
    last = reported_then(cast, CLIENTS, text="Začínáme.", problems="Málo klientů.")
    one = call(cast)
    made = actions.nothing_new(by=cast.actor("deputy"), call=one, organisation=cast.ngo)
    assert (made.state, made.text, made.problems) == (ReportState.NOTHING_NEW, "Začínáme.", "Málo klientů.")
    assert made.unchanged_since == last.call.for_day
    assert made.author == cast.person("deputy")
    assert Claim.objects.count() == 1  # only what was counted then
    assert not Figure.objects.filter(report=made).exists()
    later = call(cast, days=60)
    again = actions.nothing_new(
        by=cast.actor("chair"), call=later, organisation=cast.ngo, author=cast.person("member")
    )
    assert again.unchanged_since == last.call.for_day  # since the words were said, not since they were repeated
    assert (again.author, again.entered_by) == (cast.person("member"), cast.person("chair"))


def test_nothing_new_needs_something_old(cast: Cast) -> None:
    one = call(cast)
    with pytest.raises(ValidationError, match="Dřívější zpráva"):
        actions.nothing_new(by=cast.actor("member"), call=one, organisation=cast.ngo)
    with pytest.raises(ValidationError, match="kdo zprávu podal"):
        actions.nothing_new(by=cast.actor("chair"), call=one, organisation=cast.ngo)
    with pytest.raises(PermissionDenied):
        actions.nothing_new(by=cast.actor("reviewer"), call=one, organisation=cast.ngo)


def test_nothing_new_keeps_what_was_being_typed(cast: Cast) -> None:
    reported_then(cast)
    one = call(cast)
    actions.save_draft(by=cast.actor("member"), call=one, organisation=cast.ngo, typed={"text": "Rozepsáno"})
    actions.nothing_new(by=cast.actor("member"), call=one, organisation=cast.ngo)
    assert Draft.objects.get().content["text"] == "Rozepsáno"


# -- correcting


@pytest.mark.parametrize("role", ROLES)
def test_who_corrects(cast: Cast, role: str) -> None:
    made = report(cast, call(cast))
    did = allowed(role, cast, lambda actor: actions.correct(by=actor, report=made, content=content("Jinak")))
    assert did == (role in LEAD | SPEAK)


def test_a_correction_is_a_new_version(cast: Cast) -> None:
    made = report(cast, call(cast), CLIENTS, PLACED)
    clients, placed = (figure.claim for figure in Figure.objects.filter(report=made).order_by("position"))
    numbers = (
        replace(CLIENTS, claim_uid=clients.uid, value=Decimal(22)), Number(label="výjezdů", value=Decimal(3)),
    )
    corrected = actions.correct(by=cast.actor("deputy"), report=made, content=content("Přesněji.", *numbers))
    assert (corrected.number, corrected.supersedes, corrected.author) == (2, made, cast.person("deputy"))
    assert values(made) == [20, 15]  # what was said before stays readable
    assert values(corrected) == [22, 3]
    changed = Claim.objects.get(supersedes=clients)
    assert (changed.value, changed.author, changed.source_uid) == (22, cast.person("deputy"), made.uid)
    taken_back = Claim.objects.get(supersedes=placed)
    assert taken_back.value is None
    assert "vypuštěn" in taken_back.text
    assert Claim.objects.get(label="výjezdů").source_uid == made.uid
    third = actions.correct(by=cast.actor("chair"), report=corrected, content=content("Třetí."))
    assert (third.author, third.entered_by) == (cast.person("deputy"), cast.person("chair"))
    assert list(Report.objects.current()) == [third]


def test_unchanged_numbers_stay_the_same_claims(cast: Cast) -> None:
    made = report(cast, call(cast), CLIENTS)
    uid = Claim.objects.get().uid
    corrected = actions.correct(
        by=cast.actor("member"), report=made, content=content("Jinak", replace(CLIENTS, claim_uid=uid))
    )
    assert Claim.objects.count() == 1
    assert values(corrected) == [20]


def test_a_correction_that_changes_nothing_is_none(cast: Cast) -> None:
    made = report(cast, call(cast), CLIENTS)
    same = content("V terénu je živo.", replace(CLIENTS, claim_uid=Claim.objects.get().uid))
    assert actions.correct(by=cast.actor("member"), report=made, content=same) == made
    assert Report.objects.count() == 1


def test_a_number_left_out_is_a_correction(cast: Cast) -> None:
    made = report(cast, call(cast), CLIENTS)
    corrected = actions.correct(by=cast.actor("member"), report=made, content=content(made.text))
    assert corrected.number == 2 and values(corrected) == []


def test_a_correction_by_word_names_who_said_it(cast: Cast) -> None:
    made, chair = report(cast, call(cast)), cast.actor("chair")
    with pytest.raises(ValidationError, match="za organizaci"):
        actions.correct(by=chair, report=made, content=content("Jinak"), author=cast.person("reviewer"))
    assert Report.objects.count() == 1
    corrected = actions.correct(by=chair, report=made, content=content("Jinak"), author=cast.person("deputy"))
    assert (corrected.author, corrected.entered_by) == (cast.person("deputy"), cast.person("chair"))


def test_two_corrections_of_one_version(cast: Cast) -> None:
    made = report(cast, call(cast))
    actions.correct(by=cast.actor("member"), report=made, content=content("První oprava"))
    with pytest.raises(ValidationError, match="mezitím opravil") as refused:
        actions.correct(by=cast.actor("deputy"), report=made, content=content("Druhá oprava"))
    assert refused.value.code == CORRECTED


def test_nothing_new_can_be_corrected(cast: Cast) -> None:
    last = reported_then(cast, CLIENTS)
    made = actions.nothing_new(by=cast.actor("member"), call=call(cast), organisation=cast.ngo)
    corrected = actions.correct(by=cast.actor("member"), report=made, content=content(last.text))
    assert (corrected.state, corrected.unchanged_since) == (ReportState.HANDED_IN, None)


# -- drafts


def test_each_writer_has_one_draft(cast: Cast) -> None:
    one = call(cast)
    for role in ("member", "deputy", "chair", "member"):
        actions.save_draft(by=cast.actor(role), call=one, organisation=cast.ngo, typed={"text": role})
    assert Draft.objects.count() == 3
    actions.save_draft(by=cast.actor("member"), call=one, organisation=cast.ngo, typed={"text": "  "})
    assert Draft.objects.count() == 2  # nothing typed, nothing kept
    report(cast, one, by="deputy")
    assert [draft.person for draft in Draft.objects.all()] == [cast.person("chair")]


def test_who_sees_a_draft(cast: Cast) -> None:
    one = call(cast)
    mine = actions.save_draft(by=cast.actor("member"), call=one, organisation=cast.ngo, typed={"text": "Rozepsáno"})
    sees = {role for role in ROLES if Draft.objects.visible_to(cast.actor(role)).exists()}
    assert sees == SPEAK  # the organisation's own people; not who runs the group
    assert mine is not None
    for role in ("deputy", "chair", "outsider"):
        with pytest.raises(PermissionDenied):
            actions.drop_draft(by=cast.actor(role), draft=mine)
    actions.drop_draft(by=cast.actor("member"), draft=mine)
    assert not Draft.objects.exists()


def test_a_draft_is_bounded_and_plain(cast: Cast) -> None:
    rows = [{"label": "x" * 1000, "value": 5, "unit": None}] * 100
    kept = actions.save_draft(
        by=cast.actor("member"), call=call(cast), organisation=cast.ngo,
        typed={"text": "a\x00b" * 30_000, "numbers": rows, "more": "?"},
    )
    assert kept is not None
    assert len(kept.content["text"]) == 2 * MOST_TEXT
    assert len(kept.content["numbers"]) == MOST_NUMBERS
    assert len(kept.content["numbers"][0]["label"]) == 300
    assert "more" not in kept.content
    assert kept.content["numbers"][0]["value"] == ""


@pytest.mark.parametrize("role", ROLES)
def test_who_saves_drafts(cast: Cast, role: str) -> None:
    one = call(cast)
    did = allowed(role, cast, lambda actor: actions.save_draft(
        by=actor, call=one, organisation=cast.ngo, typed={"text": "x"}
    ))
    assert did == (role in LEAD | SPEAK)


def test_the_installation_sees_every_draft(cast: Cast) -> None:
    one = call(cast)
    actions.save_draft(by=cast.actor("member"), call=one, organisation=cast.ngo, typed={"text": "x"})
    assert Draft.objects.visible_to(factories.SYSTEM).count() == 1
    assert not Draft.objects.visible_to(cast.actor("chair")).exists()


def test_past_calls_owe_nothing(cast: Cast) -> None:
    one = past_call(cast)
    assert standing_of(cast.actor("chair"), one).owing == []
    assert owed_by(cast.actor("member")) == []

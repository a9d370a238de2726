"""What nobody is meant to send and what two people send at once: said clearly, nothing lost, no page breaks."""

import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from soucinnost.evidence.actions import state_claim
from soucinnost.evidence.models import Claim
from soucinnost.kernel.numbers import keeps_digits
from soucinnost.strategy.actions import proving, reporting, tree
from soucinnost.strategy.actions.assessing import assess
from soucinnost.strategy.actions.lists import MOST_ROWS, Row
from soucinnost.strategy.actions.pasting import add_outline
from soucinnost.strategy.enums import VersionState
from soucinnost.strategy.jobs import LEFT_BEHIND, make_left
from soucinnost.strategy.models import ClaimUse, Conflict, Goal, ListRow, Passage, Remark, ReportVersion
from soucinnost.strategy.outline import read_outline
from soucinnost.ui.editing import STATE_FIELD
from tests.strategy import kit, report_kit

pytestmark = pytest.mark.django_db
STATED = {"kind": "actual", "unit": "osob", "label": "účastníci", "confirmed": "on"}


@pytest.fixture
def made(cast):
    return kit.planted(cast, shape=(2,))


def url(name, *args):
    return reverse(f"strategy:{name}", args=args)


@pytest.mark.parametrize("year", ["²²²²", "0000", "9" * 5000, "-1"])
def test_a_year_that_is_none_filters_nothing(cast, made, year):
    client = cast.client("member")
    for address in (
        url("claims", made.uid), url("owing", made.uid), url("take_over", kit.measures(made)[0].uid),
    ):
        assert client.get(address, {"rok": year}).status_code == 200


@pytest.mark.parametrize(("value", "kept"), [
    ("99999999999999.9999", False), ("12345678901234.5678", False), ("NaN", False), ("100000000000000", True),
    ("99999999999.9999", True), ("0.0001", True),
])
def test_numbers_that_a_database_would_change(value, kept):
    assert keeps_digits(Decimal(value)) is kept


def test_a_number_that_cannot_be_kept_is_refused_and_pages_go_on(cast, made):
    measure, client = kit.measures(made)[0], cast.client("member")
    for value, whole in (("99999999999999,9999", ""), ("5", "0"), ("5", "-1"), ("5", "99999999999999,9999")):
        answer = client.post(url("claim_new", measure.uid), {**STATED, "value": value, "denominator": whole})
        assert answer.status_code == 422
        assert value in answer.content.decode()
    assert not Claim.objects.filter(circle=made.circle).exists()
    claim = kit.claim(cast, measure, label="síť", unit="místností", value=2)
    for rows in ([Row("a", value=Decimal("99999999999999.9999"))], [Row("a")] * (MOST_ROWS + 1)):
        with pytest.raises(ValidationError):
            proving.set_rows(by=kit.SYSTEM, strategy=made, claim=claim, rows=rows)
    assert client.get(url("claims", made.uid)).status_code == 200


def test_a_correction_of_what_was_corrected_meanwhile_comes_back_whole(cast, made):
    use = proving.state(by=kit.SYSTEM, strategy=made, measure=kit.measures(made)[0], value=3, unit="osob", label="lidé")
    client, address = cast.client("recorder"), url("claim_correct", use.claim.uid)
    opened = client.get(address).context["form"]
    sent = {bound.name: bound.value() for bound in opened if bound.value() not in (None, False, "")}
    sent |= {"value": "3", "period": "", "text": "Moje dlouhá věta.", STATE_FIELD: opened.editing.state}
    proving.correct(by=kit.SYSTEM, use=use, value=Decimal(7))
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "Moje dlouhá věta." in answer.content.decode()
    again = {**sent, "value": "7", STATE_FIELD: answer.context["form"].editing.state}
    assert client.post(address, again).status_code == 302
    held = ClaimUse.objects.select_related("claim").get(pk=use.pk).claim
    assert (held.value, held.text) == (7, "Moje dlouhá věta.")


def test_a_list_is_not_written_to_a_claim_that_was_corrected_meanwhile(cast, made):
    use = proving.state(by=kit.SYSTEM, strategy=made, measure=kit.measures(made)[0], value=3, unit="osob", label="lidé")
    proving.correct(by=kit.SYSTEM, use=use, value=Decimal(7))
    answer = cast.client("recorder").post(url("claim_rows", use.claim.uid), {"rows": "první místnost"})
    assert answer.status_code == 422
    assert "první místnost" in answer.content.decode()
    assert not ListRow.objects.exists()


def test_a_contradiction_marked_again_after_a_correction_is_one(cast, made):
    measure = kit.measures(made)[0]
    one, other = (
        proving.state(by=kit.SYSTEM, strategy=made, measure=measure, value=value, unit="osob", label="lidé")
        for value in (3, 4)
    )
    proving.mark_conflict(by=kit.SYSTEM, strategy=made, one=one.claim, other=other.claim, note="počet")
    newer = proving.correct(by=kit.SYSTEM, use=one, value=Decimal(5))
    proving.mark_conflict(by=kit.SYSTEM, strategy=made, one=newer.claim, other=other.claim, note="počet lidí")
    assert [conflict.note for conflict in Conflict.objects.all()] == ["počet lidí"]


def test_a_claim_taken_over_twice_stands_there_once(cast, made):
    told = state_claim(
        by=kit.SYSTEM, circle=cast.group.circle, source_kind="test", source_uid="x", value=3, unit="osob", label="lidé"
    )
    first, second = kit.measures(made)
    actor = cast.actor("member")
    proving.take_over(by=actor, strategy=made, claim=told, measure=first)
    with pytest.raises(ValidationError):
        proving.take_over(by=actor, strategy=made, claim=told, measure=first)
    proving.take_over(by=actor, strategy=made, claim=told, measure=second)
    assert len({use.claim_id for use in ClaimUse.objects.filter(strategy=made)}) == 1
    assert ClaimUse.objects.filter(strategy=made).count() == 2


def _undone(made):
    return f"m.{kit.measures(made)[2].uid}.undone"


def _states(response):
    return re.findall(r'name="stav" value="([0-9a-f]+)"', response.content.decode())


def test_nobody_gives_up_words_that_were_not_on_the_page(cast):
    made = report_kit.filled(cast)
    key, recorder, chair = _undone(made), cast.client("recorder"), cast.actor("chair")
    reporting.write_passage(by=chair, strategy=made, key=key, text="První slova.")
    seen = _states(recorder.get(url("passage", made.uid, key)))[0]
    reporting.write_passage(by=chair, strategy=made, key=key, text="Novější slova.")
    recorder.post(url("passage_settle", made.uid, key), {"volba": "navrh", "stav": seen})
    assert Passage.objects.get().text == "Novější slova."
    seen = _states(recorder.get(url("passage", made.uid, key)))[0]
    recorder.post(url("passage_settle", made.uid, key), {"volba": "navrh", "stav": seen})
    assert not Passage.objects.exists()


def test_a_change_of_records_is_not_accepted_unseen(cast):
    made = report_kit.filled(cast)
    key, recorder = _undone(made), cast.client("recorder")
    measure = kit.measures(made)[2]
    address = url("passage", made.uid, key)
    opened = recorder.get(address).context["form"]
    assess(by=kit.SYSTEM, measure=measure, outcome="not", reason="Nikdo to nedělal.")
    sent = {"text": "Moje slova.", STATE_FIELD: opened.editing.state}
    answer = recorder.post(address, sent)
    assert answer.status_code == 422
    assert "Moje slova." in answer.content.decode() and "Nikdo to nedělal." in answer.content.decode()
    assert recorder.post(address, {**sent, STATE_FIELD: answer.context["form"].editing.state}).status_code == 302
    assess(by=kit.SYSTEM, measure=measure, outcome="not", reason="Zase jinak.")
    page = recorder.get(address)
    seen, base = _states(page)[0], Passage.objects.get().base
    assess(by=kit.SYSTEM, measure=measure, outcome="not", reason="A ještě jinak.")
    recorder.post(url("passage_settle", made.uid, key), {"volba": "ponechat", "stav": seen})
    assert Passage.objects.get().base == base


def test_words_of_a_passage_whose_record_went_meanwhile_come_back(cast):
    made = report_kit.filled(cast)
    key = _undone(made)
    made.measures.get(pk=kit.measures(made)[2].pk).assessments.all().delete()
    answer = cast.client("recorder").post(url("passage", made.uid, key), {"text": "Dlouho psaná věta."})
    assert answer.status_code == 422
    assert "Dlouho psaná věta." in answer.content.decode()


def test_a_character_that_no_text_holds_names_nothing(cast, made):
    client, measure = cast.client("recorder"), kit.measures(made)[0]
    client.raise_request_exception = False
    answers = (
        client.get(url("assess", measure.uid), {"aktivita": "a\x00b"}),
        client.post(url("take_over", measure.uid), {"udaj": "a\x00b"}),
        client.get(url("passage", made.uid, "a\x00b")),
    )
    assert {answer.status_code for answer in answers} <= {400, 404}


def test_a_list_pasted_under_a_goal_that_went_is_refused(cast, made):
    goal = tree.add_goal(by=kit.SYSTEM, strategy=made, title="Přechodný")
    tree.remove_goal(by=kit.SYSTEM, goal=Goal.objects.get(pk=goal.pk))
    with pytest.raises(ValidationError):
        add_outline(by=kit.SYSTEM, strategy=made, outline=read_outline("1.1 Opatření z tabulky"), under=goal)


def test_a_draft_with_remarks_of_people_is_not_removed(cast, made):
    Remark.objects.create(strategy=made, text="Chybí tu práce s mládeží.")
    with pytest.raises(ValidationError):
        tree.remove_strategy(by=cast.actor("chair"), strategy=made)
    assert Remark.objects.exists()


def test_a_version_whose_files_break_says_so_and_the_others_get_their_turn(cast, made, monkeypatch):
    def broken(version, step):
        raise KeyError(step)

    version = reporting.make_version(by=cast.actor("recorder"), strategy=made)
    ReportVersion.objects.update(state=VersionState.WAITING, made_at=version.made_at - 2 * LEFT_BEHIND)
    monkeypatch.setattr(reporting, "_made", broken)
    make_left(by=kit.SYSTEM)
    version.refresh_from_db()
    assert version.state == VersionState.FAILED and version.error

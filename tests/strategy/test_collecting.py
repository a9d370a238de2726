"""The yearly collection: asking, typing, handing in as claims, handing in again, reminding, what can go wrong."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from soucinnost.access.models import Seat
from soucinnost.audit.models import Entry
from soucinnost.evidence.models import Claim
from soucinnost.notices.models import Message, OneTimeLink
from soucinnost.strategy.actions import collecting as actions
from soucinnost.strategy.actions import tree
from soucinnost.strategy.actions.collecting_answers import Written, hand_in, save_answers
from soucinnost.strategy.answering import SOURCE, read_number, state_of, tidied
from soucinnost.strategy.collecting_duties import look_after_collections, owed_answers
from soucinnost.strategy.models import Answer, Ask, Collection
from soucinnost.strategy.selectors.collecting import differences, standing_of
from soucinnost.strategy.selectors.collecting_sheet import sheet_of
from tests import factories
from tests.cast import Cast
from tests.strategy import kit
from tests.strategy.collecting_kit import END, START, add_worker, answer_of, fields_of, opened, own, ready, told

pytestmark = pytest.mark.django_db
PARTIAL = {"odevzdat-partial": "on"}


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split()).replace("\xa0", " ")


def answer_url(one: Any) -> str:
    return reverse("strategy:answer", args=[one.ngo.uid])


def claims(one: Any) -> list[Claim]:
    return list(Claim.objects.filter(source_kind=SOURCE, superseded_by__isnull=True).order_by("pk"))


def refused(**fields: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        actions.open_collection(**fields)
    return " ".join(" ".join(caught.value.messages).split()).replace("\xa0", " ")


class TestOpening:
    def test_owners_are_asked_and_who_has_no_seat_gets_one(self, cast: Cast) -> None:
        strategy, worker = ready(cast), add_worker(cast)
        assert not Seat.objects.filter(circle=strategy.circle, person=worker).exists()
        one = opened(cast, strategy, people={cast.ngo.pk: worker})
        assert one.ngo.person == worker and one.police.person == cast.person("reviewer")
        seat = Seat.objects.get(circle=strategy.circle, person=worker)
        assert seat.organisation == cast.ngo
        assert any(seat.uid in row.ids for row in Entry.objects.filter(verb="strategy.seat_given"))
        body = Message.objects.get(person=worker).body
        assert "1.1 Opatření 1.1" in body and "1.2" in body and "2.1" not in body and "2025" in body

    def test_what_cannot_be_is_said(self, cast: Cast) -> None:
        strategy, today = ready(cast), factories.today()
        base = {"by": cast.actor("recorder"), "strategy": strategy, "period_from": START, "period_to": END}
        assert "už minul" in refused(**base, due_on=today - timedelta(days=1))
        outside = {**base, "period_from": date(2019, 1, 1), "period_to": date(2019, 12, 31)}
        assert "mimo dobu strategie (2022–2026)" in refused(**outside, due_on=today)
        backwards = {**base, "period_from": END, "period_to": START}
        assert "končí dřív" in refused(**backwards, due_on=today)
        opened(cast, strategy)
        assert "už sběr běží" in refused(**base, due_on=today)
        bare = kit.strategy(cast, title="Bez vlastníků")
        kit.plant(cast, bare, (1,), owner=None)
        assert "neodpovídá žádná organizace" in refused(
            **{**base, "strategy": bare, "by": cast.actor("recorder")}, due_on=today
        )

    def test_only_who_writes_it_opens_it(self, cast: Cast) -> None:
        with pytest.raises(PermissionDenied):
            actions.open_collection(
                by=cast.actor("member"), strategy=ready(cast), period_from=START, period_to=END,
                due_on=factories.today(),
            )

    def test_the_page_asks_again_when_the_period_was_changed_after_choosing_people(self, cast: Cast) -> None:
        strategy, client = ready(cast), cast.client("recorder")
        url = reverse("strategy:collection_new", args=[strategy.uid])
        page = client.get(url)
        assert page.status_code == 200 and cast.ngo.name in page.text
        people = {cast.ngo.uid: cast.person("member").uid, cast.police.uid: "-"}
        due = (factories.today() + timedelta(days=9)).strftime("%d. %m. %Y")
        sent = {"period": "2025", "due_on": due, "otevrit": "1", "obdobi_lidi": "20260101-20261231", **people}
        again = client.post(url, sent)
        assert again.status_code == 422 and "Období je jiné" in text_of(again)
        done = client.post(url, {**sent, "obdobi_lidi": "20250101-20251231"})
        made = Collection.objects.get(strategy=strategy)
        assert done.url == reverse("strategy:collection", args=[made.uid]) and made.title == "Sběr za období 2025"
        assert made.asks.get(organisation=cast.police).person is None


class TestTyping:
    def test_what_is_typed_is_kept_and_the_form_begins_with_what_is_known(self, cast: Cast) -> None:
        strategy = ready(cast)
        told(strategy, 84, 2024)
        told(strategy, 90, 2025, organisation=cast.ngo)
        told(strategy, 73, 2025, organisation=cast.police)
        one, client = opened(cast, strategy), cast.client("member")
        page = text_of(client.get(answer_url(one)))
        assert "Minule: 2024: 84 osob" in page and "73 osob" in page and 'value="90"' in page
        data = fields_of(one, cast.actor("member"), text="Vyrostl klub", value="cca 8")
        kept = client.post(answer_url(one), {**data, "rozepsane": "1"}, headers={"Accept": "application/json"})
        assert kept.status_code == 201 and kept.json()["trouble"] == "" and kept.json()["states"]
        assert answer_of(one).text == "Vyrostl klub" and answer_of(one).figures[one.indicator.uid]["value"] == "cca 8"
        assert not claims(one) and Ask.objects.get(pk=one.ngo.pk).state == "started"

    def test_nobody_overwrites_another_unseen(self, cast: Cast) -> None:
        one = opened(cast)
        url = answer_url(one)
        mine = fields_of(one, cast.actor("member"), text="Moje slova", second="Druhé")
        theirs = fields_of(one, cast.actor("deputy"), text="Slova kolegy")
        cast.client("deputy").post(url, {**theirs, "rozepsane": "1"})
        page = cast.client("member").post(url, {**mine, "rozepsane": "1"})
        said = text_of(page)
        assert page.status_code == 422 and "Mezitím je uloženo jiné znění" in said
        assert "Slova kolegy" in said and "Moje slova" in said and "Emil Zástupný" in said
        assert answer_of(one).text == "Slova kolegy"
        assert Answer.objects.get(ask=one.ngo, measure=one.other).text == "Druhé"
        seen = {f"{one.measure.uid}-stav": state_of(answer_of(one).typed)}
        assert cast.client("member").post(url, {**mine, **seen, "rozepsane": "1"}).status_code == 302
        assert answer_of(one).text == "Moje slova"

    def test_a_page_that_left_a_measure_alone_takes_what_is_stored(self, cast: Cast) -> None:
        one = opened(cast)
        empty = state_of(tidied({}))
        save_answers(by=cast.actor("deputy"), ask=one.ngo, written=[
            Written(one.measure.uid, {"text": "Slova kolegy"}, empty)
        ])
        kept = save_answers(by=cast.actor("member"), ask=one.ngo, written=[Written(one.measure.uid, {}, empty)])
        assert not kept.conflicts and answer_of(one).text == "Slova kolegy"

    def test_what_looks_like_personal_data_is_not_stored_unasked(self, cast: Cast) -> None:
        one, client = opened(cast), cast.client("member")
        data = fields_of(one, cast.actor("member"), text="Klient má číslo 605 123 456", second="Bez potíží")
        kept = client.post(answer_url(one), {**data, "rozepsane": "1"}, headers={"Accept": "application/json"})
        assert "osobní údaje" in kept.json()["trouble"].replace("\xa0", " ")
        assert [answer.text for answer in Answer.objects.filter(ask=one.ngo)] == ["Bez potíží"]
        sure = {f"{one.measure.uid}-personal_data_confirmed": "on"}
        fresh = {f"{one.other.uid}-stav": state_of(Answer.objects.get(measure=one.other).typed)}
        client.post(answer_url(one), {**data, **sure, **fresh, "rozepsane": "1"})
        assert answer_of(one).text == "Klient má číslo 605 123 456"

    def test_who_sees_what_is_typed(self, cast: Cast) -> None:
        one = opened(cast)
        save_answers(by=cast.actor("member"), ask=one.ngo, written=[Written(one.measure.uid, {"text": "Rozepsané"})])
        for role, status in {"deputy": 200, "recorder": 200, "reviewer": 403, "former": 404, "manager": 404}.items():
            assert cast.client(role).get(answer_url(one)).status_code == status, role
        assert not Answer.objects.visible_to(cast.actor("reviewer")).exists()


class TestHandingIn:
    def test_words_and_numbers_become_claims_of_the_owner(self, cast: Cast) -> None:
        one, client = opened(cast), cast.client("member")
        data = fields_of(
            one, cast.actor("member"), text="Dva kurzy.", value="cca 1 009,5", first_obstacles="Nebyl sál.",
            figure_note="bez prosince",
        )
        held = client.post(answer_url(one), data)
        assert held.status_code == 422 and "Nic není napsáno u opatření: 1.2" in text_of(held) and not claims(one)
        now = {**data, f"{one.measure.uid}-stav": state_of(answer_of(one).typed)}
        done = client.post(answer_url(one), {**now, **PARTIAL})
        assert done.url == reverse("strategy:answered", args=[one.ngo.uid])
        text, obstacles, number = claims(one)
        assert (text.text, obstacles.text, obstacles.label) == ("Dva kurzy.", "Nebyl sál.", "co se nepodařilo")
        assert (number.value, number.kind, number.unit) == (Decimal("1009.5"), "approximate", "osob")
        assert {(one_.organisation, one_.author, one_.period_from) for one_ in claims(one)} == {
            (cast.ngo, cast.person("member"), START)
        }
        page = text_of(cast.client("reviewer").get(done.url))
        assert "Dva kurzy." in page and "1 009,5" in page
        ask = Ask.objects.get(pk=one.ngo.pk)
        assert ask.state == "handed_in" and ask.handed_in_by == cast.person("member") and ask.entered_by is None

    def test_handed_in_again_only_what_changed_is_superseded(self, cast: Cast) -> None:
        one = opened(cast)
        typed = {"text": "Dva kurzy.", "figures": {one.indicator.uid: {"value": "80"}}, "obstacles": "Nebyl sál."}
        save_answers(by=cast.actor("member"), ask=one.ngo, written=[Written(one.measure.uid, typed)])
        hand_in(by=cast.actor("member"), ask=one.ngo)
        first = claims(one)
        changed = {"text": "Dva kurzy.", "figures": {one.indicator.uid: {"value": "85"}}}
        save_answers(by=cast.actor("deputy"), ask=one.ngo, written=[Written(one.measure.uid, changed)])
        hand_in(by=cast.actor("deputy"), ask=one.ngo)
        now = claims(one)
        assert first[0] in now and first[2] not in now
        number = next(claim for claim in now if claim.value is not None)
        assert (number.value, number.supersedes, number.author) == (85, first[2], cast.person("deputy"))
        left = next(claim for claim in now if claim.supersedes_id == first[1].pk)
        assert " ".join(left.text.split()) == "Údaj byl z odpovědi vypuštěn." and len(now) == 3
        hand_in(by=cast.actor("member"), ask=one.ngo)
        assert claims(one) == now

    def test_a_missing_number_stays_missing_and_nothing_needs_a_reason(self, cast: Cast) -> None:
        one, client = opened(cast), cast.client("member")
        data = fields_of(one, cast.actor("member"), first_nothing="on", second="Hotovo")
        page = client.post(answer_url(one), data)
        assert page.status_code == 422 and "proč se v tomto období nic" in text_of(page)
        data |= {f"{part.measure.uid}-stav": part.state for part in sheet_of(cast.actor("member"), one.ngo).parts}
        client.post(answer_url(one), {**data, f"{one.measure.uid}-obstacles": "Nebyly peníze."})
        found = claims(one)
        assert [claim.value for claim in found] == [None, None]
        assert "neudělalo nic. Důvod: Nebyly peníze." in found[0].text.replace("\xa0", " ")

    @pytest.mark.parametrize(("value", "sentence"), [
        ("osmdesát", "není číslo"), ("1.5", "nejednoznačné"), ("-3", "Číslo je záporné: −3"), ("asi", "Chybí číslo"),
    ])
    def test_a_number_that_cannot_be_or_is_doubtful_is_said(self, cast: Cast, value: str, sentence: str) -> None:
        one, client = opened(cast), cast.client("member")
        page = client.post(answer_url(one), fields_of(one, cast.actor("member"), value=value, second="x"))
        assert page.status_code == 422 and sentence in text_of(page)
        assert answer_of(one).figures[one.indicator.uid]["value"] == value and not claims(one)

    def test_a_number_above_its_whole_is_asked_about_once_for_that_number(self, cast: Cast) -> None:
        one, client = opened(cast), cast.client("member")
        data = fields_of(one, cast.actor("member"), value="110", second="x", figure_whole="100")
        page = client.post(answer_url(one), data)
        assert page.status_code == 422 and "větší než celek 100 (110 %)" in text_of(page)
        data |= {f"{part.measure.uid}-stav": part.state for part in sheet_of(cast.actor("member"), one.ngo).parts}
        figure = f"{one.measure.uid}-{one.indicator.uid}"
        other = client.post(answer_url(one), {**data, f"{figure}-sure": "109"})
        assert other.status_code == 422
        data |= {f"{part.measure.uid}-stav": part.state for part in sheet_of(cast.actor("member"), one.ngo).parts}
        assert client.post(answer_url(one), {**data, f"{figure}-sure": "110"}).status_code == 302
        assert claims(one)[0].denominator == 100 and claims(one)[0].value == 110

    def test_what_the_owner_told_elsewhere_is_not_told_twice(self, cast: Cast) -> None:
        strategy = ready(cast)
        told(strategy, 90, 2025, organisation=cast.ngo)
        one = opened(cast, strategy)
        data = fields_of(one, cast.actor("member"), value="90", text="Jako dřív", second="x")
        assert cast.client("member").post(answer_url(one), data).status_code == 302
        assert [claim.value for claim in claims(one)] == [None, None]

    def test_entered_on_behalf_is_marked_also_after_closing(self, cast: Cast) -> None:
        one = opened(cast)
        actions.close_collection(by=cast.actor("recorder"), collection=one.collection)
        data = fields_of(one, cast.actor("recorder"), text="Telefonicky", second="x")
        late = cast.client("member").post(answer_url(one), data)
        assert late.status_code == 422 and "Telefonicky" in text_of(late) and not claims(one)
        sent = {**data, "odevzdat-author": cast.person("member").uid}
        assert cast.client("recorder").post(answer_url(one), sent).status_code == 302
        ask = Ask.objects.get(pk=one.ngo.pk)
        assert (ask.handed_in_by, ask.entered_by) == (cast.person("member"), cast.person("recorder"))
        assert {claim.author for claim in claims(one)} == {cast.person("member")}
        page = text_of(cast.client("chair").get(reverse("strategy:collection", args=[one.collection.uid])))
        assert "zapsáno za organizaci: Blanka Zapisovatelová" in page


class TestMeanwhile:
    def test_a_measure_that_moved_stays_with_what_was_written(self, cast: Cast) -> None:
        one = opened(cast)
        save_answers(by=cast.actor("member"), ask=one.ngo, written=[Written(one.measure.uid, {"text": "Naše"})])
        tree.change_measure(by=kit.SYSTEM, measure=one.measure, owner=cast.town)
        page = text_of(cast.client("member").get(answer_url(one)))
        assert "Opatření mezitím přešlo jinam" in page and cast.town.name in page and "Naše" in page
        standing = standing_of(cast.actor("recorder"), one.collection)
        assert [owner.organisation for owner in standing.unasked] == [cast.town]
        hand_in(by=cast.actor("member"), ask=one.ngo)
        assert [claim.text for claim in claims(one)] == ["Naše"]
        assert actions.ask_missing(by=cast.actor("recorder"), collection=one.collection) == 1

    def test_an_owner_left_without_measures_owes_nothing(self, cast: Cast) -> None:
        one = opened(cast)
        for measure in (one.measure, one.other):
            tree.change_measure(by=kit.SYSTEM, measure=measure, owner=cast.town)
        standing = standing_of(cast.actor("recorder"), one.collection)
        assert [row.ask.organisation for row in standing.owing] == [cast.police]
        assert [row.ask.organisation for row in standing.empty] == [cast.ngo]
        assert "Není co vyplnit" in text_of(cast.client("member").get(answer_url(one)))
        with pytest.raises(ValidationError):
            hand_in(by=cast.actor("member"), ask=one.ngo)

    def test_numbers_that_differ_are_pointed_out(self, cast: Cast) -> None:
        strategy = ready(cast)
        told(strategy, 73, 2025, organisation=cast.police)
        one = opened(cast, strategy)
        typed = {"figures": {one.indicator.uid: {"value": "80"}}}
        save_answers(by=cast.actor("member"), ask=one.ngo, written=[Written(one.measure.uid, typed)])
        assert not differences(standing_of(cast.actor("chair"), one.collection))
        hand_in(by=cast.actor("member"), ask=one.ngo)
        (found,) = differences(standing_of(cast.actor("chair"), one.collection))
        assert {claim.value for claim in found.claims} == {73, 80}
        page = text_of(cast.client("chair").get(reverse("strategy:collection", args=[one.collection.uid])))
        assert "Čísla se liší" in page and "73 osob" in page and "80 osob" in page


class TestReminding:
    def test_who_owes_is_reminded_once_by_itself(self, cast: Cast, monkeypatch: Any) -> None:
        monkeypatch.setattr("soucinnost.strategy.collecting_duties.is_working_day", lambda day: True)
        one = opened(cast, due_on=factories.today() + timedelta(days=3))
        Collection.objects.update(asked_on=factories.today() - timedelta(days=5))
        save_answers(by=cast.actor("member"), ask=one.ngo, written=[Written(one.measure.uid, {"text": "Už"})])
        hand_in(by=cast.actor("member"), ask=one.ngo)
        before = Message.objects.count()
        assert look_after_collections(by=kit.SYSTEM)
        assert list(Message.objects.order_by("pk")[before:].values_list("person", flat=True)) == [
            cast.person("reviewer").pk
        ]
        assert look_after_collections(by=kit.SYSTEM) == ""

    def test_a_new_day_is_told_and_a_past_one_refused(self, cast: Cast) -> None:
        one, client = opened(cast), cast.client("recorder")
        url = reverse("strategy:collection_move", args=[one.collection.uid])
        page = client.post(url, {"due_on": "1. 1. 2020"})
        assert page.status_code == 422 and "už minul" in text_of(page)
        later = factories.today() + timedelta(days=30)
        assert client.post(url, {"due_on": later.strftime("%d. %m. %Y")}).status_code == 302
        assert Message.objects.filter(kind="collection_moved").count() == 2

    def test_it_waits_on_the_desk_and_in_reminders(self, cast: Cast) -> None:
        one, today = opened(cast), factories.today()
        page = text_of(cast.client("member").get(reverse("desk:desk")))
        assert one.strategy.title in page and answer_url(one) in page
        assert not any(line.reminds for line in owed_answers(cast.actor("member"), today))
        Collection.objects.update(due_on=today - timedelta(days=1))
        assert [line.reminds for line in owed_answers(cast.actor("deputy"), today)] == [True]
        assert not list(owed_answers(cast.actor("chair"), today))

    def test_another_person_is_asked_and_what_was_typed_stays(self, cast: Cast) -> None:
        one, worker = opened(cast), add_worker(cast)
        save_answers(by=cast.actor("member"), ask=one.ngo, written=[Written(one.measure.uid, {"text": "Už"})])
        actions.change_person(by=cast.actor("recorder"), ask=one.ngo, person=worker)
        assert Ask.objects.get(pk=one.ngo.pk).person == worker and answer_of(one).text == "Už"
        assert Message.objects.filter(person=worker, kind="collection_asked").exists()

    def test_a_new_owner_and_one_without_anybody(self, cast: Cast) -> None:
        one = opened(cast, people={cast.ngo.pk: None, cast.police.pk: None})
        with pytest.raises(ValidationError):
            actions.remind(by=cast.actor("recorder"), collection=one.collection)
        own(cast, one.strategy)
        page = text_of(cast.client("recorder").get(reverse("strategy:collection", args=[one.collection.uid])))
        assert "Zatím nedotázáni" in page and "nikdo dotázán" in page


def test_numbers_as_people_write_them() -> None:
    assert read_number("cca 80") == (80, True)
    assert read_number("přibližně 1 009,5 osob", "osob") == (Decimal("1009.5"), True)
    assert read_number("80 osob", "osob") == (80, False)
    assert read_number("  ") == (None, False)
    with pytest.raises(ValidationError):
        read_number("80 lidí", "osob")


def test_nobody_has_a_link_who_can_sign_in(cast: Cast, settings: Any) -> None:
    settings.PUBLIC_URL, settings.MAIL_ENABLED = "https://soucinnost.test", True
    worker = add_worker(cast)
    opened(cast, people={cast.ngo.pk: worker})
    assert {link.person_id for link in OneTimeLink.objects.filter(purpose="collection")} == {worker.pk}

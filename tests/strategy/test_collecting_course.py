"""The course of a collection: moved, closed, opened again, another person asked; answers that somebody corrected."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from soucinnost.access.actions import break_glass
from soucinnost.audit.models import Entry
from soucinnost.evidence.models import Claim
from soucinnost.evidence.sources import described
from soucinnost.notices.digests import HORIZON
from soucinnost.notices.models import Message, OneTimeLink
from soucinnost.strategy import collecting_duties as duties
from soucinnost.strategy.actions import collecting as actions
from soucinnost.strategy.actions import proving, undertakings
from soucinnost.strategy.actions.collecting_answers import Written, hand_in, save_answers
from soucinnost.strategy.collecting_letters import letter
from soucinnost.strategy.models import Answer, Ask, ClaimUse, Collection
from tests import factories
from tests.cast import Cast, as_actor
from tests.strategy import kit
from tests.strategy.collecting_kit import Collected, add_worker, answer_of, fields_of, link_path, opened, own
from tests.strategy.kit import refused

pytestmark = pytest.mark.django_db


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def verbs(name: str) -> int:
    return Entry.objects.filter(verb=f"strategy.{name}").count()


def typed(cast: Cast, one: Collected, **content: Any) -> None:
    """What the member types of the first measure."""
    save_answers(by=cast.actor("member"), ask=one.ngo, written=[Written(one.measure.uid, content)])


def figure(one: Collected, value: str) -> dict[str, dict[str, str]]:
    return {one.indicator.uid: {"value": value}}


def test_a_closed_collection_asks_and_reminds_nobody(cast: Cast) -> None:
    one, recorder = opened(cast), cast.actor("recorder")
    for _time in range(2):
        actions.close_collection(by=recorder, collection=one.collection)
    assert verbs("collection_closed") == 1
    found = Collection.objects.get(pk=one.collection.pk)
    assert (found.state, found.closed_on) == ("closed", factories.today())
    later = factories.today() + timedelta(days=60)
    for act in (
        lambda: actions.ask_missing(by=recorder, collection=found),
        lambda: actions.remind(by=recorder, collection=found),
        lambda: actions.move_collection(by=recorder, collection=found, due_on=later),
        lambda: actions.change_person(by=recorder, ask=one.ngo, person=None),
    ):
        assert refused(act) == "Sběr už je uzavřený."


def test_it_takes_answers_again_unless_another_of_the_period_runs(cast: Cast) -> None:
    one, client = opened(cast), cast.client("recorder")
    close, reopen = (reverse(f"strategy:collection_{step}", args=[one.collection.uid]) for step in ("close", "reopen"))
    assert "Sběr je uzavřený" in text_of(client.post(close, follow=True))
    for _time in range(2):
        assert "Sběr znovu běží" in text_of(client.post(reopen, follow=True))
    found = Collection.objects.get(pk=one.collection.pk)
    assert (found.state, found.closed_on, verbs("collection_reopened")) == ("open", None, 1)
    client.post(close)
    opened(cast, one.strategy)
    assert "už běží jiný sběr" in text_of(client.post(reopen, follow=True))
    assert Collection.objects.get(pk=one.collection.pk).state == "closed"


def test_the_same_day_again_tells_nobody(cast: Cast) -> None:
    one = opened(cast)
    before = Message.objects.count()
    actions.move_collection(by=cast.actor("recorder"), collection=one.collection, due_on=one.collection.due_on)
    assert Message.objects.count() == before and not verbs("collection_moved")


def test_when_everybody_handed_in_nobody_is_reminded(cast: Cast) -> None:
    one = opened(cast)
    Ask.objects.filter(collection=one.collection).update(state="handed_in", handed_in_at=timezone.now())
    client = cast.client("recorder")
    url = reverse("strategy:collection_remind", args=[one.collection.uid])
    before = Message.objects.count()
    assert "Už mají odevzdáno všichni." in text_of(client.post(url, follow=True))
    assert Message.objects.count() == before and not verbs("collection_reminded")


def test_whom_one_asks_instead(cast: Cast) -> None:
    one, recorder = opened(cast), cast.actor("recorder")
    gone = factories.person("Věra", "Odešlá", works_at=cast.ngo, is_active=False)
    assert "už nepůsobí, vyberte jinou: Věra Odešlá" in refused(
        lambda: actions.change_person(by=recorder, ask=one.ngo, person=gone)
    )
    before = kit.written()
    actions.change_person(by=recorder, ask=one.ngo, person=one.ngo.person)
    assert kit.written() == before
    actions.change_person(by=recorder, ask=one.ngo, person=None)
    ask = Ask.objects.get(pk=one.ngo.pk)
    assert (ask.person, ask.asked_on, ask.is_mailed) == (None, None, False)


def test_a_link_that_comes_late_sends_no_other(cast: Cast, settings: Any) -> None:
    settings.PUBLIC_URL, settings.MAIL_ENABLED = "https://soucinnost.test", True
    worker = add_worker(cast)
    one = opened(cast, people={cast.ngo.pk: worker})
    Client().post(link_path(worker), fields_of(one, as_actor(worker), text="Klub", second="Běží"))
    actions.close_collection(by=cast.actor("recorder"), collection=one.collection)
    link, count = OneTimeLink.objects.get(person=worker), Message.objects.count()
    assert not actions.ask_again(by=as_actor(worker), link=link)
    assert Message.objects.count() == count


class TestAnswers:
    def test_only_who_speaks_for_the_owner_types(self, cast: Cast) -> None:
        one = opened(cast)
        for role in ("reviewer", "former", "manager"):
            with pytest.raises(PermissionDenied):
                save_answers(
                    by=cast.actor(role), ask=one.ngo, written=[Written(one.measure.uid, {"text": "Za jiného"})]
                )
        assert not Answer.objects.exists() and not verbs("answer_saved")

    def test_a_measure_that_is_gone_is_said_and_the_others_are_kept(self, cast: Cast) -> None:
        one = opened(cast)
        kept = save_answers(by=cast.actor("member"), ask=one.ngo, written=[
            Written("neni", {"text": "K ničemu"}), Written(one.other.uid, {"text": "Druhé"}),
        ])
        assert (kept.gone, kept.saved) == (["neni"], 1)
        assert [answer.text for answer in Answer.objects.all()] == ["Druhé"]

    def test_a_number_that_cannot_be_read_names_its_measure(self, cast: Cast) -> None:
        one = opened(cast)
        typed(cast, one, figures=figure(one, "osmdesát"))
        said = refused(lambda: hand_in(by=cast.actor("member"), ask=one.ngo))
        assert said.startswith("1.1 Opatření 1.1: ") and "není číslo" in said

    def test_a_number_whose_indicator_is_gone_stays_typed_and_states_nothing(self, cast: Cast) -> None:
        one, member = opened(cast), cast.actor("member")
        typed(cast, one, figures=figure(one, "80"))
        save_answers(by=member, ask=one.ngo, written=[Written(one.other.uid, {"text": "Druhé"})])
        undertakings.remove_indicator(by=kit.SYSTEM, indicator=one.indicator)
        hand_in(by=member, ask=one.ngo)
        assert [claim.text for claim in Claim.objects.all()] == ["Druhé"]
        left = answer_of(one)
        assert (left.number, left.handed) == (0, {}) and left.figures[one.indicator.uid]["value"] == "80"

    def test_handed_in_again_over_somebodys_correction(self, cast: Cast) -> None:
        one, member = opened(cast), cast.actor("member")
        typed(cast, one, figures=figure(one, "80"))
        hand_in(by=member, ask=one.ngo)
        proving.correct(by=cast.actor("recorder"), use=ClaimUse.objects.get(), value=81)
        typed(cast, one, figures=figure(one, "90"))
        hand_in(by=member, ask=one.ngo)
        assert list(Claim.objects.order_by("pk").values_list("value", flat=True)) == [80, 81, 90]
        last = Claim.objects.latest("pk")
        assert last.supersedes is not None and last.supersedes.value == 81
        assert ClaimUse.objects.get().claim == last


class TestPages:
    def test_another_person_is_chosen(self, cast: Cast) -> None:
        one, client = opened(cast), cast.client("recorder")
        worker = cast.person("chair")
        url = reverse("strategy:ask_person", args=[one.ngo.uid])
        assert cast.client("member").get(url).status_code == 403
        assert "Alena Předsedová" in text_of(client.get(url, {"kdo": "predsedova"}))
        page = client.get(url, {"osoba": worker.uid})
        assert f'value="{worker.uid}" selected' in text_of(page)
        assert client.get(url, {"osoba": "neni"}).status_code == 404
        assert client.post(url, {"person": "neni"}).status_code == 422
        assert Ask.objects.get(pk=one.ngo.pk).person == one.ngo.person
        state = {"revize": page.context["form"].editing.state}
        done = client.post(f"{url}?osoba={worker.uid}", {"person": worker.uid, **state})
        assert done.url == reverse("strategy:collection", args=[one.collection.uid])
        assert Ask.objects.get(pk=one.ngo.pk).person == worker
        actions.change_person(by=cast.actor("recorder"), ask=one.ngo, person=None)
        assert 'value="-" selected' in text_of(client.get(url))

    def test_owners_that_came_since_are_asked_by_a_button(self, cast: Cast) -> None:
        one, client = opened(cast), cast.client("recorder")
        own(cast, one.strategy)
        url = reverse("strategy:collection_ask", args=[one.collection.uid])
        assert "Dotázána 1 další organizace." in text_of(client.post(url, follow=True))
        assert Ask.objects.filter(collection=one.collection, organisation=cast.town).exists()

    def test_what_keeps_a_collection_from_opening_is_said_beside_what_was_typed(self, cast: Cast) -> None:
        one, client = opened(cast), cast.client("recorder")
        due = (factories.today() + timedelta(days=9)).strftime("%d. %m. %Y")
        people = {cast.ngo.uid: "-", cast.police.uid: "-"}
        sent = {"period": "2025", "due_on": due, "otevrit": "1", "obdobi_lidi": "20250101-20251231", **people}
        url = reverse("strategy:collection_new", args=[one.strategy.uid])
        page = client.post(url, sent)
        assert page.status_code == 422 and "už sběr běží" in text_of(page) and f'value="{due}"' in page.text
        assert "celé období" in text_of(client.post(url, {**sent, "period": "od 1. 1. 2025"}))
        bare = kit.strategy(cast, title="Bez vlastníků")
        kit.plant(cast, bare, (1,), owner=None)
        url = reverse("strategy:collection_new", args=[bare.uid])
        page = client.post(url, sent)
        assert page.status_code == 422 and "neodpovídá žádná organizace" in text_of(page)
        assert list(Collection.objects.all()) == [one.collection]

    def test_nothing_to_hand_in_keeps_what_there_is(self, cast: Cast) -> None:
        one, client = opened(cast), cast.client("member")
        data = fields_of(one, cast.actor("member"))
        page = client.post(reverse("strategy:answer", args=[one.ngo.uid]), {**data, "odevzdat-partial": "on"})
        assert page.status_code == 422 and "Není co odevzdat." in text_of(page)
        assert not Claim.objects.exists() and Ask.objects.get(pk=one.ngo.pk).state == "asked"

    def test_a_script_that_saves_is_told_of_another_window(self, cast: Cast) -> None:
        one, client = opened(cast), cast.client("member")
        mine = fields_of(one, cast.actor("member"), text="Moje slova", second="Druhé")
        save_answers(by=cast.actor("deputy"), ask=one.ngo, written=[
            Written(one.measure.uid, {"text": "Slova kolegy"})
        ])
        kept = client.post(
            reverse("strategy:answer", args=[one.ngo.uid]), {**mine, "rozepsane": "1"},
            headers={"Accept": "application/json"},
        )
        said = " ".join(kept.json()["trouble"].split())
        assert "uloženo jiné znění u opatření 1.1." in said and one.measure.uid not in kept.json()["states"]
        assert answer_of(one).text == "Slova kolegy"

    def test_by_a_link_without_a_script_it_is_kept(self, cast: Cast, settings: Any) -> None:
        settings.PUBLIC_URL, settings.MAIL_ENABLED = "https://soucinnost.test", True
        worker = add_worker(cast)
        one, client = opened(cast, people={cast.ngo.pk: worker}), Client()
        path = link_path(worker)
        data = fields_of(one, as_actor(worker), text="Klub", second="Běží")
        page = client.post(path, {**data, "rozepsane": "1"})
        assert page.status_code == 200 and OneTimeLink.objects.get(person=worker).used_at is None
        assert answer_of(one).text == "Klub"

    def test_a_reader_by_break_glass_sees_the_collection_and_types_nothing(self, cast: Cast) -> None:
        one = opened(cast)
        typed(cast, one, text="Rozepsané")
        break_glass(
            by=cast.actor("administrator"), circle=one.strategy.circle, person=cast.person("administrator"),
            reason="Zástup za nemocnou předsedkyni.",
        )
        client, url = cast.client("administrator"), reverse("strategy:answer", args=[one.ngo.uid])
        page = client.get(reverse("strategy:collection", args=[one.collection.uid]))
        assert page.status_code == 200 and url not in page.text and "Rozepsané" not in page.text
        assert client.get(url).status_code == 403


class TestByItself:
    def test_on_a_day_off_nobody_is_reminded(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        one = opened(cast, due_on=factories.today() + timedelta(days=3))
        Collection.objects.update(asked_on=factories.today() - timedelta(days=5))
        monkeypatch.setattr(duties, "is_working_day", lambda day: False)
        assert duties.look_after_collections(by=kit.SYSTEM) == ""
        assert Collection.objects.get(pk=one.collection.pk).reminded_on is None

    def test_what_goes_wrong_with_one_leaves_the_others_their_turn(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        broken, whole = (opened(cast, due_on=factories.today() + timedelta(days=3)) for _one in range(2))
        Collection.objects.update(asked_on=factories.today() - timedelta(days=5))

        def remind(*, by: Any, collection: Collection) -> int:
            if collection == broken.collection:
                raise OSError("no room on the disk")
            return actions.remind(by=by, collection=collection)

        monkeypatch.setattr(duties, "remind", remind)
        monkeypatch.setattr(duties, "is_working_day", lambda day: True)
        assert "2 lidem" in " ".join(duties.look_after_collections(by=kit.SYSTEM).split())
        reminded = Collection.objects.filter(reminded_on=factories.today())
        assert list(reminded) == [whole.collection]

    def test_what_is_far_ahead_is_not_in_a_summary_and_each_link_is_for_its_person(
        self, cast: Cast, settings: Any
    ) -> None:
        settings.PUBLIC_URL, settings.MAIL_ENABLED = "https://soucinnost.test", True
        worker = add_worker(cast)
        one = opened(cast, people={cast.ngo.pk: worker})
        actor, today = as_actor(worker), factories.today()
        (line,) = duties.owed_answers(actor, today)
        assert line.link is not None and line.link(kit.SYSTEM, worker)
        assert line.link(kit.SYSTEM, cast.person("member")) == ""
        Collection.objects.filter(pk=one.collection.pk).update(due_on=today + timedelta(days=HORIZON + 1))
        assert not list(duties.owed_answers(actor, today))

    def test_a_claim_names_the_collection_it_came_by(self, cast: Cast) -> None:
        one = opened(cast)
        typed(cast, one, text="Otevřeli jsme klub.")
        hand_in(by=cast.actor("member"), ask=one.ngo)
        claim = Claim.objects.get()
        source = described(cast.actor("reviewer"), [claim])[claim.pk]
        assert (" ".join(source.label.split()), source.url) == (
            "Sběr za období 2025, Most k lidem", reverse("strategy:answered", args=[one.ngo.uid])
        )

    def test_who_has_no_other_way_is_told_whom_to_tell(self, cast: Cast, settings: Any) -> None:
        settings.MAIL_ENABLED = False
        one, worker = opened(cast), add_worker(cast)
        assert letter(one.ngo, worker, []).body.splitlines()[-1].startswith("– řekněte to tomu, kdo strategii píše")
        told = letter(one.ngo, worker, [], answers_to=[cast.person("recorder"), worker]).body.splitlines()[-1]
        assert told.endswith("Blanka Zapisovatelová, recorder@zkusebnice.test")
        alone = letter(one.ngo, worker, [], answers_to=[worker], link="https://soucinnost.test/o/x/").body
        assert "řekněte to" not in alone and "odkazem na konci" in alone.replace("\xa0", " ")

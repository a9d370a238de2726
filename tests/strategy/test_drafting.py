"""Rounds of remarks: opening, remarking with an account and by a link, answering, closing, the table as a file."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from soucinnost.audit.models import Entry
from soucinnost.notices.models import Message, OneTimeLink
from soucinnost.strategy.actions import drafting as actions
from soucinnost.strategy.actions import team, tree
from soucinnost.strategy.models import Remark, Round, Strategy
from soucinnost.strategy.selectors.drafting import remarks_of
from tests import factories
from tests.cast import Cast, as_actor
from tests.strategy import kit
from tests.strategy.collecting_kit import add_worker, link_path

pytestmark = pytest.mark.django_db


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split()).replace("\xa0", " ")


def opened(cast: Cast, strategy: Strategy | None = None) -> Round:
    strategy = strategy or kit.planted(cast)
    due = factories.today() + timedelta(days=7)
    return actions.open_round(by=cast.actor("recorder"), strategy=strategy, due_on=due, note="Prosíme o všechno.")


def remark(cast: Cast, round_: Round, role: str = "member", **fields: Any) -> Remark:
    fields.setdefault("text", "Chybí senioři.")
    return actions.add_remark(by=cast.actor(role), strategy=round_.strategy, round_=round_, **fields)


def refused(act: Any, **fields: Any) -> str:
    return kit.refused(lambda: act(**fields))


def test_the_team_is_asked_and_only_one_round_of_a_draft_runs(cast: Cast) -> None:
    round_ = opened(cast)
    asked = set(Message.objects.filter(kind="round_opened").values_list("person", flat=True))
    assert asked == {cast.person(role).pk for role in ("chair", "reviewer", "member", "deputy")}
    again = {"by": cast.actor("recorder"), "strategy": round_.strategy, "due_on": factories.today()}
    assert "už běží" in refused(actions.open_round, **again)
    actions.close_round(by=cast.actor("recorder"), round_=round_)
    past = {**again, "due_on": factories.today() - timedelta(days=1)}
    assert "už minul" in refused(actions.open_round, **past)
    tree.approve(by=cast.actor("chair"), strategy=round_.strategy, approved_on=factories.today(), approved_by="Rada")
    assert "už je schválená" in refused(actions.open_round, **again)
    with pytest.raises(PermissionDenied):
        actions.open_round(**{**again, "by": cast.actor("member")})


def test_remarks_from_the_measure_stand_in_the_order_of_the_tree(cast: Cast) -> None:
    round_ = opened(cast)
    first, second, *_rest = kit.measures(round_.strategy)
    client = cast.client("member")
    page = text_of(client.get(reverse("strategy:measure", args=[second.uid])))
    url = reverse("strategy:remark_new", args=[round_.strategy.uid])
    assert f"{url}?opatreni={second.uid}" in page
    form = text_of(client.get(f"{url}?opatreni={second.uid}"))
    assert f'value="opatreni.{second.uid}" selected' in form
    done = client.post(url, {"about": f"opatreni.{second.uid}", "within": round_.uid, "text": "K druhému"})
    assert done.url == reverse("strategy:round", args=[round_.uid])
    remark(cast, round_, measure=first, text="K prvnímu")
    remark(cast, round_, "reviewer", text="K celku")
    remark(cast, round_, goal=first.goal, text="K cíli")
    rows = remarks_of(cast.actor("chair"), round_.strategy, within=round_)
    assert [row.remark.text for row in rows] == ["K celku", "K cíli", "K prvnímu", "K druhému"]
    assert [row.about for row in rows] == ["", "1 Cíl 1", "1.1 Opatření 1.1", "1.2 Opatření 1.2"]
    assert rows[0].remark.organisation == cast.police
    assert "K druhému" in text_of(client.get(reverse("strategy:measure", args=[second.uid])))
    tree.remove_measure(by=kit.SYSTEM, measure=second)
    page = text_of(client.get(done.url))
    assert "K druhému" in page and "1.2 Opatření 1.2 (už ve strategii není)" in page


def test_outside_of_rounds_and_in_a_closed_one(cast: Cast) -> None:
    round_ = opened(cast)
    actions.close_round(by=cast.actor("recorder"), round_=round_)
    assert "uzavřené" in refused(
        actions.add_remark, by=cast.actor("member"), strategy=round_.strategy, round_=round_, text="Pozdě"
    )
    client = cast.client("member")
    url = reverse("strategy:remark_new", args=[round_.strategy.uid])
    assert client.post(url, {"about": "", "text": "  "}).status_code == 422
    client.post(url, {"about": "", "text": "Jen tak"})
    assert "Jen tak" in text_of(cast.client("chair").get(reverse("strategy:rounds", args=[round_.strategy.uid])))


class TestAnswering:
    def test_what_is_not_accepted_needs_words(self, cast: Cast) -> None:
        said = remark(cast, opened(cast))
        client, url = cast.client("recorder"), reverse("strategy:remark_answer", args=[said.uid])
        page = client.post(url, {"answer_kind": "rejected", "answer": ""})
        assert page.status_code == 422 and "Napište odůvodnění" in text_of(page)
        assert client.post(url, {"answer_kind": "accepted", "answer": ""}).status_code == 302
        said.refresh_from_db()
        assert (said.answer_kind, said.answered_by) == ("accepted", cast.person("recorder"))
        own = reverse("strategy:remark_edit", args=[said.uid])
        late = cast.client("member").post(own, {"text": "Jinak"})
        assert late.status_code == 422 and "už je vypořádaná" in text_of(late)

    def test_two_answer_at_once(self, cast: Cast) -> None:
        said = remark(cast, opened(cast))
        url = reverse("strategy:remark_answer", args=[said.uid])
        mine, theirs = cast.client("recorder"), cast.client("chair")
        state = mine.get(url).context["form"].editing.state
        theirs.post(url, {"answer_kind": "explained", "answer": "Už je v 1.1.", "revize": state})
        page = mine.post(url, {"answer_kind": "rejected", "answer": "Nemáme peníze.", "revize": state})
        assert page.status_code == 422 and "Už je v 1.1." in text_of(page) and "Nemáme peníze." in text_of(page)
        said.refresh_from_db()
        assert said.answer == "Už je v 1.1."

    def test_the_next_that_waits_follows(self, cast: Cast) -> None:
        round_ = opened(cast)
        first, second = remark(cast, round_), remark(cast, round_, text="Druhá")
        url = reverse("strategy:remark_answer", args=[first.uid])
        done = cast.client("recorder").post(url, {"answer_kind": "accepted", "answer": "", "dalsi": "1"})
        assert done.url == reverse("strategy:remark_answer", args=[second.uid])

    def test_closing_with_what_waits_is_asked(self, cast: Cast) -> None:
        round_ = opened(cast)
        remark(cast, round_)
        client, url = cast.client("recorder"), reverse("strategy:round_close", args=[round_.uid])
        page = client.post(url)
        assert page.status_code == 422 and "Nevypořádaná zůstává 1 připomínka" in text_of(page)
        assert client.post(url, {"jiste": "1"}).status_code == 302
        round_.refresh_from_db()
        assert round_.closed_on == factories.today()
        assert [message.person for message in Message.objects.filter(kind="round_settled")] == [cast.person("member")]


@pytest.mark.parametrize("fmt", ["docx", "pdf", "xlsx"])
def test_the_table_as_a_file(cast: Cast, fmt: str) -> None:
    round_ = opened(cast)
    said = remark(cast, round_)
    actions.answer_remark(by=cast.actor("recorder"), remark=said, kind="rejected", answer="Nejsou peníze.")
    url = reverse("strategy:round_paper", args=[round_.uid, fmt])
    response = cast.client("recorder").get(url)
    assert response.status_code == 200 and f".{fmt}" in response["Content-Disposition"]
    if fmt != "pdf":
        inside = ZipFile(BytesIO(response.content))
        text = "".join(inside.read(name).decode("utf-8", "ignore") for name in inside.namelist() if "xml" in name)
        assert "Chybí" in text and "nepřijato" in text and "Čeká" not in text
    if fmt == "docx":
        remark(cast, round_, text="Chybí mládež.")
        inside = ZipFile(BytesIO(cast.client("recorder").get(url).content))
        assert any("Čeká" in inside.read(name).decode("utf-8", "ignore") for name in inside.namelist() if "xml" in name)
    assert cast.client("recorder").get(url.replace(f"/{fmt}/", "/odt/")).status_code == 404


def test_remarks_by_a_link(cast: Cast, settings: Any) -> None:
    settings.PUBLIC_URL, settings.MAIL_ENABLED = "https://soucinnost.test", True
    strategy, worker = kit.planted(cast), add_worker(cast)
    team.give_team_seat(by=kit.SYSTEM, strategy=strategy, person=worker, organisation=cast.ngo)
    round_ = opened(cast, strategy)
    path, client = link_path(worker), Client()
    page = client.get(path)
    assert page.status_code == 200 and "Prosíme o všechno." in text_of(page)
    empty = client.post(path, {})
    assert empty.status_code == 422 and not Remark.objects.exists()
    measure = kit.measures(strategy)[1]
    sent = {"about1": "", "text1": "K celku", "about3": f"opatreni.{measure.uid}", "text3": "K opatření"}
    Round.objects.update(closed_on=factories.today())
    late = client.post(path, sent)
    assert late.status_code == 422 and "K opatření" in late.text and not Remark.objects.exists()
    Round.objects.update(closed_on=None)
    done = client.post(path, sent)
    assert "Připomínky jsou uložené" in text_of(done)
    made = Remark.objects.filter(round=round_, author=worker).order_by("pk")
    assert [(one.measure, one.text, one.organisation) for one in made] == [
        (None, "K celku", cast.ngo), (measure, "K opatření", cast.ngo)
    ]
    assert OneTimeLink.objects.get(person=worker).used_at is not None and client.get(path).status_code == 410


def test_a_link_stays_unused_when_what_it_brings_cannot_be_kept(
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PUBLIC_URL, settings.MAIL_ENABLED = "https://soucinnost.test", True
    strategy, worker = kit.planted(cast), add_worker(cast)
    team.give_team_seat(by=kit.SYSTEM, strategy=strategy, person=worker, organisation=cast.ngo)
    opened(cast, strategy)
    monkeypatch.setattr(actions, "MOST_REMARKS", 1)
    sent = {"about1": "", "text1": "K celku", "about2": "", "text2": "Ještě něco"}
    page = Client().post(link_path(worker), sent)
    assert page.status_code == 422 and "nejvýše 1." in text_of(page) and "Ještě něco" in page.text
    assert not Remark.objects.exists() and OneTimeLink.objects.get(person=worker).used_at is None

    def slower(**fields: Any) -> Remark:
        OneTimeLink.objects.filter(person=worker).update(used_at=timezone.now())
        return really(**fields)

    really = actions.add_remark
    monkeypatch.setattr(actions, "add_remark", slower)
    again = Client().post(link_path(worker), {"about1": "", "text1": "K celku"})
    assert again.status_code == 410 and not Remark.objects.exists(), "it was used in another window meanwhile"


def test_own_remark_is_changed_and_taken_back(cast: Cast) -> None:
    said = remark(cast, opened(cast))
    url = reverse("strategy:remark_edit", args=[said.uid])
    assert cast.client("reviewer").get(url).status_code == 403
    assert cast.client("outsider").get(url).status_code == 404
    assert cast.client("member").post(url, {"text": "Chybějí děti."}).status_code == 302
    said.refresh_from_db()
    assert said.text == "Chybějí děti."
    cast.client("member").post(reverse("strategy:remark_remove", args=[said.uid]))
    assert not Remark.objects.exists()


def page_of(round_: Round) -> str:
    return reverse("strategy:round", args=[round_.uid])


class TestTheCourseOfARound:
    def test_it_is_opened_through_its_page(self, cast: Cast) -> None:
        made, client = kit.planted(cast), cast.client("recorder")
        url, due = reverse("strategy:round_new", args=[made.uid]), factories.today() + timedelta(days=7)
        assert client.post(url, {"due_on": "1. 1. 2020"}).status_code == 422 and not Round.objects.exists()
        done = client.post(url, {"due_on": due.strftime("%d. %m. %Y"), "title": "První kolo", "note": "Prosíme."})
        round_ = Round.objects.get()
        assert done.url == page_of(round_) and (round_.title, round_.due_on) == ("První kolo", due)

    def test_its_last_day_is_moved_while_it_runs(self, cast: Cast) -> None:
        round_, client = opened(cast), cast.client("recorder")
        url, later = reverse("strategy:round_move", args=[round_.uid]), factories.today() + timedelta(days=30)
        past = client.post(url, {"due_on": "1. 1. 2020"})
        assert past.status_code == 422 and "už minul" in text_of(past)
        assert client.post(url, {"due_on": later.strftime("%d. %m. %Y")}).url == page_of(round_)
        round_.refresh_from_db()
        assert round_.due_on == later
        before = Entry.objects.filter(verb="strategy.round_moved").count()
        actions.move_round(by=cast.actor("chair"), round_=round_, due_on=later)
        assert Entry.objects.filter(verb="strategy.round_moved").count() == before == 1
        actions.close_round(by=cast.actor("chair"), round_=round_)
        assert refused(
            actions.move_round, by=cast.actor("chair"), round_=round_, due_on=later + timedelta(days=1)
        ) == "Kolo už je uzavřené."

    def test_a_closed_one_runs_again_unless_another_does(self, cast: Cast) -> None:
        first = opened(cast)
        chair, client = cast.actor("chair"), cast.client("chair")
        for _time in range(2):
            actions.close_round(by=chair, round_=first)
        assert Entry.objects.filter(verb="strategy.round_closed").count() == 1
        url = reverse("strategy:round_reopen", args=[first.uid])
        for _time in range(2):
            assert "znovu běží" in text_of(client.post(url, follow=True))
        first.refresh_from_db()
        assert first.closed_on is None and Entry.objects.filter(verb="strategy.round_reopened").count() == 1
        actions.close_round(by=chair, round_=first)
        opened(cast, first.strategy)
        assert "Běží jiné kolo" in text_of(client.post(url, follow=True))
        first.refresh_from_db()
        assert first.closed_on == factories.today()

    def test_a_used_link_asks_for_another_while_it_runs(self, cast: Cast, settings: Any) -> None:
        settings.PUBLIC_URL, settings.MAIL_ENABLED = "https://soucinnost.test", True
        strategy, worker = kit.planted(cast), add_worker(cast)
        team.give_team_seat(by=kit.SYSTEM, strategy=strategy, person=worker, organisation=cast.ngo)
        round_, client = opened(cast, strategy), Client()
        path = link_path(worker)
        client.post(path, {"about1": "", "text1": "K celku"})
        client.post(f"{path}novy/")
        newer = link_path(worker)
        assert newer != path and client.get(newer).status_code == 200
        actions.close_round(by=cast.actor("recorder"), round_=round_, sure=True)
        count, link = Message.objects.count(), OneTimeLink.objects.filter(person=worker).latest("pk")
        assert not actions.ask_again(by=as_actor(worker), link=link)
        assert Message.objects.count() == count


class TestWhatIsNotTaken:
    def test_remarks(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        round_, member = opened(cast), cast.actor("member")
        say = {"by": member, "strategy": round_.strategy, "text": "Chybí senioři."}
        assert refused(actions.add_remark, **{**say, "text": " \n"}) == "Napište připomínku."
        monkeypatch.setattr(actions, "MOST_REMARKS", 1)
        said = remark(cast, round_)
        assert refused(actions.add_remark, **say) == "Připomínek může mít strategie nejvýše 1."
        before = Entry.objects.count()
        actions.change_remark(by=member, remark=said, text=f" {said.text} ")
        assert Entry.objects.count() == before
        actions.close_round(by=cast.actor("recorder"), round_=round_, sure=True)
        for act, more in ((actions.change_remark, {"text": "Jinak"}), (actions.remove_remark, {})):
            assert refused(act, by=member, remark=said, **more) == "Kolo připomínek už je uzavřené."

    def test_answers(self, cast: Cast) -> None:
        said, recorder = remark(cast, opened(cast)), cast.actor("recorder")
        assert refused(
            actions.answer_remark, by=recorder, remark=said, kind="perhaps"
        ) == "Takové vypořádání není."
        for _time in range(2):
            actions.answer_remark(by=recorder, remark=said, kind="rejected", answer="Nejsou peníze.")
        assert Entry.objects.filter(verb="strategy.remark_answered").count() == 1
        actions.answer_remark(by=recorder, remark=said, kind="waiting", answer="Nejsou peníze.")
        said.refresh_from_db()
        assert (said.answer_kind, said.answer, said.answered_at, said.answered_by) == ("waiting", "", None, None)

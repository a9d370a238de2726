"""Words of editors and versions of the evaluation report: what is refused, two editors and two workers at once."""

from typing import Any

import pytest
from django.urls import reverse

from soucinnost.audit.models import Entry
from soucinnost.documents.models import Attachment
from soucinnost.strategy.actions import reporting
from soucinnost.strategy.enums import VersionState
from soucinnost.strategy.models import Passage, ReportVersion, Strategy
from soucinnost.strategy.selectors.passages import history_of
from soucinnost.strategy.views import reporting_versions
from tests import factories
from tests.cast import Cast
from tests.strategy import kit, report_kit
from tests.strategy.kit import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast: Cast) -> Strategy:
    return report_kit.filled(cast)


def test_the_page_for_the_council_takes_short_words_only(cast: Cast, made: Strategy) -> None:
    chair, long = cast.actor("chair"), "s" * (reporting.MOST_COUNCIL_TEXT + 1)
    assert refused(
        lambda: reporting.write_passage(by=chair, strategy=made, key="council.risks", text=long), "text"
    ) == "Text má nejvýše 500 znaků."
    assert reporting.write_passage(by=chair, strategy=made, key="summary", text=long).text == long


def test_words_for_the_council_lead_back_to_its_page(cast: Cast, made: Strategy) -> None:
    url = reverse("strategy:passage", args=[made.uid, "council.risks"])
    answer = cast.client("chair").post(url, {"text": "Nic nehrozí."})
    assert answer.url == reverse("strategy:council", args=[made.uid]) + "#p-council.risks"
    assert [step.text for step in history_of(cast.actor("member"), made, "council.risks")] == ["Nic nehrozí."]
    assert history_of(cast.actor("manager"), made, "council.risks") == []


def test_a_long_version_is_read_by_chapters(
    cast: Cast, made: Strategy, monkeypatch: pytest.MonkeyPatch
) -> None:
    version, client = reporting.make_version(by=cast.actor("chair"), strategy=made), cast.client("member")
    monkeypatch.setattr(reporting_versions, "is_long", lambda report: True)
    url = reverse("strategy:report_version", args=[version.uid])
    goal = kit.measures(made)[0].goal
    reason = "Chyběly peníze na plošné zavedení."
    assert reason not in client.get(url, {"kapitola": f"g-{goal.uid}"}).content.decode().replace("\xa0", " ")
    second = f"g-{made.goals.get(position=2).uid}"
    assert reason in client.get(url, {"kapitola": second}).content.decode().replace("\xa0", " ")
    first, unknown = (client.get(url, sent).context for sent in ({}, {"kapitola": "neni"}))
    assert first["chosen"] == first["chapters"][0].anchor and first["html"] == unknown["html"]


def test_a_version_alone_is_compared_with_nothing(cast: Cast, made: Strategy) -> None:
    version = reporting.make_version(by=cast.actor("chair"), strategy=made)
    url = reverse("strategy:report_compare", args=[version.uid])
    assert cast.client("chair").get(url).status_code == 404


def test_words_whose_record_is_gone_can_only_be_given_up(cast: Cast, made: Strategy) -> None:
    lost = Passage.objects.create(strategy=made, key="m.neni.done", text="Text bez záznamu.", base="")
    chair = cast.actor("chair")
    assert "Text můžete jen odebrat" in refused(lambda: reporting.keep_passage(by=chair, passage=lost))
    reporting.drop_passage(by=chair, passage=lost)
    for act in (reporting.drop_passage, reporting.keep_passage):
        gone = Passage(pk=lost.pk, strategy=made, key="summary", text="Text.")
        assert refused(
            lambda act=act, gone=gone: act(by=chair, passage=gone)
        ) == "Text mezitím někdo odebral, ve zprávě je návrh ze záznamů."


def test_a_note_of_a_version_is_short(cast: Cast, made: Strategy) -> None:
    note = "n" * (reporting.MOST_NOTE + 1)
    assert refused(
        lambda: reporting.make_version(by=cast.actor("chair"), strategy=made, note=note), "note"
    ) == "Poznámka je příliš dlouhá."
    version = reporting.make_version(by=cast.actor("chair"), strategy=made, note=note[1:])
    before = kit.written()
    assert reporting.try_again(by=cast.actor("chair"), version=version).state == VersionState.WAITING
    assert kit.written() == before


def failing(monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    """The file of a step cannot be made."""
    made = reporting._made

    def broken(version: ReportVersion, step: str) -> bytes:
        if step == at:
            raise KeyError(step)
        return made(version, step)

    monkeypatch.setattr(reporting, "_made", broken)


def test_files_that_are_there_are_not_made_again(
    cast: Cast, made: Strategy, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = reporting.make_version(by=cast.actor("chair"), strategy=made)
    with monkeypatch.context() as patched:
        failing(patched, "docx")
        assert not reporting.make_files(by=factories.SYSTEM, uid=version.uid)
    version.refresh_from_db()
    first = version.pdf
    assert (version.state, version.done, version.docx) == (VersionState.FAILED, 1, None) and first is not None
    reporting.try_again(by=cast.actor("chair"), version=version)
    assert reporting.make_files(by=factories.SYSTEM, uid=version.uid)
    version.refresh_from_db()
    assert (version.state, version.pdf) == (VersionState.READY, first)
    assert Attachment.objects.count() == len(reporting.STEPS)


@pytest.mark.parametrize("ending", ["done", "broken"])
def test_two_workers_make_each_file_once(
    cast: Cast, made: Strategy, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    """The second worker makes everything while the first one is in the middle of a file."""
    version, really = reporting.make_version(by=cast.actor("chair"), strategy=made), reporting._made

    def slow(one: ReportVersion, step: str) -> Any:
        monkeypatch.setattr(reporting, "_made", really)
        assert reporting.make_files(by=factories.SYSTEM, uid=one.uid)
        if ending == "broken":
            raise KeyError(step)
        return really(one, step)

    monkeypatch.setattr(reporting, "_made", slow)
    assert not reporting.make_files(by=factories.SYSTEM, uid=version.uid)
    version.refresh_from_db()
    assert (version.state, version.error, version.done) == (VersionState.READY, "", len(reporting.STEPS))
    assert Attachment.objects.count() == len(reporting.STEPS)
    assert not Entry.objects.filter(verb="strategy.report_version_failed").exists()

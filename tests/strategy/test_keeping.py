"""Strategies are found by those who see them, kept for their term, and erased whole."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import PROTECT, ForeignKey, Model

from soucinnost.access.models import Circle
from soucinnost.audit.models import Entry
from soucinnost.documents.actions import attach
from soucinnost.documents.models import Attachment
from soucinnost.evidence.models import Claim
from soucinnost.notices.actions import queue
from soucinnost.notices.models import Message
from soucinnost.search import actions as search
from soucinnost.search.models import IndexEntry
from soucinnost.search.selectors import find
from soucinnost.strategy.actions import tree
from soucinnost.strategy.actions.assessing import assess
from soucinnost.strategy.actions.erasing import erase_answers, erase_strategies
from soucinnost.strategy.actions.proving import correct, state, stop_using
from soucinnost.strategy.actions.undertakings import add_undertaking, remove_undertaking
from soucinnost.strategy.enums import Outcome, UndertakingKind
from soucinnost.strategy.models import Answer, Ask, Collection, Measure, Passage, ReportVersion, Strategy
from soucinnost.strategy.models.tree import StrategyPart
from soucinnost.strategy.retained import expired_answers, expired_strategies
from soucinnost.versions.models import Version
from tests.cast import ROLES, Cast
from tests.strategy import kit, report_kit

pytestmark = pytest.mark.django_db
LATER = datetime(2028, 1, 1, tzinfo=UTC)


def titles(cast: Cast, typed: str, role: str = "member") -> list[str]:
    return [hit.title for hit in find(cast.actor(role), typed)]


def finders(cast: Cast, typed: str) -> set[str]:
    return {role for role in ROLES if titles(cast, typed, role)}


# -- search


def test_the_frame_is_found_by_more_people_than_the_content(cast: Cast) -> None:
    made = kit.strategy(cast, title="Strategie proti vandalismu", introduction="Úvod o noclehárnách.")
    goal = tree.add_goal(by=kit.SYSTEM, strategy=made, title="Bezpečná nádraží")
    tree.add_measure(by=kit.SYSTEM, goal=goal, title="Kamery u kolejiště", activities=["Osvětlit podchody"])
    team = {"chair", "recorder", "reviewer", "member", "deputy"}
    assert finders(cast, "vandalismus") == team | set(kit.FRAME_ONLY)
    assert finders(cast, "nadrazi") == team, "without diacritics, in another case"
    assert finders(cast, "podchodů") == team, "a planned activity finds its measure"
    assert finders(cast, "noclehárny") == set(), "the introduction is not part of the frame"


def test_evidence_is_found_as_it_stands_now(cast: Cast) -> None:
    made = kit.planted(cast)
    first = kit.measures(made)[0]
    use = state(by=cast.actor("recorder"), strategy=made, measure=first, text="Proběhlo školení strážníků.")
    done = add_undertaking(
        by=cast.actor("member"), strategy=made, kind=UndertakingKind.EVENT, title="Veletrh poraden", measures=[first]
    )
    assert titles(cast, "strážníků") == ["Proběhlo školení strážníků."]
    use = correct(by=cast.actor("recorder"), use=use, text="Proběhlo školení dispečerů.")
    assert (titles(cast, "strážníků"), titles(cast, "dispečer")) == ([], ["Proběhlo školení dispečerů."])
    stop_using(by=cast.actor("recorder"), use=use)
    assert titles(cast, "dispečer") == []
    assert titles(cast, "veletrhy poraden") == ["Veletrh poraden"]
    remove_undertaking(by=cast.actor("recorder"), undertaking=done)
    assert titles(cast, "veletrh") == []
    assess(by=cast.actor("recorder"), measure=first, outcome=Outcome.PARTLY, reason="Dodavatel nestihl termín.")
    assert titles(cast, "dodavatele") == [first.title]
    tree.remove_measure(by=cast.actor("recorder"), measure=kit.measures(made)[-1])
    assert titles(cast, "aktivita 2.2") == []


def test_the_index_is_made_anew_as_actions_make_it(cast: Cast) -> None:
    made = kit.planted(cast)
    first = kit.measures(made)[0]
    use = state(by=cast.actor("recorder"), strategy=made, measure=first, text="Školení strážníků.")
    correct(by=cast.actor("recorder"), use=use, text="Školení dispečerů.")
    add_undertaking(
        by=cast.actor("member"), strategy=made, kind=UndertakingKind.EVENT, title="Veletrh", measures=[first]
    )
    assess(by=cast.actor("recorder"), measure=first, outcome=Outcome.PARTLY, reason="Dodavatel nestihl termín.")
    tree.evaluate_goal(by=cast.actor("recorder"), goal=first.goal, text="Osvědčilo se.", evaluated_on=date(2026, 1, 5))
    entries = IndexEntry.objects.filter(kind__startswith="strategy").order_by("kind", "object_uid")
    before = list(entries.values("kind", "object_uid", "title", "text", "tokens", "day", "circle", "page", "version"))
    assert {row["kind"] for row in before} == {
        "strategy", "strategy.goal", "strategy.measure", "strategy.undertaking", "strategy.claim",
    }
    entries.delete()
    search.rebuild()
    assert list(entries.values(*before[0])) == before
    answers = cast.client("member").get("/hledat/", {"q": "osvědčilo"}).content.decode()
    assert f'href="/strategie/{made.uid}/#cil-{first.goal.uid}"' in answers


# -- terms


def test_the_term_runs_from_whichever_came_last(cast: Cast) -> None:
    made = kit.planted(cast, period_from=date(2012, 1, 1), period_to=date(2016, 12, 31))
    assert not expired_strategies(datetime(2016, 12, 31, 9, tzinfo=UTC)).exists()
    assert expired_strategies(datetime(2017, 1, 2, tzinfo=UTC)).get() == made
    first = kit.measures(made)[0]
    assess(by=kit.SYSTEM, measure=first, outcome=Outcome.FULFILLED, assessed_on=date(2018, 3, 1))
    assert not expired_strategies(datetime(2018, 1, 1, tzinfo=UTC)).exists()
    tree.evaluate_goal(by=kit.SYSTEM, goal=first.goal, text="Splněno.", evaluated_on=date(2019, 5, 1))
    assert not expired_strategies(datetime(2019, 4, 1, tzinfo=UTC)).exists()
    assert expired_strategies(datetime(2019, 6, 1, tzinfo=UTC)).exists()


def must_go_first(model: type[Model]) -> bool:
    """Whether rows of the model keep a claim, a file or a goal from going."""
    keys = [field for field in model._meta.fields if isinstance(field, ForeignKey)]
    held = {field.name for field in keys if field.remote_field.on_delete is PROTECT}
    return bool(held & {"claim", "baseline", "document", "pdf", "goal"})


def with_everything(cast: Cast) -> Strategy:
    """A strategy with something in every table that belongs to strategies."""
    made = report_kit.filled(cast)
    circle = made.circle
    by, first = cast.actor("recorder"), kit.measures(made)[0]
    paper = attach(by=by, circle=circle, upload=SimpleUploadedFile("zprava.txt", b"Souhrn roku."))
    use = state(by=by, strategy=made, measure=first, text="Školení.", document=paper)
    correct(by=by, use=use, text="Dvě školení.")
    collection = Collection.objects.create(
        strategy=made, title="Rok 2016", period_from=date(2016, 1, 1), period_to=date(2016, 12, 31),
        due_on=date(2017, 1, 31),
    )
    ask = Ask.objects.create(strategy=made, collection=collection, organisation=cast.ngo)
    Answer.objects.create(strategy=made, ask=ask, measure=first, text="Píšeme.")
    Passage.objects.create(strategy=made, key="goal.1", text="Naše slova.")
    ReportVersion.objects.create(strategy=made, number=1, pdf=paper)
    return made


def test_a_strategy_goes_with_everything(cast: Cast) -> None:
    made = with_everything(cast)
    parts = [model for model in apps.get_app_config("strategy").get_models() if issubclass(model, StrategyPart)]
    for model in filter(must_go_first, parts):
        assert model.objects.filter(strategy=made).exists(), model
    years = {"period_from": date(2027, 1, 1), "period_to": date(2031, 12, 31)}
    follower = kit.planted(cast, previous=made, title="Další strategie", **years)
    Measure.objects.filter(strategy=follower).update(carried_from=kit.measures(made)[0])
    search.rebuild()
    uid, circle = made.uid, made.circle_id
    with pytest.raises(PermissionDenied):
        erase_strategies(by=cast.actor("chair"), records=Strategy.objects.all(), cutoff=LATER)
    assert erase_strategies(by=kit.SYSTEM, records=expired_strategies(LATER), cutoff=LATER) == 1
    assert list(Strategy.objects.all()) == [follower]
    for model in parts:
        assert not model.objects.exclude(strategy=follower).exists(), model
    assert not Claim.objects.filter(circle=circle).exists()
    assert not Attachment.objects.filter(circle=circle).exists()
    assert not Circle.objects.filter(pk=circle).exists()
    assert not Version.objects.filter(kind="strategy", object_uid=uid).exists()
    kept = {follower.uid, *(one.uid for one in kit.measures(follower)), *(one.uid for one in follower.goals.all())}
    assert set(IndexEntry.objects.filter(kind__startswith="strategy").values_list("object_uid", flat=True)) == kept
    assert set(Version.objects.filter(kind__startswith="strategy").values_list("object_uid", flat=True)) == kept
    follower.refresh_from_db()
    assert follower.previous_id is None
    assert {one.carried_from_id for one in kit.measures(follower)} == {None}


def test_a_strategy_of_which_letters_wait_goes_whole_in_a_later_round(cast: Cast) -> None:
    made = with_everything(cast)
    queue(by=kit.SYSTEM, person=cast.person("member"), kind="round_opened", subject="s", body="b", circle=made.circle)
    before = kit.written()
    assert erase_strategies(by=kit.SYSTEM, records=expired_strategies(LATER), cutoff=LATER) == 0
    assert kit.written() == before
    Message.objects.all().delete()
    assert erase_strategies(by=kit.SYSTEM, records=expired_strategies(LATER), cutoff=LATER) == 1


def test_answers_nobody_handed_in_go_after_their_collection(cast: Cast) -> None:
    made = with_everything(cast)
    Answer.objects.update(saved_at=datetime(2017, 1, 20, tzinfo=UTC))
    assert not expired_answers(LATER).exists(), "the collection still runs"
    Collection.objects.filter(strategy=made).update(state="closed", closed_on=date(2017, 2, 1))
    assert not expired_answers(datetime(2017, 1, 10, tzinfo=UTC)).exists()
    assert erase_answers(by=kit.SYSTEM, records=expired_answers(LATER), cutoff=LATER) == 1
    assert not Answer.objects.exists()
    assert Ask.objects.exists()
    assert erase_answers(by=kit.SYSTEM, records=expired_answers(LATER), cutoff=LATER) == 0
    assert Entry.objects.filter(verb="strategy.answers_dropped").count() == 1

"""Search: what is found, in what order, by whom; hidden records change nothing."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from soucinnost.audit.models import Entry
from soucinnost.groups.models import Topic
from soucinnost.search import actions, registry, selectors
from soucinnost.search.models import IndexEntry
from soucinnost.search.questions import understand
from soucinnost.search.registry import Document, Searchable
from soucinnost.search.selectors import answer, find, show
from tests import factories
from tests.cast import Cast

KIND = "test_topic"


@pytest.fixture
def topics() -> Iterator[None]:
    """Topics of groups as a kind of this test alone."""
    kept = registry.kinds()
    for one in kept:
        registry.unregister(one.kind)
    registry.register(
        Searchable(
            kind=KIND, label="téma", queryset=lambda actor: Topic.objects.visible_to(actor),
            link=lambda topic: f"/kde/{topic.uid}/", records=lambda: Topic.objects.select_related("group"),
            document=lambda topic: Document(
                topic.uid, topic.title, topic.note, topic.raised_on, topic.group.circle_id
            ),
        )
    )
    yield
    registry.unregister(KIND)
    for one in kept:
        registry.register(one)


def put(cast: Cast, title: str, note: str = "", day: date | None = None, *, other: bool = False) -> Topic:
    """A topic of the group (or of the other one), in the index."""
    topic = Topic.objects.create(group=cast.other_group if other else cast.group, title=title, note=note)
    actions.put(kind=KIND, uid=topic.uid, title=title, text=note, day=day, circle=topic.group.circle_id)
    return topic


def titles(cast: Cast, question: str, role: str = "member", **asked: object) -> list[str]:
    return [hit.title for hit in find(cast.actor(role), question, **asked)]


@pytest.mark.usefixtures("topics")
class TestFinding:
    """Words, order, narrowing."""

    def test_diacritics_and_case_do_not_matter(self, cast: Cast) -> None:
        put(cast, "Žďárské Předměstí", "ŽLUŤOUČKÝ kůň")
        for question in ("zdarske", "ŽĎÁRSKÉ predmesti", "kun zlutoucky", "žluť", "zlutoucky KU"):
            assert titles(cast, question) == ["Žďárské Předměstí"], question

    def test_all_words_the_last_may_only_begin(self, cast: Cast) -> None:
        put(cast, "Noční klid", "stížnosti z ubytovny")
        assert titles(cast, "ubyt") == ["Noční klid"]
        assert titles(cast, "noční ubyt") == ["Noční klid"]
        assert titles(cast, "ubyt noční") == []
        assert titles(cast, "noční škola") == []
        assert titles(cast, "bytovny") == []

    def test_words_with_marks_of_patterns_are_only_words(self, cast: Cast) -> None:
        put(cast, "Plán 100 % hotov", "soubor_plan\\x")
        assert titles(cast, "%") == []
        assert titles(cast, "100%") == ["Plán 100 % hotov"]
        assert titles(cast, "_") == []
        assert titles(cast, "'; DROP TABLE") == []

    def test_order_is_title_then_newest_then_identifier(self, cast: Cast) -> None:
        put(cast, "V textu nové", "ubytovna", date(2018, 5, 1))
        put(cast, "V textu staré", "ubytovna", date(2016, 5, 1))
        put(cast, "V textu bez data", "ubytovna")
        put(cast, "Ubytovna bez data")
        put(cast, "Ubytovna stará", "", date(2015, 1, 1))
        put(cast, "Ubytovna nová", "", date(2017, 1, 1))
        assert titles(cast, "ubytovna") == [
            "Ubytovna nová", "Ubytovna stará", "Ubytovna bez data", "V textu nové", "V textu staré",
            "V textu bez data",
        ]
        twins = sorted((put(cast, "Dvojče", "", date(2018, 1, 1)) for _ in range(5)), key=lambda topic: topic.uid)
        assert [hit.uid for hit in find(cast.actor("member"), "dvojce")] == [topic.uid for topic in twins]

    def test_the_work_of_a_phrase_is_bounded_and_said(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        for year in (2015, 2016, 2017):
            put(cast, f"Téma {year}", "noční klid", date(year, 1, 1))
        actor, question = cast.actor("member"), understand('"noční klid"')
        whole = answer(actor, question)
        assert (len(whole.hits), whole.is_partial) == (3, False)
        monkeypatch.setattr(selectors, "MOST_PHRASED", 2)
        part = answer(actor, question)
        assert [hit.title for hit in part.hits] == ["Téma 2017", "Téma 2016"]
        assert part.is_partial
        page = cast.client("member").get(reverse("search:search"), {"q": '"noční klid"'}).content.decode()
        assert "přidejte slovo" in page
        monkeypatch.setattr(selectors, "MOST_READ", 5)
        monkeypatch.setattr(selectors, "_READ_AT_ONCE", 1)
        assert [hit.title for hit in answer(actor, question).hits] == ["Téma 2017"]

    def test_narrowing(self, cast: Cast) -> None:
        put(cast, "Ubytovna A", "", date(2017, 1, 1))
        put(cast, "Ubytovna B", "", date(2018, 1, 1))
        put(cast, "Ubytovna C")
        assert titles(cast, "ubytovna", first=date(2018, 1, 1)) == ["Ubytovna B"]
        assert titles(cast, "ubytovna", last=date(2017, 1, 1)) == ["Ubytovna A"]
        assert titles(cast, "ubytovna", kind=KIND) == ["Ubytovna B", "Ubytovna A", "Ubytovna C"]
        assert titles(cast, "ubytovna", kind="jiny") == []

    def test_who_finds_what(self, cast: Cast) -> None:
        put(cast, "Ubytovna zde")
        put(cast, "Ubytovna jinde", other=True)
        found = {role: titles(cast, "ubytovna", role) for role in (*cast.people, "public")}
        inside = {"chair", "recorder", "reviewer", "member", "deputy"}
        expected = {role: ["Ubytovna zde"] if role in inside else [] for role in found}
        assert found == expected | {"outsider": ["Ubytovna jinde"]}

    def test_replacing_and_dropping(self, cast: Cast) -> None:
        topic = put(cast, "Staré znění")
        actions.put(kind=KIND, uid=topic.uid, title="Nové znění", text="")
        assert titles(cast, "stare") == []
        assert titles(cast, "nove") == ["Nové znění"]
        actions.drop(kind=KIND, uid=topic.uid)
        actions.drop(kind=KIND, uid=topic.uid)
        assert titles(cast, "nove") == []

    def test_a_record_that_is_gone_is_not_found(self, cast: Cast) -> None:
        put(cast, "Zmizelé téma").delete()
        assert titles(cast, "zmizele") == []

    def test_strange_titles(self, cast: Cast) -> None:
        topic = put(cast, "Téma")
        actions.put(kind=KIND, uid=topic.uid, title="Nulový\x00 znak 🚲 " + "x" * 400, text="a\x00b")
        hit = find(cast.actor("member"), "nulovy znak")[0]
        assert "\x00" not in hit.title
        assert len(hit.title) == 300

    def test_excerpt_comes_from_the_record_itself(self, cast: Cast) -> None:
        put(cast, "Schůze", "Dlouhý úvod o ničem. " * 20 + "Stížnosti na ubytovnu u nádraží trvají. " + "Závěr. " * 50)
        actor = cast.actor("member")
        asked = answer(actor, understand("ubytovn")).question
        shown = show(actor, find(actor, "ubytovn"), asked)[0]
        assert ("ubytovnu", True) in shown.pieces
        assert shown.url.startswith("/kde/")
        assert sum(len(text) for text, _wanted in shown.pieces) <= 260
        actions.put(kind=KIND, uid=shown.hit.uid, title="Ubytovna", text="Text se mezitím změnil.")
        assert show(actor, find(actor, "ubytovn"), asked)[0].pieces == []


@pytest.mark.usefixtures("topics")
class TestPage:
    """The page: states, counts, audit, queries."""

    def address(self, **asked: str) -> str:
        return reverse("search:search") + "?" + "&".join(f"{key}={value}" for key, value in asked.items())

    def test_states(self, cast: Cast) -> None:
        browser = cast.client("member")
        put(cast, "Ubytovna")
        bare = browser.get(self.address())
        assert bare.context["rows"] == []
        found = browser.get(self.address(q="ubytovna"))
        assert [row.hit.title for row in found.context["rows"]] == ["Ubytovna"]
        empty = browser.get(self.address(q="hrad", druh=KIND, od="1. 1. 2018")).content.decode()
        assert "tahle slova nejsou" in empty
        assert "Hledat bez omezení" in empty
        assert "dvou písmenech" in browser.get(self.address(q="x")).content.decode()
        wrong = browser.get(self.address(q="ubytovna", od="31. 2. 2018"))
        assert wrong.status_code == 200
        assert wrong.context["form"].errors
        assert wrong.context["count"] == 0

    def test_pages_and_audit(self, cast: Cast) -> None:
        for index in range(25):
            put(cast, f"Ubytovna {index:02}", "", date(2018, 1, 1 + index))
        put(cast, "Ubytovna cizí", other=True)
        browser = cast.client("member")
        first = browser.get(self.address(q="ubytovna"))
        assert first.context["count"] == 25
        row = Entry.objects.filter(verb="search.answered").latest("sequence")
        assert row.ids == [one.hit.uid for one in first.context["rows"]]
        assert len(row.ids) == 20
        second = browser.get(self.address(q="ubytovna", strana="2"))
        assert len(second.context["rows"]) == 5
        assert "ubytovna" not in str(Entry.objects.values_list("verb", "object_uid", "ids")).lower()

    def test_hidden_records_change_no_byte(self, cast: Cast, settings: object) -> None:
        put(cast, "Ubytovna", "stížnosti")
        browser = cast.client("member")

        def answer() -> bytes:
            body = browser.get(self.address(q="ubytovna")).content
            return re.sub(rb'(name="csrfmiddlewaretoken" value=")[^"]+', rb"\1", body)

        before = answer()
        for index in range(30):
            put(cast, f"Ubytovna {index}", "ubytovna ubytovna", date(2019, 1, 1), other=True)
        assert answer() == before

    def test_queries(self, cast: Cast, django_assert_max_num_queries: object) -> None:
        for index in range(30):
            put(cast, f"Ubytovna {index}", "stížnosti", date(2018, 1, 1))
        browser = cast.client("member")
        browser.get(self.address(q="ubytovna"))
        with django_assert_max_num_queries(15):  # type: ignore[operator]
            browser.get(self.address(q="ubytovna"))


def test_real_kinds_answer_within_fifteen_queries(cast: Cast, django_assert_max_num_queries: object) -> None:
    """All kinds of the product at once."""
    factories.topic(cast.group, title="Ubytovna u nádraží")
    browser = cast.client("member")
    browser.get("/hledat/?q=ubytovna")
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        page = browser.get("/hledat/?q=ubytovna")
    assert [row.hit.title for row in page.context["rows"]] == ["Ubytovna u nádraží"]


@pytest.mark.usefixtures("topics")
def test_rebuild(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    put(cast, "Téma jedna")
    put(cast, "Téma dvě")
    IndexEntry.objects.filter(title="Téma jedna").delete()
    IndexEntry.objects.create(kind="zaniklý", object_uid="x", title="Duch", text="duch")
    IndexEntry.objects.create(kind=KIND, object_uid="y", title="Duch", text="duch")
    before = set(Topic.objects.values_list("uid", flat=True))
    call_command("search_rebuild")
    assert set(IndexEntry.objects.values_list("object_uid", flat=True)) == before
    assert f"{KIND}: {len(before)}" in capsys.readouterr().out
    registry.register(Searchable(kind=KIND, label="t", queryset=lambda actor: Topic.objects.all(), url=str))
    assert actions.rebuild() == {}
    assert IndexEntry.objects.count() == len(before)


def test_registry_needs_an_address() -> None:
    with pytest.raises(ValueError, match="needs an address"):
        registry.register(Searchable(kind="x", label="x", queryset=lambda actor: Topic.objects.none()))
    assert registry.kind("nikdy") is None

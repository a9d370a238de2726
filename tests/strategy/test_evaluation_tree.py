"""The report as a tree: words of numbers, every claim with its note, nothing missing told as 0, any text survives."""

import io
import json
import re
import unicodedata
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soucinnost.documents.paper.docx import write_docx
from soucinnost.documents.paper.pdf import write_pdf
from soucinnost.documents.paper.tree import MANY_NOTES, Letterhead
from soucinnost.evidence.models import Claim
from soucinnost.strategy.enums import Outcome, UndertakingKind
from soucinnost.strategy.evaluation import comparing
from soucinnost.strategy.evaluation.comparing import Change, compare, stretches
from soucinnost.strategy.evaluation.drafting import Sight, draft
from soucinnost.strategy.evaluation.drafting.council import Chosen, chosen_figures, council, shortened_tail, trend
from soucinnost.strategy.evaluation.merging import one_note_each
from soucinnost.strategy.evaluation.nodes import (
    Items,
    Number,
    Para,
    Passage,
    Report,
    Source,
    Stripes,
    Title,
    Words,
    base_text,
    from_json,
    inlines,
    note_texts,
    numbered,
    prose_text,
    to_json,
)
from soucinnost.strategy.evaluation.page import html_file
from soucinnost.strategy.evaluation.paper import report_paper
from soucinnost.strategy.evaluation.phrases import claim_figure, figure, from_word, percent
from soucinnost.strategy.evaluation.rewriting import Written, orphans, rewritten, stale
from soucinnost.strategy.evaluation.shown import chapters
from soucinnost.strategy.models import Activity, Assessment, ClaimUse, Goal, Indicator, Measure, Strategy, Undertaking
from soucinnost.strategy.selectors.amounts import Amount
from soucinnost.strategy.selectors.whole import (
    ActivityView,
    GoalView,
    IndicatorView,
    MeasureView,
    StrategyView,
    UndertakingView,
)

CREATED = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
TODAY = date(2017, 6, 1)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Co", "Cn")), max_size=30)
NUMBERS = st.one_of(st.none(), st.decimals(0, 10**9, places=2))


@pytest.mark.parametrize(("number", "word"), [
    (4, "ze"), (1, "z"), (5, "z"), (12, "ze"), (11, "z"), (30, "ze"), (50, "z"), (120, "ze"), (1000, "z"), (2100, "ze"),
    (6, "ze"), (18, "z"), (800, "z"),
])
def test_preposition_before_a_number_as_it_is_read(number, word):
    assert from_word(Decimal(number)) == word


def test_words_of_numbers():
    share = Claim(value=Decimal(40), denominator=Decimal(120))
    assert claim_figure(share).replace("\xa0", " ") == "40 ze 120 (33 %)"
    about = Claim(value=Decimal(80), unit="osob", kind="approximate")
    assert claim_figure(about).replace("\xa0", " ") == "přibližně 80 osob"
    exact = Claim(value=Decimal(135_000_000), unit="Kč")
    assert claim_figure(exact).replace("\xa0", " ") == "135 000 000 Kč"
    assert percent(Decimal(1), Decimal(250)).replace("\xa0", " ") == "0,4 %"
    assert percent(Decimal(33), Decimal(30)).replace("\xa0", " ") == "110 %"
    assert (figure(None, "osob"), figure(Decimal(0)).replace("\xa0", " ")) == ("neuvedeno", "0")


@pytest.mark.parametrize(("text", "most", "words"), [
    ("síť: ", 9, "síť: "), ("velmi dlouhý název nákladu: ", 16, "velmi dlouhý…: "),
    ("velmi dlouhý název", 16, "velmi dlouhý…"),
])
def test_a_label_that_is_cut_keeps_its_colon(text, most, words):
    assert shortened_tail(text, most) == words


@pytest.mark.parametrize(("last", "before", "words"), [
    ((120, 120), (110, 110), "o 10 více (o 9,1 %)"), ((110, 110), (120, 120), "o 10 méně (o 8,3 %)"),
    ((5, 5), (5, 5), "beze změny"), ((5, 7), (5, 5), "nelze říci, údaje se rozcházejí"),
    ((5, 5), None, "není s čím srovnat"),
    ((5, 5), (0, 0), "o 5 více"),
])
def test_trend_against_the_period_before(last, before, words):
    def amount(bounds):
        return None if bounds is None else Amount(Decimal(bounds[0]), Decimal(bounds[1]), False, ())

    if before is not None:
        other = Chosen("x", "", "1. pololetí 2016", amount(last), amount(before), "2015", is_comparable=False)
        assert trend(other) == "období jsou různě dlouhá"
    if before is not None and last[0] == last[1] != before[0]:
        about = Amount(Decimal(last[0]), Decimal(last[1]), True, ())
        said = trend(Chosen("x", "", "2016", about, amount(before), "2015")).replace("\xa0", " ")
        assert said == words.replace("o ", "přibližně o ", 1)
    assert trend(Chosen("x", "", "2016", amount(last), amount(before), "2015")).replace("\xa0", " ") == words


# -- any strategy


class Drawn:
    """A strategy in memory, never saved: what the drafting reads and no more."""

    def __init__(self, draw):
        self.draw, self.pks = draw, iter(range(1, 10_000))
        self.strategy = Strategy(
            pk=1, title=self.text() or "S", period_from=date(2012, 1, 1), period_to=date(2016, 12, 31),
            introduction=self.text(),
        )
        self.view = StrategyView(self.strategy)
        for number in range(1, draw(st.integers(1, 2)) + 1):
            goal = Goal(pk=next(self.pks), title=self.text() or "C", description=self.text(), evaluation=self.text())
            place = GoalView(goal, str(number))
            self.view.goals.append(place)
            for order in range(1, draw(st.integers(0, 2)) + 1):
                place.measures.append(self.measure(goal, f"{number}.{order}"))

    def text(self):
        return self.draw(WORDS)

    def use(self, **parts):
        value, words = self.draw(NUMBERS), self.text()
        claim = Claim(
            pk=next(self.pks), value=value, text=words if value is not None else words or "Sdělení", unit="osob",
            label=self.text(), kind=self.draw(st.sampled_from(["actual", "plan", "approximate"])),
            period_from=date(2014, 1, 1), period_to=date(2014, 12, 31), stated_on=date(2017, 1, 1),
        )
        return ClaimUse(pk=next(self.pks), claim=claim, **parts)

    def measure(self, goal, number):
        made = Measure(pk=next(self.pks), goal=goal, title=self.text() or "O", description=self.text())
        place = MeasureView(made, number)
        place.activities = [ActivityView(Activity(pk=next(self.pks), measure=made, text=self.text() or "A"))]
        if self.draw(st.booleans()):
            outcome = self.draw(st.sampled_from(list(Outcome)))
            place.assessment = Assessment(measure=made, outcome=outcome, reason=self.text() or "D")
        place.uses = [self.use(measure=made) for _one in range(self.draw(st.integers(0, 2)))]
        if self.draw(st.booleans()):
            indicator = Indicator(pk=next(self.pks), measure=made, title="Ukazatel", unit="osob")
            uses = [self.use(indicator=indicator) for _one in range(self.draw(st.integers(0, 2)))]
            place.indicators = [IndicatorView(indicator, uses)]
        if self.draw(st.booleans()):
            done = Undertaking(pk=next(self.pks), kind=UndertakingKind.EVENT, title=self.text() or "K")
            found = UndertakingView(done, [self.use(undertaking=done)], [made])
            place.undertakings = [found]
            self.view.undertakings.append(found)
        return place


@st.composite
def views(draw):
    return Drawn(draw).view


@given(views())
def test_every_claim_has_its_note_and_nothing_missing_is_told(view):
    report = draft(view, Sight(TODAY))
    notes = numbered(report.parts)
    assert set(notes) == {claim.uid for claim in view.claims}
    assert sorted(notes.values()) == list(range(1, len(notes) + 1))
    assert all(report.sources[uid].text for uid in notes)
    keys = [part.key if isinstance(part, Passage) else part.anchor for part in report.parts]
    assert len(keys) == len(set(keys))
    assert not any(one.text == "None" or one.text.startswith("None ") for one in inlines(report.parts))
    assert from_json(json.loads(json.dumps(to_json(report)))) == report
    silent = [use for one in view.undertakings for use in one.uses if use.claim.value is None]
    if silent:
        assert "neuvedeno" in "".join(one.text for one in inlines(report.parts))
    assert len(chosen_figures(view, TODAY)) <= 5
    assert not set(numbered(council(view, Sight(TODAY)).parts)) - set(report.sources)


@given(views())
@settings(max_examples=12)
def test_any_text_comes_through_into_files(view):
    report = draft(view, Sight(TODAY))
    paper = report_paper(report, created=CREATED, header=Letterhead(("Město",)), author="Město")
    assert write_pdf(paper).content.startswith(b"%PDF")
    html = html_file(report).decode()
    with zipfile.ZipFile(io.BytesIO(write_docx(paper))) as archive:
        document = archive.read("word/document.xml").decode()
        references = document.count("<w:footnoteReference ") + document.count("<w:endnoteReference ")
    assert references == len(paper.notes) == len(re.findall(r'<li id="udaj-\d+"', html))
    assert "<script" not in html


def test_diacritics_and_marks_come_out_of_pdf_and_docx_as_typed():
    typed = "Příliš žluťoučký kůň – „uvozovky“ 100 % & <b> $x$ #nadpis *a* _b_ \\end @label ½ € Ł"
    report = sample(Para((Words(typed), Number("132 osob", ("a",)))))
    paper = report_paper(report, created=CREATED, header=Letterhead(), author="Město")
    with pdfplumber.open(io.BytesIO(write_pdf(paper).content)) as pdf:
        text = " ".join(page.extract_text() for page in pdf.pages)
    assert unicodedata.normalize("NFC", typed) in " ".join(text.split())
    assert "Příliš žluťoučký kůň" in html_file(report).decode()


def sample(*prose, key="a", sources=None):
    told = {"a": Source(label="Účastníci", told="132 osob", kind="skutečnost", source="Zpráva", page="4")}
    parts = (Title(1, "Kapitola", "k"), Passage(key, "Pasáž", prose))
    return Report("Zpráva", (("Období", "2012–2016"),), parts, told | (sources or {}))


def test_many_notes_stand_at_the_end():
    count = MANY_NOTES + 1
    uids = [f"u{number}" for number in range(count)]
    report = sample(
        Items(tuple((Number(f"{place} osob", (uid,)),) for place, uid in enumerate(uids))),
        sources={uid: Source(told=uid) for uid in uids},
    )
    paper = report_paper(report, created=CREATED, header=Letterhead(), author="Město")
    assert paper.notes_at_end
    with pdfplumber.open(io.BytesIO(write_pdf(paper).content)) as pdf:
        assert "Poznámky: odkud jsou údaje" in " ".join(page.extract_text() for page in pdf.pages)
    with zipfile.ZipFile(io.BytesIO(write_docx(paper))) as archive:
        assert archive.read("word/endnotes.xml").decode().count("<w:endnote w:id=") == count


# -- writing over, comparing


def test_numbers_in_written_text_keep_their_notes_and_the_others_are_named():
    report = sample(Para((Number("132\xa0osob", ("a",)), Words(", "), Number("80 osob", ("b",)))))
    written = {"a": Written("Přišlo 132 osob, ne 1132 osob.\n– odrážka", "")}
    passage = rewritten(report, written).passages["a"]
    numbers = [one for one in inlines([passage]) if isinstance(one, Number)]
    assert [(one.text, one.claims) for one in numbers] == [("132\xa0osob", ("a",)), ("80 osob", ("b",))]
    assert "Opírá se také o údaje: 80 osob" in " ".join(prose_text(passage).split())
    assert "– odrážka" in prose_text(passage)


def test_lines_of_an_editor_are_paragraphs_and_lists():
    report = sample(Para((Number("132\xa0osob", ("a",)),)))
    written = {"a": Written("132 osob\n\n– první\n– druhá\nkonec", "")}
    passage = rewritten(report, written).passages["a"]
    number, listed, last = passage.prose
    assert number.line == (Number("132\xa0osob", ("a",)),), "nothing stands around the number"
    assert [line[0].text for line in listed.lines] == ["první", "druhá"] and last == Para((Words("konec"),))


def test_changed_records_are_told_and_lost_passages_are_known():
    report = sample(Para((Words("Nyní."),)))
    base = base_text(report.passages["a"])
    assert stale(report, {"a": Written("x", base)}) == {}
    assert stale(report, {"a": Written("x", "Dříve.")}) == {"a": ("Dříve.", "Nyní.")}
    assert orphans(report, {"b": Written("x", "")}) == ["b"]


def test_what_only_this_reader_sees_does_not_look_like_a_change():
    seen = sample(Para((Words("Strategie města", neutral="jiná strategie"),)))
    hidden = sample(Para((Words("jiná strategie", neutral="jiná strategie"),)))
    assert base_text(seen.passages["a"]) == base_text(hidden.passages["a"])


def test_versions_are_compared_by_passage_and_number():
    older = sample(Para((Words("Přišlo "), Number("132 osob", ("a",)))))
    newer = sample(
        Para((Words("Přišlo "), Number("134 osob", ("b",)))),
        sources={"b": Source(label="Účastníci", told="134 osob", kind="skutečnost")},
    )
    found = compare(older, newer)
    assert [(one.change, one.before, one.after) for one in found.numbers] == [(Change.CHANGED, "132 osob", "134 osob")]
    assert [(one.change, one.key) for one in found.passages] == [(Change.CHANGED, "a")]
    assert compare(older, older).is_same
    begun = compare(Report("Zpráva", (), ()), older)
    assert [one.change for one in begun.passages] == [Change.ADDED] == [one.change for one in begun.numbers]
    gone = compare(older, Report("Zpráva", (), ()))
    assert [one.change for one in gone.passages] == [Change.GONE] == [one.change for one in gone.numbers]


def test_very_long_texts_are_compared_by_lines(monkeypatch):
    before, after = "jedna dvě\ntři čtyři\npět šest\n", "jedna dvě\ntři deset\npět šest\n"
    changed = [one.text for one in stretches(before, after) if one.change != Change.SAME]
    assert changed == ["čtyři", "deset"]
    monkeypatch.setattr(comparing, "MOST_TOKENS", 5)
    changed = [one.text for one in stretches(before, after) if one.change != Change.SAME]
    assert changed == ["tři čtyři\n", "tři deset\n"]


@given(WORDS, WORDS)
def test_stretches_say_what_both_texts_are(before, after):
    found = stretches(before, after)
    if any(one.text == "\n\n" for one in found) or before.count("\n") > 2:
        return
    assert "".join(one.text for one in found if one.change != Change.ADDED) == before
    assert "".join(one.text for one in found if one.change != Change.GONE) == after


def test_only_nodes_of_a_report_are_read_back():
    with pytest.raises(ValueError, match="Script"):
        from_json({"_": "Script", "text": "x"})


def test_chapters_begin_with_the_first_heading():
    first = (Passage("před", "Před"), Title(1, "Úvod", "u"), Passage("a", "A"))
    found = chapters(Report("Zpráva", (), (*first, Title(2, "Díl", "d"), Title(1, "Cíl", "c"))))
    assert [(one.anchor, len(one.parts), [title.text for title in one.sections]) for one in found] == [
        ("u", 3, ["Díl"]), ("c", 1, [])
    ]


# -- notes


def test_a_claim_that_a_version_does_not_tell_has_an_empty_note():
    assert note_texts(sample(), ["jiný", "a"]) == ["", sample().sources["a"].text]

def test_long_source_is_named_whole_once():
    name = "Vyhodnocení strategie prevence kriminality kraje"
    sources = {uid: Source(told=uid, source=name, page="3") for uid in ("x", "y")}
    report = sample(Para((Number("x", ("x",)), Number("y", ("y",)))), sources=sources)
    texts = [text.replace("\xa0", " ") for text in note_texts(report, numbered(report.parts))]
    assert texts == [f"x; {name} (dále jen „zdroj 1“), s. 3", "y; zdroj 1, s. 3"]


def test_number_of_several_claims_has_one_note_for_the_council():
    sources = {
        "x": Source(told="74 osob", kind="skutečnost", source="Zpráva", page="2"),
        "y": Source(told="80 osob", kind="skutečnost", source="Zpráva", page="15"),
    }
    chart = Stripes("Graf", ())
    unknown = Para((Number("7 osob", ("z", "ž")),))
    left = one_note_each(sample(unknown, chart, sources=sources))
    assert left.passages["a"].prose == (unknown, chart), "what has no source stays as it is"
    merged = one_note_each(sample(Para((Number("154 osob", ("x", "y")),)), sources=sources))
    (number,) = [one for one in inlines(merged.parts) if isinstance(one, Number)]
    text = merged.sources[number.claims[0]].text.replace("\xa0", " ")
    assert text == "74 osob; 80 osob; skutečnost; Zpráva, s. 2, 15"

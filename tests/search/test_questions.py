"""What is typed into the box and what it finds in a text, without a database."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soucinnost.kernel.czech.words import words
from soucinnost.search.engines import match_text
from soucinnost.search.excerpts import excerpt, marked
from soucinnost.search.questions import MOST_TERMS, MOST_TYPED, Question, Term, holds, places_of, understand
from soucinnost.search.tokens import MOST_BYTES, asked, clean, flat, stored, texts_of, tokens_of, words_of

TYPED = st.text(st.sampled_from("abčřŽ1 -_.,%\\'\"„“»\x00ß🚲ﬁ\n*&|():AND OR"), max_size=40)
STRANGE = [
    "", " ", "x" * 10_000, "slovo " * 3_000, "!?.,;:", '"', '"""', '„', '"nezavřené uvozovky', "🚲🚲", "a\x00b", "\x00",
    "AND", "OR NOT AND", "NEAR(a b)", "škola AND (policie OR", "a*b*c", "***", "(((", "')) OR 1=1 --", "a & b | !c",
    "<-> 'x':*", "tokens:slovo", "^slovo", "-slovo", "\\", "%_%", "\ud800", "٣ 四 Ωμέγα Прага", "ﬃ ½ ①",
    "<script>alert(1)</script>", "e\u0301e\u0301", "\u200b\u202e", "12/2019", "O. S. P. O. D.",
]


def terms_of(question: Question) -> list[tuple[tuple[str, ...], bool]]:
    return [(term.words, term.beginning) for term in question.terms]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("noční klid", [(("noční",), False), (("klid",), False)]),
        ('"noční klid" ubytovna', [(("noční", "klid"), False), (("ubytovna",), False)]),
        ("„noční klid“", [(("noční", "klid"), False)]),
        ('"noční klid', [(("noční",), False), (("klid",), False)]),
        ("ubyt*", [(("ubyt",), True)]),
        ("u*", []),
        ("škola v Ostravě", [(("škola",), False), (("Ostravě",), False)]),
        ("v na do", [(("v",), False), (("na",), False), (("do",), False)]),
        ("PO a OD", [(("PO",), False), (("OD",), False)]),
        ('"v domě"', [(("v", "domě"), False)]),
        ("Frýdek-Místek", [(("Frýdek", "Místek"), False)]),
        ("12/2019", [(("12/2019",), False)]),
        ("x", []),
        ("7", [(("7",), False)]),
        ("klid klid", [(("klid",), False)]),
    ],
)
def test_reading_what_was_typed(typed: str, expected: list[tuple[tuple[str, ...], bool]]) -> None:
    assert terms_of(understand(typed)) == expected


@pytest.mark.parametrize("typed", STRANGE, ids=range(len(STRANGE)))
def test_nothing_that_can_be_typed_is_an_error(typed: str) -> None:
    question = understand(typed)
    assert len(question.terms) <= MOST_TERMS
    for vendor in ("sqlite", "postgresql"):
        match_text(vendor, question.beginning().clauses())
    excerpt("Text o škole a policii. " + clean(typed), question)


def test_long_questions_say_that_they_were_cut() -> None:
    assert understand("slovo " * 200).is_cut
    assert understand(" ".join(f"slovo{number}" for number in range(MOST_TERMS + 1))).is_cut
    assert not understand("škola").is_cut
    assert all(len(word) <= MOST_TYPED for term in understand("x" * 10_000).terms for word in term.words)


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("ubytovnami", "Stížnosti na ubytovnu trvají.", True),
        ("ubytovna", "Provoz ubytoven skončil.", True),
        ("skola", "o školách", True),
        ("škola", "o skole", True),
        ("hrad", "o školách", False),
        ('"pracovní skupina"', "Členové pracovních skupin se sešli.", True),
        ('"skupina pracovní"', "Členové pracovních skupin se sešli.", False),
        ('"pracovní skupina"', "pracovní a jiná skupina", False),
        ('"Frýdek Místek"', "cesta do Frýdku-Místku", True),
        ("Frýdek-Místek", "cesta do Frýdku-Místku", True),
        ("Frýdek-Místek", "Místek a Frýdek", False),
        ("Místek", "cesta do Frýdku-Místku", True),
        ("ospod", "Zjistí O. S. P. O. D. do pátku.", True),
        ("prázdný", "práz", False),
        ("ubyt*", "na ubytovně", True),
        ("ubyt", "na ubytovně", False),
    ],
)
def test_what_a_question_finds(typed: str, text: str, expected: bool) -> None:
    assert holds(understand(typed), text) is expected


def test_the_form_that_stands_there_is_marked() -> None:
    text = "Úvod o ničem. " * 30 + "Stížnosti na ubytovnu u nádraží trvají, ubytovny se ptáme. " + "Závěr. " * 50
    pieces = excerpt(text, understand("ubytovna"))
    assert [piece for piece, is_hit in pieces if is_hit] == ["ubytovnu", "ubytovny"]
    assert pieces[0] == ("…", False) and pieces[-1][0].endswith("…")
    phrase = excerpt("Klid bude. Noční klid nebude.", understand('"noční klid"'))
    assert [piece for piece, is_hit in phrase if is_hit] == ["Noční klid"]
    assert marked("Frýdek-Místek: porada", understand("místek"))[1] == ("Místek", True)
    assert excerpt("nic z toho", understand("hrad")) == []


def test_an_excerpt_is_cut_where_most_words_stand_together() -> None:
    text = "Škola. " + "Výplň. " * 100 + "Škola a policie spolu. " + "Výplň. " * 100
    shown = "".join(piece for piece, _hit in excerpt(text, understand("policie škola")))
    assert "Škola a policie spolu" in shown
    line = "jedna dva tři čtyři pět šest sedm osm devět deset jedenáct dvanáct"
    cut = "".join(piece for piece, _hit in excerpt(line, understand("sedm"), width=30))
    assert cut.startswith("…") and cut.endswith("…")
    assert all(word in line.split() for word in cut.strip("…").split())


@given(TYPED, TYPED)
def test_an_excerpt_is_a_piece_of_the_text(text: str, typed: str) -> None:
    pieces = excerpt(text, understand(typed), width=12)
    joined = "".join(piece for piece, _ in pieces).removeprefix("…").removesuffix("…")
    assert joined in " ".join(text.split())
    assert "".join(piece for piece, _ in marked(text, understand(typed))) == text


@given(TYPED, TYPED)
def test_the_index_finds_what_the_text_holds(text: str, typed: str) -> None:
    """Clauses over tokens never lose what ``holds`` finds, and for single words say the same."""
    question, tokens = understand(typed), set(tokens_of([clean(text)]).split())

    def meets(clause: tuple[frozenset[str], str]) -> bool:
        chosen, beginning = clause
        return bool(chosen & tokens) or bool(beginning) and any(token.startswith(beginning) for token in tokens)

    found = bool(question) and all(map(meets, question.clauses()))
    if not question.has_phrase:
        assert holds(question, clean(text)) == found
    elif holds(question, clean(text)):
        assert found


@given(st.text(max_size=60))
def test_tokens_are_plain_for_both_databases(text: str) -> None:
    told = tokens_of([clean(text)], ["__c0"])
    tokens = told.split(" ")
    assert tokens == sorted(set(tokens))
    assert all(token and all(char == "_" or char.isalnum() for char in token) for token in tokens)
    assert all(asked(word) for word in text.split() if flat(word) and stored(word))


@given(st.text(max_size=40) | TYPED | st.text(st.sampled_from("Aáb1.,:/-' _O\u0301Č"), max_size=20))
def test_words_found_sooner_are_the_same(text: str) -> None:
    assert words_of(text) == words(text)
    assert texts_of(text) == [word.text for word in words(text)]


@pytest.mark.parametrize("word", ["", "…", "-", "\u200b"])
def test_signs_alone_are_no_word(word: str) -> None:
    assert stored(word) == asked(word) == frozenset()


def test_days_have_bounds_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("soucinnost.search.tokens.MOST_BYTES", 40)
    assert tokens_of(["škola", "1. 1. 2017, 2. 2. 2018, 3. 3. 2019"], ["__c0"]) == tokens_of(["škola"], ["__c0"])


def test_a_huge_text_has_bounds() -> None:
    text = " ".join(f"slovo{number}neobvyklé" for number in range(40_000))
    begun = time.process_time()
    assert len(tokens_of([text]).encode()) <= MOST_BYTES
    assert time.process_time() - begun < 120, "a file of hundreds of pages is read in the background, but it ends"


def test_places_of_a_phrase_are_stretches() -> None:
    text = "Rada města a radě města"
    found = [text[first:last] for first, last, _term in places_of(Question((Term(("rada", "města")),)), text)]
    assert found == ["Rada města", "radě města"]

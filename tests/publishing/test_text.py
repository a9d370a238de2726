"""Covering as a pure function: what leaves depends on nothing that was covered."""

from hypothesis import given
from hypothesis import strategies as st

from soucinnost.publishing.selectors.snapshot import Snapshot, files_of, keys_of, public_paper
from soucinnost.publishing.text import TOKEN, Part, Span, covered, from_json, joined, places, to_json, within_parts
from tests import factories

LETTERS = "abcčdeěfghijklmnoprřsštuúůvyýzž ABČ0123456789.,-„“"
#: Characters that stand in no other part of the text, so that finding one is finding what was covered.
SECRET = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠ"
KINDS = st.sampled_from(["text", "text", "fact", "list", "row", "item", "section", "file"])


@st.composite
def texts(draw: st.DrawFn) -> tuple[list[Part], list[Part], list[Span]]:
    """Two texts that differ in covered characters only, and the covers as they lie in each."""
    one: list[Part] = []
    other: list[Part] = []
    spans: list[tuple[int, int, int, int, int]] = []
    for number in range(draw(st.integers(1, 5))):
        pieces = draw(st.lists(st.tuples(st.text(LETTERS, max_size=12), st.integers(0, 6)), min_size=1, max_size=4))
        texts_ = ["", ""]
        for plain, size in pieces:
            texts_ = [text + plain for text in texts_]
            if size:
                begin = [len(text) for text in texts_]
                secrets = [draw(st.text(SECRET, min_size=1, max_size=9)) for _side in range(2)]
                texts_ = [text + secret for text, secret in zip(texts_, secrets, strict=True)]
                spans.append((number, begin[0], len(texts_[0]), begin[1], len(texts_[1])))
        kind = draw(KINDS)
        lead = draw(st.integers(0, len(pieces[0][0])))
        one.append(Part(kind, texts_[0], lead))
        other.append(Part(kind, texts_[1], lead))
    starts = places(one), places(other)
    return one, other, [
        (Span(starts[0][n] + a, starts[0][n] + b, "name", ""), Span(starts[1][n] + c, starts[1][n] + d, "name", ""))
        for n, a, b, c, d in spans
    ]


def _snapshot(parts: list[Part]) -> Snapshot:
    return Snapshot(title="Zápis", number="1/2026", day=factories.today(), parts=tuple(parts))


@given(texts())
def test_what_leaves_is_a_function_of_what_is_not_covered(drawn: tuple) -> None:
    one, other, pairs = drawn
    left = covered(one, [pair[0] for pair in pairs])
    right = covered(other, [pair[1] for pair in pairs])
    assert to_json(left) == to_json(right)
    assert keys_of(left) == keys_of(right)
    told = joined(left)
    assert not set(told) & set(SECRET)
    assert (TOKEN in told) == bool(pairs)


@given(texts())
def test_nothing_else_changes(drawn: tuple) -> None:
    parts, _other, pairs = drawn
    told = covered(parts, [pair[0] for pair in pairs])
    for before, after in zip(parts, told, strict=True):
        rest = "".join(char for char in before.text if char not in SECRET)
        assert after.text.replace(TOKEN, "") == rest
        assert (after.kind, after.fixed, after.file) == (before.kind, before.fixed, before.file)
        assert after.text[: after.lead].replace(TOKEN, "").startswith(
            "".join(char for char in before.text[: before.lead] if char not in SECRET)
        )
    assert from_json(to_json(told)) == told


def test_papers_of_two_texts_that_differ_under_covers_are_the_same_bytes() -> None:
    from django.utils import timezone

    moment = timezone.now()
    made = []
    for name in ("Jana Nováková", "Karel Dlouhý-Příjmení"):
        parts = [Part("text", f"Volala {name} z města.", 0), Part("row", f"a\t{name}\tc"), Part("list", "Nic.")]
        start = parts[0].text.index(name)
        row = places(parts)[1] + 2
        spans = [Span(start, start + len(name), "name", ""), Span(row, row + len(name), "name", "")]
        paper = public_paper(_snapshot(covered(parts, spans)), created=moment, author="Město", logo=None)
        made.append(files_of(paper))
    assert made[0] == made[1]


def test_covers_end_where_parts_cells_and_fixed_text_do() -> None:
    parts = [Part("fact", "Skupina: Naše", 8, fixed=True), Part("row", "Jana\tPetr"), Part("text", " Karel ")]
    found = within_parts(parts, [Span(0, len(joined(parts)), "added", "")])
    assert [joined(parts)[one.start : one.end] for one in found] == ["Jana", "Petr", "Karel"]
    assert covered(parts, found)[1].text == f"{TOKEN}\t{TOKEN}"


def test_overlapping_and_touching_covers_are_one() -> None:
    parts = [Part("text", "Ing. Jana Nováková a Petr")]
    told = covered(parts, [Span(0, 9, "name", ""), Span(5, 18, "name", ""), Span(18, 20, "name", "")])
    assert told[0].text == f"{TOKEN} {TOKEN} Petr"
    assert covered(parts, [Span(0, 11, "name", ""), Span(11, 18, "name", "")])[0].text == f"{TOKEN} a Petr"


def test_a_cover_over_the_end_of_a_label_leaves_a_label() -> None:
    told = covered([Part("text", "Zpráva, Nová: ano", 13)], [Span(8, 15, "name", "")])
    assert told[0].text == f"Zpráva, {TOKEN}no"
    assert told[0].text[: told[0].lead] == f"Zpráva, {TOKEN}"

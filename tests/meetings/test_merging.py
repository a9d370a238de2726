"""Two people in one line: what each alone changed stands, what both changed differently waits, no word is lost."""

import itertools
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soucinnost.meetings.details import parts_of
from soucinnost.meetings.merging import Text, keep_both, merge, prefer_incoming

Story = tuple[Text | None, Text, Text]
NUMBERS = ("2" * 14, "3" * 14, "4" * 14)
SEATS = ("5" * 14, "6" * 14)


def number(uid: str, value: str) -> dict[str, str]:
    """A number of a report as it was typed."""
    return {"uid": uid, "label": "klientů", "value": value}


BODIES = st.sampled_from(["", "<p>Dvě lampy</p>", "<p>Tři lampy</p>", "<p>Lavička</p>"])
NUMBER_ROWS = st.lists(
    st.builds(number, st.sampled_from(NUMBERS), st.sampled_from(["1", "2"])),
    min_size=1, max_size=3, unique_by=lambda row: row["uid"],
)
DETAILS = st.fixed_dictionaries(
    {},
    optional={
        "due": st.sampled_from(["zítra", "pozítří"]),
        "owner": st.sampled_from([{"text": "Členová"}, {"text": "Revidující"}]),
        "numbers": NUMBER_ROWS,
        "closed_to": st.sampled_from([[], [SEATS[0]], [*SEATS]]),
    },
)
TEXTS = st.builds(Text, st.sampled_from(["information", "task", "report"]), BODIES, DETAILS, st.booleans())
FIELDS = ("kind", "body", "struck", "due", "owner", "numbers", "closed_to")


@st.composite
def stories(draw: st.DrawFn) -> tuple[Text, Text, Text]:
    """What two writers started from, and what each made of it: a part of the fields changed, the rest left alone."""
    base = draw(TEXTS)

    def edited() -> Text:
        new, kept = draw(TEXTS), draw(st.sets(st.sampled_from(FIELDS)))
        fields = {name: getattr(base if name in kept else new, name) for name in ("kind", "body", "struck")}
        both = [(name, (base if name in kept else new).details) for name in FIELDS[3:]]
        return Text(**fields, details={name: told[name] for name, told in both if name in told})

    return base, edited(), edited()


STORIES = stories()
UNKNOWN_TOO = st.one_of(STORIES, STORIES.map(lambda story: (None, *story[1:])))
"""Stories, some of them without what the newcomer started from."""


def parts(text: Text | None) -> dict[str, Any]:
    """What two people may change apart from each other."""
    if text is None:
        return {}
    return {"kind": text.kind, "body": text.body, "struck": text.struck, **parts_of(text.details)}


def changed(base: Text | None, text: Text) -> set[str]:
    """Which parts somebody changed."""
    before, after = parts(base), parts(text)
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def differ(one: Text, other: Text) -> set[str]:
    """In which parts two states differ."""
    return changed(one, other)


@given(UNKNOWN_TOO)
def test_each_sides_own_change_is_taken_and_nothing_else(story: Story) -> None:
    base, mine, theirs = story
    merged = merge(base, mine, theirs)
    clash = changed(base, mine) & changed(base, theirs) & differ(mine, theirs) if base is not None else {
        name for name in parts(mine).keys() & parts(theirs).keys() if parts(mine)[name] != parts(theirs)[name]
    }
    if merged is None:
        assert clash or "struck" in differ(mine, theirs), "what does not clash does not wait for a choice"
        return
    assert not clash, "of two wordings none is thrown away without asking"
    for name in {*parts(base), *parts(mine), *parts(theirs)}:
        told = theirs if name in changed(base, theirs) else mine
        if base is None and name not in parts(told):
            told = mine
        assert parts(merged).get(name) == parts(told).get(name), name


@given(UNKNOWN_TOO)
def test_it_does_not_matter_who_comes_first(story: Story) -> None:
    base, mine, theirs = story
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert parts(one) == parts(other)


@given(UNKNOWN_TOO)
def test_what_was_merged_comes_again_and_changes_nothing(story: Story) -> None:
    base, mine, theirs = story
    merged = merge(base, mine, theirs)
    if merged is not None:
        assert merge(base, merged, theirs) == merged
        assert parts(merge(base, merged, mine)) == parts(merged)


@given(UNKNOWN_TOO)
def test_who_changed_nothing_changes_nothing(story: Story) -> None:
    base, now, _other = story
    assert merge(base, now, now) == now
    assert merge(now, now, now) == now
    if base is not None:
        assert parts(merge(base, now, base)) == parts(now)
        assert parts(merge(base, base, now)) == parts(now)


@given(STORIES)
def test_striking_out_waits_when_somebody_writes_on(story: tuple[Text, Text, Text]) -> None:
    """A line that one writer struck out while the other wrote into it neither disappears nor comes back by itself."""
    base, mine, theirs = story
    base, theirs = replace(base, struck=False), replace(theirs, struck=not mine.struck)
    written_on = mine if theirs.struck else theirs
    if changed(base, written_on) - {"struck", "closed_to"}:
        assert merge(base, mine, theirs) is None
    elif not (changed(base, mine) & changed(base, theirs) & differ(mine, theirs)):
        merged = merge(base, mine, theirs)
        assert merged is not None and merged.struck


@pytest.mark.parametrize("wrote", ["mine", "theirs"])
@pytest.mark.parametrize(("base", "mine", "theirs"), list(itertools.product([False, True], repeat=3)))
def test_only_a_new_striking_out_clashes_with_what_the_other_wrote(
    base: bool, mine: bool, theirs: bool, wrote: str
) -> None:
    """Not one from which both started, nor one that both made, nor one that the other took back."""
    struck = {"base": base, "mine": mine, "theirs": theirs}
    texts = {
        who: Text("task", "<p>b</p>" if who == wrote else "<p>a</p>", {"due": "zítra"}, flag)
        for who, flag in struck.items()
    }
    by_the_other = struck["theirs" if wrote == "mine" else "mine"]
    merged = merge(texts["base"], texts["mine"], texts["theirs"])
    if by_the_other and not base and not struck[wrote]:
        assert merged is None
    else:
        whose = theirs if theirs != base else mine
        assert merged == Text("task", "<p>b</p>", {"due": "zítra"}, whose)


def test_who_may_see_a_line_is_apart_from_its_striking_out() -> None:
    base = Text("information", "<p>a</p>")
    struck, closed = replace(base, struck=True), replace(base, details={"closed_to": [SEATS[0]]})
    for mine, theirs in ((struck, closed), (closed, struck)):
        assert merge(base, mine, theirs) == replace(closed, struck=True)


@given(UNKNOWN_TOO)
def test_taking_the_newcomers_wording_leaves_what_she_did_not_touch(story: Story) -> None:
    base, mine, theirs = story
    taken = prefer_incoming(base, mine, theirs)
    assert taken.struck == theirs.struck
    for name in {*parts(base), *parts(mine), *parts(theirs)} - {"struck"}:
        told = theirs if name in changed(base, theirs) else mine
        assert parts(taken).get(name) == parts(told).get(name), name


@given(UNKNOWN_TOO)
def test_keeping_both_loses_no_word_of_either(story: Story) -> None:
    base, mine, theirs = story
    both = keep_both(base, mine, theirs)
    assert not both.struck and both.kind == mine.kind
    assert both.body == (mine.body if mine.body == theirs.body else mine.body + theirs.body)
    for name, value in parts(mine).items():
        assert name in {"body", "struck"} or parts(both)[name] == value, "of two values the one that stands"
    added = changed(base, theirs) & parts(theirs).keys()
    assert {name for name in parts(both) if name not in parts(mine)} == added - parts(mine).keys()
    assert all(parts(both)[name] == parts(theirs)[name] for name in added - parts(mine).keys())


@given(TEXTS)
def test_state_is_read_back_from_the_record_as_it_was_kept(text: Text) -> None:
    kept = text.stored_details()
    assert Text.stored(text.kind, text.body, kept) == text
    assert ("struck" in kept) == text.struck
    assert "struck" not in Text.stored(text.kind, text.body, kept).details
    assert Text.stored(text.kind, text.body, kept).stored_details() == kept


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        (Text("task"), True), (Text("task", details={"closed_to": []}), True), (Text("task", "<p>a</p>"), False),
        (Text("task", details={"due": "zítra"}), False), (Text("task", struck=True), True),
        (Text("task", "<p>a</p>", {"due": "zítra"}), False),
        (Text("task", details={"due": "zítra", "closed_to": []}), False),
    ],
)
def test_line_is_empty_when_nothing_is_written_in_it(text: Text, empty: bool) -> None:
    assert text.is_empty is empty


def test_numbers_stay_in_the_order_of_the_one_whose_wording_is_put_down() -> None:
    """The newcomer's order when hers is taken in, the standing one's when both are kept; the others' numbers follow."""
    one, two, three = (number(uid, "1") for uid in NUMBERS)
    base = Text("report", "<p>Zpráva</p>", {"numbers": [one]})
    mine = Text("report", "<p>Zpráva</p>", {"numbers": [three, one]})
    theirs = Text("report", "<p>Zpráva</p>", {"numbers": [two, one]})
    merged = merge(base, mine, theirs)
    assert merged is not None and merged.details["numbers"] == [two, one, three]
    assert prefer_incoming(base, mine, theirs).details["numbers"] == [two, one, three]
    assert keep_both(base, mine, theirs).details["numbers"] == [three, one, two]


def test_line_that_both_wrote_alike_stands_as_it_is() -> None:
    """Also the order of its numbers, so that a message sent again makes no further version."""
    rows = [number(uid, "1") for uid in NUMBERS]
    mine, theirs = Text("report", details={"numbers": rows}), Text("report", details={"numbers": rows[::-1]})
    assert merge(Text("report"), mine, theirs) == mine

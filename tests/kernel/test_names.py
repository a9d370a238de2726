"""Names of people: taken apart, written, and their case forms."""

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soucinnost.kernel.czech.names.given import FEMALE_NAMES, MALE_NAMES, is_given_name, is_given_name_form
from soucinnost.kernel.personnames import PersonName, PersonNameError, parse_person_name
from soucinnost.kernel.titles import TITLES_AFTER, TITLES_BEFORE

SURNAMES = ["Nováková", "Šimůnek", "Malá", "Novotný", "Dvořák", "Černá-Bílá", "O'Brien", "van der Berg", "Svoboda ml."]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "given", "surname", "before", "after"),
    [
        ("pí Ing. Zemanová Jana, Ph.D., DiS.", "Jana", "Zemanová", ("Ing.",), ("Ph.D.", "DiS.")),
        ("Jana Nováková", "Jana", "Nováková", (), ()),
        ("NOVÁKOVÁ Jana", "Jana", "Nováková", (), ()),
        ("Jana NOVÁKOVÁ", "Jana", "Nováková", (), ()),
        ("JANA NOVÁKOVÁ", "Jana", "Nováková", (), ()),
        ("jana nováková", "Jana", "Nováková", (), ()),
        ("por. Mgr. Radek Šimůnek", "Radek", "Šimůnek", ("por.", "Mgr."), ()),
        ("Mgr.Jana Nováková", "Jana", "Nováková", ("Mgr.",), ()),
        ("mjr.Ing.Petr Malý", "Petr", "Malý", ("mjr.", "Ing."), ()),
        ("Ing.arch.Petr Malý", "Petr", "Malý", ("Ing. arch.",), ()),
        ("Mgr. et Mgr. Eva Malá", "Eva", "Malá", ("Mgr.", "et", "Mgr."), ()),
        ("Ing Jana Nováková", "Jana", "Nováková", ("Ing.",), ()),
        ("ing. jana nováková", "Jana", "Nováková", ("Ing.",), ()),
        ("Nováková, Jana", "Jana", "Nováková", (), ()),
        ("Černá Bílá, Jana", "Jana", "Černá Bílá", (), ()),
        ("Nováková, Jana, Ing.", "Jana", "Nováková", ("Ing.",), ()),
        ("Nováková Jana Ing.", "Jana", "Nováková", ("Ing.",), ()),
        ("Jana Nováková Ph. D.", "Jana", "Nováková", (), ("Ph.D.",)),
        ("Ing. Jan Novák MBA LL.M.", "Jan", "Novák", ("Ing.",), ("MBA", "LL.M.")),
        ("prof. MUDr. Jan Novák, DrSc., dr. h. c.", "Jan", "Novák", ("prof.", "MUDr."), ("DrSc.", "dr. h. c.")),
        ("Jan van der Berg", "Jan", "van der Berg", (), ()),
        ("van der Berg Jan", "Jan", "van der Berg", (), ()),
        ("Jan van", "Jan", "van", (), ()),
        ("J. Novák", "J.", "Novák", (), ()),
        ("J.Novák", "J.", "Novák", (), ()),
        ("Novák J.", "J.", "Novák", (), ()),
        ("Jan Pavel Novák", "Jan Pavel", "Novák", (), ()),
        ("Nováková Jana Marie", "Jana Marie", "Nováková", (), ()),
        ("Petr Pavel", "Petr", "Pavel", (), ()),
        ("Novotný Kvido", "Kvido", "Novotný", (), ()),
        ("Kvido Novotný", "Kvido", "Novotný", (), ()),
        ("Zita-Ema Nová", "Zita-Ema", "Nová", (), ()),
        ("p. Novák", "", "Novák", (), ()),
        ("P. Novák", "P.", "Novák", (), ()),
        ("paní Malá", "", "Malá", (), ()),
        ("Jan Novák ml.", "Jan", "Novák ml.", (), ()),
        ("Petr Des", "Petr", "Des", (), ()),
        (unicodedata.normalize("NFD", "Řehoř Čížek"), "Řehoř", "Čížek", (), ()),
    ],
)
def test_takes_apart(text, given, surname, before, after):
    assert parse_person_name(text) == PersonName(surname, given, before, after)


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("", "empty", "není vyplněno"),
        ("Ing., Ph.D.", "empty", "není vyplněno"),
        ("Jana Nováková, referentka", "unreadable", "„referentka“"),
        ("Nováková, Jana, Petr", "unreadable", "„Petr“"),
        ("Jana 12", "unreadable", "„12“"),
        ("jana@example.cz", "unreadable", "„jana@example.cz“"),
        ("x" * 201, "too_long", "200"),
    ],
)
def test_refuses(text, code, says):
    with pytest.raises(PersonNameError) as caught:
        parse_person_name(text)
    assert caught.value.code == code
    assert says in caught.value.message_cs


def test_written_forms():
    name = PersonName("Nováková", "Jana", ("Ing. arch.",), ("Ph.D.", "DiS."))
    assert name.display() == "Ing.\u00a0arch.\u00a0Jana Nováková, Ph.D., DiS."
    assert plain(name.sort_display()) == "Nováková Jana, Ing. arch., Ph.D., DiS."
    assert PersonName("Nováková").display() == PersonName("Nováková").sort_display() == "Nováková"


names = st.builds(
    PersonName,
    surname=st.sampled_from(SURNAMES),
    given=st.sampled_from([*MALE_NAMES, *FEMALE_NAMES]),
    titles_before=st.lists(st.sampled_from(TITLES_BEFORE), max_size=3).map(tuple),
    titles_after=st.lists(st.sampled_from(TITLES_AFTER), max_size=3).map(tuple),
)


@given(names)
def test_both_written_forms_are_read_back(name):
    assert parse_person_name(name.display()) == name
    assert parse_person_name(name.sort_display()) == name


@given(st.text(max_size=60) | st.text(string.ascii_letters + " .,-řáÁ", max_size=40))
def test_any_text_gives_a_name_or_a_czech_sentence(text):
    try:
        name = parse_person_name(text)
    except PersonNameError as error:
        assert error.message_cs.endswith(".")
    else:
        assert name.surname.strip()


@pytest.mark.parametrize(
    "form",
    ["Jana", "jany", "Janě", "Janou", "Lence", "Olze", "Petře", "Barboře", "Marii", "Alicí", "Dagmary", "Petrovi"]
    + [
        "Pavlem",
        "Karla",
        "Marka",
        "Zdeňka",
        "Tomáše",
        "Jiřího",
        "Ivem",
        "Honzy",
        "Ondřejem",
        "Petra",
        "Jiri",
        "Zdenek",
    ],
)
def test_case_forms_are_recognised(form):
    assert is_given_name_form(form)


@pytest.mark.parametrize("word", ["Zlatá", "Praha", "jednání", "Novák", "prevence", ""])
def test_other_words_are_not_names(word):
    assert not is_given_name_form(word)
    assert not is_given_name(word)


def test_nominative_only():
    assert is_given_name("JANA") and is_given_name("Jiri")
    assert not is_given_name("Janou")

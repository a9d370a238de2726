"""Case forms of names by rule, the way back, and known people in text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soucinnost.kernel.czech.names import find_known, forms_of, nominatives, relatives
from soucinnost.kernel.czech.names.declension import (
    family_forms,
    man_forms,
    man_given_forms,
    woman_forms,
    woman_given_forms,
    woman_of,
    woman_possessives,
)
from soucinnost.kernel.czech.names.given import MALE_NAMES, is_familiar_form, is_given_name_form, is_given_possessive
from soucinnost.kernel.czech.names.surname_list import SURNAMES
from soucinnost.kernel.personnames import parse_person_name


@pytest.mark.parametrize(
    ("surname", "forms"),
    [
        ("Doležal", "Doležala Doležalovi Doležalem Doležale Doležalův"),
        ("Blažek", "Blažka Blažkovi Blažkem Blažku"),
        ("Kavka", "Kavky Kavkovi Kavku Kavkou Kavko Kavkův"),
        ("Tichý", "Tichého Tichému Tichém Tichým"),
        ("Janů", "Janů"),
        ("Šíp", "Šípa Šípovi Šípem"),
        ("Krejčí", "Krejčího Krejčímu Krejčím"),
        ("Havel", "Havla Havlovi Havlem Havle"),
        ("Němec", "Němce Němcovi Němcem Němče"),
        ("Vaněk", "Vaňka Vaňkovi Vaňkem"),
        ("Bartoň", "Bartoně Bartoňovi Bartoněm"),
        ("Kůs", "Kůsa Kůsovi Kůsem"),
        ("Hrdlička", "Hrdličky Hrdličkovi Hrdličku Hrdličkou"),
        ("Bureš", "Bureše Burešovi Burešem"),
        ("Král", "Krále Královi Králem"),
        ("Szabó", "Szabó Szabóa Szabóovi Szabóem"),
        ("Purkyně", "Purkyně Purkyňovi Purkyni"),
        ("Rossi", "Rossiho Rossimu Rossim"),
        ("Nagy", "Nagyho Nagymu Nagym"),
        ("Ševčenko", "Ševčenka Ševčenkovi Ševčenkem"),
        ("Malých", "Malých"),
    ],
)
def test_men(surname, forms):
    assert set(forms.split()) <= man_forms(surname)


@pytest.mark.parametrize(
    ("surname", "forms"),
    [
        ("Hlavatá", "Hlavaté Hlavatou"),
        ("Zemanová", "Zemanové Zemanovou"),
        ("Janů", "Janů"),
        ("Krejčí", "Krejčí"),
        ("Nguyen", "Nguyen"),
        ("Ivanova", "Ivanovy Ivanově Ivanovou"),
    ],
)
def test_women(surname, forms):
    assert set(forms.split()) <= woman_forms(surname)


@pytest.mark.parametrize(
    ("surname", "forms"),
    [
        ("Novák", "Novákovi Novákových Novákovým Nováci Nováků"),
        ("Tichý", "Tiší Tichých Tichým"),
        ("Dvorský", "Dvorští Dvorských"),
        ("Blažková", "Blažkovi Blažkových"),
        ("Svoboda", "Svobodovi Svobodových Svobodů"),
    ],
)
def test_families(surname, forms):
    assert set(forms.split()) <= family_forms(surname)


def test_given_names():
    assert {"Petra", "Petrovi", "Petrem", "Petře"} <= man_given_forms("Petr")
    assert {"Karla", "Karlovi", "Karle"} <= man_given_forms("Karel")
    assert {"Jany", "Janě", "Janu", "Janou"} <= woman_given_forms("Jana")
    assert {"Lence", "Lenky"} <= woman_given_forms("Lenka")
    assert {"Lenčin", "Lenčina"} <= woman_possessives("Lenka")
    assert is_familiar_form("Adélku") and not is_given_name_form("Karlova")
    assert is_given_possessive("Františkova") and not is_given_possessive("Františka")


def test_women_of_men():
    assert {"Nováková"} <= woman_of("Novák") and "Tichá" in woman_of("Tichý") and "Blažková" in woman_of("Blažek")


def test_sex_decides_the_forms():
    assert "Nováka" not in forms_of("Jana", "Nováková").surname
    assert forms_of("Jana", "Novák").surname == {"Novák"}
    assert {"Hlavatého"} <= forms_of("Karel", "Hlavatý").surname
    assert {"Nováková", "Malé"} <= forms_of("Eva", "Nováková-Malá").surname
    assert "van" not in forms_of("Jan", "van der Berg").all
    assert "Novákovým" in forms_of("Jan", "NOVÁK").family


_LETTERS = "abcčdďeéěfghijklmnňoópqrřsštťuúvwxyýzžáí"
_MADE_UP = st.builds(
    lambda first, rest: first.upper() + rest,
    st.sampled_from("bcčdfhjklmnprřsštvzž"),
    st.text(_LETTERS, min_size=3, max_size=9),
).filter(lambda name: not re.search("[^bpvmfdtn]ě|[ďťň][eěiíyý]", name))


@given(st.sampled_from(sorted(SURNAMES)) | _MADE_UP)
@settings(max_examples=150, deadline=None)
def test_every_form_leads_back_to_its_name(surname):
    for form in man_forms(surname) | woman_forms(surname):
        assert surname in nominatives(form), form
    for woman in woman_of(surname):
        assert woman in nominatives(woman)


@given(st.sampled_from(sorted(SURNAMES)))
@settings(max_examples=60, deadline=None)
def test_relatives_hold_both_sexes_and_the_family(surname):
    found = relatives(surname)
    assert man_forms(surname) <= found and family_forms(surname) <= found
    assert all(woman_forms(woman) <= found for woman in woman_of(surname))


@given(st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_no_word_breaks_the_rules(word):
    for function in (
        man_forms,
        woman_forms,
        family_forms,
        woman_of,
        nominatives,
        relatives,
        man_given_forms,
        woman_given_forms,
    ):
        if word:
            assert isinstance(function(word), frozenset)
    assert forms_of(word, word).all is not None


def test_known_people_are_found_in_any_case():
    people = [parse_person_name(name) for name in ("Jana Hlavatá", "Jan Doležal", "Jiří Blažek", "Karel Kavka")]
    text = "Hlavaté vadí hluk. S Janem Doležalem i Petrem Doležalem mluvil J. Blažek; Kavku Karla viděl P. Blažek."
    places = [(text[one.start : one.end], one.index) for one in find_known(text, people)]
    assert places == [("Hlavaté", 0), ("Janem Doležalem", 1), ("J. Blažek", 2), ("Kavku Karla", 3)]


def test_of_namesakes_the_one_whose_given_name_is_in_the_text_is_meant():
    people = [parse_person_name(name) for name in ("Eva Malá", "Ivana Malá")]
    text = "Ivana Malá přišla. Malé byl předán zápis."
    assert [one.index for one in find_known(text, people)] == [1, 1]


def test_capitals_and_titles_do_not_matter():
    people = [parse_person_name("Mgr. Jana Nováková, Ph.D."), parse_person_name("Petr Černý-Bílý")]
    text = "NOVÁKOVÁ Jana, Mgr.; Ing. Petru Černému-Bílému"
    assert [text[one.start : one.end] for one in find_known(text, people)] == ["NOVÁKOVÁ Jana", "Petru Černému-Bílému"]
    assert find_known("", people) == [] and find_known(text, []) == []


def test_lists_have_no_empty_or_lower_case_names():
    assert all(name[0].isupper() for name in (*MALE_NAMES, *SURNAMES))

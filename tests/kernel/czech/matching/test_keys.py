"""Search keys: the two families, what they are made of, and that a word always finds itself."""

import re
import subprocess
import sys

import pytest
from django.core.management import call_command
from hypothesis import example, given
from hypothesis import strategies as st

from soucinnost.kernel.czech.matching import finds, index_keys, query_keys, same_words
from soucinnost.kernel.czech.matching.letters import plain, spelled
from soucinnost.kernel.czech.matching.paradigms import bare_stems, stems

_CZECH = st.text(alphabet="aábcčdďeéěfghiíjklmnňoópqrřsštťuúůvwxyýzž", min_size=1, max_size=14)
_SHAPED = st.one_of(_CZECH, _CZECH.map(str.capitalize), _CZECH.map(str.upper))


@given(_SHAPED)
def test_a_word_finds_itself_typed_either_way(word):
    assert finds(word, word)
    assert finds(word.lower(), word)
    assert finds(plain(word.lower()), word)


@example("aaóv")
@given(_CZECH.filter(lambda word: len(word) > 2))
def test_stems_without_diacritics_hold_those_of_every_spelling(word):
    assert {(group, plain(stem)) for group, stem in stems(word)} <= bare_stems(plain(word))


@given(st.text())
def test_keys_are_plain_letters_and_digits(text):
    for key in index_keys(text) | query_keys(text):
        assert re.fullmatch("[sp][a-z0-9]+", key)


@given(_CZECH, _CZECH)
def test_spelling_in_ascii_loses_nothing(first, second):
    assert (spelled(first) == spelled(second)) == (first == second)


@pytest.mark.parametrize("text", ["", " ", "–", "…", "\u0301"])
def test_nothing_to_search_has_no_keys(text):
    assert index_keys(text) == query_keys(text) == frozenset()
    assert not finds(text, text)


@pytest.mark.parametrize(
    ("query", "found", "not_found"),
    [
        ("řada", ["řadě", "řadami"], ["rada", "radě", "řád"]),
        ("radě", ["rada", "radou"], ["řada", "řadě"]),
        ("rada", ["rada", "řada", "řadě"], ["řád", "radnice"]),
        ("Ústi", ["Ústí", "Ústím"], ["ústa"]),
        ("hrad", ["hradu", "hrady"], ["hradit", "hradba"]),
        ("člověk", ["lidé", "clovek", "lidmi"], ["lidový"]),
        ("frydek-mistek", ["Frýdku-Místku"], ["Frýdku-Ostravě"]),
        ("Frýdek-Místek", ["Frýdku-Místku"], ["Frýdku"]),
        ("12/2019", ["12/2019", "12.2019"], ["12/2018", "122019"]),
        ("nebezpečný", ["nebezpečnějšího", "nejnebezpečnější"], ["bezpečný"]),
        ("moci", ["nemůže", "mohla", "moct"], ["mocnost"]),
        ("péct", ["pečeme", "péci"], ["pečený"]),
        ("nejasný", ["nejasného"], ["jasný", "nejjasnější"]),
        ("jasný", ["nejjasnějšího", "jasnějším"], ["nejasný"]),
        ("hlavate", ["Hlavatou", "Hlavatého"], ["hlava", "hlavy"]),
        ("MPO", ["MPO"], ["MP"]),
        ("PRAHA", ["Praze"], ["práh", "PRACH"]),
        ("pcr", ["PČR", "P.Č.R."], ["ČR"]),
        ("OSPOD", ["OSPODu", "O.S.P.O.D.", "O. S. P. O. D."], ["SPOD", "POSPOD"]),
    ],
)
def test_what_a_query_finds(query, found, not_found):
    assert [word for word in found if finds(query, word)] == found
    assert [word for word in not_found if finds(query, word)] == []


def test_a_word_has_few_keys():
    text = """Komise projednala zprávu o činnosti OSPOD a uložila paní Hlavaté předložit návrh opatření pro lokalitu
    Předlice do příštího jednání. Terénní pracovníci Armády spásy hovořili o dluzích obyvatel ubytovny."""
    found = [len(index_keys(word)) for word in text.replace(".", "").split()]
    assert sum(found) / len(found) <= 6


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Městské policie Ostrava", "Městská policie Ostrava", True),
        ("Armádou spásy", "Armáda spásy", True),
        ("Policie České republiky", "Policii České republiky", True),
        ("Probační a mediační službě", "Probační a mediační služba", True),
        ("P.Č.R. Ostrava", "PČR Ostravy", True),
        ("Městská policie Ostrava", "Městská policie", False),
        ("Městská policie Ostrava", "Policie městská Ostrava", False),
        ("Městská policie Ostrava", "Městská policie Opava", False),
        ("", "", False),
    ],
)
def test_same_words(first, second, same):
    assert same_words(first, second) is same
    assert same_words(second, first) is same


def test_the_command_prints_what_is_found(capsys):
    call_command("text_match", "Praze", "Praha", "práh", "Prahou", "do Prahy", "pražský")
    assert capsys.readouterr().out.splitlines() == ["Praha", "Prahou", "do Prahy"]
    call_command("text_match", "mestska policie", "Městské policii Ostrava", "policie")
    assert capsys.readouterr().out.splitlines() == ["Městské policii Ostrava"]
    call_command("text_match", "-", "a")
    assert capsys.readouterr().out == ""


def test_the_dictionary_waits_for_the_first_word():
    program = (
        "import soucinnost.kernel.czech.matching as m; from soucinnost.kernel.czech.matching.dictionary import _read;"
        "before = _read.cache_info().currsize; m.finds('rok', 'let'); print(before, _read.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "1"]

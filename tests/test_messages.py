"""Both catalogues are whole: no empty or guessed message, the same messages, the same placeholders."""

import re

import polib
import pytest

from soucinnost.kernel.typography import typo_message
from tools.messages import LANGUAGES, catalogue_path

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


@pytest.fixture(scope="module")
def catalogues() -> dict[str, polib.POFile]:
    return {language: polib.pofile(str(catalogue_path(language))) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_empty_or_guessed(catalogues: dict[str, polib.POFile], language: str) -> None:
    wrong = [entry.msgid for entry in catalogues[language] if not entry.translated() or entry.fuzzy]
    assert wrong == []


def test_both_hold_the_same_messages(catalogues: dict[str, polib.POFile]) -> None:
    czech, english = ({(entry.msgctxt, entry.msgid) for entry in catalogues[language]} for language in LANGUAGES)
    assert czech == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_kept(catalogues: dict[str, polib.POFile], language: str) -> None:
    wrong = []
    for entry in catalogues[language]:
        wanted = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural))
        for text in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            found = set(PLACEHOLDER.findall(text))
            if found - wanted or (not entry.msgid_plural and wanted - found):
                wrong.append((entry.msgid, text))
    assert wrong == []


def test_czech_is_the_source_with_typography(catalogues: dict[str, polib.POFile]) -> None:
    wrong = [
        entry.msgid for entry in catalogues["cs"]
        if not entry.msgid_plural and entry.msgstr != typo_message(entry.msgid)
    ]
    assert wrong == []

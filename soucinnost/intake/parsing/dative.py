"""The owner of an imposed task in the nominative: „ukládá Ing. Matoušovi“ is „Ing. Matouš“, „tajemnici“ „tajemnice“.

What cannot be led back by a rule stays as written.
"""

from __future__ import annotations

import re
from functools import cache

from soucinnost.kernel.czech.names import nominatives
from soucinnost.kernel.czech.names.declension import man_given_forms, woman_given_forms
from soucinnost.kernel.czech.names.given import FEMALE_NAMES, MALE_NAMES, is_given_name
from soucinnost.kernel.czech.names.surname_list import SURNAMES

_WORD = re.compile(r"[^\W\d_]+\.?")
_CALLED = {"paní": "paní", "panu": "pan", "pí": "pí", "kolegovi": "kolega", "kolegyni": "kolegyně", "slečně": "slečna"}
_OFFICES_TEXT = """
předsedovi:předseda předsedkyni:předsedkyně místopředsedovi:místopředseda místopředsedkyni:místopředsedkyně
tajemníkovi:tajemník tajemnici:tajemnice vedoucímu:vedoucí vedoucí:vedoucí řediteli:ředitel ředitelovi:ředitel
ředitelce:ředitelka starostovi:starosta starostce:starostka místostarostovi:místostarosta
místostarostce:místostarostka primátorovi:primátor primátorce:primátorka náměstkovi:náměstek náměstkyni:náměstkyně
hejtmanovi:hejtman hejtmance:hejtmanka koordinátorovi:koordinátor koordinátorce:koordinátorka manažerovi:manažer
manažerce:manažerka garantovi:garant garantce:garantka zapisovateli:zapisovatel zapisovatelce:zapisovatelka
preventistovi:preventista preventistce:preventistka veliteli:velitel velitelce:velitelka správci:správce
zástupci:zástupce zástupkyni:zástupkyně zástupcům:zástupci členům:členové členovi:člen člence:členka
strážníkům:strážníci asistentům:asistenti asistentovi:asistent asistentce:asistentka pracovníkům:pracovníci
pracovníkovi:pracovník pracovnici:pracovnice kurátorovi:kurátor kurátorce:kurátorka metodikovi:metodik
metodičce:metodička jednateli:jednatel konzultantovi:konzultant konzultantce:konzultantka všem:všichni
radnímu:radní městu:město obci:obec kraji:kraj úřadu:úřad odboru:odbor oddělení:oddělení magistrátu:magistrát
policii:policie radě:rada komisi:komise skupině:skupina výboru:výbor charitě:charita diakonii:diakonie škole:škola
školám:školy organizacím:organizace organizaci:organizace spolku:spolek agentuře:agentura ministerstvu:ministerstvo
městům:města obcím:obce krajům:kraje službám:služby službě:služba nemocnici:nemocnice týmu:tým centru:centrum
středisku:středisko poradně:poradna knihovně:knihovna
"""
_OFFICES = dict(pair.split(":") for pair in _OFFICES_TEXT.split())
_WOMEN_NOUNS = frozenset({"policii", "radě", "komisi", "skupině", "charitě", "diakonii", "škole", "organizaci",
    "agentuře", "službě", "nemocnici", "obci", "poradně", "knihovně", "pracovnici"})  # fmt: skip
_NEUTER_NOUNS = frozenset({"městu", "oddělení", "ministerstvu", "centru", "středisku"})
_CONSONANT = "bcčdďfghjklmnňpqrřsštťvwxzž"


def nominative_owner(owner: str, written: frozenset[str] = frozenset()) -> str:
    """Return a name, office or organisation given in the dative as it is called; joined ones each.

    ``written`` are the capitalised words of the record: of more possible surnames that which stands there is right.
    """
    parts = re.split(r"(,\s+|\s+a\s+)", owner)
    return "".join(part if place % 2 else _one(part, written) for place, part in enumerate(parts))


def _one(text: str, written: frozenset[str]) -> str:
    words = text.split(" ")
    told: list[str] = []
    office_at = next((place for place, word in enumerate(words[:3]) if word.lower() in _OFFICES), None)
    for place, word in enumerate(words):
        low = word.lower()
        if low in _CALLED:
            told.append(_like(word, _CALLED[low]))
        elif office_at is not None and place < office_at:
            told.append(_adjective(word, words[office_at].lower()))
        elif low in _OFFICES and (place == office_at or place and words[place - 1].lower() == "všem"):
            told.append(_like(word, _OFFICES[low]))
        elif word[:1].isupper() and not word.endswith(".") and not word.isupper() and len(word) > 2:
            told.append(_proper(words, place, written, behind_office=office_at is not None))
        else:
            told.append(word)
    return " ".join(told)


def _like(written: str, word: str) -> str:
    return word[:1].upper() + word[1:] if written[:1].isupper() else word


def _adjective(word: str, noun: str) -> str:
    """Return the adjective in front of an office: „Městské policii“, „sociálnímu odboru“."""
    if word.endswith("ímu"):
        return word[:-3] + "í"
    if word.endswith("ému"):
        return word[:-3] + ("é" if noun in _NEUTER_NOUNS else "ý")
    if word.endswith("é") and noun in _WOMEN_NOUNS:
        return word[:-1] + "á"
    return word


@cache
def _given_datives() -> dict[str, str]:
    """Return names by the forms that they have in the dative."""
    found: dict[str, str] = {}
    for names, decline, endings in (
        (MALE_NAMES, man_given_forms, ("ovi", "u", "i", "ímu")),
        (FEMALE_NAMES, woman_given_forms, ("ě", "e", "i")),
    ):
        for name in names:
            for form in decline(name):
                if form.endswith(endings) and form.lower() != name.lower():
                    found.setdefault(form.lower(), name)
    return found


def _proper(words: list[str], place: int, written: frozenset[str], *, behind_office: bool) -> str:
    """Return one word of a name: a given name in front of a surname, else a surname."""
    word = words[place]
    following = words[place + 1] if place + 1 < len(words) else ""
    if following[:1].isupper() and word.lower() in _given_datives():
        return _given_datives()[word.lower()]
    is_led = place and (words[place - 1].endswith(".") or _is_given(words[place - 1]))
    if behind_office and not is_led and not word.endswith(("ovi", "ové")):
        return word  # „Městské policii Most“
    return "-".join(_surname(part, written) for part in word.split("-"))


def _is_given(word: str) -> bool:
    return is_given_name(word) or word.lower() in _given_datives()


def _surname(form: str, written: frozenset[str]) -> str:
    if not form.endswith(("ovi", "ové", "ovou", "ému", "ého", "ímu", "é", "i", "ě", "e")):
        return form
    candidates = nominatives(form) - {form}
    known = sorted(candidates & written)
    if len(known) == 1:
        return known[0]
    if form in written and not form.endswith(("ovi", "ové", "ému", "ímu")):
        return form
    for ending, nominative in (("ové", "ová"), ("ovou", "ová"), ("ému", "ý"), ("ého", "ý"), ("ímu", "í")):
        if form.endswith(ending):
            return form[: -len(ending)] + nominative
    if form.endswith("ovi"):
        listed = sorted(candidates & SURNAMES)
        return listed[0] if len(listed) == 1 else _from_stem(form[:-3])
    if form.endswith("é"):
        return form[:-1] + "á"
    listed = sorted(candidates & SURNAMES)
    return listed[0] if len(listed) == 1 else form


def _from_stem(stem: str) -> str:
    """Return the likeliest surname of a man in front of „-ovi“: „Blažk“ is Blažek, „Matouš“ stays."""
    if len(stem) > 2 and stem[-1] in "kc" and stem[-2] in _CONSONANT and stem[-2:] not in {"rk", "sk", "lk"}:
        return stem[:-1] + "e" + stem[-1]
    return stem


def capitalised(texts: list[str]) -> frozenset[str]:
    """Return the capitalised words of a record, those in capitals as if only the first letter were one."""
    found = (match.group().rstrip(".") for text in texts for match in _WORD.finditer(text))
    return frozenset(word.capitalize() if word.isupper() else word for word in found if word[:1].isupper())

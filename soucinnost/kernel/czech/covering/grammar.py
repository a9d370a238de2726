"""What the form of a word tells: verbs, adjectives and their nouns, abstract nouns, function words.

The dictionary holds lemmas only, so the kind of a word is told by its lemma and its ending.
"""

import re
from functools import lru_cache

from soucinnost.kernel.czech.covering.lexicon import is_common, lemma
from soucinnost.kernel.czech.covering.word_lists import BEFALLING, SAYING, SPEAKING
from soucinnost.kernel.czech.wordsets import word_set

_CACHE = 65536
_ABSTRACT = re.compile(r"(?:ní|ost|ství|stvo|[cg]e|(?:al|iv|iz|el|ar|un|nt|r)ita|ura|ie|um|ismus|tí|izace|[aá]ž|ota)$")
_VERB_LEMMA = re.compile(r"(?:at|it|et|ět|out|ít|ýt|ést|íst|ást|ézt|ézt|ct|ci|át|éct)$")
_VERB_FORM = re.compile(
    r"(?:l|la|li|lo|ly|í|á|e|uje|ují|ou|me|te|š|ím|ám|em|en|na|no|ni|ny|án|ána|áno|án[yi]|at|it|et|ět|out|ít|ýt|t)$"
)


@lru_cache(_CACHE)
def is_verb(word: str) -> bool:
    """Return whether a small-letter word is a verb form that can be a predicate."""
    found = lemma(word) or (lemma(word[2:]) if word.startswith("ne") else "")
    if found and _VERB_LEMMA.search(found) and found != word and _VERB_FORM.search(word):
        return True
    return word in _AUXILIARIES or not found and bool(_UNKNOWN_VERB.search(word))


_UNKNOWN_VERB = re.compile(r"(?:oval|uje|ují|..[aeiě]l[aiy])$")
_AUXILIARIES = word_set("je jsou byl byla bylo byli byly bude budou není nebyl nebyla nebude má mají měl měla se si by")


@lru_cache(_CACHE)
def verb_lemma(word: str) -> str:
    """Return the lemma of a verb form, without the negating ne-."""
    found = lemma(word)
    if not found and word.startswith("ne"):
        found = lemma(word[2:])
    return found


@lru_cache(_CACHE)
def is_adjectival(word: str) -> bool:
    """Return whether ``word`` looks like an adjective: Malý, Veselá, Hlavaté, městského."""
    return bool(re.search(r"(?:ý|á|é|í|ého|ému|ém|ým|ou|ých|ými|ího|ímu|ím|ích|ími)$", word.lower()))


@lru_cache(_CACHE)
def is_abstract(word: str) -> bool:
    """Return whether a common noun has an ending that surnames hardly have: prevence, spolupráce, vzdělávání."""
    found = lemma(word.lower()) or word.lower()
    return bool(_ABSTRACT.search(found))


@lru_cache(_CACHE)
def is_noun_or_adjective(word: str) -> bool:
    """Return whether a small-letter word is known and is no verb form: what an adjective before it would belong to."""
    found = lemma(word)
    return (bool(found) or is_common(word)) and not is_verb(word) and word not in FUNCTION_WORDS


FUNCTION_WORDS = word_set(
    """
vaše vašeho vašemu vašem vaším vaši vašich vašimi vaší vám vámi naše našeho našemu našem naším naši našich našimi
naší námi potom sem teprve mezitím zatím nejprve nejdříve nejdřív posléze mimochodem bohužel naopak přesto navíc
ostatně zkrátka já ty on ona ono my vy oni mě mne tě nás vás ním ní nich nimi něj ně něho němu svůj můj tvůj náš váš
jeho její jejich žádný každý jiný jaký takový který jenž co kdo kde kam kdy proč kolik tolik mnoho málo více méně
nej či aneb ať kéž nechť buď tak tím toho tomu tom těm těch těmi téhle tahle tohle tihle tyhle tamten onen sám sama
samo sami jeden jedna jedno dva dvě tři čtyři pět šest sedm osm devět deset během kromě místo mimo podle dle vedle
kolem okolo díky vůči naproti proti skrz prostřednictvím ohledně včetně vyjma a i o u v k s z ve ke se ze si na do
od po pro při bez nad pod za před mezi přes ale že aby když která které jak také též již už ne ano dále poté pak
pouze jen asi ještě opět znovu proto tedy však nebo ani by jsem jsme je jsou byl byla bude má mu jí ho ji jim jej mi
nám to ten ta tato tento toto tyto tu zde tam dnes včera zítra letos loni vše všem hned rovněž taktéž následně
"""
)


@lru_cache(_CACHE)
def is_speaking(word: str) -> bool:
    """Return whether a small-letter word is a form of a verb whose subject is as a rule a person."""
    found = verb_lemma(word)
    return found in SPEAKING


@lru_cache(_CACHE)
def agrees(adjective: str, noun: str) -> bool:
    """Return whether the endings allow that the adjective belongs to the noun after it: „Nové úkoly“, not
    „Tichého návrh“."""
    end = next(
        (
            e
            for e in (
                "ého",
                "ému",
                "ých",
                "ými",
                "ího",
                "ímu",
                "ích",
                "ími",
                "ém",
                "ým",
                "ím",
                "ou",
                "ý",
                "á",
                "é",
                "í",
            )
            if adjective.endswith(e)
        ),
        "",
    )
    allowed = _AGREEMENT.get(end)
    return allowed is None or bool(re.search(allowed, noun))


_AGREEMENT = {
    "ého": r"[aeěuíyé]$|ího$|ého$",
    "ího": r"[aeěuíyé]$|ího$|ého$",
    "ému": r"[uií]$|ému$|ímu$",
    "ímu": r"[uií]$|ému$|ímu$",
    "ém": r"[uiěeí]$|ém$|ím$",
    "ým": r"[mu]$|i$",
    "ím": r"[mu]$|i$",
    "ou": r"[ui]$|í$|st$|c$|ť$|š$|č$|ň$|ž$|ou$",
    "ý": r"[^aeiouyáéíóúůýě]$|[ae]$|ý$|í$",
    "á": r"[aeěoí]$|st$|c$|ť$|š$|č$|ň$|ž$|á$",
    "é": r"[yieaouíěé]$",
    "ých": r"(?:ch|[^aeiouyáéíóúý])$|í$",
    "ými": r"(?:mi|y)$",
    "ími": r"(?:mi|y)$",
}


@lru_cache(_CACHE)
def only_speaks(word: str) -> bool:
    """Return whether a small-letter word is a form of a verb that says, asks or promises: only people do."""
    return verb_lemma(word) in SAYING


COPULAS = word_set("je jsou byl byla bylo byli byly bude budou není nebyl nebyla nebude zůstal zůstala zůstává")


@lru_cache(_CACHE)
def befalls(word: str) -> bool:
    """Return whether a small-letter word is a form of a verb whose object is as a rule a person."""
    return verb_lemma(word) in BEFALLING

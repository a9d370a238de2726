"""Telling organisations and offices from people by the words in their names; the list is general, not of one town."""

from __future__ import annotations

import re

from soucinnost.kernel.czech.names.given import is_given_name
from soucinnost.kernel.folding import fold

_WORDS = re.compile(
    r"(?<!\w)(?:policie|policii|policejni|pcr|mp|ospod|pms|mv|hzs|asz|svp|ppp|"
    r"zs|ms|ss|sou|dps|up|urad(?:u|em)?|magistrat(?:u|em)?|"
    r"odbor(?:u|em)?|oddeleni|sluzb[ayue]|charit[ayue]|diakoni[eí]|armad[ay] spasy|"
    r"clovek v tisni|spol(?:ek|ku|ecnost|ecenstvi)|"
    r"nadac[ei]|nadacni|agentur[ayue]|ministerstv\w|centr(?:um|a)|k-?centrum|"
    r"skol[ay]|gymnazi\w|ucilist\w|nemocnic[ei]|ustav\w?|"
    r"poradn[ay]|klub\w?|sdruzeni|svaz\w?|mesto|mesta|obec|obce|kraj(?:e|sky)?|"
    r"mestsk[ay] (?:cast|obvod|policie)|mestys|"
    r"o\. ?p\. ?s|z\. ?s|z\. ?u|s\. ?r\. ?o|p\. ?o|o\. ?s|a\. ?s|apk|mdt|nno|"
    r"tyden|domov|azylovy dum|soud\w?|zastupitelstv\w|"
    r"probacni|kancelar|reditelstvi|rada|vybor|komise|institut|asociace|unie|"
    r"organizace|sprava|veznice|zachranna|fakult\w|"
    r"univerzit\w|knihovn\w|nizkoprah\w+|stredisko|servis|program|teren|mestsky|"
    r"obecni|krajske|arcidiecez\w+|farnost|meu|ku|oo pcr|mumo|mmo|oks|sdh|tsk)"
    r"(?!\w)"
)
_ABBREVIATION = re.compile(
    r"[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ]{2,6}(?:\s[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ]{2,5})?(?:\s[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ][^\W\d_]+)?"
)


def is_organisation(text: str) -> bool:
    """Return whether the text names an organisation or its part by a word of such names, or is a short form."""
    if _WORDS.search(fold(text)):
        return True
    return bool(_ABBREVIATION.fullmatch(text.strip(" ."))) and not is_given_name(text.split()[-1])

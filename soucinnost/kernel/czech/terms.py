"""Finding in running text until when something is to be done: „do 15. 3.“, „na příštím jednání“, „ihned“."""

from __future__ import annotations

import re

from soucinnost.kernel.dates.names import MONTHS_GENITIVE

_MONTH = f"(?:{'|'.join(MONTHS_GENITIVE)})"
_MONTH_ANY = (
    r"(?:led(?:en|na|nu)|únor[au]?|březe?n[au]?|dube?n[au]?|květe?n[au]?|červe?n(?:ec|ce|ci|a|u)?|srpe?n[au]?|září|říje?n[au]?"
    r"|listopadu?|prosine?c[ei]?)"
)
_DATE = rf"[0-9]{{1,2}}\.\s?(?:[0-9]{{1,2}}\.?(?:\s?[0-9]{{4}})?|{_MONTH}(?:\s[0-9]{{4}})?)(?![0-9])"
_NEXT = r"(?:příští(?:ho|m|mu)?|dalším?u?|dalšího|nejbližší(?:ho|m|mu)?|následující(?:ho|m|mu)?)"
_MEETING = (
    r"(?:(?:pracovní|řádné|společné|pravidelné)\w*\s)?(?:jednání|schůz[eiky]\w*|schůzc\w|setkání|zasedání|porad\w*|"
    r"PS|MDT|MdT|výboru|komise|skupině|skupiny|termínu?)"
)
_UNIT = r"(?:dn[íůyi]|dne|týdn\w*|týden|měsíc\w*|let|roku?)"
_COUNT = r"(?:[0-9]{1,3}|jednoho|jeden|dvou|dva|tří|tři|čtyř|čtyři|pěti|šesti|sedmi|osmi|deseti|čtrnácti|třiceti)"
_WEEKDAY = r"(?:pondělí|pondělka|úterý|úterka|středy|středu|čtvrtka|čtvrtek|pátku|pátek|soboty|neděle|neděli)"

TERM = re.compile(
    rf"(?<!\w)(?:nejpozději\s+)?(?:"
    rf"(?:do|ke?|dne|od|po)\s+{_DATE}|"
    rf"(?:do|na|při|k|ke|pro|o)\s+{_NEXT}\s+{_MEETING}(?:\s(?:pracovní\s)?skupiny|\sPS|\skomise|\svýboru)?|"
    rf"(?:do|na)\s+příště|příště|{_NEXT}\s+(?:jednání|schůze|schůzka|setkání|porada|zasedání)|"
    rf"(?:do\s+)?(?:konce|konec|koncem|poloviny|v\sprůběhu|během|začátkem|počátkem)\s+(?:{_MONTH_ANY}(?:\s[0-9]{{4}})?"
    rf"|(?:příštího\s|tohoto\s)?(?:týdne|měsíce|roku|léta|prázdnin|pololetí|čtvrtletí)(?:\s[0-9]{{4}})?)|"
    rf"do\s+(?:{_COUNT}\s)?(?:pracovních\s)?{_UNIT}|do\s+{_WEEKDAY}|(?:příští|tento)\s+týden|ještě\s+(?:letos|dnes|tento\s\w+)|"
    rf"do\s+(?:zítřka|zítra|léta|jara|podzimu|zimy|prázdnin|Vánoc|Velikonoc)|"
    rf"(?:v|do|na|od)\s+{_MONTH_ANY}(?:\s[0-9]{{4}})?(?!\w)|"
    rf"(?:co\s+)?(?:nejdříve|nejdřív)|bezodkladně|neprodleně|ihned|okamžitě|průběžně|obratem|zítra|pozítří"
    rf")(?!\w)",
    re.IGNORECASE,
)


def find_term(text: str) -> tuple[int, int] | None:
    """Return where the first term stands in ``text``, None when none is said."""
    found = TERM.search(text)
    return found.span() if found else None

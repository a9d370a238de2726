"""Addresses of people: what follows „bytem“, „bydliště“ and the like, and streets with a house number.

A street with a number is left alone where the same part of the sentence says that an institution or an event is there
(Magistrát, ubytovna, „Místo konání“): such addresses are public.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from soucinnost.kernel.chars import EN_DASH, NARROW_NBSP, NBSP, UPPER
from soucinnost.kernel.czech.covering.shapes import Kind, Proposal
from soucinnost.kernel.dates.names import MONTHS_GENITIVE

_S = f"[ {NBSP}{NARROW_NBSP}]"
_CAP = rf"[{UPPER}][^\W\d_]*"
_KIND_OF_STREET = (
    r"(?:ul\.|ulice|ulici|ulicí|nám\.|náměstí|tř\.|třída|třídě|třídy|nábř\.|nábřeží|sídl\.|sídliště|sídlišti)"
)
_PREPOSITION = r"(?:Na|U|Pod|Nad|Za|V|Ve|K|Ke|Při|Mezi|Před|Do|Od|Po)"
_WORDS = (
    rf"(?:{_KIND_OF_STREET}{_S}?)?(?:[0-9]{{1,2}}\.{_S})?(?:{_PREPOSITION}{_S})?(?:{_CAP}\.?|[0-9]{{1,2}}\.)"
    rf"(?:{_S}(?:{_CAP}\.?|ulice|třída|náměstí|nábřeží|sady|nad|pod|května|října|listopadu|dubna|pluku|armády)){{0,3}}"
)
_NUMBER = (
    rf"(?:č\.{_S}?(?:p\.|e\.|o\.|d\.)?{_S}?|čp\.?{_S}?"
    rf"|č\.p\.{_S}?)?[0-9]{{1,4}}(?:{_S}?/{_S}?[0-9]{{1,4}})?(?:{_S}?[a-hA-H](?!\w))?"
    rf"(?![0-9]|{_S}?(?:%|Kč|hod|let|dn[íů]|osob|dět|míst|účast|kus|tis|mil|měs|týd|min|km|m2|člen|čl)"
    rf"|\.{_S}?[0-9a-záčďéěíňóřšťúůýž]|:[0-9])"
)
_TOWN = (
    rf"{_CAP}(?:{_S}{_CAP}){{0,2}}(?:{_S}(?:nad|pod|u|na|v|ve|za){_S}{_CAP}(?:{_S}{_CAP})?)?"
    rf"(?:{_S}?[-{EN_DASH}]{_S}?{_CAP}(?:{_S}{_CAP}){{0,2}})?(?:{_S}[0-9]{{1,2}}(?![0-9./:]))?"
)
_POSTCODE = rf"[0-9]{{3}}{_S}?[0-9]{{2}}(?![0-9])"
_FLAT = (
    rf"(?:byt\w?(?:{_S}č(?:\.|íslo))?{_S}?[0-9]{{1,3}}|(?:[0-9]{{1,2}}\.|první|druhé|třetí|čtvrté|páté|šesté|sedmé"
    rf"|osmé){_S}(?:patro|podlaží|NP)"
    rf"|přízemí|suterén|vchod{_S}\w{{1,3}}|dveře{_S}\w{{1,4}})"
)
_TAIL = (
    rf"(?:,?{_S}?{_FLAT})?(?:,?{_S}?(?:PSČ:?{_S}?)?{_POSTCODE}(?:,?{_S}{_TOWN})?|,{_S}?(?=[{UPPER}]){_TOWN})?"
    rf"(?:,?{_S}?{_FLAT})?"
)
_STREET = rf"{_WORDS}{_S}{_NUMBER}{_TAIL}"
_CUE = re.compile(
    rf"(?i)(?<!\w)(?:(?:trvale{_S}|přechodně{_S}|t\.{_S}?č\.{_S}|hlášen\w{{0,2}}{_S})?bytem|(?:trval\w{{1,3}}"
    rf"|přechodn\w{{1,3}}|hlášen\w{{1,3}}|míst\w{{1,2}}){_S}"
    rf"(?:pobyt\w{{0,2}}|bydlišt\w{{1,3}})|bydlišt\w{{1,3}}|bydl(?:í|íte|ím|íme|ící\w{{0,2}}|el\w{{0,2}}|ela|eli"
    rf"|eti?|iště)|"
    rf"(?:doručovací{_S}|korespondenční{_S})?adres(?:a|u|y|e|ou)|pobyt(?:em|u)?|hlášen\w{{0,2}}"
    rf"|zdržuj\w{{1,2}}(?:{_S}se)?|"
    rf"nastěhova\w{{1,3}}|přestěhova\w{{1,3}}|přihlášen\w{{0,2}})(?!\w)"
)
_AFTER_CUE = re.compile(
    rf"(?:{_S}*(?:je|je:|se|k|:|{EN_DASH}|-|trvale|nyní|od|aktuálně|stále|také|i|na|adrese|adresu|v|ve|do|ulici"
    rf"|ul\.|domě|bytě)){{0,5}}:?{_S}*"
    rf"(?P<value>(?:(?:v|ve){_S}{_TOWN},?{_S}(?:na{_S}|v{_S})?)?{_STREET}|{_POSTCODE}{_S}{_TOWN})"
)
_TOWN_AFTER = re.compile(
    rf"{_S}*:?{_S}*(?P<value>(?:v{_S}|ve{_S})?{_TOWN}(?:{_S}(?:č\.{_S}?p\.{_S}?)?[0-9]{{1,4}}(?:/[0-9]+)?)?)"
)
_PLAIN_TOWN_CUES = re.compile(r"(?i)bytem$|bydliště$|pobyt$|adresa$")
_FLAT_PLACE = re.compile(
    rf"(?<!\w)(?:byt\w{{0,2}}{_S})(?P<value>č(?:\.|ísl\w{{1,2}}){_S}?[0-9]{{1,4}}[a-c]?(?:(?:,?{_S}(?:na|v|ve"
    rf"|v{_S}domě)?{_S}?(?:ulici{_S}|adrese{_S}|ul\.{_S})?)?{_STREET})?)"
)
_LOOSE = re.compile(rf"(?<![\w.]){_WORDS}{_S}{_NUMBER}{_TAIL}")
_STREET_SIGN = re.compile(
    rf"(?:{_KIND_OF_STREET})|^(?:{_PREPOSITION}){_S}|[0-9]/[0-9]|č\.{_S}?p\.|{_POSTCODE}{_S}[{UPPER}]"
)
_ADJECTIVAL = re.compile(r"(?:ova|ovo|ská|cká|ní|ná|ského|ckého|á)\s(?:č\.\s?p?\.?\s?)?[0-9]")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}$")
_PUBLIC_BEFORE = re.compile(
    r"(?i)(?:úřad|magistr|ospod|\bodbor|oddělen|pracoviš|polici|služebn|škol|zš|mš|centr|místo|budov|sídl|klub|poradn|charit|diakoni|ubytov"
    r"|knihovn|zasedac|kancelář|provozov|poboč|iččo|ičo"
    r"|město|městys|obec|o\. ?p\. ?s|z\. ?[sú]\.|s\. ?r\. ?o|a\. ?s\.|křižovat|parkovišt|před domem|nemocnic"
    r"|kultur|hotel|restaur|hern|bar|prodejn|market"
    r"|zastávk|hřišt|park|soud|věznic|zastupitel|radnic|noclehár|azyl|stacion|středisk|stanic|firma|společnost"
    r"|spolek|nadac|úsek|kamer|osvětlen|lamp|výkop"
    r"|garáž|podchod|hospod|kino|divadl|muze|galeri|farnost|kostel|nádraž|opatřen|kontejner|skládk|parcel|pozemk"
    r"|objekt|dům s|domu č|skluzavk|komunik|sál|místnost|aula)"
)
_PERSON_BEFORE = re.compile(
    r"(?i)(?:\bpan\b|paní|\bpí\b|nájemc|nájemník|nájemnic|matk|otec|otce|rodič|klient|žadatel|občan|svědk|poškoz"
    r"|obvin|podezř|petent|nezl|r\. ?č|rč|nar\.|\[|byt[eu]?\b|doma|kontaktní os)"
)


def find_addresses(text: str) -> Iterator[Proposal]:
    """Yield addresses of people in ``text``; they may overlap."""
    cued: list[tuple[int, int]] = []
    for cue in _CUE.finditer(text):
        match = _AFTER_CUE.match(text, cue.end())
        if match is None and _PLAIN_TOWN_CUES.search(cue.group()):
            match = _TOWN_AFTER.match(text, cue.end())
        if match is not None and not _is_public(text, cue.start()):
            cued.append((cue.start(), match.end("value")))
            yield Proposal(*match.span("value"), Kind.ADDRESS, f"adresa po „{cue.group().strip().lower()}“")
    for match in _FLAT_PLACE.finditer(text):
        yield Proposal(*match.span("value"), Kind.ADDRESS, "číslo bytu")
    for match in _LOOSE.finditer(text):
        inside = cued and bisect_right(cued, (match.start(), len(text)))
        if inside and cued[inside - 1][1] > match.start():
            continue
        if _is_address(match.group()) and not _is_public(text, match.start()):
            yield Proposal(*match.span(), Kind.ADDRESS, "ulice s číslem domu")


def _is_address(found: str) -> bool:
    head = re.match(rf"{_WORDS}{_S}{_NUMBER}", found)
    core = head.group() if head else found
    if _YEAR.search(core) and not re.search(rf"{_POSTCODE}{_S}|{_KIND_OF_STREET}", found):
        return False
    if not re.search(r"[^\W\d_]{3}", core):
        return False
    if re.search(r"\sč\.\s?[0-9]", core) and not re.search(_KIND_OF_STREET, found):
        return False
    return bool(_STREET_SIGN.search(found) or _ADJECTIVAL.search(core))


def _is_public(text: str, start: int) -> bool:
    """Return whether what stands before on the line says that the address is of an institution or a place."""
    line = max(text.rfind("\n", max(0, start - 110), start) + 1, start - 110)
    before = text[line:start]
    sentence = max((before.rfind(mark) + len(mark) for mark in (". ", "; ", "! ", "? ") if mark in before), default=0)
    if (
        sentence
        and len(before) - sentence > 3
        and not re.search(r"\b(?:ul|nám|tř|č|p|tj|např|r|Dr)\. $", before[:sentence])
    ):
        before = before[sentence:]
    public = [match.end() for match in _PUBLIC_BEFORE.finditer(before)]
    person = [match.end() for match in _PERSON_BEFORE.finditer(before)]
    if _DWELLS.search(before) and not _PLACE_OF_OFFICE.search(before):
        return False
    return bool(public) and (not person or max(public) > max(person))


_DWELLS = re.compile(r"(?i)(?<!\w)(?:(?:ne)?bydl(?:í|ící\w*|el\w*)|bytem|přespává|ubytován\w*)(?!\w)")
_PLACE_OF_OFFICE = re.compile(r"(?i)(?:úřad|magistr|ospod|pracoviš|služebn|místo konání|kancelář)")
_AT_NAME = re.compile(
    rf"{_S}?(?:,|\||\t|–|;|\(|z|ze){_S}{{0,2}}(?P<value>{_STREET})(?={_S}*(?:$|[\r\n|\t;,)]))", re.MULTILINE
)


def find_listed_addresses(text: str, people: Sequence[Proposal]) -> list[Proposal]:
    """Return what stands directly behind a name and is a word or two with a house number: „Dušan Kůs, Podhoří 61“.

    A village has no word for a street and a petition no word for an address; the name says whose it is, also where the
    line begins with an institution.
    """
    found = []
    for person in people:
        match = _AT_NAME.match(text, person.end)
        if match is not None and not _YEAR.search(match.group("value")) and not _NO_STREET.match(match.group("value")):
            found.append(Proposal(*match.span("value"), Kind.ADDRESS, "dům za jménem"))
    return found


_NO_STREET = re.compile(
    rf"(?i)(?:bod|příloha|skupina|tým|linka|část|kancelář|pokoj|byt|třída|zš|mš|praha|brno|ostrava|plzeň|liberec"
    rf"|květen|červen|červenec|{'|'.join(MONTHS_GENITIVE)})\w{{0,3}}{_S}"
)

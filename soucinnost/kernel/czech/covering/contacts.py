"""What must be covered and is neither name nor address: contacts, identifying numbers, marks of earlier covering.

Here recall counts: where the text says what a number is („r. č.“, „č. ú.“, „SPZ“), the number is proposed whatever its
check digit; numbers that say nothing of themselves go through :mod:`soucinnost.kernel.personaldata` first, and then
through looser patterns that keep file numbers (MMO/123456/2017, č. j. 4471/2018) out.
"""

import re
from collections.abc import Iterator, Sequence

from soucinnost.kernel import personaldata
from soucinnost.kernel.chars import EN_DASH, NARROW_NBSP, NBSP
from soucinnost.kernel.czech.covering.shapes import Kind, Proposal
from soucinnost.kernel.dates.names import MONTHS_GENITIVE

_GAP = f"[ \\t{NBSP}{NARROW_NBSP}]"
_KINDS = {
    personaldata.Kind.BIRTH_NUMBER: (Kind.BIRTH_NUMBER, "rodné číslo"),
    personaldata.Kind.BANK_ACCOUNT: (Kind.BANK_ACCOUNT, "číslo účtu"),
    personaldata.Kind.EMAIL: (Kind.EMAIL, "e-mail"),
    personaldata.Kind.BIRTH_DATE: (Kind.BIRTH_DATE, "datum narození"),
    personaldata.Kind.PHONE: (Kind.PHONE, "telefon"),
    personaldata.Kind.CAR_PLATE: (Kind.CAR_PLATE, "registrační značka vozidla"),
}
_REDACTION = re.compile(
    r"[\[(<{]{1,2}[ ]?(?i:redakce|redigováno|redacted|anonymi[sz]ov[aá]n\w{0,2}|anonym\w{0,8}|neve[rř]ejn[eéýá]"
    r"|za[cč]ern[eě]n\w{0,2}"
    r"|vymaz[aá]n\w{0,2}|skryt\w{1,2}|os\. ?údaje?|osobní údaje?|jméno|hidden|utajeno|vypuštěno"
    r"|odstraněno)[ ]?[\])>}]{1,2}"
    r"|(?<!\w)(?:[Xx]{3,}|REDACTED|REDAKCE|ANONYMI[SZ]OVÁNO|ZAČERNĚNO)(?!\w)|(?<!\w)[Xx](?:\.[ ]?[Xx]){1,4}\.?(?!\w)"
    r"|(?<![\w*])\*{3,}(?![\w*])|(?<=\w)\*{3,}|\*{3,}(?=\w)|[▇█■▉▊▆▅▄▓▒░◼⬛]{2,}|(?<!_)_{3,}(?!_)"
    r"|(?<!\.)\.{8,}(?!\.)|#{3,}|(?<=\[)(?:\.{3}|…)(?=\])"
)
_DATE = (
    rf"(?:[0-9]{{1,2}}\.{_GAP}?[0-9]{{1,2}}\.{_GAP}?[0-9]{{2,4}}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}"
    rf"|[0-9]{{1,2}}\.{_GAP}?(?:{'|'.join(MONTHS_GENITIVE)}){_GAP}[0-9]{{4}}|[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{4}})"
)
_BIRTH_DATE = re.compile(
    r"(?<!\w)(?:nar\.?|naroz\.|dat\.?[ ]?nar\.?|d\.[ ]?n\.|narozen\w{0,4}|ročník\w{0,2}|roč\.|r\.[ ]?nar\."
    r"|datum[ ]narozen[ií]|dat(?:a|em|u)[ ]narození)"
    rf"(?P<between>[^\n0-9]{{0,25}}?)(?P<date>{_DATE}|(?:19|20)[0-9]{{2}}(?![0-9./]))(?![0-9])",
    re.IGNORECASE,
)
_BORN = re.compile(rf"\*{_GAP}?(?P<date>{_DATE}|(?:19|20)[0-9]{{2}}(?![0-9]))")
_NAMED_BIRTH_NUMBER = re.compile(
    rf"(?<!\w)(?:r\.{_GAP}?č\.?|RČ|rč\.?|R\.{_GAP}?Č\.?|[Rr]odn\w{{1,3}}{_GAP}č(?:ísl\w{{1,3}}|\.)"
    rf"|identifikační číslo osoby)[^\n0-9]{{0,15}}"
    rf"(?P<number>[0-9](?:[ {NBSP}/\-]{{0,3}}[0-9]){{5,11}})(?![0-9])"
)
_LOOSE_BIRTH_NUMBER = re.compile(
    rf"(?<![\w/.,\-])(?P<year>[0-9]{{2}})(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}}){_GAP}?/{_GAP}?(?P<end>[0-9]{{3,4}})(?![\w/]|[.,\-][0-9])"
)
_FILE_NUMBER_BEFORE = re.compile(
    r"(?i)(?:č\. ?j\.|čj\.?|zn\.|sp\. ?zn\.|č\.|číslo|usnesení|MMO|SMO|KRP\w?|faktur\w+|smlouv\w+)[\s:]*$|[\w]/$"
)
_NAMED_ACCOUNT = re.compile(
    r"(?i)(?<!\w)(?:č\.? ?ú\.?|č(?:íslo|\.|ísla|íslem)? ?(?:bankovního )?účtu|účet|účtu|účtem|účty"
    r"|bankovní spojení|prospěch|bank\. sp\w*)(?!\w)[^\n0-9]{0,40}"
    r"(?P<number>(?:[0-9]{1,6}[ ]?[-–][ ]?)?[0-9](?:[ ]?[0-9]){1,11}[ ]?/[ ]?[0-9]{4})(?![0-9])"
)
_BANK_CODES = (
    "0100|0300|0600|0710|0800|2250|2260|2600|2700|3030|3040|3050|3060|3500|4000|4300|5500|5800|6000|6100|6200|6210|6300|6700|6800"
    "|7910|7950|7960|7970|7990|8030|8040|8060|8090|8150|8190|8198|8199|8200|8220|8230|8240|8250|8255|8265|8270|8280|8283|8291|8293|8299"
)
_LOOSE_ACCOUNT = re.compile(rf"(?<![\w/.,\-])(?:[0-9]{{1,6}}-)?[0-9]{{5,10}}[ ]?/[ ]?(?:{_BANK_CODES})(?![\w/\-])")
_PREFIXED_ACCOUNT = re.compile(r"(?<![\w/.,\-])[0-9]{1,6}-[0-9]{5,10}/[0-9]{4}(?![\w/\-])")
_IBAN = re.compile(rf"(?<!\w)[A-Z]{{2}}[0-9]{{2}}(?:{_GAP}?[0-9A-Z]{{4}}){{3,7}}(?:{_GAP}?[0-9A-Z]{{1,3}})?(?!\w)")
_NAMED_PHONE = re.compile(
    r"(?i)(?<!\w)(?:tel|telefon\w{0,3}|mobil\w{0,3}|mob|gsm|fax|volat|volejte|zavolat|zavolejte|brnkn\w+|sms"
    r"|whatsapp\w?|t|m)(?:\.|(?!\w))(?:[ ]?(?:č\.|číslo|na))?[\s:.]{0,4}"
    rf"(?P<number>(?:\+|00)?[0-9](?:[ {NBSP}{NARROW_NBSP}/.\-{EN_DASH}()]{{0,2}}[0-9]){{5,13}})(?![0-9])"
)
_NAMED_PLATE = re.compile(
    r"(?<!\w)(?:SPZ|RZ|MPZ|VRZ|[Rr]eg(?:istrační|\.)[ ]?zn(?:ačk\w{1,3}|\.)"
    r"|[Ss]tátní poznávací značk\w{1,3})[\s:.–-]{0,4}"
    r"(?P<plate>(?=[0-9A-Za-z \-]{0,6}[0-9])[0-9A-Za-z]{1,4}(?:[ \-]?[0-9A-Z]{1,4}){1,3})(?!\w)"
)
_PLATE_AFTER_CAR = re.compile(
    r"(?i)(?<!\w)(?:vozid\w{1,4}|auto\w{0,3}|aut[auě]m?|vůz|vozu|vozem|přívěs\w{0,2}|motocykl\w{0,2}"
    r"|dodávk\w{1,2})[^\n.0-9]{0,40}?"
    r"(?P<plate>(?<!\w)[1-9][a-z][0-9a-z][ ]?[0-9]{2}[ ]?[0-9]{2})(?![\w/])"
)
_OLD_PLATE = re.compile(r"(?<![\w\-/])[A-Z]{3}[ ]?[0-9]{2}-[0-9]{2}(?![\w\-/])")
_NEW_PLATE = re.compile(
    r"(?<![\w\-/.])[1-9][A-Z][0-9A-Z][ -]?[0-9]{2}[ -]?[0-9]{2}(?![\w\-/])|(?<!\w)E[LV][ -]?[0-9]{3}[ ]?[A-Z]{2}(?!\w)"
)
_DATA_BOX = re.compile(
    r"(?i)(?<!\w)(?P<cue>(?:id )?datov\w{1,3} schránk\w{0,3}|(?:id )?dat\. ?schr\w*\.?|datovk\w{1,2}"
    r"|schránk\w{1,2}|id ?ds|isds|ds)(?!\w)"
    r"(?P<between>[^\n0-9]{0,30}?)(?P<box>(?<!\w)[a-z0-9]{7}(?!\w))"
)


def find_contacts(text: str) -> list[Proposal]:
    """Return contacts, identifying numbers and redaction marks in ``text``; they may overlap."""
    found = [
        Proposal(finding.start, finding.end, *_KINDS[finding.kind])
        for finding in personaldata.find_personal_data(text)
        if finding.kind is not personaldata.Kind.BIRTH_DATE
    ]
    for search in (_redactions, _birth_dates, _birth_numbers, _accounts, _phones, _plates, _data_boxes):
        found.extend(search(text))
    return found


def _redactions(text: str) -> Iterator[Proposal]:
    for match in _REDACTION.finditer(text):
        yield Proposal(*match.span(), Kind.REDACTION, "značka dřívějšího začernění")


def _birth_dates(text: str) -> Iterator[Proposal]:
    for pattern in (_BIRTH_DATE, _BORN):
        for match in pattern.finditer(text):
            if pattern is _BORN or not re.search(r"[;:]\s*\S|[.!?]\s+[^\W\d]", match.group("between")):
                yield Proposal(*match.span("date"), Kind.BIRTH_DATE, "datum narození")


def _birth_numbers(text: str) -> Iterator[Proposal]:
    for match in _NAMED_BIRTH_NUMBER.finditer(text):
        yield Proposal(*match.span("number"), Kind.BIRTH_NUMBER, "rodné číslo")
    for match in _LOOSE_BIRTH_NUMBER.finditer(text):
        month, day = int(match.group("month")) % 50, int(match.group("day"))
        is_date = (1 <= month <= 12 or 21 <= month <= 32) and 1 <= day <= 31
        is_year = len(match.group("end")) == 4 and match.group("end")[:2] in ("19", "20")
        if is_date and not is_year and not _FILE_NUMBER_BEFORE.search(text[max(0, match.start() - 20) : match.start()]):
            yield Proposal(*match.span(), Kind.BIRTH_NUMBER, "číslo jako rodné")


def _accounts(text: str) -> Iterator[Proposal]:
    for match in _NAMED_ACCOUNT.finditer(text):
        yield Proposal(*match.span("number"), Kind.BANK_ACCOUNT, "číslo účtu")
    for pattern in (_LOOSE_ACCOUNT, _PREFIXED_ACCOUNT):
        for match in pattern.finditer(text):
            if not _FILE_NUMBER_BEFORE.search(text[max(0, match.start() - 20) : match.start()]):
                yield Proposal(*match.span(), Kind.BANK_ACCOUNT, "číslo účtu s kódem banky")
    for match in _IBAN.finditer(text):
        yield Proposal(*match.span(), Kind.BANK_ACCOUNT, "číslo účtu IBAN")


def _phones(text: str) -> Iterator[Proposal]:
    for match in _NAMED_PHONE.finditer(text):
        digits = re.sub(r"\D", "", match.group("number"))
        bare = match.group()[:1] in "tmTM" and not match.group()[1:2].isalpha()
        if not digits.startswith(("800", "1160", "1161")) and (not bare or len(digits) >= 9):
            yield Proposal(*match.span("number"), Kind.PHONE, "telefon")


def _plates(text: str) -> Iterator[Proposal]:
    for pattern in (_NAMED_PLATE, _PLATE_AFTER_CAR):
        for match in pattern.finditer(text):
            yield Proposal(*match.span("plate"), Kind.CAR_PLATE, "registrační značka vozidla")
    for pattern in (_OLD_PLATE, _NEW_PLATE):
        for match in pattern.finditer(text):
            yield Proposal(*match.span(), Kind.CAR_PLATE, "registrační značka vozidla")


def _data_boxes(text: str) -> Iterator[Proposal]:
    for match in _DATA_BOX.finditer(text):
        box, between = match.group("box"), match.group("between")
        direct = not re.sub(r"(?i)[\s:=(,–-]|id|ds|č\.|číslo|je", "", between)
        cued = match.group("cue").lower().startswith(("id", "dat", "isds"))
        has_digit = any(char.isdigit() for char in box)
        has_letter = any(char.isalpha() for char in box)
        if has_letter and (has_digit or direct and cued and (":" in between or "id" in match.group("cue").lower())):
            yield Proposal(*match.span("box"), Kind.DATA_BOX, "identifikátor datové schránky")


def find_listed_birth_dates(text: str, people: Sequence[Proposal]) -> list[Proposal]:
    """Return dates that stand beside names: in brackets directly behind one, or in a column of a list of people.

    A column holds dates of birth when its heading says so or when the years of its lines differ by more than one;
    otherwise it may be a column of terms.
    """
    found: list[Proposal] = []
    column: list[re.Match[str]] = []
    for person in people:
        bracketed = _IN_BRACKETS.match(text, person.end)
        if bracketed is not None:
            found.append(Proposal(*bracketed.span("date"), Kind.BIRTH_DATE, "datum v závorce za jménem"))
        listed = _IN_COLUMN.match(text, person.end)
        if listed is not None:
            column.append(listed)
    years = {int(match.group("date")[-4:]) for match in column if match.group("date")[-4:].isdigit()}
    titled = re.search(r"(?im)^[^\n]{0,60}(?:nar\.|naroz|dat\. nar|ročník|seznam dětí)[^\n]{0,60}$", text) is not None
    if years and (max(years) - min(years) > 1 or titled):
        found += [Proposal(*match.span("date"), Kind.BIRTH_DATE, "datum v seznamu osob") for match in column]
    return found


_IN_BRACKETS = re.compile(rf",?{_GAP}?\({_GAP}?(?:nar\.?{_GAP}?)?(?P<date>{_DATE}|(?:19|20)[0-9]{{2}}){_GAP}?[),;]")
_IN_COLUMN = re.compile(rf"{_GAP}*(?:\t|\||;|  |–|,){_GAP}*(?P<date>{_DATE}){_GAP}*(?=$|[\r\n\t|;,])", re.MULTILINE)

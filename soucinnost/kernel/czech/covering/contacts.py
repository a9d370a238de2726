"""What must be covered and is no name: contacts, identifying numbers, and marks of what was covered before.

Here recall counts: where the text says what a number is („r. č.“, „č. ú.“, „SPZ“), the number is proposed whatever its
check digit; numbers that say nothing of themselves go through :mod:`soucinnost.kernel.personaldata`.
"""

import re

from soucinnost.kernel import personaldata
from soucinnost.kernel.chars import NARROW_NBSP, NBSP
from soucinnost.kernel.czech.covering.shapes import Kind, Proposal

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
    r"[\[(<{]{1,2}(?i:redakce|redacted|anonymizov[aá]n\w{0,2}|neve[rř]ejn[eéý]|začerněno|vymazáno|skryto)[\])>}]{1,2}"
    r"|(?<!\w)(?:[Xx]{3,}|REDACTED|REDAKCE|ANONYMIZOVÁNO)(?!\w)|\*{3,}|[▇█■▉▆▅▄]{2,}|_{3,}"
)


def find_contacts(text: str) -> list[Proposal]:
    """Return contacts, identifying numbers and redaction marks in ``text``; they may overlap."""
    found = [
        Proposal(finding.start, finding.end, *_KINDS[finding.kind]) for finding in personaldata.find_personal_data(text)
    ]
    for match in _REDACTION.finditer(text):
        found.append(Proposal(*match.span(), Kind.REDACTION, "značka dřívějšího začernění"))
    return found

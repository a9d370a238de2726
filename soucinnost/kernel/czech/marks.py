"""Marks that cover something in a text that came from elsewhere: [REDAKCE], crosses, stars, black blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARK = re.compile(
    r"[\[(<{]{1,2}\s?(?i:redakce|redigov[aá]no|redacted|anonymi[zs]ov[aá]n\w{0,2}|anonymizace|neve[rř]ejn[eéý]\w?|"
    r"začerněn\w|vymazán\w|skryt\w|odstraněno|(?:osobní |os\. )úda[je]\w?|jméno)\s?[\])>}]{1,2}"
    r"|(?<![\w@.])(?:[Xx]{3,}(?![\w@]|\.\s?[a-z])|(?:REDACTED|REDAKCE|ANONYMIZOVÁNO)(?!\w))|\*{3,}|[▇█■▉▆▅▄]{2,}"
)


def find_marks(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each mark, in order."""
    for match in _MARK.finditer(text):
        yield match.span()

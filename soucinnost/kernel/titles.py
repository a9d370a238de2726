"""Academic titles and police and military ranks that stand with a Czech name.

Sources: act 111/1998 Sb. § 45–47 (academic titles), act 361/2003 Sb. § 8 (ranks of the security forces),
act 221/1999 Sb. § 7 (military ranks). Older and foreign degrees as they occur in lists.
"""

import re
from typing import NamedTuple

# Longer forms stand before those that they begin with.
TITLES_BEFORE = (
    "Ing. arch.",
    "akad. mal.",
    "akad. soch.",
    "brig. gen.",
    "arm. gen.",
    "vrch. insp.",
    "PaedDr.",
    "PharmDr.",
    "ThMgr.",
    "ThLic.",
    "ThDr.",
    "MUDr.",
    "MVDr.",
    "MDDr.",
    "JUDr.",
    "PhDr.",
    "PhMr.",
    "RNDr.",
    "RSDr.",
    "doc.",
    "prof.",
    "BcA.",
    "Bc.",
    "Ing.",
    "MgA.",
    "Mgr.",
    "Dr.",
    "genmjr.",
    "genpor.",
    "nstržm.",
    "stržm.",
    "nprap.",
    "pprap.",
    "prap.",
    "npor.",
    "ppor.",
    "por.",
    "škpt.",
    "kpt.",
    "mjr.",
    "pplk.",
    "plk.",
    "nrtm.",
    "rtm.",
    "rtn.",
    "čet.",
    "des.",
    "svob.",
    "voj.",
    "insp.",
    "et",
)
TITLES_AFTER = (
    "dr. h. c.",
    "Ph.D.",
    "Th.D.",
    "DrSc.",
    "CSc.",
    "DiS.",
    "LL.M.",
    "LL.B.",
    "MBA",
    "MPA",
    "BBA",
    "DBA",
    "MSc.",
    "BSc.",
    "M.A.",
    "B.A.",
    "MHA",
    "FCCA",
)


class FoundTitle(NamedTuple):
    """A title recognised in text: its proper form, on which side it belongs, how many characters it took."""

    title: str
    before: bool
    length: int


def _pattern(title: str) -> re.Pattern[str]:
    """Return a pattern for ``title`` with its inner dots and spaces optional.

    With a closing dot any letter case is accepted and a name may be glued to it („Mgr.Jana“); without one only the
    proper letters are, and nothing may follow them directly.
    """
    loose = r"\.?\s*".join(re.escape(part) for part in re.split(r"[. ]+", title) if part)
    return re.compile(rf"(?:(?i:{loose})\.|{loose}(?![\w.]))")


_PATTERNS = tuple(
    (title, before, _pattern(title))
    for titles, before in ((TITLES_AFTER, False), (TITLES_BEFORE, True))
    for title in titles
)


_TWO_LETTERS = re.compile(r"([^\W\d_])[.\s]*([^\W\d_])")
_STARTS = frozenset(
    "".join(re.findall(r"[^\W\d_]", title)[:2]).lower() for titles in (TITLES_AFTER, TITLES_BEFORE) for title in titles
)


def match_title(text: str, position: int) -> FoundTitle | None:
    """Return the title that starts at ``position`` of ``text``, if any."""
    start = _TWO_LETTERS.match(text, position)
    if start is None or (start[1] + start[2]).lower() not in _STARTS:
        return None
    for title, before, pattern in _PATTERNS:
        match = pattern.match(text, position)
        if match is not None:
            return FoundTitle(title, before, match.end() - position)
    return None

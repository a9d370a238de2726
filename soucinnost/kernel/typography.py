"""Czech typography for text that people typed on an ordinary keyboard.

Sources of the rules: ČSN 01 6910 and the Internet Language Handbook of the Czech Language Institute.
Every rule replaces one character by one other: a space by a non-breaking one, a straight quotation mark by
„ or “, a hyphen by an en dash. So nothing is added or lost, and positions in the text stay valid.
The rules are repeated until nothing changes, which makes them idempotent by construction.
"""

import re
from functools import lru_cache

from soucinnost.kernel.chars import CLOSING_QUOTE, EN_DASH, LOWER, NBSP, OPENING_QUOTE, UPPER

# Protected pieces are taken out and stand in the text as one private-use character each.
_WORD_MARK = "\U000f0000"  # stands for an address, a file name, a placeholder: reads like a word or number
_TAG_MARK = "\U000f0001"  # stands for a tag or entity: has no width

# Lengths are bounded so that hostile input cannot make matching slow.
_ADDRESSES = (
    r"(?:https?|ftp)://[^\s<>\"„“]+",
    r"mailto:[^\s<>\"„“]+",
    r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}",
    r"www\.[^\s<>\"„“]+",
    r"(?<![\w.-])(?:[\w-]{1,63}\.){1,8}(?:cz|sk|eu|com|org|net|info|gov)\b(?:/[^\s<>\"„“]*)?",
    r"(?<![^\s<>\"„“])[^\s<>\"„“]{1,200}\.(?:docx?|xlsx?|pptx?|odt|ods|pdf|txt|csv|jpe?g|png|zip|ics|html?|xml)\b",
)
_PLACEHOLDERS = (
    r"\{\{.{0,200}?\}\}",
    r"\{%.{0,200}?%\}",
    r"%\(\w{1,64}\)[-#0 +]?[0-9]{0,3}(?:\.[0-9]{1,3})?[a-z]",
    r"%[sdif]\b",
    r"\{[\w.\[\]]{0,64}(?:![rsa])?(?::[^{}\s]{0,32})?\}",
)
_TAGS = (r"</?[A-Za-z][^<>]*>", r"<!--.{0,500}?-->", r"&(?:\w+|#[0-9]+);")
_OWN_MARKS = f"[{_WORD_MARK}{_TAG_MARK}]"

_PROTECTED_TEXT = re.compile("|".join((_OWN_MARKS, *_ADDRESSES)))
_PROTECTED_MESSAGE = re.compile("|".join((_OWN_MARKS, rf"(?P<tag>{'|'.join(_TAGS)})", *_PLACEHOLDERS, *_ADDRESSES)))

_MONTHS = "ledna února března dubna května června července srpna září října listopadu prosince".replace(" ", "|")
_UNITS = (
    "Kč|korun|EUR|eur|€|%|‰|°C|tis|mil|mld|km²|m²|m³|km|cm|mm|m|ha|kg|g|t|l|kB|MB|GB|kWh|kW|h|hod|hodin|hodiny|hodinu|"
    "hodina|min|minut|minuty|minutu|s|den|dny|dní|dnů|dne|týden|týdny|týdnů|měsíc|měsíce|měsíců|rok|roky|roku|let|"
    "lety|letech|osob|osoby|osobám|lidí|obyvatel|dětí|žáků|klientů|členů|krát|x|×|bodů|ks"
)
_BEFORE = (
    "č|čís|čj|str|s|ul|nám|tř|nábř|odst|písm|čl|obr|tab|kap|příl|tel|např|tj|tzn|tzv|popř|resp|mj|sv|p|zn|sp|"
    "Bc|BcA|Ing|Mgr|MgA|MUDr|MVDr|MDDr|JUDr|PhDr|RNDr|PaedDr|PharmDr|ThDr|ThLic|Dr|doc|prof|arch|akad|"
    "rtn|stržm|nstržm|pprap|prap|nprap|ppor|por|npor|kpt|škpt|mjr|pplk|plk|brig|gen|genmjr|genpor"
)
# Words before "12-34" which say that it is a number of something, not a range.
_CODES = "tel|telefon|mobil|fax|linka|čj|č|j|zn|kód|kódy|IČO?|DIČ|PSČ|ISBN|ISSN|ISO|EN|ČSN|RZ|SPZ"

_DAY = "(?:0?[1-9]|[12][0-9]|3[01])"
_MONTH = "(?:0?[1-9]|1[0-2])"
_YEAR = "(?:19|20)[0-9]{2}"

_NUMERIC_DATE = re.compile(rf"(?<![\w.]){_DAY}\. ?{_MONTH}\.(?: {_YEAR}(?!\w))?")
_WORDED_DATE = re.compile(rf"(?<![\w.]){_DAY}\. ?(?:{_MONTHS})(?: {_YEAR})?(?!\w)")
_THOUSANDS = re.compile(r"(?<!\w)[0-9]{1,3}(?: [0-9]{3})+(?!\w)")
_POSTCODE = re.compile(r"(?<!\w)[1-7][0-9]{2} [0-9]{2}(?!\w)")

_ONE_LETTER = re.compile(r"(?<![\w.,’'])([ksvzouaiKSVZOUAI]) (?=\S)")
_UNIT = re.compile(rf"([0-9]{_TAG_MARK}?|{_WORD_MARK}) (?=(?:{_UNITS})(?!\w))")
_PARAGRAPH = re.compile(r"(§) (?=\S)")
_ORDINAL = re.compile(rf"(?<![\w.,])([0-9]{{1,3}}\.) (?=[{LOWER}])")
_ABBREVIATION = re.compile(rf"(?<!\w)((?:{_BEFORE})\.) (?=\S)")
_SALUTATION = re.compile(rf"(?<!\w)(pí) (?=[{UPPER}])")
_INITIAL = re.compile(rf"(?<!\w)([{UPPER}]\.) (?=[{UPPER}])")
_AFTER_FIGURE = (_UNIT, _ORDINAL)
_AFTER_SIGN = ((_ONE_LETTER, " "), (_PARAGRAPH, "§"), (_ABBREVIATION, ". "), (_SALUTATION, "pí "), (_INITIAL, ". "))
_BOUND = rf"\1{NBSP}"
_WHOLE = (_NUMERIC_DATE, _WORDED_DATE, _THOUSANDS, _POSTCODE)

_SPACED_HYPHEN = re.compile(rf"(?<=\S[ {NBSP}])-(?=[ {NBSP}])")
_FIGURE = r"[0-9]{1,4}(?:,[0-9]{1,2})?"
_RANGE = re.compile(rf"(?<![\w.,:/+\-{EN_DASH}])(?P<low>{_FIGURE})-(?P<high>{_FIGURE})(?![\w/\-{EN_DASH}]|[.,:][0-9])")
_CLOCK = r"[0-9]{1,2}[.:][0-9]{2}"
_CLOCK_RANGE = re.compile(rf"(?<![\w.,:/+\-]){_CLOCK}-{_CLOCK}(?![\w/\-]|[.,:][0-9])")
_GAP = f"[ {NBSP}]"
_DATE_RANGE = re.compile(
    rf"(?<![\w.])(?:{_DAY}\.(?:{_GAP}?{_MONTH}\.(?:{_GAP}?{_YEAR})?)?)-(?={_DAY}\.{_GAP}?(?:{_MONTH}\.|[{LOWER}]))"
)
_CODE_BEFORE = re.compile(rf"(?<!\w)(?:{_CODES})[.:]*[ {NBSP}]*$")
_LOOK_BACK = 16
_BREAKING = re.compile(rf"[^\S{NBSP}]+")
_SHORT = 200

# Without one of these signs no rule can apply: an address has a dot, a sign „@“ or „:“, a message a bracket or „%“.
_MAY_BE_PROTECTED = re.compile(rf"[.@:<&{{%{_WORD_MARK}{_TAG_MARK}]")
_MAY_BE_UNIT = re.compile(rf"[0-9{_WORD_MARK}]")

_QUOTES = frozenset(f'"{OPENING_QUOTE}{CLOSING_QUOTE}')
_OPENS_AFTER = frozenset(f"([{{/-{EN_DASH}—‚{_TAG_MARK}")
_CLOSES_BEFORE = frozenset(f".,;:!?)]}}/…-{EN_DASH}—‘{_TAG_MARK}")


def typo(text: str) -> str:
    """Return ``text`` with Czech spacing, quotation marks and dashes; addresses and file names stay as they are.

    Non-breaking spaces come after one-letter prepositions and conjunctions, inside dates and thousands, between a
    number and its unit, after titles, initials and abbreviations such as „č.“. Straight quotation marks become
    „ and “, a hyphen between spaces and in a range of numbers becomes an en dash. The length does not change.
    """
    return _kept(text) if len(text) <= _SHORT else _until_stable(text, _PROTECTED_TEXT)


def shortened(text: str, most: int = 120) -> str:
    """Return ``text`` on one line, no longer than ``most`` characters; a longer one ends after a whole word with „…“.

    A word longer than half of that is cut inside. Non-breaking spaces stay, and it never ends between the words that
    they bind.
    """
    line = _BREAKING.sub(" ", text).strip()
    if len(line) <= most:
        return line
    space = line.rfind(" ", most // 2, most)
    return line[: space if space > 0 else most - 1].rstrip(" ,;:–-") + "…"


@lru_cache(maxsize=4096)
def _kept(text: str) -> str:
    """The answer for a name or a title, which come again and again; it depends on nothing but the text."""
    return _until_stable(text, _PROTECTED_TEXT)


def typo_message(text: str) -> str:
    """Like :func:`typo`, for messages of the translation catalog.

    Placeholders (``%(x)s``, ``%s``, ``{x}``, ``{{ x }}``), tags and entities stay as they are; a unit after a
    placeholder is treated as a unit after a number.
    """
    return _until_stable(text, _PROTECTED_MESSAGE)


def _until_stable(text: str, protected: re.Pattern[str]) -> str:
    while True:
        step = _once(text, protected)
        if step == text:
            return text
        text = step


def _once(text: str, protected: re.Pattern[str]) -> str:
    kept: list[str] = []

    def take_out(match: re.Match[str]) -> str:
        kept.append(match.group())
        return _TAG_MARK if match.groupdict().get("tag") else _WORD_MARK

    bare = protected.sub(take_out, text) if _MAY_BE_PROTECTED.search(text) else text
    bare = _quotes(_dashes(_spaces(bare)))
    if not kept:
        return bare
    pieces = iter(kept)
    return re.sub(_OWN_MARKS, lambda match: next(pieces), bare)


def _spaces(text: str) -> str:
    """Bind what belongs together; rules whose sign does not stand in the text are not tried."""
    if " " not in text:
        return text
    if _MAY_BE_UNIT.search(text):
        for pattern in _WHOLE:
            text = pattern.sub(lambda match: match.group().replace(" ", NBSP), text)
        for pattern in _AFTER_FIGURE:
            text = pattern.sub(_BOUND, text)
    for pattern, sign in _AFTER_SIGN:
        if sign in text:
            text = pattern.sub(_BOUND, text)
    return text


def _dashes(text: str) -> str:
    if "-" not in text:
        return text
    text = _SPACED_HYPHEN.sub(EN_DASH, text)
    text = _DATE_RANGE.sub(lambda match: match.group()[:-1] + EN_DASH, text)
    text = _CLOCK_RANGE.sub(lambda match: match.group().replace("-", EN_DASH), text)
    return _RANGE.sub(_range, text)


def _range(match: re.Match[str]) -> str:
    """Return a range of numbers with an en dash, anything else that looks like one unchanged."""
    low, high = match["low"], match["high"]
    rising = float(low.replace(",", ".")) < float(high.replace(",", "."))
    padded = any(figure[0] == "0" and figure[1:2].isdigit() for figure in (low, high))
    before = match.string[max(0, match.start() - _LOOK_BACK) : match.start()]
    if not rising or padded or _CODE_BEFORE.search(before):
        return match.group()
    return f"{low}{EN_DASH}{high}"


def _quotes(text: str) -> str:
    """Turn straight quotation marks into opening and closing ones by what stands around them.

    Neighbouring quotation marks of any shape are looked through, so that the answer does not depend on
    which of them have been turned already.
    """
    if '"' not in text:
        return text
    after = _next_beside_quotes(text)
    result: list[str] = []
    before, depth = " ", 0
    for index, char in enumerate(text):
        turned = _quote(before, after[index], depth) if char == '"' else char
        if turned == OPENING_QUOTE:
            depth += 1
        elif turned == CLOSING_QUOTE:
            depth = max(0, depth - 1)
        if char not in _QUOTES:
            before = char
        result.append(turned)
    return "".join(result)


def _next_beside_quotes(text: str) -> list[str]:
    """Return for each place the first following character that is no quotation mark; a space at the end."""
    found: list[str] = []
    following = " "
    for char in reversed(text):
        found.append(following)
        if char not in _QUOTES:
            following = char
    found.reverse()
    return found


def _quote(before: str, after: str, depth: int) -> str:
    """Return the mark for a straight one between two characters, ``depth`` quotations deep; straight when unclear."""
    can_open = (before.isspace() or before in _OPENS_AFTER) and not after.isspace()
    can_close = not before.isspace() and (after.isspace() or after in _CLOSES_BEFORE)
    if can_open and not (can_close and depth):
        return OPENING_QUOTE
    if not before.isspace() and (depth or (can_close and not before.isdigit())):
        return CLOSING_QUOTE
    return '"'

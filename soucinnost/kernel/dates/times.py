"""Reading a time of day."""

import re
from datetime import time

from soucinnost.kernel.dates.errors import NonexistentDate, UnreadableDate
from soucinnost.kernel.errors import quoted
from soucinnost.kernel.folding import fold

_TIME = re.compile(
    r"(?:(?:v|ve|od|do|o) )?"
    r"(?:(?P<hour>[0-9]{1,2})(?: ?[.:,] ?(?P<minute>[0-9]{2})(?:[.:](?P<second>[0-9]{2}))?)?"
    r"|(?P<glued_hour>[0-9]{1,2})(?P<glued_minute>[0-9]{2}))"
    r" ?(?:h|hod|hodin|hodina|hodiny|hodine)?\.?"
)


def parse_time(text: str) -> time:
    """Return the time of day in ``text``: „9.00“, „9:00“, „9“, „930“, „17.00 hodin“, „v 9 h“.

    Raises :class:`UnreadableDate` (codes ``empty``, ``unreadable``) or :class:`NonexistentDate`.
    """
    tidy = fold(text)
    if not tidy:
        raise UnreadableDate("empty", "Čas není vyplněn.")
    match = _TIME.fullmatch(tidy)
    if match is None:
        raise UnreadableDate("unreadable", f"Čas {quoted(text)} nelze přečíst. Napište ho například 9.00.", text=text)
    hour = int(match["hour"] or match["glued_hour"])
    minute = int(match["minute"] or match["glued_minute"] or 0)
    try:
        return time(hour, minute, int(match["second"] or 0))
    except ValueError:
        message = f"Čas {quoted(text)} neexistuje. Den má čas od 0.00 do 23.59."
        raise NonexistentDate("nonexistent", message, text=text) from None

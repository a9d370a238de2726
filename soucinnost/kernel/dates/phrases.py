"""Terms that are not dates yet: „do příštího jednání“."""

import re

from soucinnost.kernel.folding import fold

_WHICH = "(?:pristi(?:ho|m|mu)?|dalsi(?:ho|m|mu)?|nejblizsi(?:ho|m|mu)?|nasledujici(?:ho|m|mu)?)"
_WHAT = (
    "(?:(?:pracovni |radne |spolecne )?"
    "(?:jednani|schuz(?:e|i)|schuzk(?:a|y|u)|schuzce|setkani|zasedani|porad(?:a|y|u|e)|ps))"
)
_NEXT_MEETING = re.compile(
    rf"(?:(?:nejpozdeji )?(?:do|na|pri|pro|k|ke) )?(?:priste|{_WHICH} {_WHAT}(?: (?:pracovni )?skupiny| ps)?)"
)


def is_next_meeting(text: str) -> bool:
    """Return whether the whole ``text`` says „by the next meeting“ instead of a date.

    „do příštího jednání“, „příští schůze“, „na příštím setkání“, „příště“; case and diacritics do not matter.
    Such a term becomes a date when the next meeting is set.
    """
    return bool(_NEXT_MEETING.fullmatch(fold(text).strip(" .,;!")))

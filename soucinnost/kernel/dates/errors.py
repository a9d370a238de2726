"""Why a date or a time was not accepted."""

from soucinnost.kernel.errors import InputError


class DateError(InputError):
    """A date or time that cannot be used; codes ``empty``, ``unreadable``, ``nonexistent``, ``out_of_range``."""


class UnreadableDate(DateError):
    """The text is not a date or time in any form that is known here (``unreadable``, ``empty``)."""


class NonexistentDate(DateError):
    """The calendar has no such day, the clock no such time (``nonexistent``)."""


class DateOutOfRange(DateError):
    """The year lies outside 1900 to 2100 (``out_of_range``)."""

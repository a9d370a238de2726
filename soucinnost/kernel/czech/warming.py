"""Loading the dictionaries before somebody waits for them: a reader for an answer, a writer for the lock."""

from soucinnost.kernel.czech.covering import propose
from soucinnost.kernel.czech.matching import index_keys


def warm() -> None:
    """Load what words are matched and names recognised by: some 200 MB and two seconds, once a process.

    A server that loads before it makes its workers (``gunicorn --preload``) shares the memory among them.
    """
    warm_words()
    propose("Zapsala paní Nováková.")


def warm_words() -> None:
    """Load what words are matched by (some 100 MB). Who writes needs it for the index, inside a transaction."""
    index_keys("Ostravě")

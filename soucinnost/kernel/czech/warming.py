"""Loading the dictionaries before the first reader waits for them."""

from soucinnost.kernel.czech.covering import propose
from soucinnost.kernel.czech.matching import index_keys


def warm() -> None:
    """Load what words are matched and names recognised by: some 200 MB and two seconds, once a process.

    A server that loads before it makes its workers (``gunicorn --preload``) shares the memory among them.
    """
    index_keys("Ostravě")
    propose("Zapsala paní Nováková.")

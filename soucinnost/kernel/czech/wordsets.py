"""Lists of words written as running text."""


def word_set(text: str) -> frozenset[str]:
    """Return the words of ``text``, which are parted by spaces and line ends."""
    return frozenset(text.split())

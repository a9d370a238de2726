"""Search keys of Czech words: any inflected form finds any other, typed with or without diacritics."""

from soucinnost.kernel.czech.matching.keys import finds, index_keys, query_keys, same_words

__all__ = ["finds", "index_keys", "query_keys", "same_words"]

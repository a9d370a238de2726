"""The one shape of "this input cannot be read" in the kernel.

Kernel functions raise a subclass of :class:`InputError`. Whoever called may show the finished Czech
sentence (``message_cs``) or word its own from the machine ``code`` and ``params``.
"""

from collections.abc import Mapping
from types import MappingProxyType


class InputError(ValueError):
    """Input that a person typed and that cannot be accepted.

    ``code`` is a stable machine word, ``message_cs`` a whole Czech sentence that says what is wrong
    and what to write instead, ``params`` the values used in the sentence.
    """

    def __init__(self, code: str, message_cs: str, **params: object) -> None:
        super().__init__(message_cs)
        self.code = code
        self.message_cs = message_cs
        self.params: Mapping[str, object] = MappingProxyType(params)


def quoted(text: str, *, limit: int = 40) -> str:
    """Return ``text`` in Czech quotation marks on one line, shortened to ``limit`` characters."""
    one_line = " ".join(text.split())
    if len(one_line) > limit:
        one_line = one_line[: limit - 1].rstrip() + "…"
    return f"„{one_line}“"

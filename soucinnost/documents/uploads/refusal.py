"""The one exception of uploads."""

from __future__ import annotations


class UploadRefused(ValueError):
    """The file is not taken. ``code`` is for programs, ``message_cs`` for the person who sent it.

    Codes: ``empty too_large unknown mismatch corrupt macros executable active archive nested bomb pixels``.
    """

    def __init__(self, code: str, message_cs: str) -> None:
        super().__init__(message_cs)
        self.code = code
        self.message_cs = message_cs

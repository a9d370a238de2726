"""Putting a mail together: plain text, one-line headers, no address that leads nowhere."""

import re

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from soucinnost.agencies.models import Person

SUBJECT_LENGTH = 200
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BREAKS = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def one_line(text: str) -> str:
    """A header's text: no line breaks and control characters (nothing can add a header), at most 200 characters."""
    clean = " ".join(_CONTROL.sub("", _BREAKS.sub(" ", text)).split())
    return clean if len(clean) <= SUBJECT_LENGTH else clean[: SUBJECT_LENGTH - 1].rstrip() + "…"


def plain(text: str) -> str:
    """A body's text: line ends as LF, no control characters besides tabulators."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def absolute(path: str) -> str:
    """The whole address of a page, or an empty text when the installation does not know its own address."""
    return settings.PUBLIC_URL.rstrip("/") + path if settings.PUBLIC_URL else ""


def dress(person: Person, body: str) -> str:
    """Add the greeting, where the person confirmed one, and the signature of the installation."""
    parts = [f"{person.salutation.strip().rstrip(',')},"] if person.salutation.strip() else []
    parts.append(plain(body))
    address = absolute("/")
    parts.append("-- \n" + (_("Součinnost: %(address)s") % {"address": address} if address else _("Součinnost")))
    return "\n\n".join(parts)


def letter(*, uid: str, address: str, subject: str, body: str, link: str, sender: str = "") -> EmailMessage:
    """The mail's frame and text; ``link`` stands on a line of its own above the signature.

    ``sender`` replaces the installation's address. The same message has always the same id.
    """
    text = body
    if link:
        head, separator, tail = body.rpartition("\n\n-- \n")
        text = f"{head}\n\n{link}{separator}{tail}" if separator else f"{body}\n\n{link}"
    origin = sender or settings.DEFAULT_FROM_EMAIL
    host = origin.rpartition("@")[2].strip(" >") or "localhost"
    headers = {"Message-ID": f"<{uid}@{host}>"} | ({} if sender else {"Auto-Submitted": "auto-generated"})
    return EmailMessage(subject=subject, body=text, from_email=origin, to=[address], headers=headers)

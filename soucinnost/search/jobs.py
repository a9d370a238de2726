"""Thin callers of the actions: the index is kept whole by itself."""

from django.utils.translation import gettext as _

from soucinnost.kernel.actor import Actor
from soucinnost.search.actions import rebuild
from soucinnost.search.files import forget_unheld
from soucinnost.search.reading import read_new_files
from soucinnost.search.versions import is_outdated


def look_after_index(*, by: Actor) -> str:
    """Make the index anew when an upgrade has changed its rules, forget files that hang nowhere any more, then read
    those that nobody has read yet."""
    said = []
    if is_outdated():
        said.append(_("Záznamů ve vyhledávání: %(count)s") % {"count": sum(rebuild().values())})
    forgotten = forget_unheld()
    if forgotten:
        said.append(_("Zapomenutých souborů, které nikde nevisí: %(count)s") % {"count": forgotten})
    read = read_new_files()
    if read:
        said.append(_("Přečtených souborů: %(count)s") % {"count": read})
    return ". ".join(said)

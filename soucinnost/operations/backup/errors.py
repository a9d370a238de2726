"""What can go wrong, as sentences for the operator."""

import errno

from django.utils.translation import gettext as _


class BackupError(Exception):
    """A backup, restore or move that did not happen; nothing half-done is left. The text says why, in Czech."""


def of_disk(error: OSError) -> BackupError:
    """Word an error of the file system."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return BackupError(_("Na disku došlo místo. Nic se nezměnilo, nedokončené soubory jsou smazané."))
    return BackupError(_("Soubor nelze zapsat nebo přečíst: %(reason)s") % {"reason": error.strerror or str(error)})

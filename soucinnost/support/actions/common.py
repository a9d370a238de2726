"""What the actions of support share: checks of input, the place of files, locking."""

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.actions import open_circle
from soucinnost.access.actors import SystemActor
from soucinnost.access.models import Circle
from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation
from soucinnost.documents.actions import attach, erase_attachments
from soucinnost.documents.models import Attachment
from soucinnost.kernel.actor import Actor
from soucinnost.notices.composing import plain
from soucinnost.support.models import FilingCircle
from soucinnost.support.rules import keeps

CLERK = SystemActor(name="support")
"""Files of support lie in a circle where nobody sits, so the installation itself puts them there."""

Record = TypeVar("Record", bound=Model)


def locked(by: Actor, record: Record) -> Record:
    """Return the record of the kept kind anew, locked for writing; 403 unless the actor keeps it."""
    found: Any = type(record)._default_manager.select_related("keeper").select_for_update(of=("self",))
    fresh: Record = found.get(pk=record.pk)
    require(keeps(by, fresh))
    return fresh


def checked(field: str, text: str, message: str) -> str:
    """Text that must be there. Raises ValidationError with the sentence under the field."""
    clean = plain(text)
    if not clean:
        raise ValidationError({field: message})
    return clean


def checked_past(field: str, day: date | None) -> date:
    """A day that has come. Raises ValidationError for none and for the future."""
    if day is None:
        raise ValidationError({field: _("Vyplňte datum.")})
    if day > timezone.localdate():
        raise ValidationError({field: _("Tento den teprve přijde. Sem patří to, co už bylo.")})
    return day


def checked_count(field: str, count: int | None) -> int | None:
    """A number of at least one, or none when nobody counted."""
    if count is None:
        return None
    if not 1 <= count <= 1_000_000:
        raise ValidationError({field: _("Napište počet od 1 do 1 000 000, nebo nechte prázdné.")})
    return int(count)


def checked_sharing(is_shared: bool, keeper: Organisation, organisation: Organisation | None) -> bool:
    """Whether the other side reads it too. Raises ValidationError when there is no other organisation."""
    if is_shared and organisation is None:
        raise ValidationError({"is_shared": _("Aby záznam viděla druhá strana, vyberte organizaci.")})
    if is_shared and organisation == keeper:
        raise ValidationError({"is_shared": _("Druhá strana je tatáž organizace, záznam už vidí.")})
    return is_shared


def filing_circle(keeper: Organisation) -> Circle:
    """The circle of the keeper's files, opened at the first one."""
    found = FilingCircle.objects.select_related("circle__controller").filter(organisation=keeper).first()
    if found is None:
        circle = open_circle(by=CLERK, organisation=keeper)
        found = FilingCircle.objects.create(organisation=keeper, circle=circle)
    return found.circle


def put_file(keeper: Organisation, upload: UploadedFile, title: str) -> Attachment:
    """Store a file; ValidationError with a Czech sentence when it is not what it says, too large and so on."""
    return attach(by=CLERK, circle=filing_circle(keeper), upload=upload, title=title)


def erase_files(attachments: Any) -> None:
    """Delete files for good."""
    erase_attachments(by=CLERK, records=Attachment.objects.filter(pk__in=attachments))

"""The statement on accessibility of the public pages; search keys written anew."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.publishing.models import PublicMinutes, Statement
from soucinnost.publishing.rules import may_write_statement
from soucinnost.publishing.selectors.snapshot import keys_of
from soucinnost.publishing.text import from_json
from soucinnost.versions.actions import keep

KIND = "publishing.statement"


@transaction.atomic
def write_statement(*, by: Actor, operator: str, contact: str, assessed_on: date, limits: str = "") -> Statement:
    """Write who answers for the accessibility of the public pages; there is one statement, earlier states are kept.

    Raises ValidationError for a day to come, for what is missing, and when somebody else has just written the first.
    """
    require(may_write_statement(by))
    if assessed_on > timezone.localdate():
        raise ValidationError({"assessed_on": _("Den posouzení je v budoucnosti.")})
    found = Statement.objects.select_for_update().first()
    statement = found or Statement()
    statement.operator, statement.contact = " ".join(operator.split()), " ".join(contact.split())
    statement.limits, statement.assessed_on = limits.replace("\x00", "").strip(), assessed_on
    if not statement.operator or not statement.contact:
        raise ValidationError(_("Vyplňte, kdo stránky provozuje a kam hlásit překážky."))
    try:
        with transaction.atomic():
            statement.save(force_insert=found is None)
    except IntegrityError as error:
        raise ValidationError(_("Prohlášení právě napsal někdo jiný. Podívejte se na ně, než ho změníte.")) from error
    keep(by=by, obj=statement, kind=KIND)
    record(by=by, verb="publishing.statement_written", object_uid=statement.uid)
    return statement


@transaction.atomic
def write_words(*, by: Actor) -> int:
    """Write the search keys of published minutes anew, after the rules of matching changed; returns how many."""
    require(by.is_system)
    count = 0
    for minutes in PublicMinutes.objects.select_for_update(of=("self",)).defer("pdf", "docx").exclude(words=""):
        minutes.words = keys_of(from_json(minutes.parts))
        minutes.save(update_fields=["words"])
        count += 1
    record(by=by, verb="publishing.words_written")
    return count

"""All writes of tokens: making, revoking, ending with the account, erasing."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.agencies.models import Person
from soucinnost.api.enums import Scope
from soucinnost.api.models import ApiToken
from soucinnost.audit.actions import record
from soucinnost.audit.models import Entry
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.tokens import new_token, token_hash

PREFIX = "soucinnost_"
"""How every token begins, so that one left in a program's source is recognised."""
MOST, MOST_DAYS = 20, 365


@transaction.atomic
def make_token(
    *, by: Actor, person: Person, name: str, scopes: Iterable[str], days: int
) -> tuple[ApiToken, str]:
    """Make a token of one's own; returns it and its text, which is not kept.

    Leave to write an area brings leave to read it, because an answer shows what was written. Raises ValidationError
    by field for a missing name, unknown or no scopes, a term outside of 1 to 365 days, or too many tokens.
    """
    require(by.person_id == person.pk and person.user is not None and person.user.is_active)
    label = " ".join(name.replace("\x00", "").split())
    if not label or len(label) > 100:
        raise ValidationError({"name": _("Napište, k čemu token slouží, nejvýše 100 znaků.")})
    wanted = set(scopes)
    if not wanted or not wanted <= set(Scope.values):
        raise ValidationError({"scopes": _("Vyberte aspoň jedno oprávnění.")})
    wanted |= {scope.replace(":write", ":read") for scope in wanted}
    if not 1 <= days <= MOST_DAYS:
        raise ValidationError({"days": _("Token platí nejméně den a nejvýše rok.")})
    if ApiToken.objects.live().filter(person=person).count() >= MOST:
        raise ValidationError(_("Máte už %(count)s platných tokenů. Nejdřív některý zrušte.") % {"count": MOST})
    text = PREFIX + new_token()
    now = timezone.now()
    token = ApiToken.objects.create(
        person=person, name=label, scopes=[scope for scope in Scope.values if scope in wanted],
        token_hash=token_hash(text), last_four=text[-4:], made_at=now, expires_at=now + timedelta(days=days),
    )
    record(by=by, verb="token.made", object_uid=token.uid)
    return token, text


@transaction.atomic
def revoke_token(*, by: Actor, token: ApiToken) -> None:
    """Revoke one's own token; a revoked one stays as it is."""
    require(by.is_system or by.person_id == token.person_id)
    if ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=timezone.now()):
        record(by=by, verb="token.revoked", object_uid=token.uid)


def end_with_account(by: Actor, entry: Entry) -> None:
    """Revoke the tokens of an account that was switched off or lost its second factor; called by the audit log."""
    found = ApiToken.objects.filter(person__user__uid=entry.object_uid, revoked_at__isnull=True)
    uids = list(found.values_list("uid", flat=True))
    if uids:
        ApiToken.objects.filter(uid__in=uids).update(revoked_at=timezone.now())
        record(by=by, verb="token.revoked", object_uid=entry.object_uid, ids=uids)


def expired(cutoff: datetime) -> QuerySet[ApiToken]:
    """Tokens that stopped working before the cut-off."""
    return ApiToken.objects.filter(Q(expires_at__lt=cutoff) | Q(revoked_at__lt=cutoff))


def erase_tokens(*, by: Actor, records: QuerySet[ApiToken], cutoff: datetime) -> int:
    """Erase tokens past their retention term."""
    uids = list(records.values_list("uid", flat=True))
    ApiToken.objects.filter(uid__in=uids).delete()
    record(by=by, verb="token.erased", ids=uids)
    return len(uids)

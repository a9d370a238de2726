"""What the audit calls what happens with tokens."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "token.made": _("založení tokenu"), "token.revoked": _("zrušení tokenu"),
    "token.used": _("použití tokenu programem (jednou za den)"), "token.listed": _("zobrazení tokenů"),
    "token.erased": _("vymazání tokenu"),
}

"""What a token may be allowed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """One area, to read or to write. A token has some of them and nothing besides."""

    GROUPS_READ = "groups:read", _("skupiny a mandáty: číst")
    MEETINGS_READ = "meetings:read", _("jednání a zápisy: číst")
    MEETINGS_WRITE = "meetings:write", _("jednání: odpovídat na pozvánky")
    TASKS_READ = "tasks:read", _("úkoly: číst")
    TASKS_WRITE = "tasks:write", _("úkoly: zadávat, plnit, psát poznámky")
    REPORTS_READ = "reports:read", _("zprávy organizací: číst")
    REPORTS_WRITE = "reports:write", _("zprávy organizací: odevzdávat")
    DIRECTORY_READ = "directory:read", _("adresář lidí a organizací: číst")

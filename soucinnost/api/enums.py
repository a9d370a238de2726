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
    BALLOTS_READ = "ballots:read", _("hlasování per rollam: číst")
    BALLOTS_WRITE = "ballots:write", _("hlasování per rollam: hlasovat")
    FILES_READ = "files:read", _("přílohy a dokumenty: číst a stahovat")
    SUPPORT_READ = "support:read", _("metodická podpora: číst oběžníky a konzultace")
    SUPPORT_WRITE = "support:write", _("metodická podpora: potvrzovat oběžníky")
    OVERVIEW_READ = "overview:read", _("přehled kraje: číst")
    DIRECTORY_READ = "directory:read", _("adresář lidí a organizací: číst")

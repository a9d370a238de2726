"""Addresses. One line for each app; the app's own urls.py holds the rest."""

from django.urls import include, path
from django.views.generic import RedirectView

from soucinnost.accounts.public import public_view

urlpatterns = [
    path("", public_view(RedirectView.as_view(pattern_name="desk:desk")), name="root"),
    path("ucet/", include("allauth.urls")),
    path("zacatek/", include("soucinnost.desk.setup.urls")),
    path("", include("soucinnost.ui.urls")),
    path("", include("soucinnost.accounts.urls")),
    path("sprava/", include("soucinnost.access.urls")),
    path("", include("soucinnost.agencies.urls")),
    path("uzemi/", include("soucinnost.territory.urls")),
    path("ciselniky/", include("soucinnost.codelists.urls")),
    path("soubory/", include("soucinnost.documents.urls")),
    path("posta/", include("soucinnost.notices.urls_queue")),
    path("odkaz/", include("soucinnost.notices.urls_links")),
    path("kalendar/", include("soucinnost.notices.urls_feeds")),
    path("hledat/", include("soucinnost.search.urls")),
    path("skupiny/", include("soucinnost.groups.urls")),
    path("ukoly/", include("soucinnost.assignments.urls")),
    path("hlasovani/", include("soucinnost.ballots.urls")),
    path("zpravy/", include("soucinnost.reports.urls")),
    path("strategie/nacist/", include("soucinnost.intake.evaluations.urls")),
    path("strategie/", include("soucinnost.strategy.urls")),
    path("jednani/", include("soucinnost.meetings.urls")),
    path("verejna-verze/", include("soucinnost.publishing.urls")),
    path("verejne/", include("soucinnost.portal.urls")),
    path("stare-zapisy/", include("soucinnost.intake.urls")),
    path("stul/", include("soucinnost.desk.urls")),
    path("metodika/", include("soucinnost.support.urls")),
    path("kraj/", include("soucinnost.overview.urls")),
    path("", include("soucinnost.api.urls")),
    path("muj-ucet/webhooky/", include("soucinnost.webhooks.urls")),
]

handler400 = "soucinnost.operations.middleware.bad_request"
handler500 = "soucinnost.operations.middleware.server_error"

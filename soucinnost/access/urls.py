"""Addresses of the administration."""

from django.urls import path

from soucinnost.access.views import accounts, audit, controllers, glass, overview, retention

app_name = "access"
urlpatterns = [
    path("", overview.administration, name="administration"),
    path("druhy-faktor/", overview.second_factor, name="second_factor"),
    path("ucty/", accounts.people, name="people"),
    path("ucty/<slug:uid>/", accounts.account, name="account"),
    path("ucty/<slug:uid>/zalozit/", accounts.open_account, name="open_account"),
    path("ucty/<slug:uid>/odkaz/", accounts.renew_link, name="renew_link"),
    path("ucty/<slug:uid>/zrusit-odkazy/", accounts.revoke_links, name="revoke_links"),
    path("ucty/<slug:uid>/vypnout/", accounts.switch_off, name="switch_off"),
    path("ucty/<slug:uid>/zapnout/", accounts.switch_on, name="switch_on"),
    path("ucty/<slug:uid>/druhy-faktor/", accounts.reset_second_factor, name="reset_second_factor"),
    path("ucty/<slug:uid>/odhlasit/", accounts.end_sessions, name="end_sessions"),
    path("ucty/<slug:uid>/e-mail/", accounts.change_email, name="change_email"),
    path("ucty/<slug:uid>/role/", accounts.give_grant, name="give_grant"),
    path("role/", accounts.grants, name="grants"),
    path("role/<slug:uid>/odebrat/", accounts.end_grant, name="end_grant"),
    path("spravci/", controllers.controllers, name="controllers"),
    path("spravci/<slug:uid>/", controllers.controller, name="controller"),
    path("spravci/<slug:uid>/logo/", controllers.set_logo, name="set_logo"),
    path("spravci/<slug:uid>/logo/odebrat/", controllers.remove_logo, name="remove_logo"),
    path("spravci/<slug:uid>/logo.png", controllers.logo, name="logo"),
    path("mimoradny-pristup/", glass.glass, name="glass"),
    path("mimoradny-pristup/<slug:uid>/", glass.break_glass, name="break_glass"),
    path("mimoradny-pristup/<slug:uid>/ukoncit/", glass.close_glass, name="close_glass"),
    path("zaznamy/", audit.audit, name="audit"),
    path("zaznamy/skupina/<slug:uid>/", audit.circle_audit, name="circle_audit"),
    path("lhuty/", retention.retention, name="retention"),
    path("lhuty/<str:key>/", retention.retention_rule, name="retention_rule"),
]

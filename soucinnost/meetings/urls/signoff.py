"""Addresses of reading and sign-off."""

from django.urls import path

from soucinnost.meetings.views import signoff

urlpatterns = [
    path("<slug:uid>/zapis/", signoff.minutes, name="minutes"),
    path("<slug:uid>/zapis/pripominky/", signoff.send_draft, name="send_draft"),
    path("<slug:uid>/zapis/pripominka/", signoff.remark, name="remark"),
    path("<slug:uid>/zapis/pripominka/<slug:remark_uid>/", signoff.settle, name="settle"),
    path("<slug:uid>/zapis/udaje/", signoff.leave, name="leave_data"),
    path("<slug:uid>/zapis/podpis/", signoff.sign_recorder, name="sign_recorder"),
    path("<slug:uid>/zapis/revize/", signoff.sign_reviewer, name="sign_reviewer"),
    path("<slug:uid>/zapis/revize-na-papire/", signoff.sign_for, name="sign_for"),
    path("<slug:uid>/zapis/uzamknout/", signoff.lock, name="lock"),
    path("<slug:uid>/zapis/schvaleni/", signoff.approve, name="approve"),
    path("<slug:uid>/zapis/otevrit/", signoff.reopen, name="reopen"),
    path("<slug:uid>/zapis/odeslani/", signoff.dispatch, name="dispatch"),
    path("<slug:uid>/zapis/odeslani/<slug:dispatch_uid>/", signoff.dispatch_remove, name="dispatch_remove"),
    path("<slug:uid>/zapis/verze/<int:number>/", signoff.version, name="version"),
]

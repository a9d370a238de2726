"""The demonstration loads once, who may sign in gets in, a backup brings it back; it goes nowhere that is in use."""

from typing import Any

import pytest
from django.conf import settings as configured
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from soucinnost.access.actors import SystemActor
from soucinnost.accounts.models import User
from soucinnost.audit.models import Entry
from soucinnost.audit.selectors import verify
from soucinnost.groups.models import Group
from soucinnost.operations.backup import restore, save
from soucinnost.operations.demo.people import signs_in
from soucinnost.publishing.models import PublicMinutes
from tests import factories
from tests.emptied import empty_what_was_written
from tests.ops.test_backup import state

BY = SystemActor("test")


@pytest.mark.django_db(transaction=True)
def test_it_loads_once_and_comes_back_from_a_backup(tmp_path: Any, settings: Any, capsys: Any) -> None:
    call_command("demo")
    said = capsys.readouterr().out
    accounts = User.objects.filter(is_demo=True)
    for address, what in signs_in():
        assert f"{address}  {what}" in said
        account = accounts.get(email=address)
        assert account.check_password(configured.DEMO_PASSWORD)
        browser = Client()
        browser.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert browser.get("/", follow=True).status_code == 200, address
    public = list(PublicMinutes.objects.all())
    assert public and verify().intact
    for minutes in public:
        assert Client().get(reverse("portal:minutes", args=[minutes.uid])).status_code == 200

    before = Entry.objects.count()
    with pytest.raises(CommandError, match="už má účty"):
        call_command("demo")
    call_command("demo", "--if-empty")
    assert Entry.objects.count() == before

    whole, groups = tmp_path / "ukazka.zip", Group.objects.count()
    saved = save(by=BY, path=whole)
    told = state()
    empty_what_was_written()
    settings.FILES_DIR = tmp_path / "obnovene"
    restored = restore(by=BY, path=whole)
    assert (restored.rows, restored.files) == (saved.rows, saved.files)
    assert state() == told and Group.objects.count() == groups and verify().intact


@pytest.mark.django_db
def test_never_in_production_nor_where_somebody_works(settings: Any) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="ostrého provozu"):
        call_command("demo")
    settings.PRODUCTION = False
    factories.user()
    with pytest.raises(CommandError, match="už má účty"):
        call_command("demo")
    assert User.objects.count() == 1 and not Group.objects.exists()

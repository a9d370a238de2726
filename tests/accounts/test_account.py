"""The own account, the command line, and what the actions refuse."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from soucinnost.access.enums import GrantRole
from soucinnost.access.models import Grant
from soucinnost.accounts import actions
from soucinnost.accounts.carrier import _carriers, carry
from soucinnost.accounts.models import PasswordLink, User
from soucinnost.accounts.sections import sections
from soucinnost.agencies.models import Person
from soucinnost.audit.models import Entry
from soucinnost.audit.selectors import verify
from tests import factories
from tests.cast import SIGNED_IN, Cast
from tests.factories import SYSTEM

NEW = "tri slova bez souvislosti"


@pytest.mark.parametrize("role", SIGNED_IN)
def test_everybody_sees_the_own_account(cast: Cast, role: str) -> None:
    page = cast.client(role).get(reverse("accounts:profile"))
    assert page.status_code == 200
    text = page.content.decode()
    assert cast.person(role).user.email in text
    for other in set(SIGNED_IN) - {role}:
        assert cast.person(other).user.email not in text
    row = Entry.objects.filter(verb="account.own_viewed").get()
    assert row.object_uid == cast.person(role).user.uid


def test_account_of_a_deputy_names_the_member(cast: Cast) -> None:
    text = cast.client("deputy").get(reverse("accounts:profile")).content.decode()
    assert "Dana" in text
    assert "Zkušebnice" in text


def test_language(cast: Cast) -> None:
    browser, user = cast.client("member"), cast.person("member").user
    address = reverse("accounts:set_language")
    assert browser.post(address, {"language": "de"}).status_code == 302
    user.refresh_from_db()
    assert user.language == "cs"
    browser.post(address, {"language": "en"})
    user.refresh_from_db()
    assert user.language == "en"
    assert '<html lang="en"' in browser.get(reverse("accounts:profile")).content.decode()
    rows = Entry.objects.filter(verb="account.language_set").count()
    browser.post(address, {"language": "en"})
    assert Entry.objects.filter(verb="account.language_set").count() == rows
    with pytest.raises(ValidationError):
        actions.set_language(by=SYSTEM, user=user, language="de")


def test_signing_out_everywhere(cast: Cast) -> None:
    user = cast.person("member").user
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.post(reverse("account_login"), {"login": user.email, "password": factories.PASSWORD})
        assert browser.get(reverse("accounts:profile")).status_code == 200
    assert browsers[0].get(reverse("accounts:end_own_sessions")).status_code == 405
    assert browsers[0].post(reverse("accounts:end_own_sessions")).status_code == 302
    for browser in browsers:
        assert browser.get(reverse("accounts:profile")).status_code == 302


def test_sessions_page_of_the_library_answers(cast: Cast) -> None:
    browser = Client()
    user = cast.person("member").user
    for _ in range(2):
        browser = Client()
        browser.post(reverse("account_login"), {"login": user.email, "password": factories.PASSWORD})
    assert browser.get(reverse("usersessions_list")).status_code == 200


def test_ending_sessions_can_keep_one(cast: Cast) -> None:
    user = cast.person("member").user
    here, there = Client(), Client()
    for browser in (here, there):
        browser.post(reverse("account_login"), {"login": user.email, "password": factories.PASSWORD})
    assert actions.end_sessions(by=SYSTEM, user=user, keep=here.session.session_key) == 1
    assert here.get(reverse("accounts:profile")).status_code == 200
    assert there.get(reverse("accounts:profile")).status_code == 302


@pytest.mark.django_db
def test_accounts_differ_without_regard_to_case() -> None:
    actions.create_account(by=SYSTEM, email=" Jana@Priklad.TEST ")
    assert User.objects.get().email == "jana@priklad.test"
    assert User.objects.get_by_natural_key("JANA@priklad.test") == User.objects.get()
    for email in ("jana@priklad.test", "JANA@PRIKLAD.TEST", "", "neni posta"):
        with pytest.raises(ValidationError) as caught:
            actions.create_account(by=SYSTEM, email=email)
        assert list(caught.value.message_dict) == ["email"]


@pytest.mark.django_db
def test_two_requests_for_one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both look, nobody is there, the second one loses at the database."""
    actions.create_account(by=SYSTEM, email="jana@priklad.test")
    monkeypatch.setattr(User.objects, "filter", lambda **_given: User.objects.none())
    with pytest.raises(ValidationError):
        actions.create_account(by=SYSTEM, email="jana@priklad.test")


@pytest.mark.django_db
def test_a_link_is_consumed_once_even_in_a_race(monkeypatch: pytest.MonkeyPatch) -> None:
    user = factories.user()
    link, token = actions.make_password_link(by=SYSTEM, user=user)
    found = actions.find_password_link(token)
    PasswordLink.objects.update(used_at=factories.timezone.now())
    monkeypatch.setattr(actions, "find_password_link", lambda _token: found)
    with pytest.raises(ValidationError) as caught:
        actions.set_password_by_link(by=SYSTEM, token=token, password=NEW)
    assert caught.value.code == "spent"
    assert str(link) == link.uid
    page = Client().post(reverse("accounts:set_password", args=[token]), {"password": NEW, "again": NEW})
    assert page.status_code == 410
    user.refresh_from_db()
    assert user.check_password(factories.PASSWORD)


@pytest.mark.django_db
def test_a_weak_password_does_not_consume_the_link() -> None:
    user = factories.user("jana.novotna@priklad.test")
    _link, token = actions.make_password_link(by=SYSTEM, user=user)
    for weak in ("kratke", "password1234", "jana.novotna@priklad.test"):
        with pytest.raises(ValidationError) as caught:
            actions.set_password_by_link(by=SYSTEM, token=token, password=weak)
        assert "password" in caught.value.message_dict
    assert actions.find_password_link(token) is not None
    assert actions.set_password_by_link(by=SYSTEM, token=token, password=NEW) == user
    with pytest.raises(ValidationError):
        actions.set_password_by_link(by=SYSTEM, token="neznamy", password=NEW)


def test_messages_of_accounts_need_a_carrier(cast: Cast) -> None:
    kept = list(_carriers)
    _carriers.clear()
    carry(user=cast.person("member").user, kind="x", subject="S", body="B")
    _carriers.extend(kept)
    assert not cast.person("member").messages.exists()
    assert [section.key for section in sections()][:2] == ["seats", "messages"]


class TestCommand:
    """``soucinnost administrator``."""

    def run(self, *arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
        call_command("administrator", *arguments)
        return capsys.readouterr().out

    @pytest.mark.django_db
    def test_first_one_gets_a_link(self, capsys: pytest.CaptureFixture[str]) -> None:
        out = self.run("Iva@Priklad.test", "--given-name", "Iva", "--surname", "Nová", capsys=capsys)
        person = Person.objects.get()
        assert (person.name, person.user.email) == ("Iva Nová", "iva@priklad.test")
        assert list(Grant.objects.values_list("role", flat=True)) == ["administrator"]
        path = out.strip().rsplit(":8000", 1)[1]
        browser = Client()
        assert browser.post(path, {"password": NEW, "again": NEW}).status_code == 302
        signed = browser.post(reverse("account_login"), {"login": "iva@priklad.test", "password": NEW})
        assert signed.status_code == 302
        assert browser.get(reverse("access:people"))["Location"] == reverse("access:second_factor")
        assert verify().intact

    @pytest.mark.django_db
    def test_password_on_the_terminal(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        typed = [NEW, NEW]
        monkeypatch.setattr("getpass.getpass", lambda _prompt: typed.pop(0))
        out = self.run("iva@priklad.test", "--password", capsys=capsys)
        assert "/heslo/" not in out
        assert User.objects.get().check_password(NEW)
        typed += [NEW + "x", NEW + "x"]
        self.run("iva@priklad.test", "--password", capsys=capsys)
        assert User.objects.get().check_password(NEW + "x")
        typed += ["a", "b"]
        with pytest.raises(CommandError, match="liší"):
            self.run("iva@priklad.test", "--password", capsys=capsys)
        typed += ["slabe", "slabe"]
        with pytest.raises(CommandError, match="krátké"):
            self.run("jiny@priklad.test", "--password", capsys=capsys)
        assert User.objects.count() == 1

    def test_way_back_for_who_is_locked_out(self, cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
        person = cast.person("administrator")
        Grant.objects.filter(person=person).delete()
        User.objects.filter(pk=person.user_id).update(is_active=False)
        out = self.run(person.user.email, "--reset-second-factor", capsys=capsys)
        assert "/heslo/" in out
        person.user.refresh_from_db()
        assert person.user.is_active
        assert cast.actor("administrator").is_administrator
        assert not person.user.authenticator_set.exists()
        self.run(person.user.email, capsys=capsys)
        assert Grant.objects.filter(person=person, role=GrantRole.ADMINISTRATOR).count() == 1

    @pytest.mark.django_db
    def test_what_it_refuses(self, capsys: pytest.CaptureFixture[str]) -> None:
        factories.user("sirotek@priklad.test")
        for email in ("neni-posta", "sirotek@priklad.test"):
            with pytest.raises(CommandError):
                self.run(email, capsys=capsys)
        assert not Grant.objects.exists()
